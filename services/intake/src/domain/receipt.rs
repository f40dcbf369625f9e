//! The receipt code 查询码 (I5): what a petitioner types to see their case, and nobody can guess.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroize;

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Random bytes in a code: 80 bits, which at a thousand guesses a second against a million open cases
/// takes 19 million years on average to meet one.
pub const RECEIPT_BYTES: usize = 10;
/// Symbols of five bits each.
const SYMBOLS: usize = 16;
/// Symbols between hyphens, as on a bank card.
const GROUP: usize = 4;

/// A receipt code in its canonical form of 16 symbols without hyphens; wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptCode(String);

impl ReceiptCode {
    /// The code that stands for these random bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; RECEIPT_BYTES]) -> Self {
        let mut bits = bytes.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
        let mut symbols = Vec::with_capacity(SYMBOLS);
        for _ in 0..SYMBOLS {
            let index = usize::try_from(bits & 31).unwrap_or(0);
            symbols.push(char::from(ALPHABET.get(index).copied().unwrap_or(b'0')));
            bits >>= 5;
        }
        symbols.reverse();
        Self(symbols.into_iter().collect())
    }

    /// Reads a code as typed: any case, with or without hyphens and spaces; `o` is zero, `i` and `l` are
    /// one. `None` when it cannot be a code.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = String::with_capacity(SYMBOLS);
        for c in typed.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{3000}' | '－')) {
            let symbol = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if code.len() == SYMBOLS || !symbol.is_ascii() || !ALPHABET.contains(&u8::try_from(symbol).ok()?)
            {
                return None;
            }
            code.push(symbol);
        }
        (code.len() == SYMBOLS).then_some(Self(code))
    }

    /// What is stored: the code itself exists only on the petitioner's slip.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

/// In groups of four: `7K3M-9QXR-T2VB-0DHW`.
impl fmt::Display for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, symbol) in self.0.chars().enumerate() {
            if index > 0 && index.is_multiple_of(GROUP) {
                f.write_str("-")?;
            }
            write!(f, "{symbol}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptCode(…)")
    }
}

impl Drop for ReceiptCode {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_four_groups_of_four() {
        assert_eq!(ReceiptCode::from_bytes([0; 10]).to_string(), "0000-0000-0000-0000");
        assert_eq!(ReceiptCode::from_bytes([0xFF; 10]).to_string(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_digits() {
        let code = ReceiptCode::parse("oiL0-0000 0000-00zz").unwrap();
        assert_eq!(code.to_string(), "0110-0000-0000-00ZZ");
        for wrong in ["", "0000", "U000-0000-0000-0000", "0000-0000-0000-00000", "零000-0000-0000-0000"] {
            assert!(ReceiptCode::parse(wrong).is_none(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_printed_code_is_read_back(bytes: [u8; 10]) {
            let code = ReceiptCode::from_bytes(bytes);
            let typed = code.to_string().to_lowercase();
            let read = ReceiptCode::parse(&typed).unwrap();
            prop_assert_eq!(read.hash(), code.hash());
            prop_assert!(!typed.contains(['i', 'l', 'o', 'u']));
        }

        #[test]
        fn different_bytes_make_different_codes(one: [u8; 10], two: [u8; 10]) {
            prop_assert_eq!(one == two, ReceiptCode::from_bytes(one) == ReceiptCode::from_bytes(two));
        }

        #[test]
        fn reading_never_panics(typed in "\\PC*") {
            let _ = ReceiptCode::parse(&typed);
        }
    }
}
