//! The console reads every event of every producer: the header of each goes into the audit log, and what
//! concerns open pages into the live feed.

mod alert_acknowledged;
mod alert_closed;
mod alert_escalated;
mod alert_raised;
mod case_registered;
mod leader_paged;
mod person_changed;
mod reads;
mod unit_changed;

use events::alerts::{AlertAcknowledgedV1, AlertClosedV1, AlertEscalatedV1, AlertRaisedV1, LeaderPagedV1};
use events::intake::CaseRegisteredV1;
use events::routing::{PersonChangedV1, UnitChangedV1};
use events::{Classification, Envelope, Payload, PayloadError, Service};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use ids::CaseId;
use messaging::{Consumer, Handled, Work, parties};
use store::StoreError;

use crate::store::{audit_log, live_feed};

pub(crate) use reads::EVERYTHING;

/// Keeps the audit log, the live feed and the few copies they need.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chronicle;

/// Why an event is not applied; found before the first write, so that its header is not kept twice.
enum Stop {
    Wait,
    DeadLetter(String),
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<PayloadError> for Stop {
    fn from(error: PayloadError) -> Self {
        Self::DeadLetter(error.to_string())
    }
}

/// What one event does to the console's copies and pages.
async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    if !is_its_producers_own(event) {
        return Err(Stop::DeadLetter("the event is not of the service that publishes its type".to_owned()));
    }
    match event.event_type.as_str() {
        CaseRegisteredV1::TYPE => case_registered::project(work, event).await?,
        UnitChangedV1::TYPE => unit_changed::project(work, event).await?,
        PersonChangedV1::TYPE => person_changed::project(work, event).await?,
        AlertRaisedV1::TYPE => alert_raised::project(work, event).await?,
        LeaderPagedV1::TYPE => leader_paged::project(work, event).await?,
        AlertEscalatedV1::TYPE => alert_escalated::project(work, event).await?,
        AlertAcknowledgedV1::TYPE => alert_acknowledged::project(work, event).await?,
        AlertClosedV1::TYPE => alert_closed::project(work, event).await?,
        _ if is_about_a_case(event) => live_feed::append(work, CaseId::from(event.subject), None),
        _ => {}
    }
    parties::apply(work, event).await?;
    audit_log::append(work, event);
    Ok(())
}

/// Whether the service that is said to have sent the event is the one that publishes its type. The console
/// reads every type of every producer, so without this one service could rewrite what the console knows of
/// another's cases, their class included (art. 30).
fn is_its_producers_own(event: &Envelope) -> bool {
    event.producer().is_some_and(|producer| {
        event
            .event_type
            .strip_prefix("huiyin.")
            .is_some_and(|rest| rest.split_once('.').is_some_and(|(service, _)| service == producer.as_str()))
    })
}

/// Whether open pages of a case may look different after this event.
fn is_about_a_case(event: &Envelope) -> bool {
    event.classification != Classification::Admin
        && matches!(event.producer(), Some(Service::Intake | Service::Routing | Service::Supervision))
}

impl Consumer for Chronicle {
    fn reads(&self) -> &'static [messaging::Reads] {
        EVERYTHING
    }

    fn handle<'a>(
        &'a self,
        work: &'a mut Work,
        event: &'a Envelope,
    ) -> BoxFuture<'a, Result<Handled, StoreError>> {
        async move {
            match project(work, event).await {
                Ok(()) => Ok(Handled::Apply),
                Err(Stop::Wait) => Ok(Handled::Wait),
                Err(Stop::DeadLetter(reason)) => Ok(Handled::DeadLetter(reason)),
                Err(Stop::Store(error)) => Err(error),
            }
        }
        .boxed()
    }
}
