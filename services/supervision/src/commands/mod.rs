//! Changes of state that the writer runs: each reads, decides, then writes.

pub(crate) mod fire_due;

#[cfg(test)]
mod tests;
