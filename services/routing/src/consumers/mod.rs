//! What routing learns from other services, one event per file.

mod case_registered;

use events::intake::CaseRegisteredV1;
use events::{Envelope, Payload, Service};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use messaging::{Consumer, Handled, Reads, Work};
use store::StoreError;

/// Routing reads registrations; everything else about a case it decides itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Registrations;

pub(crate) const READS: &[Reads] = &[Reads { producer: Service::Intake, types: &[CaseRegisteredV1::TYPE] }];

impl Consumer for Registrations {
    fn reads(&self) -> &'static [Reads] {
        READS
    }

    fn handle<'a>(
        &'a self,
        work: &'a mut Work,
        event: &'a Envelope,
    ) -> BoxFuture<'a, Result<Handled, StoreError>> {
        case_registered::handle(work, event).boxed()
    }
}
