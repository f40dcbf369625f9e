use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use clock::RealClock;
use events::Service;
use jiff::{SignedDuration, Timestamp};
use url::Url;

/// How long an address is used before its file is looked at again: a service that restarts gets a new
/// port, and a call a second late finds it.
const BELIEVED: SignedDuration = SignedDuration::from_secs(1);

/// A run file is one line of JSON; anything longer is not ours.
const RUN_FILE_BYTES_MAX: usize = 4_096;

/// Where each service listens: from a fixed map (containers), else from the file that the service wrote
/// into the run folder when it began to listen.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    fixed: Arc<BTreeMap<Service, Url>>,
    run_dir: Arc<PathBuf>,
    real: RealClock,
    known: Arc<Mutex<BTreeMap<Service, Known>>>,
}

#[derive(Clone, Debug)]
struct Known {
    url: Option<Url>,
    looked_at: Timestamp,
}

#[derive(serde::Deserialize)]
struct RunFile {
    url: String,
}

impl Addresses {
    #[must_use]
    pub(crate) fn new(fixed: BTreeMap<Service, Url>, run_dir: PathBuf, real: RealClock) -> Self {
        Self { fixed: Arc::new(fixed), run_dir: Arc::new(run_dir), real, known: Arc::default() }
    }

    /// The service's address, at most a second old; `None` when it has not started yet.
    pub(crate) async fn of(&self, service: Service) -> Option<Url> {
        if let Some(url) = self.fixed.get(&service) {
            return Some(url.clone());
        }
        let now = self.real.now();
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&service).cloned();
        match known {
            // Absence is never believed: the service may have begun to listen a moment ago.
            Some(Known { url: Some(url), looked_at }) if now.duration_since(looked_at) < BELIEVED => {
                Some(url)
            }
            _ => self.look(service).await,
        }
    }

    /// The service's address as its file says now, after a connection failed.
    pub(crate) async fn look(&self, service: Service) -> Option<Url> {
        if let Some(url) = self.fixed.get(&service) {
            return Some(url.clone());
        }
        let path = self.run_dir.join(format!("{service}.json"));
        let url = match tokio::fs::read(&path).await {
            Ok(bytes) if bytes.len() <= RUN_FILE_BYTES_MAX => {
                serde_json::from_slice::<RunFile>(&bytes).ok().and_then(|file| Url::parse(&file.url).ok())
            }
            Ok(_) | Err(_) => None,
        };
        let known = Known { url: url.clone(), looked_at: self.real.now() };
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(service, known);
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + second).unwrap()
    }

    #[tokio::test]
    async fn a_service_that_restarts_is_found_at_its_new_address() {
        let dir = std::env::temp_dir().join(format!("huiyin-addresses-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let file = dir.join("intake.json");
        let (real, now) = RealClock::manual(at(0));
        let addresses = Addresses::new(BTreeMap::new(), dir.clone(), real);
        assert_eq!(addresses.of(Service::Intake).await, None);
        std::fs::write(&file, r#"{"service":"intake","url":"http://127.0.0.1:4001","pid":1}"#).unwrap();
        assert_eq!(addresses.of(Service::Intake).await.unwrap().as_str(), "http://127.0.0.1:4001/");
        std::fs::write(&file, r#"{"service":"intake","url":"http://127.0.0.1:4002","pid":2}"#).unwrap();
        assert_eq!(addresses.of(Service::Intake).await.unwrap().port(), Some(4001), "believed for a second");
        assert_eq!(addresses.look(Service::Intake).await.unwrap().port(), Some(4002));
        std::fs::write(&file, r#"{"service":"intake","url":"http://127.0.0.1:4003","pid":3}"#).unwrap();
        *now.lock().unwrap() = at(1);
        assert_eq!(addresses.of(Service::Intake).await.unwrap().port(), Some(4003));
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[tokio::test]
    async fn a_fixed_address_needs_no_file() {
        let fixed = BTreeMap::from([(Service::Ledger, Url::parse("http://ledger:8085").unwrap())]);
        let addresses = Addresses::new(fixed, PathBuf::from("/nowhere"), RealClock::system());
        assert_eq!(addresses.of(Service::Ledger).await.unwrap().host_str(), Some("ledger"));
    }
}
