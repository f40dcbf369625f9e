//! What other services' events do here: one file per event.

mod case_accepted;
mod case_assigned;
mod case_closed;
mod case_registered;
mod clocks;
mod decision_issued;
mod unit_changed;

use std::sync::Arc;

use events::intake::CaseRegisteredV1;
use events::routing::{CaseAcceptedV1, CaseAssignedV1, CaseClosedV1, DecisionIssuedV1, UnitChangedV1};
use events::{Envelope, Payload, Service};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use messaging::{Consumer, Handled, Reads, Work};
use store::StoreError;

use crate::domain::rulebook::Rulebook;

/// Supervision's reader.
#[derive(Debug)]
pub(crate) struct Clocks {
    rulebook: Arc<Rulebook>,
}

impl Clocks {
    pub(crate) const fn new(rulebook: Arc<Rulebook>) -> Self {
        Self { rulebook }
    }

    async fn apply(&self, work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
        match event.event_type.as_str() {
            CaseRegisteredV1::TYPE => case_registered::apply(&self.rulebook, work, event).await,
            CaseAssignedV1::TYPE => case_assigned::apply(&self.rulebook, work, event).await,
            CaseAcceptedV1::TYPE => case_accepted::apply(&self.rulebook, work, event).await,
            DecisionIssuedV1::TYPE => decision_issued::apply(&self.rulebook, work, event).await,
            CaseClosedV1::TYPE => case_closed::apply(work, event).await,
            UnitChangedV1::TYPE => unit_changed::apply(work, event).await,
            other => Ok(Handled::DeadLetter(format!("supervision does not read {other}"))),
        }
    }
}

/// What the clocks follow.
pub(crate) const READS: &[Reads] = &[
    Reads { producer: Service::Intake, types: &[CaseRegisteredV1::TYPE] },
    Reads {
        producer: Service::Routing,
        types: &[
            UnitChangedV1::TYPE,
            CaseAssignedV1::TYPE,
            CaseAcceptedV1::TYPE,
            DecisionIssuedV1::TYPE,
            CaseClosedV1::TYPE,
        ],
    },
];

impl Consumer for Clocks {
    fn reads(&self) -> &'static [Reads] {
        READS
    }

    fn handle<'a>(
        &'a self,
        work: &'a mut Work,
        event: &'a Envelope,
    ) -> BoxFuture<'a, Result<Handled, StoreError>> {
        self.apply(work, event).boxed()
    }
}
