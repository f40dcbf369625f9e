//! The console's background jobs, one file each; the host runs each on one replica.

pub(crate) mod trim;
