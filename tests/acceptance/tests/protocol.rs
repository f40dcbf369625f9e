//! The event protocol over a real nats-server, with faults.

#[path = "protocol/broker.rs"]
mod broker;
#[path = "protocol/dead_letters.rs"]
mod dead_letters;
#[path = "protocol/delivery.rs"]
mod delivery;
#[path = "protocol/epochs.rs"]
mod epochs;
#[path = "protocol/faults.rs"]
mod faults;
#[path = "protocol/office.rs"]
mod office;
#[path = "protocol/replicas.rs"]
mod replicas;
#[path = "protocol/server_version.rs"]
mod server_version;
