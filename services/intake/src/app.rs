use std::sync::Arc;

use http_kit::{Host, HostError};

use crate::domain::number_prefix;
use crate::public_limit::PublicLimit;
use crate::registering::Sealing;
use crate::vault::{BlindIndex, FileKeys, Vault, read_key_file};

/// The variable that sets the front of case numbers; by default the instance's code in capitals.
const NUMBER_PREFIX: &str = "HUIYIN_INTAKE_NUMBER_PREFIX";

/// What the endpoints share.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) host: Host,
    pub(crate) vault: Vault,
    pub(crate) index: Arc<BlindIndex>,
    /// In front of every case number, e.g. `YX`.
    pub(crate) number_prefix: Arc<str>,
    pub(crate) public_limit: PublicLimit,
}

impl App {
    /// Opens the vault with the keys of the secrets folder.
    pub(crate) fn new(host: Host) -> Result<Self, HostError> {
        let secrets = host.settings.secrets_dir.clone();
        let fatal = |error: crate::vault::VaultError| HostError::Fatal(error.to_string());
        let keys = FileKeys::read(&secrets.join("identity.key")).map_err(fatal)?;
        let index = BlindIndex::new(read_key_file(&secrets.join("blind-index.key")).map_err(fatal)?);
        let vault = Vault::new(Arc::new(keys), host.secrets.clone());
        let prefix = number_prefix(host.instance().as_str(), host.settings.var(NUMBER_PREFIX))
            .ok_or_else(|| HostError::Fatal(format!("{NUMBER_PREFIX} is not 1 to 32 of A-Z, 0-9, '-'")))?;
        Ok(Self {
            host,
            vault,
            index: Arc::new(index),
            number_prefix: prefix.into(),
            public_limit: PublicLimit::default(),
        })
    }

    pub(crate) fn sealing(&self) -> Sealing<'_> {
        Sealing { vault: &self.vault, index: &self.index, ids: &self.host.ids, secrets: &self.host.secrets }
    }
}
