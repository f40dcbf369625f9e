use events::Envelope;
use events::routing::PersonChangedV1;
use messaging::{Handled, Work};
use store::StoreError;

use crate::store::directory::{self, DirectoryKind};

/// A member of staff of the directory, for conflict facts (R11).
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    match event.payload::<PersonChangedV1>() {
        Ok(_) => {
            directory::keep(work, event.subject, DirectoryKind::Person).await?;
            Ok(Handled::Apply)
        }
        Err(error) => Ok(Handled::DeadLetter(error.to_string())),
    }
}
