//! How the read model follows the owners: one file per event. Each reads, decides, and only then writes.

mod alert_events;
mod case_accepted;
mod case_assigned;
mod case_closed;
mod case_registered;
mod clock_changed;
mod clock_started;
mod clock_stopped;
mod decision_issued;
mod decision_served;
mod directory;
mod identity_revealed;
mod progress_reported;
mod projection;
mod stage_reached;

use events::alerts::{AlertAcknowledgedV1, AlertClosedV1, AlertEscalatedV1, AlertRaisedV1, LeaderPagedV1};
use events::intake::{CaseRegisteredV1, IdentityRevealedV1};
use events::routing::{
    CaseAcceptedV1, CaseAssignedV1, CaseClosedV1, DecisionIssuedV1, DecisionServedV1, PersonChangedV1,
    ProgressReportedV1, UnitChangedV1,
};
use events::supervision::{
    ClockChangedV1, ClockStartedV1, ClockStoppedV1, DeadlineMissedV1, DeadlineNearV1, DueTodayV1,
};
use events::{Envelope, Payload, Service};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use messaging::{Consumer, Handled, Reads, Work};
use store::StoreError;

/// What the ledger reads.
pub(crate) const READS: &[Reads] = &[
    Reads { producer: Service::Intake, types: &[CaseRegisteredV1::TYPE, IdentityRevealedV1::TYPE] },
    Reads {
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
    },
    Reads {
        producer: Service::Supervision,
        types: &[
            ClockStartedV1::TYPE,
            ClockStoppedV1::TYPE,
            ClockChangedV1::TYPE,
            DeadlineNearV1::TYPE,
            DueTodayV1::TYPE,
            DeadlineMissedV1::TYPE,
        ],
    },
    Reads {
        producer: Service::Alerts,
        types: &[
            AlertRaisedV1::TYPE,
            LeaderPagedV1::TYPE,
            AlertEscalatedV1::TYPE,
            AlertAcknowledgedV1::TYPE,
            AlertClosedV1::TYPE,
        ],
    },
];

/// Keeps the read model of all cases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadModel;

impl Consumer for ReadModel {
    fn reads(&self) -> &'static [Reads] {
        READS
    }

    fn handle<'a>(
        &'a self,
        work: &'a mut Work,
        event: &'a Envelope,
    ) -> BoxFuture<'a, Result<Handled, StoreError>> {
        async move {
            match event.event_type.as_str() {
                CaseRegisteredV1::TYPE => case_registered::handle(work, event).await,
                IdentityRevealedV1::TYPE => identity_revealed::handle(work, event).await,
                UnitChangedV1::TYPE => directory::unit_changed(work, event).await,
                PersonChangedV1::TYPE => directory::person_changed(work, event).await,
                CaseAssignedV1::TYPE => case_assigned::handle(work, event).await,
                CaseAcceptedV1::TYPE => case_accepted::handle(work, event).await,
                ProgressReportedV1::TYPE => progress_reported::handle(work, event).await,
                DecisionIssuedV1::TYPE => decision_issued::handle(work, event).await,
                DecisionServedV1::TYPE => decision_served::handle(work, event).await,
                CaseClosedV1::TYPE => case_closed::handle(work, event).await,
                ClockStartedV1::TYPE => clock_started::handle(work, event).await,
                ClockStoppedV1::TYPE => clock_stopped::handle(work, event).await,
                ClockChangedV1::TYPE => clock_changed::handle(work, event).await,
                DeadlineNearV1::TYPE | DueTodayV1::TYPE | DeadlineMissedV1::TYPE => {
                    stage_reached::handle(work, event).await
                }
                _ => alert_events::handle(work, event).await,
            }
        }
        .boxed()
    }
}
