//! A service's settings: environment variables, each with its default, and secrets from files.
//!
//! Secrets are never in variables (they show in process lists and container inspections), only in files
//! of mode 0600 under [`Settings::secrets_dir`].

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What a service must know before it starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `HUIYIN_INSTANCE`: code of the county or township, default `yunxi`.
    pub instance: String,
    /// `HUIYIN_DATA`: where everything of this instance lies, default `.run`.
    pub data: PathBuf,
    /// `HUIYIN_RUN_DIR`: process ids and addresses, default `$DATA/run`.
    pub run_dir: PathBuf,
    /// `HUIYIN_SECRETS_DIR`: keys and passwords, default `$DATA/secrets`.
    pub secrets_dir: PathBuf,
    /// `HUIYIN_BIND`: where to listen, default a free port of the loopback.
    pub bind: SocketAddr,
    /// `HUIYIN_NATS_URL`.
    pub nats_url: String,
    /// `HUIYIN_NATS_USER`: this service's account; none on an open test server.
    pub nats_user: Option<String>,
    /// `HUIYIN_NATS_REPLICAS`: 1 on one machine, 3 on three.
    pub nats_replicas: usize,
    /// `HUIYIN_DATABASE_URL_FILE`, a secret file, because PostgreSQL's URL holds a password; or
    /// `HUIYIN_DATABASE_URL` where it holds none. Default: an SQLite file in `$DATA/db`.
    pub database_url: Option<String>,
    /// `HUIYIN_DRILL_FILE`: business time runs by this file.
    pub drill_file: Option<PathBuf>,
    /// `HUIYIN_DEMO`: fictional data, demo users, drill inbox. Never in production.
    pub demo: bool,
    /// `HUIYIN_SERVICES`: JSON map of service to URL, where the run folder is not shared (containers).
    pub services: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
}

/// A variable or a secret file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("{name} cannot be used: {cause}")]
    Variable { name: &'static str, cause: String },
    #[error("the secret file {path} cannot be read: {cause}")]
    Secret { path: PathBuf, cause: std::io::Error },
}

impl Settings {
    /// From this process's environment.
    ///
    /// # Errors
    /// [`SettingsError::Variable`] naming the variable.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::from_variables(std::env::vars().collect())
    }

    /// From given variables, for tests and for the command line.
    ///
    /// # Errors
    /// [`SettingsError::Variable`] naming the variable.
    pub fn from_variables(variables: BTreeMap<String, String>) -> Result<Self, SettingsError> {
        let get = |name: &str| variables.get(name).filter(|value| !value.is_empty()).cloned();
        let data = PathBuf::from(get("HUIYIN_DATA").unwrap_or_else(|| ".run".to_owned()));
        let bind = get("HUIYIN_BIND").unwrap_or_else(|| "127.0.0.1:0".to_owned());
        let services = match get("HUIYIN_SERVICES") {
            None => BTreeMap::new(),
            Some(json) => serde_json::from_str(&json).map_err(|error| SettingsError::Variable {
                name: "HUIYIN_SERVICES",
                cause: error.to_string(),
            })?,
        };
        let database_url = match get("HUIYIN_DATABASE_URL_FILE") {
            Some(file) => Some(read_secret(Path::new(&file))?),
            None => get("HUIYIN_DATABASE_URL"),
        };
        let replicas = get("HUIYIN_NATS_REPLICAS").unwrap_or_else(|| "1".to_owned());
        Ok(Self {
            instance: get("HUIYIN_INSTANCE").unwrap_or_else(|| "yunxi".to_owned()),
            run_dir: get("HUIYIN_RUN_DIR").map_or_else(|| data.join("run"), PathBuf::from),
            secrets_dir: get("HUIYIN_SECRETS_DIR").map_or_else(|| data.join("secrets"), PathBuf::from),
            data,
            bind: bind.parse().map_err(|error: std::net::AddrParseError| SettingsError::Variable {
                name: "HUIYIN_BIND",
                cause: error.to_string(),
            })?,
            nats_url: get("HUIYIN_NATS_URL").unwrap_or_else(|| "nats://127.0.0.1:4222".to_owned()),
            nats_user: get("HUIYIN_NATS_USER"),
            nats_replicas: replicas.parse().ok().filter(|n| matches!(n, 1 | 3 | 5)).ok_or_else(|| {
                SettingsError::Variable {
                    name: "HUIYIN_NATS_REPLICAS",
                    cause: format!("{replicas} is not 1, 3 or 5"),
                }
            })?,
            database_url,
            drill_file: get("HUIYIN_DRILL_FILE").map(PathBuf::from),
            demo: get("HUIYIN_DEMO").is_some_and(|value| value == "1"),
            services,
            variables,
        })
    }

    /// A variable of one service's own.
    #[must_use]
    pub fn var(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A whole number of one service's own, or its default.
    ///
    /// # Errors
    /// [`SettingsError::Variable`] when it is set and is no number.
    pub fn number(&self, name: &'static str, default: u64) -> Result<u64, SettingsError> {
        self.var(name).map_or(Ok(default), |text| {
            text.parse()
                .map_err(|_| SettingsError::Variable { name, cause: format!("{text} is not a whole number") })
        })
    }

    /// The store of `service`.
    #[must_use]
    pub fn database_url_of(&self, service: &str) -> String {
        self.database_url.clone().unwrap_or_else(|| {
            format!("sqlite://{}", self.data.join("db").join(format!("{service}.sqlite")).display())
        })
    }

    /// A secret's text, without the line end.
    ///
    /// # Errors
    /// [`SettingsError::Secret`] naming the file, never its content.
    pub fn secret(&self, file: &str) -> Result<String, SettingsError> {
        read_secret(&self.secrets_dir.join(file))
    }
}

/// A secret file's text, without the line end.
///
/// # Errors
/// [`SettingsError::Secret`] naming the file, never its content.
pub fn read_secret(path: &Path) -> Result<String, SettingsError> {
    std::fs::read_to_string(path)
        .map(|text| text.trim().to_owned())
        .map_err(|cause| SettingsError::Secret { path: path.to_owned(), cause })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_need_no_variable() {
        let settings = Settings::from_variables(BTreeMap::new()).unwrap();
        assert_eq!(settings.database_url_of("intake"), "sqlite://.run/db/intake.sqlite");
        assert!(!settings.demo);
    }

    #[test]
    fn a_database_url_with_a_password_comes_from_a_file() {
        let file = std::env::temp_dir().join(format!("huiyin-database-url-{}", std::process::id()));
        std::fs::write(&file, "postgres://intake:secret@db/intake\n").unwrap();
        let path = file.display().to_string();
        let variables = BTreeMap::from([("HUIYIN_DATABASE_URL_FILE".to_owned(), path)]);
        let settings = Settings::from_variables(variables.clone()).unwrap();
        assert_eq!(settings.database_url_of("intake"), "postgres://intake:secret@db/intake");
        std::fs::remove_file(&file).unwrap();
        assert!(matches!(Settings::from_variables(variables), Err(SettingsError::Secret { .. })));
    }

    #[test]
    fn a_wrong_variable_is_named() {
        let variables = BTreeMap::from([("HUIYIN_BIND".to_owned(), "nowhere".to_owned())]);
        assert!(Settings::from_variables(variables).unwrap_err().to_string().starts_with("HUIYIN_BIND"));
    }
}
