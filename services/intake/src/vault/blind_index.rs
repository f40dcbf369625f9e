use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::Key;

/// What is indexed; each kind hashes differently, so that equal digits in two columns do not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexedField {
    /// An ID number in its canonical form.
    IdNumber,
    /// A telephone number in digits.
    Phone,
}

/// Exact match without plaintext: HMAC-SHA256 under a key that is not the field key.
///
/// ID and telephone numbers can be enumerated, so a plain hash would be no protection at all.
pub struct BlindIndex(Key);

impl BlindIndex {
    /// An index under this key. Changing the key means computing every index anew.
    #[must_use]
    pub const fn new(key: Key) -> Self {
        Self(key)
    }

    /// The value stored beside the ciphertext.
    #[must_use]
    pub fn of(&self, field: IndexedField, canonical: &str) -> [u8; 32] {
        let label: &[u8] = match field {
            IndexedField::IdNumber => b"huiyin id_number 1\0",
            IndexedField::Phone => b"huiyin phone 1\0",
        };
        // A whole block, padded with zeros as HMAC itself does: this constructor cannot fail.
        let mut block = Zeroizing::new([0_u8; 64]);
        block.iter_mut().zip(self.0.bytes()).for_each(|(to, from)| *to = *from);
        let mac = <Hmac<Sha256> as KeyInit>::new((&*block).into());
        mac.chain_update(label).chain_update(canonical.as_bytes()).finalize().into_bytes().into()
    }
}

impl fmt::Debug for BlindIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlindIndex")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_meet_and_everything_else_differs() {
        let index = BlindIndex::new(Key::new([1; 32]));
        let phone = index.of(IndexedField::Phone, "13800000000");
        assert_eq!(phone, index.of(IndexedField::Phone, "13800000000"));
        assert_ne!(phone, index.of(IndexedField::Phone, "13800000001"));
        assert_ne!(phone, index.of(IndexedField::IdNumber, "13800000000"));
        assert_ne!(phone, BlindIndex::new(Key::new([2; 32])).of(IndexedField::Phone, "13800000000"));
    }
}
