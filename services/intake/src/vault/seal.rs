use std::sync::Arc;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use ids::Secrets;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Key, KeyId, KeyProvider, Plain, VaultError};

/// First byte of every ciphertext: AES-256-GCM in the layout of this module.
const FORMAT: u8 = 1;
const KEY_ID_BYTES: usize = 8;
/// 96 random bits: under one key, 2^32 fields keep the chance of a repeated nonce below 2^-32, which is
/// thousands of years of a county's petitions; rotation comes long before.
const NONCE_BYTES: usize = 12;

/// The one place where a ciphertext opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Table name.
    pub table: &'static str,
    /// Primary key of the row.
    pub row: Uuid,
    /// Column name.
    pub column: &'static str,
}

impl Place {
    /// Unambiguous whatever the names: each is preceded by its length, and key and format are bound too.
    fn associated_data(self, key: KeyId) -> Vec<u8> {
        let mut data = vec![FORMAT];
        data.extend_from_slice(&key.0);
        for part in [self.table.as_bytes(), self.row.as_bytes(), self.column.as_bytes()] {
            data.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            data.extend_from_slice(part);
        }
        data
    }
}

/// A ciphertext as stored: format (1), key id (8), nonce (12), ciphertext with its tag (16 more than the text).
pub type Sealed = Vec<u8>;

/// Seals and opens fields.
#[derive(Clone, Debug)]
pub struct Vault {
    keys: Arc<dyn KeyProvider>,
    secrets: Secrets,
}

impl Vault {
    /// A vault over these keys; nonces come from `secrets`.
    #[must_use]
    pub fn new(keys: Arc<dyn KeyProvider>, secrets: Secrets) -> Self {
        Self { keys, secrets }
    }

    /// Encrypts a field for its place.
    ///
    /// # Errors
    /// [`VaultError::TooLong`].
    pub fn seal(&self, place: Place, text: &str) -> Result<Sealed, VaultError> {
        let key = self.keys.current();
        let id = key.id();
        let nonce = self.secrets.bytes::<NONCE_BYTES>();
        let data = place.associated_data(id);
        let payload = Payload { msg: text.as_bytes(), aad: &data };
        let ciphertext =
            cipher(key).encrypt(&Nonce::from(nonce), payload).map_err(|_| VaultError::TooLong)?;
        let mut sealed = Vec::with_capacity(1 + KEY_ID_BYTES + NONCE_BYTES + ciphertext.len());
        sealed.push(FORMAT);
        sealed.extend_from_slice(&id.0);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&ciphertext);
        Ok(sealed)
    }

    /// Encrypts a field that may be absent.
    ///
    /// # Errors
    /// [`VaultError::TooLong`].
    pub fn seal_optional(&self, place: Place, text: Option<&str>) -> Result<Option<Sealed>, VaultError> {
        text.map(|text| self.seal(place, text)).transpose()
    }

    /// Decrypts the field of this place.
    ///
    /// # Errors
    /// [`VaultError::UnknownKey`], [`VaultError::Tampered`].
    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<Plain, VaultError> {
        let tampered = || VaultError::Tampered { table: place.table, column: place.column };
        let rest = sealed.strip_prefix(&[FORMAT]).ok_or_else(tampered)?;
        let (id, rest) = rest.split_first_chunk::<KEY_ID_BYTES>().ok_or_else(tampered)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(tampered)?;
        let id = KeyId(*id);
        let key = self.keys.key(id).ok_or(VaultError::UnknownKey(id))?;
        let data = place.associated_data(id);
        let payload = Payload { msg: ciphertext, aad: &data };
        let bytes = cipher(key).decrypt(&Nonce::from(*nonce), payload).map_err(|_| tampered())?;
        String::from_utf8(bytes).map(Plain::new).map_err(|error| {
            // The error would carry the plaintext along: wipe it instead.
            drop(Zeroizing::new(error.into_bytes()));
            tampered()
        })
    }
}

fn cipher(key: &Key) -> Aes256Gcm {
    Aes256Gcm::new(key.bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::FileKeys;
    use proptest::prelude::*;

    fn vault(current: u8, earlier: &[u8]) -> Vault {
        let earlier = earlier.iter().map(|byte| Key::new([*byte; 32])).collect();
        Vault::new(Arc::new(FileKeys::of(Key::new([current; 32]), earlier)), Secrets::predictable(7))
    }

    fn name_of(row: u128) -> Place {
        Place { table: "petitioners", row: Uuid::from_u128(row), column: "name" }
    }

    #[test]
    fn a_ciphertext_swapped_into_another_row_or_column_does_not_open() {
        let vault = vault(1, &[]);
        let sealed = vault.seal(name_of(1), "李四").unwrap();
        assert_eq!(vault.open(name_of(1), &sealed).unwrap().expose(), "李四");
        for elsewhere in [
            name_of(2),
            Place { column: "address", ..name_of(1) },
            Place { table: "petition_texts", ..name_of(1) },
        ] {
            assert!(matches!(vault.open(elsewhere, &sealed), Err(VaultError::Tampered { .. })));
        }
    }

    #[test]
    fn any_changed_or_missing_byte_is_noticed() {
        let vault = vault(1, &[]);
        let sealed = vault.seal(name_of(1), "李四").unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(vault.open(name_of(1), &changed).is_err(), "byte {at}");
            assert!(vault.open(name_of(1), &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn after_a_rotation_old_fields_open_and_new_ones_use_the_new_key() {
        let old = vault(1, &[]).seal(name_of(1), "李四").unwrap();
        let rotated = vault(2, &[1]);
        assert_eq!(rotated.open(name_of(1), &old).unwrap().expose(), "李四");
        let new = rotated.seal(name_of(1), "李四").unwrap();
        assert!(matches!(vault(1, &[]).open(name_of(1), &new), Err(VaultError::UnknownKey(_))));
        assert_ne!(old[1..9], new[1..9]);
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        let vault = vault(1, &[]);
        assert_ne!(vault.seal(name_of(1), "李四").unwrap(), vault.seal(name_of(1), "李四").unwrap());
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_opened(text in any::<String>()) {
            let vault = vault(3, &[]);
            let sealed = vault.seal(name_of(9), &text).unwrap();
            let opened = vault.open(name_of(9), &sealed).unwrap();
            prop_assert_eq!(opened.expose(), text);
        }

        #[test]
        fn opening_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(vault(3, &[]).open(name_of(9), &bytes).is_err());
        }
    }
}
