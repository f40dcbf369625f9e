use events::Envelope;
use events::intake::IdentityRevealedV1;
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, read};

/// Whoever is on the case can see that its text was read, and by whom.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(project(work, event).await)
}

async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let of = read::<IdentityRevealedV1>(work, event).await?;
    keep(work, event, of).await
}
