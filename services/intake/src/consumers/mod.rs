//! What intake reads of routing: one file per event.
//!
//! The steps of a case feed the public page and the parties of intake's own copy; the directory's ids
//! feed the check of conflict facts. Every case is one that intake registered, so nothing ever waits.

mod case_accepted;
mod case_assigned;
mod case_closed;
mod decision_issued;
mod decision_served;
mod person_changed;
mod progress_reported;
mod step;
mod unit_changed;

use events::routing::{
    CaseAcceptedV1, CaseAssignedV1, CaseClosedV1, DecisionIssuedV1, DecisionServedV1, PersonChangedV1,
    ProgressReportedV1, UnitChangedV1,
};
use events::{Envelope, Payload as _, Service};
use futures_util::future::BoxFuture;
use messaging::{Consumer, Handled, Reads, Work};
use store::StoreError;

/// Intake's reader of other services' events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IntakeConsumer;

pub(crate) const READS: &[Reads] = &[Reads {
    producer: Service::Routing,
    types: &[
        UnitChangedV1::TYPE,
        PersonChangedV1::TYPE,
        CaseAssignedV1::TYPE,
        CaseAcceptedV1::TYPE,
        ProgressReportedV1::TYPE,
        DecisionIssuedV1::TYPE,
        DecisionServedV1::TYPE,
        CaseClosedV1::TYPE,
    ],
}];

impl Consumer for IntakeConsumer {
    fn reads(&self) -> &'static [Reads] {
        READS
    }

    fn handle<'a>(
        &'a self,
        work: &'a mut Work,
        event: &'a Envelope,
    ) -> BoxFuture<'a, Result<Handled, StoreError>> {
        Box::pin(async move {
            match event.event_type.as_str() {
                UnitChangedV1::TYPE => unit_changed::handle(work, event).await,
                PersonChangedV1::TYPE => person_changed::handle(work, event).await,
                CaseAssignedV1::TYPE => case_assigned::handle(work, event).await,
                CaseAcceptedV1::TYPE => case_accepted::handle(work, event).await,
                ProgressReportedV1::TYPE => progress_reported::handle(work, event).await,
                DecisionIssuedV1::TYPE => decision_issued::handle(work, event).await,
                DecisionServedV1::TYPE => decision_served::handle(work, event).await,
                CaseClosedV1::TYPE => case_closed::handle(work, event).await,
                other => Ok(Handled::DeadLetter(format!("intake does not read {other}"))),
            }
        })
    }
}
