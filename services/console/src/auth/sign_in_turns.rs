use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard};

/// Stripes: names that share one wait for each other, which costs a moment and nothing else.
const STRIPES: usize = 64;

/// Lets attempts on one name go one after the other: a hundred guesses sent at the same moment would
/// otherwise all be checked before the first failure is counted.
#[derive(Clone, Debug)]
pub(crate) struct SignInTurns(Arc<Vec<Arc<Mutex<()>>>>);

impl Default for SignInTurns {
    fn default() -> Self {
        Self(Arc::new((0..STRIPES).map(|_| Arc::default()).collect()))
    }
}

impl SignInTurns {
    /// Waits for this name's turn; it ends when the guard is dropped.
    pub(crate) async fn of(&self, username: &str) -> Option<OwnedMutexGuard<()>> {
        let mut hasher = DefaultHasher::new();
        username.hash(&mut hasher);
        let stripe = usize::try_from(hasher.finish() % (STRIPES as u64)).unwrap_or_default();
        Some(Arc::clone(self.0.get(stripe)?).lock_owned().await)
    }
}
