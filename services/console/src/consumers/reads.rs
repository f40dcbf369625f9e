use events::Service;
use messaging::Reads;

/// Every event, released later or not: the audit log must not have to be told of a new type.
const ALL: &[&str] = &["*"];

/// Every producer, the console itself included: its own log goes the same way as the others'.
pub(crate) const EVERYTHING: &[Reads] = &[
    Reads { producer: Service::Intake, types: ALL },
    Reads { producer: Service::Routing, types: ALL },
    Reads { producer: Service::Supervision, types: ALL },
    Reads { producer: Service::Alerts, types: ALL },
    Reads { producer: Service::Ledger, types: ALL },
    Reads { producer: Service::Exchange, types: ALL },
    Reads { producer: Service::Console, types: ALL },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_log_reads_every_producer() {
        assert!(Service::ALL.iter().all(|service| EVERYTHING.iter().any(|reads| reads.producer == *service)));
    }
}
