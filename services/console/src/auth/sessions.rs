use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use clock::RealClock;
use ids::UserId;
use jiff::Timestamp;
use messaging::Writer;
use store::{Store, StoreError};
use tokio::sync::watch;
use tracing::warn;

use super::commands::Touch;
use super::token::TokenHash;
use crate::domain::session_life::{BELIEVED, is_alive};
use crate::store::sessions::Session;
use crate::store::users::User;
use crate::store::{sessions, users};

/// The signal that somebody's place in the directory has changed (see `consumers::person_changed`).
pub(crate) const DIRECTORY: &str = "directory";

/// Sessions kept in memory. An office has tens of users; a flood of made-up tokens is never cached.
const CACHED_MAX: usize = 10_000;

/// Looks sessions up, believing what it read for at most a minute.
#[derive(Clone)]
pub(crate) struct Sessions {
    store: Store,
    writer: Writer,
    real: RealClock,
    cache: Arc<Mutex<HashMap<TokenHash, Cached>>>,
    /// Goes up whenever everything is forgotten; open pages listen to it.
    forgotten: Arc<watch::Sender<u64>>,
}

#[derive(Clone)]
struct Cached {
    user: Arc<User>,
    created_at: Timestamp,
    read_at: Timestamp,
}

impl Sessions {
    #[must_use]
    pub(crate) fn new(store: Store, writer: Writer, real: RealClock) -> Self {
        Self { store, writer, real, cache: Arc::default(), forgotten: Arc::new(watch::Sender::new(0)) }
    }

    /// The user behind a session that is alive, noting that it was used.
    ///
    /// # Errors
    /// [`StoreError`] when the session cannot be looked up.
    pub(crate) async fn user(&self, token: TokenHash) -> Result<Option<Arc<User>>, StoreError> {
        let now = self.real.now();
        let cached = self.locked().get(&token).cloned();
        if let Some(cached) = cached
            && now.duration_since(cached.read_at) < BELIEVED
            && is_alive(cached.created_at, cached.read_at, now)
        {
            return Ok(Some(cached.user));
        }
        let before = *self.forgotten.borrow();
        let Some((session, user)) = self.read(token, now).await? else {
            self.locked().remove(&token);
            return Ok(None);
        };
        if now.duration_since(session.last_seen_at) >= BELIEVED
            && let Err(error) = self.writer.run(Touch { token, at: now }).await
        {
            // The reader is signed in all the same; at worst the session ends a minute early.
            warn!(%error, "the use of a session could not be noted");
        }
        let user = Arc::new(user);
        // What was read before everything was forgotten is not believed afterwards.
        if *self.forgotten.borrow() == before {
            let entry = Cached { user: Arc::clone(&user), created_at: session.created_at, read_at: now };
            self.remember(token, entry);
        }
        Ok(Some(user))
    }

    /// The user behind a session, read from the store and without counting as a use: an open page must
    /// not keep its reader signed in for ever.
    ///
    /// # Errors
    /// [`StoreError`] when the session cannot be looked up.
    pub(crate) async fn recheck(&self, token: TokenHash) -> Result<Option<Arc<User>>, StoreError> {
        Ok(self.read(token, self.real.now()).await?.map(|(_, user)| Arc::new(user)))
    }

    /// Forgets a session that was ended here.
    pub(crate) fn forget(&self, token: TokenHash) {
        self.locked().remove(&token);
    }

    /// Forgets every session of a user, after a change of password or roles.
    pub(crate) fn forget_user(&self, user: UserId) {
        self.locked().retain(|_, cached| cached.user.id != user);
    }

    /// Forgets every session after a change of the directory, and lets the open pages look again.
    pub(crate) fn forget_everybody(&self) {
        self.locked().clear();
        self.forgotten.send_modify(|times| *times = times.wrapping_add(1));
    }

    /// Changes whenever everything is forgotten.
    pub(crate) fn forgotten(&self) -> watch::Receiver<u64> {
        self.forgotten.subscribe()
    }

    async fn read(&self, token: TokenHash, now: Timestamp) -> Result<Option<(Session, User)>, StoreError> {
        let mut on = self.store.read().await?;
        let Some(session) = sessions::find(&mut on, token).await? else { return Ok(None) };
        if !is_alive(session.created_at, session.last_seen_at, now) {
            return Ok(None);
        }
        let user = users::by_id(&mut on, session.user_id).await?.filter(|user| user.active);
        Ok(user.map(|user| (session, user)))
    }

    fn remember(&self, token: TokenHash, cached: Cached) {
        let now = cached.read_at;
        let mut cache = self.locked();
        if cache.len() >= CACHED_MAX {
            cache.retain(|_, old| now.duration_since(old.read_at) < BELIEVED);
        }
        if cache.len() < CACHED_MAX {
            cache.insert(token, cached);
        }
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<TokenHash, Cached>> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}
