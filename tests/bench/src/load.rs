//! The load itself: closed clients for throughput, a fixed arrival rate for latency.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;
use uuid::Uuid;

use crate::clients::{Registered, Registrar};
use crate::failure::Failure;
use crate::instance::Instance;
use crate::latency::Percentiles;
use crate::ledger;

/// Answers of the first seconds are not counted: connections, caches and statements are made then.
const WARM_UP: Duration = Duration::from_secs(2);

/// Registrations under way at the fixed rate: ten seconds' worth; an instance that is further behind has
/// failed the measurement, and more of them would only fill this process.
const UNDER_WAY_MAX: usize = 1_000;

/// How long after the last arrival the ledger may take before a case counts as never seen.
const SEEN_WITHIN: Duration = Duration::from_secs(20);

/// Why registrations were refused, and how often.
pub(crate) type Refusals = BTreeMap<String, usize>;

/// What the closed clients saw.
#[derive(Debug)]
pub(crate) struct Closed {
    /// Registered within the measured time.
    pub(crate) registered: usize,
    /// With those of the warm-up and after the end.
    pub(crate) all: usize,
    pub(crate) time: Duration,
    pub(crate) latency: Percentiles,
    pub(crate) refusals: Refusals,
}

/// What the fixed rate saw.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) registered: usize,
    /// From the intended send time to the answer.
    pub(crate) answered: Percentiles,
    /// From the intended send time until the ledger's store shows the case with its clock.
    pub(crate) visible: Percentiles,
    /// The same from the answer on; zero when the ledger was faster than the answer.
    pub(crate) after_answer: Percentiles,
    /// Registered and not seen in the ledger.
    pub(crate) unseen: usize,
    pub(crate) refusals: Refusals,
}

/// Each client sends its next registration when the one before is answered.
pub(crate) async fn closed(instance: &Instance, clients: usize, time: Duration) -> Result<Closed, Failure> {
    let mut registrars = Vec::with_capacity(clients);
    for _ in 0..clients {
        registrars.push(Registrar::sign_in(&instance.url()).await?);
    }
    let numbers = Arc::new(AtomicUsize::new(0));
    let measured_from = Instant::now() + WARM_UP;
    let until = measured_from + time;
    let mut running = JoinSet::new();
    for registrar in registrars {
        let numbers = Arc::clone(&numbers);
        running.spawn(async move {
            let (mut latencies, mut refusals, mut all) = (Vec::new(), Refusals::new(), 0);
            loop {
                let sent = Instant::now();
                if sent >= until {
                    return Ok::<_, Failure>((latencies, refusals, all));
                }
                let answer = registrar.register(numbers.fetch_add(1, Ordering::Relaxed)).await?;
                let answered = Instant::now();
                all += usize::from(matches!(answer, Registered::Case(_)));
                match answer {
                    Registered::Refused(why) => *refusals.entry(why).or_default() += 1,
                    Registered::Case(_) if answered >= measured_from && answered < until => {
                        latencies.push(answered - sent);
                    }
                    Registered::Case(_) => {}
                }
            }
        });
    }
    let (mut latencies, mut refusals, mut all) = (Vec::new(), Refusals::new(), 0);
    while let Some(ended) = running.join_next().await {
        let (more, refused, count) = ended??;
        all += count;
        latencies.extend(more);
        add(&mut refusals, refused);
    }
    Ok(Closed { registered: latencies.len(), all, time, latency: Percentiles::of(latencies), refusals })
}

fn add(to: &mut Refusals, more: Refusals) {
    for (why, times) in more {
        *to.entry(why).or_default() += times;
    }
}

/// One registration at the fixed rate.
struct Arrival {
    case: Option<Uuid>,
    refusal: Option<String>,
    intended: Instant,
    answered: Instant,
}

/// Registrations arrive at `rate` a second whatever the answers, and every latency counts from the moment
/// at which the registration should have been sent: a stall is felt by all who arrive during it.
pub(crate) async fn open(instance: &Instance, rate: u64, time: Duration) -> Result<Open, Failure> {
    let registrar = Registrar::sign_in(&instance.url()).await?;
    let watching = ledger::watch(&instance.store("ledger")).await?;
    let start = Instant::now() + Duration::from_millis(100);
    let count = rate.saturating_mul(time.as_secs());
    // Beyond every number of the closed clients: the petitions are new ones.
    let first_number = 5_000_000_usize;
    let mut running = JoinSet::new();
    let mut arrivals = Vec::new();
    for (number, arrival) in (first_number..).zip(0..count) {
        let intended = start + Duration::from_nanos(arrival.saturating_mul(1_000_000_000) / rate.max(1));
        tokio::time::sleep_until(intended).await;
        if running.len() >= UNDER_WAY_MAX {
            return Err(Failure::Late(format!("{UNDER_WAY_MAX} registrations are unanswered at {rate}/s")));
        }
        let registrar = registrar.clone();
        running.spawn(async move {
            let answer = registrar.register(number).await?;
            let answered = Instant::now();
            let (case, refusal) = match answer {
                Registered::Case(id) => (Some(id), None),
                Registered::Refused(why) => (None, Some(why)),
            };
            Ok::<_, Failure>(Arrival { case, refusal, intended, answered })
        });
        while let Some(ended) = running.try_join_next() {
            arrivals.push(ended??);
        }
    }
    while let Some(ended) = running.join_next().await {
        arrivals.push(ended??);
    }
    let cases: Vec<Uuid> = arrivals.iter().filter_map(|arrival| arrival.case).collect();
    let seen = watching.until_seen(&cases, SEEN_WITHIN).await?;
    ledger::confirm(&registrar, &cases).await?;
    Ok(compare(&arrivals, &seen))
}

fn compare(arrivals: &[Arrival], seen: &BTreeMap<Uuid, Instant>) -> Open {
    let (mut answered, mut visible, mut after_answer) = (Vec::new(), Vec::new(), Vec::new());
    let (mut unseen, mut refusals) = (0, Refusals::new());
    for arrival in arrivals {
        let Some(case) = arrival.case else {
            *refusals.entry(arrival.refusal.clone().unwrap_or_default()).or_default() += 1;
            continue;
        };
        answered.push(arrival.answered - arrival.intended);
        match seen.get(&case) {
            Some(at) => {
                visible.push(at.saturating_duration_since(arrival.intended));
                after_answer.push(at.saturating_duration_since(arrival.answered));
            }
            None => unseen += 1,
        }
    }
    Open {
        registered: answered.len(),
        answered: Percentiles::of(answered),
        visible: Percentiles::of(visible),
        after_answer: Percentiles::of(after_answer),
        unseen,
        refusals,
    }
}
