//! What every consumer of a case's event does around its own change.

use events::{CaseStatus, Envelope, Payload};
use ids::{CaseId, ClockId};
use messaging::{Handled, Work, parties};
use store::StoreError;

use crate::domain::describe;
use crate::domain::urgency::Urgency;
use crate::store::{cases, clocks, names, timeline};

/// Why a consumer stops before it writes anything.
pub(super) enum Stop {
    /// The case has not been registered here yet: this case waits for intake's event.
    Wait,
    DeadLetter(String),
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<events::PayloadError> for Stop {
    fn from(error: events::PayloadError) -> Self {
        Self::DeadLetter(error.to_string())
    }
}

/// Turns a consumer's way of stopping into what the protocol understands.
pub(super) fn handled(result: Result<(), Stop>) -> Result<Handled, StoreError> {
    match result {
        Ok(()) => Ok(Handled::Apply),
        Err(Stop::Wait) => Ok(Handled::Wait),
        Err(Stop::DeadLetter(reason)) => Ok(Handled::DeadLetter(reason)),
        Err(Stop::Store(error)) => Err(error),
    }
}

/// An event of a case that is registered here, understood in full before the first write.
pub(super) struct OfCase<P> {
    pub(super) id: CaseId,
    pub(super) status: CaseStatus,
    pub(super) payload: P,
    line: describe::Line,
    actor_name: String,
}

/// Reads the event, its case and the names that its line of the timeline uses; writes nothing.
pub(super) async fn read<P: Payload>(work: &mut Work, event: &Envelope) -> Result<OfCase<P>, Stop> {
    let payload: P = event.payload()?;
    let (units, persons) = describe::mentions(event)?;
    let id = CaseId::from(event.subject);
    let status = cases::status(work, id).await?.ok_or(Stop::Wait)?;
    let names = names::load(work, units, persons).await?;
    let line = describe::describe(event, &names)?
        .ok_or_else(|| Stop::DeadLetter(format!("{} has no line in the timeline", event.event_type)))?;
    Ok(OfCase { id, status, payload, line, actor_name: describe::actor_name(event, &names) })
}

/// Writes what every event of a case leaves: its parties (R11) and its line.
pub(super) async fn keep<P>(work: &mut Work, event: &Envelope, of: OfCase<P>) -> Result<(), Stop> {
    parties::apply(work, event).await?;
    timeline::append(work, event, of.line, of.actor_name);
    Ok(())
}

/// Recomputes what the queue shows, after a clock of the case changed.
pub(super) async fn refresh_urgency(work: &mut Work, case: CaseId) -> Result<(), Stop> {
    let running = clocks::running(work, case).await?;
    cases::set_urgency(work, case, Urgency::of(&running)).await?;
    Ok(())
}

/// Supervision publishes a clock's start before anything else about it, in the order of the case: a clock
/// that is not known here is a defect, not something to wait for.
pub(super) async fn known_clock(work: &mut Work, clock: ClockId) -> Result<(), Stop> {
    if clocks::exists(work, clock).await? {
        Ok(())
    } else {
        Err(Stop::DeadLetter(format!("clock {clock} was never started here")))
    }
}
