use events::Service;
use ids::InstanceId;

/// Every NATS name of one producer, so that no other file spells one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The JetStream stream of the producer's events.
    pub stream: String,
    /// Where its events are published.
    pub events: String,
    /// Where it says how long its log is.
    pub tail: String,
    /// Where it answers requests for a range of its log.
    pub log: String,
}

impl Names {
    #[must_use]
    pub fn of(instance: &InstanceId, producer: Service) -> Self {
        Self {
            stream: format!("HY_{instance}_{producer}"),
            events: format!("hy.{instance}.{producer}.events"),
            tail: format!("hy.{instance}.{producer}.tail"),
            log: format!("hy.{instance}.{producer}.log"),
        }
    }
}
