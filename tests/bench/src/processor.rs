//! What a registration costs each process in processor time. Unlike a rate this hardly changes when
//! something else uses the machine, so it says what a change of the code did, and what two idle cores
//! could do at most.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::failure::Failure;
use crate::instance::{Instance, SERVICES};

/// The kernel counts in hundredths of a second on every Linux that Huiyin runs on (`USER_HZ`).
const TICK_US: u64 = 10_000;

/// Microseconds of user and system time used so far, by process.
pub(crate) type Used = BTreeMap<&'static str, u64>;

/// The load generator itself, which runs on the same machine.
const GENERATOR: &str = "generator";

/// Processor time for each registration.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Cost {
    pub(crate) name: &'static str,
    pub(crate) us: u64,
}

/// What every process has used since its start.
pub(crate) fn used(instance: &Instance) -> Result<Used, Failure> {
    let mut used = BTreeMap::from([(GENERATOR, of("self".to_owned())?)]);
    for name in SERVICES.into_iter().chain(["nats"]) {
        used.insert(name, of(instance.pid(name)?.to_string())?);
    }
    Ok(used)
}

fn of(process: String) -> Result<u64, Failure> {
    let path = format!("/proc/{process}/stat");
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(path, error))?;
    // The name in brackets may hold anything; user and system time are the 12th and 13th field after it.
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok());
    Ok(ticks.sum::<u64>() * TICK_US)
}

/// The difference, shared out over the registrations, the dearest first.
pub(crate) fn costs(before: &Used, after: &Used, registrations: usize) -> Vec<Cost> {
    let registrations = u64::try_from(registrations).unwrap_or(u64::MAX).max(1);
    let us = |name: &str, after: u64| after.saturating_sub(before.get(name).copied().unwrap_or(0));
    let mut costs: Vec<Cost> =
        after.iter().map(|(name, after)| Cost { name, us: us(name, *after) / registrations }).collect();
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.us));
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_is_the_difference_for_each_registration() {
        let before = Used::from([("intake", 1_000), ("ledger", 0)]);
        let after = Used::from([("intake", 3_000), ("ledger", 5_000)]);
        let costs = costs(&before, &after, 10);
        let costs: Vec<(&str, u64)> = costs.iter().map(|cost| (cost.name, cost.us)).collect();
        assert_eq!(costs, [("ledger", 500), ("intake", 200)]);
    }

    #[test]
    fn this_process_has_used_some() {
        assert!(of("self".to_owned()).is_ok());
        assert!(of("0".to_owned()).is_err());
    }
}
