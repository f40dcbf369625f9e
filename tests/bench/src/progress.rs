//! How far every reader is behind every log, as each service says of itself in `/readyz`.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use tokio::time::Instant;

use crate::clients;
use crate::failure::Failure;
use crate::instance::{Instance, SERVICES};

/// The resolution of the lag.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Readers that are not at the heads by then never will be.
const PATIENCE: Duration = Duration::from_secs(600);

/// The lag when the load ended.
#[derive(Clone, Debug)]
pub(crate) struct Lag {
    /// Until every reader was at the head of its producer.
    pub(crate) time: Duration,
    /// The furthest reader when the load ended, `reader < producer`, and how many events it was behind.
    pub(crate) furthest: String,
    pub(crate) events: i64,
}

#[derive(Deserialize)]
struct Readiness {
    events: Health,
}

#[derive(Deserialize)]
struct Health {
    last_seq: i64,
    readers: Vec<Reader>,
}

#[derive(Deserialize)]
struct Reader {
    producer: String,
    next_seq: i64,
}

/// Waits until every reader has applied everything, and says how long that took.
pub(crate) async fn until_caught_up(instance: &Instance) -> Result<Lag, Failure> {
    let http = clients::http()?;
    let urls =
        SERVICES.map(|service| instance.own_url(service).map(|url| (service, format!("{url}/readyz"))));
    let urls = urls.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let token = instance.operator_token()?;
    let started = Instant::now();
    let mut first: Option<(String, i64)> = None;
    loop {
        let mut healths = BTreeMap::new();
        for (service, url) in &urls {
            let readiness: Readiness = http.get(url).bearer_auth(&token).send().await?.json().await?;
            healths.insert(*service, readiness.events);
        }
        let behind = furthest(&healths);
        let (furthest, events) = first.get_or_insert_with(|| behind.clone()).clone();
        if behind.1 <= 0 {
            return Ok(Lag { time: started.elapsed(), furthest, events });
        }
        if started.elapsed() > PATIENCE {
            return Err(Failure::Late(format!("{} is {} events behind", behind.0, behind.1)));
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn furthest(healths: &BTreeMap<&str, Health>) -> (String, i64) {
    let mut furthest = ("none".to_owned(), 0);
    for (service, health) in healths {
        for reader in &health.readers {
            let head = healths.get(reader.producer.as_str()).map_or(0, |producer| producer.last_seq);
            let behind = head + 1 - reader.next_seq;
            if behind > furthest.1 {
                furthest = (format!("{service} < {}", reader.producer), behind);
            }
        }
    }
    furthest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_furthest_reader_is_named() {
        let health = |last_seq, readers: &[(&str, i64)]| Health {
            last_seq,
            readers: readers
                .iter()
                .map(|(producer, next_seq)| Reader { producer: (*producer).to_owned(), next_seq: *next_seq })
                .collect(),
        };
        let mut healths = BTreeMap::from([
            ("intake", health(10, &[])),
            ("ledger", health(0, &[("intake", 8), ("supervision", 1)])),
            ("supervision", health(0, &[("intake", 11)])),
        ]);
        assert_eq!(furthest(&healths), ("ledger < intake".to_owned(), 3));
        healths.insert("ledger", health(0, &[("intake", 11)]));
        assert_eq!(furthest(&healths), ("none".to_owned(), 0));
    }
}
