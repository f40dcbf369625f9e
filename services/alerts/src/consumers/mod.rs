//! What alerts does about other services' events: one event per file.

mod case_assigned;
mod case_closed;
mod case_registered;
mod clock_stopped;
mod deadline;
mod event_parked;
mod person_changed;
mod unit_changed;

use events::intake::CaseRegisteredV1;
use events::operations::{
    AlertsEventParkedV1, ConsoleEventParkedV1, ExchangeEventParkedV1, IntakeEventParkedV1,
    LedgerEventParkedV1, RoutingEventParkedV1, SupervisionEventParkedV1,
};
use events::routing::{CaseAssignedV1, CaseClosedV1, PersonChangedV1, UnitChangedV1};
use events::supervision::{ClockStoppedV1, DeadlineMissedV1, DeadlineNearV1, DueTodayV1};
use events::{AlertKind, Envelope, Payload, PayloadError, Service};
use futures_util::future::BoxFuture;
use messaging::{Consumer, Handled, Reads, Work, parties};
use store::StoreError;

use crate::switchboard::Desk;

/// Who is listened to, and for what.
pub(crate) const READS: &[Reads] = &[
    Reads { producer: Service::Intake, types: &[CaseRegisteredV1::TYPE, IntakeEventParkedV1::TYPE] },
    Reads {
        producer: Service::Routing,
        types: &[
            UnitChangedV1::TYPE,
            PersonChangedV1::TYPE,
            CaseAssignedV1::TYPE,
            CaseClosedV1::TYPE,
            RoutingEventParkedV1::TYPE,
        ],
    },
    Reads {
        producer: Service::Supervision,
        types: &[
            DeadlineNearV1::TYPE,
            DueTodayV1::TYPE,
            DeadlineMissedV1::TYPE,
            ClockStoppedV1::TYPE,
            SupervisionEventParkedV1::TYPE,
        ],
    },
    Reads { producer: Service::Ledger, types: &[LedgerEventParkedV1::TYPE] },
    Reads { producer: Service::Exchange, types: &[ExchangeEventParkedV1::TYPE] },
    Reads { producer: Service::Console, types: &[ConsoleEventParkedV1::TYPE] },
    Reads { producer: Service::Alerts, types: &[AlertsEventParkedV1::TYPE] },
];

/// Follows the other services.
#[derive(Debug)]
pub(crate) struct Following {
    pub(crate) desk: Desk,
}

impl Consumer for Following {
    fn reads(&self) -> &'static [Reads] {
        READS
    }

    fn handle<'a>(
        &'a self,
        work: &'a mut Work,
        event: &'a Envelope,
    ) -> BoxFuture<'a, Result<Handled, StoreError>> {
        Box::pin(async move {
            match self.dispatch(work, event).await {
                Ok(handled) => Ok(handled),
                Err(HandleError::Payload(error)) => Ok(Handled::DeadLetter(error.to_string())),
                Err(HandleError::Store(error)) => Err(error),
            }
        })
    }
}

/// Why an event had no effect.
#[derive(Debug, thiserror::Error)]
enum HandleError {
    #[error(transparent)]
    Payload(#[from] PayloadError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Following {
    async fn dispatch(&self, work: &mut Work, event: &Envelope) -> Result<Handled, HandleError> {
        match event.event_type.as_str() {
            CaseRegisteredV1::TYPE => {
                let payload = event.payload()?;
                parties::apply(work, event).await?;
                case_registered::handle(work, event, payload).await
            }
            CaseAssignedV1::TYPE => {
                let payload = event.payload()?;
                parties::apply(work, event).await?;
                Ok(case_assigned::handle(&payload))
            }
            CaseClosedV1::TYPE => case_closed::handle(work, &self.desk, event, event.payload()?).await,
            UnitChangedV1::TYPE => unit_changed::handle(work, event, event.payload()?).await,
            PersonChangedV1::TYPE => person_changed::handle(work, event, event.payload()?).await,
            DeadlineNearV1::TYPE => {
                let DeadlineNearV1(stage) = event.payload()?;
                deadline::handle(work, &self.desk, event, AlertKind::Near, &stage).await
            }
            DueTodayV1::TYPE => {
                let DueTodayV1(stage) = event.payload()?;
                deadline::handle(work, &self.desk, event, AlertKind::DueToday, &stage).await
            }
            DeadlineMissedV1::TYPE => {
                let DeadlineMissedV1(stage) = event.payload()?;
                deadline::handle(work, &self.desk, event, AlertKind::Overdue, &stage).await
            }
            ClockStoppedV1::TYPE => clock_stopped::handle(work, &self.desk, event, event.payload()?).await,
            _ => event_parked::handle(work, &self.desk, event).await,
        }
    }
}
