//! Waiting until nothing is under way: a comparison of stores that move would find differences that are
//! none.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

use super::facts::{self, Facts, Heads};
use super::stores::{Stores, Unreadable};

const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The facts of a moment in which no store changed, if there was one before `settle` had passed; else
/// those of the last look, in which the checks will find what lags.
pub(crate) async fn facts(stores: &Stores, settle: Duration) -> Result<Facts, Unreadable> {
    let deadline = Instant::now() + settle;
    loop {
        let before = facts::heads(stores).await?;
        let late = Instant::now() >= deadline;
        if late || at_rest(&before) {
            let facts = facts::read(stores).await?;
            if late || facts::heads(stores).await? == before {
                return Ok(facts);
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn at_rest(heads: &BTreeMap<&'static str, Heads>) -> bool {
    heads.values().all(|reader| {
        let read = reader.cursors.iter().all(|(producer, (epoch, next))| {
            heads
                .get(producer.as_str())
                .is_some_and(|producer| producer.epoch == *epoch && producer.last_seq + 1 == *next)
        });
        read && reader.waiting.is_empty()
    })
}
