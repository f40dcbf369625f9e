//! The stores of one instance, opened for reading only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use store::{ReadConn, Store, StoreError, StoreUrl, Tx};

use crate::dev::SERVICES;
use crate::{Exit, Failure};

/// A store that could not be read: nothing can be said about the instance then.
#[derive(Debug, thiserror::Error)]
#[error("the store of {service} cannot be read: {cause}")]
pub struct Unreadable {
    pub service: &'static str,
    pub cause: String,
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        let Unreadable { service, cause } = error;
        let (zh, en) =
            (format!("无法读取 {service} 的数据库"), format!("cannot read the store of {service}"));
        Self::new(Exit::StoreUnreadable, zh, en).caused_by(cause)
    }
}

/// Every service's store, by name.
#[derive(Debug)]
pub struct Stores {
    stores: BTreeMap<&'static str, Store>,
    /// The instance's folder, for its business time.
    pub(crate) data: PathBuf,
}

impl Stores {
    /// Opens the stores of the instance in `data`: PostgreSQL when the instance was started on it, else
    /// the SQLite files.
    ///
    /// # Errors
    /// [`Unreadable`] for the first store that is not there.
    pub async fn open(data: &Path, databases: Option<&Path>) -> Result<Self, Unreadable> {
        let urls = urls(data, databases)?;
        let mut stores = BTreeMap::new();
        for service in SERVICES {
            let url = match urls.get(service) {
                Some(url) => url.parse().map_err(|error: StoreError| broken(service, &error))?,
                None => StoreUrl::Sqlite(data.join("db").join(format!("{service}.sqlite"))),
            };
            let store = Store::inspect(&url).await.map_err(|error| broken(service, &error))?;
            stores.insert(service, store);
        }
        Ok(Self { stores, data: data.to_path_buf() })
    }

    pub(crate) async fn read(&self, service: &'static str) -> Result<ReadConn, Unreadable> {
        match self.stores.get(service) {
            Some(store) => store.read().await.map_err(|error| broken(service, &error)),
            None => Err(Unreadable { service, cause: "no such service".to_owned() }),
        }
    }

    /// For the one thing that an operator writes: asking for a replay.
    pub(crate) async fn begin(&self, service: &'static str) -> Result<Tx, Unreadable> {
        match self.stores.get(service) {
            Some(store) => store.begin().await.map_err(|error| broken(service, &error)),
            None => Err(Unreadable { service, cause: "no such service".to_owned() }),
        }
    }
}

/// The service's name goes with every error: seven stores look alike.
pub(crate) fn broken(service: &'static str, error: &StoreError) -> Unreadable {
    Unreadable { service, cause: error.to_string() }
}

fn urls(data: &Path, databases: Option<&Path>) -> Result<BTreeMap<String, String>, Unreadable> {
    let usual = data.join("secrets").join("databases.json");
    let path = databases.unwrap_or(&usual);
    if databases.is_none() && !path.exists() {
        return Ok(BTreeMap::new());
    }
    let unreadable =
        |cause: String| Unreadable { service: "postgres", cause: format!("{}: {cause}", path.display()) };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))
}
