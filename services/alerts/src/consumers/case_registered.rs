use events::Envelope;
use events::intake::CaseRegisteredV1;
use messaging::{Handled, Work};

use super::HandleError;
use crate::store::cases::{self, CaseRow};

/// Keeps number, class, place and heads for pages; the matter itself is not kept here.
pub(super) async fn handle(
    work: &mut Work,
    event: &Envelope,
    payload: CaseRegisteredV1,
) -> Result<Handled, HandleError> {
    let row = CaseRow {
        case_number: payload.case_number,
        class: payload.class,
        place: payload.place,
        persons: payload.persons,
    };
    cases::save(work, event.subject.into(), &row).await?;
    Ok(Handled::Apply)
}
