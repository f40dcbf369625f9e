//! The service through its routes, on every engine of this run; without a broker.

mod access;
mod counter;
mod public_page;
mod registering;
mod revealing;
mod steps;
