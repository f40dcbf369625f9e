use ids::CaseId;
use store::{Queryable, StoreError, query};

use crate::domain::DecisionText;

/// Columns of a row, in the order in which the change of a case writes them.
pub const COLUMNS: &[&str] =
    &["case_id", "number", "outcome", "summary", "legal_basis", "issued_at", "actor_name"];

/// The text of one decision of a case.
///
/// # Errors
/// [`StoreError`].
pub async fn text(
    on: &mut impl Queryable,
    case: CaseId,
    number: &str,
) -> Result<Option<DecisionText>, StoreError> {
    let row = query("SELECT summary, legal_basis FROM decisions WHERE case_id = $1 AND number = $2")
        .bind(case)
        .bind(number)
        .fetch_optional(on)
        .await?;
    row.map(|row| Ok(DecisionText { summary: row.get("summary")?, legal_basis: row.get("legal_basis")? }))
        .transpose()
}
