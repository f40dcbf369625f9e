//! The acceptance tests live in `tests/`: conformance on both engines, the protocol over a real broker, and the whole system as its processes.
