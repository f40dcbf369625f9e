//! The service as its callers meet it, on each engine: real routes, real store, no broker.

mod case_flow;
mod directory;
mod office;
mod refusals;
mod scopes;
