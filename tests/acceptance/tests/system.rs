//! The whole system as its own processes: `huiyin dev up` over real stores and a real broker, used over
//! HTTP at the console's port.

#[path = "system/access_matrix.rs"]
mod access_matrix;
#[path = "system/bad_input.rs"]
mod bad_input;
#[path = "system/conflict.rs"]
mod conflict;
#[path = "system/import_under_faults.rs"]
mod import_under_faults;
#[path = "system/instance.rs"]
mod instance;
#[path = "system/main_flow.rs"]
mod main_flow;
#[path = "system/scenarios.rs"]
mod scenarios;
#[path = "system/span_collector.rs"]
mod span_collector;
#[path = "system/trace.rs"]
mod trace;
#[path = "system/waterfall.rs"]
mod waterfall;
