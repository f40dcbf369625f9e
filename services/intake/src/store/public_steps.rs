//! The step shown to whoever holds the receipt, repeated from routing's events.

use events::CaseStatus;
use ids::CaseId;
use jiff::Timestamp;
use store::{Queryable, StoreError, query};

/// The step of a petition that intake holds; `None` when it holds no such petition.
pub(crate) async fn current(
    on: &mut impl Queryable,
    petition: CaseId,
) -> Result<Option<CaseStatus>, StoreError> {
    let row = query(
        "SELECT s.status FROM petitions p LEFT JOIN public_steps s ON s.petition_id = p.id WHERE p.id = $1",
    )
    .bind(petition)
    .fetch_optional(on)
    .await?;
    row.map(|row| status(row.get::<Option<String>>("status")?.as_deref())).transpose()
}

/// Shows a new step.
pub(crate) async fn set(
    on: &mut impl Queryable,
    petition: CaseId,
    status: CaseStatus,
    reached_at: Timestamp,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO public_steps (petition_id, status, reached_at) VALUES ($1, $2, $3) \
         ON CONFLICT (petition_id) DO UPDATE SET status = excluded.status, reached_at = excluded.reached_at",
    )
    .bind(petition)
    .bind(status.as_str())
    .bind(reached_at)
    .execute(on)
    .await?;
    Ok(())
}

/// No row means that nothing happened since the registration.
pub(crate) fn status(code: Option<&str>) -> Result<CaseStatus, StoreError> {
    let Some(code) = code else { return Ok(CaseStatus::Registered) };
    CaseStatus::from_code(code).ok_or_else(|| StoreError::Corrupt(format!("public_steps.status {code}")))
}
