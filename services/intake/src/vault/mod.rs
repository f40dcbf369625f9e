//! The identity vault: what names a person or tells their story is ciphertext in the store.
//!
//! * Each field is sealed by itself (AES-256-GCM, random nonce) and bound to its table, row and column:
//!   a ciphertext copied into another row does not open.
//! * The id of its key stands in front of every ciphertext, so that keys can be rotated.
//! * Exact match (a petitioner's own earlier matters) goes through a keyed hash, never through the text.

mod blind_index;
mod keys;
mod plain;
mod seal;

pub use blind_index::{BlindIndex, IndexedField};
pub use keys::{FileKeys, Key, KeyId, KeyProvider, read_key_file};
pub use plain::Plain;
pub use seal::{Place, Sealed, Vault};

/// The vault cannot do what was asked. No message holds plaintext or key material.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The key file cannot be read.
    #[error("the key file {path} cannot be read: {source}")]
    KeyFile {
        /// Where it was looked for.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The key file holds something else than lines of 64 hexadecimal digits.
    #[error("the key file {0} must hold one key of 64 hexadecimal digits a line, the current one last")]
    KeyFormat(std::path::PathBuf),
    /// The key that sealed this field is not in the key file any more.
    #[error("no key {0} to open this field")]
    UnknownKey(KeyId),
    /// The ciphertext was altered, or belongs to another row or column.
    #[error("the ciphertext of {table}.{column} does not open in this row")]
    Tampered {
        /// Table of the field.
        table: &'static str,
        /// Column of the field.
        column: &'static str,
    },
    /// The plaintext is longer than AES-GCM takes (64 GiB).
    #[error("the field is too long to seal")]
    TooLong,
}
