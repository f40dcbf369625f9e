//! ID numbers (GB 11643) and telephone numbers, in the one form that is stored and indexed.

use std::fmt;

use jiff::civil::Date;
use zeroize::Zeroize;

/// Weights of the first 17 digits, GB 11643 (ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each remainder.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A valid 18-character ID number. Its text is wiped when dropped and never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber(String);

impl IdNumber {
    /// Reads an ID number as typed: spaces and hyphens are dropped, full-width digits and a small `x` are
    /// understood. `None` when the length, the date of birth or the check character is wrong.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        // One more than fits is enough to see that it does not fit.
        let text: String = typed.chars().filter(|c| !is_separator(*c)).map(narrow).take(19).collect();
        let number = Self(text.to_ascii_uppercase());
        let mut chars = number.0.chars();
        let mut sum = 0_u32;
        for weight in WEIGHTS {
            sum = sum.checked_add(chars.next()?.to_digit(10)?.checked_mul(weight)?)?;
        }
        let check = CHECKS.get(usize::try_from(sum.checked_rem(11)?).ok()?)?;
        let fits = chars.next() == Some(*check) && chars.next().is_none() && number.birth_date().is_some();
        fits.then_some(number)
    }

    /// The date of birth in digits 7 to 14, when it is a date.
    fn birth_date(&self) -> Option<Date> {
        let year = self.0.get(6..10)?.parse::<i16>().ok()?;
        let month = self.0.get(10..12)?.parse::<i8>().ok()?;
        let day = self.0.get(12..14)?.parse::<i8>().ok()?;
        // Nobody now alive was born before; the first ID numbers of this form are from 1999.
        (year >= 1880).then(|| Date::new(year, month, day).ok()).flatten()
    }

    /// The 18 characters, the last possibly `X`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A telephone number: mobile (11 digits), landline with area code (10 to 12 digits) or without (7 to 8), or
/// a 400 number (10). Its text is wiped when dropped and never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads a telephone number as typed: separators and the country code +86 are dropped. `None` when
    /// it cannot be one.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let text: String = typed
            .chars()
            .filter(|c| !is_separator(*c) && !matches!(c, '(' | ')' | '（' | '）'))
            .map(narrow)
            .take(21)
            .collect();
        let text = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(&text);
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let fits = match text.bytes().next()? {
            b'0' => (10..=12).contains(&text.len()),
            b'1' => {
                text.len() == 11
                    && text.as_bytes().get(1).is_some_and(|second| (b'3'..=b'9').contains(second))
            }
            b'4' if text.starts_with("400") && text.len() == 10 => true,
            _ => (7..=8).contains(&text.len()),
        };
        fits.then(|| Self(text.to_owned()))
    }

    /// Digits only, without the country code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the text carries a whole ID number or mobile number: such a text must not leave intake.
#[must_use]
pub(super) fn holds_identity(text: &str) -> bool {
    let narrowed: Vec<char> = text.chars().map(narrow).collect();
    narrowed.split(|c| !(c.is_ascii_digit() || matches!(c, 'x' | 'X'))).any(|run| match run.len() {
        11 => run.iter().all(char::is_ascii_digit) && Phone::parse(&run.iter().collect::<String>()).is_some(),
        18 => IdNumber::parse(&run.iter().collect::<String>()).is_some(),
        _ => false,
    })
}

const fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{A0}' | '-' | '－' | '—')
}

/// Full-width digits, letters and plus sign as their ASCII forms.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

macro_rules! secret_text {
    ($name:ident) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                self.0.zeroize();
            }
        }
    };
}
secret_text!(IdNumber);
secret_text!(Phone);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of the standard itself; nobody's number.
    const SAMPLE: &str = "11010519491231002X";

    #[test]
    fn gb_11643_accepts_its_own_example_and_refuses_one_wrong_digit() {
        assert_eq!(IdNumber::parse(SAMPLE).unwrap().as_str(), SAMPLE);
        assert_eq!(IdNumber::parse(" 110105 19491231 002x ").unwrap().as_str(), SAMPLE);
        assert_eq!(IdNumber::parse("１１０１０５１９４９１２３１００２Ｘ").unwrap().as_str(), SAMPLE);
        for wrong in
            ["110105194912310021", "11010519491231003X", "1101051949123100", "", "11010519491231002XX"]
        {
            assert!(IdNumber::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_id_number_with_a_right_check_but_no_such_birthday_is_refused() {
        for date in ["19990230", "19991301", "00000000"] {
            assert!(IdNumber::parse(&with_check(&format!("330000{date}001"))).is_none(), "{date}");
        }
        assert!(IdNumber::parse(&with_check("33000019990228001")).is_some());
    }

    #[test]
    fn telephone_numbers_are_stored_as_digits_without_country_code() {
        for (typed, stored) in [
            ("138 0000 0000", "13800000000"),
            ("+86-138-0000-0000", "13800000000"),
            ("(0571)8888-0000", "057188880000"),
            ("88880000", "88880000"),
            ("400-800-0000", "4008000000"),
        ] {
            assert_eq!(Phone::parse(typed).unwrap().as_str(), stored, "{typed}");
        }
        for wrong in
            ["", "12345", "12800000000", "138000000000", "电话", "1380000000a", "+8613800000000000000000"]
        {
            assert!(Phone::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_text_that_carries_a_number_is_noticed() {
        assert!(holds_identity("请联系13800000000"));
        assert!(holds_identity(&format!("身份证{SAMPLE}。")));
        assert!(!holds_identity("幸福路13800号2026年10月"));
    }

    #[test]
    fn debug_shows_nothing() {
        assert!(!format!("{:?}{:?}", IdNumber::parse(SAMPLE), Phone::parse("13800000000")).contains("00"));
    }

    fn with_check(first_17: &str) -> String {
        let sum: u32 =
            first_17.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
        format!("{first_17}{}", CHECKS[(sum % 11) as usize])
    }

    proptest! {
        #[test]
        fn every_number_with_a_right_check_is_accepted_and_any_changed_digit_is_not(
            area in 110_000_u32..660_000, day in 0_i64..40_000, serial in 0_u32..1_000, at in 0_usize..17, by in 1_u32..10,
        ) {
            let born = Date::constant(1900, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            let number = with_check(&format!("{area}{}{serial:03}", born.strftime("%Y%m%d")));
            prop_assert!(IdNumber::parse(&number).is_some());
            // MOD 11-2 finds every single wrong digit.
            let changed: String = number.chars().enumerate().map(|(i, c)| {
                if i == at { char::from_digit((c.to_digit(10).unwrap() + by) % 10, 10).unwrap() } else { c }
            }).collect();
            prop_assert!(IdNumber::parse(&changed).is_none());
        }

        #[test]
        fn reading_never_panics_and_is_stable(typed in "\\PC{0,40}") {
            if let Some(phone) = Phone::parse(&typed) {
                prop_assert_eq!(Phone::parse(phone.as_str()), Some(phone));
            }
            if let Some(number) = IdNumber::parse(&typed) {
                prop_assert_eq!(IdNumber::parse(number.as_str()), Some(number));
            }
            let _ = holds_identity(&typed);
        }
    }
}
