//! What a member of staff sees before an audited reveal. Masks have fixed lengths where a length would
//! itself say something.

use unicode_segmentation::UnicodeSegmentation;

/// `李*`: the first character, then one star whatever the length.
#[must_use]
pub fn mask_name(name: &str) -> String {
    let mut graphemes = name.graphemes(true);
    match (graphemes.next(), graphemes.next()) {
        // A name of one character is its own first character: nothing of it is shown.
        (Some(first), Some(_)) => format!("{first}*"),
        _ => "*".to_owned(),
    }
}

/// `1*****************`: the last digits would tell the sex, the middle ones the age.
#[must_use]
pub fn mask_id_number(number: &str) -> String {
    number.chars().next().map_or_else(String::new, |first| format!("{first}{}", "*".repeat(17)))
}

/// `138****0000` for a mobile number; of any other the last two digits.
#[must_use]
pub fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    match digits.as_slice() {
        [a @ '1', b, c, _, _, _, _, d, e, f, g] => format!("{a}{b}{c}****{d}{e}{f}{g}"),
        [_, _, _, _, .., d, e] => format!("****{d}{e}"),
        _ => "****".to_owned(),
    }
}

/// The first three characters (a county or town); nothing of an address that short.
#[must_use]
pub fn mask_address(address: &str) -> String {
    let graphemes: Vec<&str> = address.graphemes(true).collect();
    match graphemes.as_slice() {
        [a, b, c, _, _, _, ..] => format!("{a}{b}{c}****"),
        _ => "****".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks_read_as_the_office_writes_them() {
        assert_eq!(mask_name("李四"), "李*");
        assert_eq!(mask_name("欧阳小明"), "欧*");
        assert_eq!(mask_name("李"), "*");
        assert_eq!(mask_id_number("11010519491231002X"), "1*****************");
        assert_eq!(mask_phone("13800000000"), "138****0000");
        assert_eq!(mask_phone("057188880012"), "****12");
        assert_eq!(mask_phone("8888"), "****");
        assert_eq!(mask_address("云溪县幸福路1号"), "云溪县****");
        assert_eq!(mask_address("幸福路1号"), "****");
    }

    proptest! {
        #[test]
        fn a_mask_shows_at_most_what_it_promises(text in "\\PC{0,80}") {
            let hidden = |mask: &str| mask.chars().filter(|c| *c == '*').count() >= 1 && mask.graphemes(true).count() <= 18;
            let name = mask_name(&text);
            prop_assert!(hidden(&name) && name.graphemes(true).count() <= 2);
            prop_assert!(text.is_empty() || hidden(&mask_id_number(&text)));
            prop_assert!(hidden(&mask_phone(&text)));
            prop_assert!(hidden(&mask_address(&text)));
        }

        #[test]
        fn names_with_the_same_first_character_have_the_same_mask(first in "[\u{4e00}-\u{9fa5}]", one in "[\u{4e00}-\u{9fa5}]{1,9}", two in "[\u{4e00}-\u{9fa5}]{1,9}") {
            prop_assert_eq!(mask_name(&format!("{first}{one}")), mask_name(&format!("{first}{two}")));
        }
    }
}
