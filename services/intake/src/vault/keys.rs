use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::VaultError;

/// Keys in one file: a yearly rotation over a century; the file stays small enough to read at once.
const KEYS_MAX: usize = 100;

/// 256 bits of key; wiped when dropped, never shown.
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// Takes the bytes over.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The name under which ciphertexts remember this key.
    #[must_use]
    pub fn id(&self) -> KeyId {
        let digest: [u8; 32] =
            Sha256::new().chain_update(b"huiyin key id 1").chain_update(self.bytes()).finalize().into();
        let mut id = [0_u8; 8];
        id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        KeyId(id)
    }

    /// Reads 64 hexadecimal digits.
    fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let [high, low] = pair else { return None };
            let high = char::from(*high).to_digit(16)?;
            let low = char::from(*low).to_digit(16)?;
            *byte = u8::try_from(high.checked_mul(16)?.checked_add(low)?).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id())
    }
}

/// Eight bytes of the key's hash: says which key, nothing about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyId(pub(super) [u8; 8]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Where field keys come from: a file by default, a key management service elsewhere.
pub trait KeyProvider: fmt::Debug + Send + Sync {
    /// The key that seals new fields.
    fn current(&self) -> &Key;
    /// A key that sealed a field once, if it is still held.
    fn key(&self, id: KeyId) -> Option<&Key>;
}

/// Keys from a file of one key a line, the current one last; earlier ones still open what they sealed.
#[derive(Debug)]
pub struct FileKeys {
    current: Key,
    earlier: Vec<Key>,
}

impl FileKeys {
    /// Reads the file.
    ///
    /// # Errors
    /// [`VaultError::KeyFile`], [`VaultError::KeyFormat`].
    pub fn read(path: &Path) -> Result<Self, VaultError> {
        let (current, earlier) = read_keys(path)?;
        Ok(Self { current, earlier })
    }

    /// The given keys, for tests and for a rotation.
    #[must_use]
    pub const fn of(current: Key, earlier: Vec<Key>) -> Self {
        Self { current, earlier }
    }
}

impl KeyProvider for FileKeys {
    fn current(&self) -> &Key {
        &self.current
    }

    fn key(&self, id: KeyId) -> Option<&Key> {
        std::iter::once(&self.current).chain(&self.earlier).find(|key| key.id() == id)
    }
}

/// The current key of a file of keys.
///
/// # Errors
/// [`VaultError::KeyFile`], [`VaultError::KeyFormat`].
pub fn read_key_file(path: &Path) -> Result<Key, VaultError> {
    Ok(read_keys(path)?.0)
}

fn read_keys(path: &Path) -> Result<(Key, Vec<Key>), VaultError> {
    let mut text = std::fs::read_to_string(path)
        .map_err(|source| VaultError::KeyFile { path: path.to_owned(), source })?;
    let keys: Option<Vec<Key>> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(KEYS_MAX)
        .map(Key::from_hex)
        .collect();
    text.zeroize();
    let malformed = || VaultError::KeyFormat(path.to_owned());
    let mut keys = keys.ok_or_else(malformed)?;
    let current = keys.pop().ok_or_else(malformed)?;
    Ok((current, keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn the_last_line_is_the_current_key_and_earlier_ones_are_still_found() {
        let file = file(&format!("{}\n{}\n", "11".repeat(32), "22".repeat(32)));
        let keys = FileKeys::read(file.path()).unwrap();
        assert_eq!(keys.current().bytes(), &[0x22; 32]);
        assert!(keys.key(Key::new([0x11; 32]).id()).is_some());
        assert!(keys.key(Key::new([0x33; 32]).id()).is_none());
    }

    #[test]
    fn a_malformed_key_file_is_refused_without_repeating_it() {
        for text in ["", "xyz", &"1".repeat(63), &format!("{}\nshort", "11".repeat(32)), &"é".repeat(32)] {
            let error = FileKeys::read(file(text).path()).unwrap_err();
            assert!(matches!(error, VaultError::KeyFormat(_)), "{error}");
        }
        assert!(matches!(FileKeys::read(Path::new("/nonexistent")), Err(VaultError::KeyFile { .. })));
    }

    #[test]
    fn debug_shows_no_key() {
        assert!(!format!("{:?}", Key::new([0xAB; 32])).contains("abab"));
    }
}
