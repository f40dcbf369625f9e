use serde::{Deserialize, Serialize};

/// The seven services; each is the sole producer of its own event log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    Intake,
    Routing,
    Supervision,
    Alerts,
    Ledger,
    Exchange,
    Console,
}

/// The text names no service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no service is called {0:?}")]
pub struct InvalidService(String);

impl Service {
    pub const ALL: [Self; 7] = [
        Self::Intake,
        Self::Routing,
        Self::Supervision,
        Self::Alerts,
        Self::Ledger,
        Self::Exchange,
        Self::Console,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Routing => "routing",
            Self::Supervision => "supervision",
            Self::Alerts => "alerts",
            Self::Ledger => "ledger",
            Self::Exchange => "exchange",
            Self::Console => "console",
        }
    }
}

impl std::fmt::Display for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Service {
    type Err = InvalidService;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|service| service.as_str() == text)
            .ok_or_else(|| InvalidService(text.to_owned()))
    }
}
