use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use ids::Secrets;
use tokio::sync::Semaphore;

/// Hashes computed at the same time. Argon2id takes 19 MiB and some 30 ms of one core each: more at once
/// would starve the requests of everybody who is already signed in.
const HASHES_AT_ONCE: usize = 2;

/// Callers that may wait for a hash; beyond it a sign-in is refused at once, so that a flood cannot
/// build a queue of minutes.
const HASHES_WAITING_MAX: usize = 64;

/// Hashes and checks passwords with Argon2id (19 MiB, 2 passes, 1 lane: the OWASP recommendation), kept
/// as PHC strings so that the parameters may be raised later without a migration.
#[derive(Clone)]
pub(crate) struct Passwords {
    secrets: Secrets,
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// A hash of nothing anybody types, checked for unknown names so that they cost the same.
    decoy: Arc<str>,
}

/// A password could not be hashed or checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PasswordsError {
    #[error("too many sign-ins at the same moment")]
    Busy,
    #[error("the password hash cannot be computed")]
    Hash,
}

impl Passwords {
    /// # Errors
    /// [`PasswordsError::Hash`] when Argon2 refuses its parameters.
    pub(crate) fn new(secrets: Secrets) -> Result<Self, PasswordsError> {
        let decoy = hash(&secrets.bytes::<32>(), &secrets.bytes::<16>())?;
        Ok(Self {
            secrets,
            running: Arc::new(Semaphore::new(HASHES_AT_ONCE)),
            waiting: Arc::new(Semaphore::new(HASHES_WAITING_MAX)),
            decoy: decoy.into(),
        })
    }

    /// The PHC string of a new password.
    ///
    /// # Errors
    /// [`PasswordsError::Busy`] when too many wait already.
    pub(crate) async fn hash(&self, password: String) -> Result<String, PasswordsError> {
        let salt = self.secrets.bytes::<16>();
        self.on_a_thread(move || hash(password.as_bytes(), &salt)).await?
    }

    /// Whether `password` is the one behind `stored`; `None` stands for an unknown or inactive user and
    /// costs the same before it answers no.
    ///
    /// # Errors
    /// [`PasswordsError::Busy`] when too many wait already.
    pub(crate) async fn check(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<bool, PasswordsError> {
        let known = stored.is_some();
        let phc = stored.unwrap_or_else(|| self.decoy.to_string());
        let matches = self.on_a_thread(move || verify(password.as_bytes(), &phc)).await?;
        Ok(matches && known)
    }

    async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordsError> {
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| PasswordsError::Busy)?;
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(|_| PasswordsError::Hash)?;
        // The permits travel with the work: a caller that goes away must not let a third hash start.
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop((turn, place));
            done
        })
        .await
        .map_err(|_| PasswordsError::Hash)
    }
}

fn hash(password: &[u8], salt: &[u8; 16]) -> Result<String, PasswordsError> {
    let hash: PasswordHash =
        Argon2::default().hash_password_with_salt(password, salt).map_err(|_| PasswordsError::Hash)?;
    Ok(hash.to_string())
}

fn verify(password: &[u8], phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|stored| Argon2::default().verify_password(password, &stored).is_ok())
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passwords")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords() -> Passwords {
        Passwords::new(Secrets::predictable(1)).unwrap()
    }

    #[tokio::test]
    async fn a_password_is_kept_as_an_argon2id_phc_string_and_checked() {
        let passwords = passwords();
        let stored = passwords.hash("correct horse".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(passwords.check("correct horse".into(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.check("wrong horse".into(), Some(stored)).await.unwrap());
    }

    #[tokio::test]
    async fn an_unknown_user_is_never_let_in() {
        assert!(!passwords().check("anything".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn two_hashes_of_one_password_differ() {
        let passwords = passwords();
        let (one, two) = (passwords.hash("same".into()).await, passwords.hash("same".into()).await);
        assert_ne!(one.unwrap(), two.unwrap());
    }
}
