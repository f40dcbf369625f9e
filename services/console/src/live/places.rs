use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ids::UserId;

/// Open pages of one user: several tabs and a phone.
const PER_USER_MAX: usize = 8;

/// Open pages of one replica; each costs a task, a queue and a query a round.
const ALL_MAX: usize = 1_000;

/// Counts the open live pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(Arc<Mutex<HashMap<UserId, usize>>>);

/// One open page; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    user: UserId,
    places: Places,
}

impl Places {
    /// A place for one more page of this user, if there is one.
    #[must_use]
    pub(crate) fn take(&self, user: UserId) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = taken.values().sum();
        let own = taken.entry(user).or_default();
        if all >= ALL_MAX || *own >= PER_USER_MAX {
            return None;
        }
        *own += 1;
        Some(Place { user, places: self.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.user) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                taken.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_user_has_eight_pages_and_gets_a_place_back() {
        let places = Places::default();
        let user = UserId::from(Uuid::from_u128(1));
        let mut open: Vec<Place> = (0..PER_USER_MAX).filter_map(|_| places.take(user)).collect();
        assert_eq!(open.len(), PER_USER_MAX);
        assert!(places.take(user).is_none());
        assert!(places.take(UserId::from(Uuid::from_u128(2))).is_some());
        open.pop();
        assert!(places.take(user).is_some());
    }
}
