use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};
use uuid::Uuid;

type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Mints UUIDv7 identifiers: ordered by real time, so that new rows land at the end of an index.
#[derive(Clone)]
pub struct Ids {
    now: Now,
    rng: Arc<Mutex<StdRng>>,
}

impl Ids {
    /// Identifiers from the operating system's randomness; `now` is the injected real clock.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn system(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Result<Self, std::io::Error> {
        let rng =
            StdRng::try_from_rng(&mut SysRng).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self::with(now, rng))
    }

    /// The same identifiers at every run, for tests and for the simulator.
    #[must_use]
    pub fn seeded(seed: u64, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self::with(now, StdRng::seed_from_u64(seed))
    }

    fn with(now: impl Fn() -> Timestamp + Send + Sync + 'static, rng: StdRng) -> Self {
        Self { now: Arc::new(now), rng: Arc::new(Mutex::new(rng)) }
    }

    /// The next identifier, as whichever typed id the caller names.
    #[must_use]
    pub fn mint<I: From<Uuid>>(&self) -> I {
        let millis = u64::try_from((self.now)().as_millisecond()).unwrap_or(0);
        let mut random = [0_u8; 10];
        // A poisoned lock only means that another thread panicked between two independent draws.
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut random);
        I::from(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}

/// Unpredictable bytes for receipt codes, session tokens, salts and nonces.
#[derive(Clone)]
pub struct Secrets(Arc<Mutex<StdRng>>);

impl Secrets {
    /// A generator (ChaCha) seeded once from the operating system.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn system() -> Result<Self, std::io::Error> {
        let mut seed = [0_u8; 32];
        SysRng.try_fill_bytes(&mut seed).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self(Arc::new(Mutex::new(StdRng::from_seed(seed)))))
    }

    /// Predictable bytes: for tests only, as the name says.
    #[must_use]
    pub fn predictable(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// The next `N` bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0_u8; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CaseId;

    fn at(second: i64) -> impl Fn() -> Timestamp + Send + Sync {
        move || Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn seeded_ids_repeat_and_differ_among_themselves() {
        let (one, two) = (Ids::seeded(7, at(1_800_000_000)), Ids::seeded(7, at(1_800_000_000)));
        let first: CaseId = one.mint();
        assert_eq!(first, two.mint::<CaseId>());
        assert_ne!(first, one.mint::<CaseId>());
    }

    #[test]
    fn ids_sort_by_time() {
        let early: CaseId = Ids::seeded(1, at(1_800_000_000)).mint();
        let late: CaseId = Ids::seeded(2, at(1_800_000_001)).mint();
        assert!(early < late);
        assert_eq!(early.uuid().get_version_num(), 7);
    }

    #[test]
    fn system_secrets_are_not_zero() {
        assert_ne!(Secrets::system().unwrap().bytes::<32>(), [0; 32]);
    }
}
