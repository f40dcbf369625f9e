//! Import rows, each registered once for ever.

use ids::CaseId;
use store::{Queryable, StoreError, query};
use uuid::Uuid;

use crate::domain::Source;

/// Takes an import row for a petition about to be written. `false`: it was registered before, and nothing
/// was written. One statement, so that a row twice in one batch is also found.
pub(crate) async fn claim(
    on: &mut impl Queryable,
    source: &Source,
    petition: CaseId,
) -> Result<bool, StoreError> {
    let inserted = query(
        "INSERT INTO sources (name, external_id, petition_id) VALUES ($1, $2, $3) \
         ON CONFLICT (name, external_id) DO NOTHING",
    )
    .bind(&source.name)
    .bind(&source.external_id)
    .bind(petition)
    .execute(on)
    .await?;
    Ok(inserted == 1)
}

/// The petition that an import row became, if it was registered.
pub(crate) async fn find(on: &mut impl Queryable, source: &Source) -> Result<Option<CaseId>, StoreError> {
    let row = query("SELECT petition_id FROM sources WHERE name = $1 AND external_id = $2")
        .bind(&source.name)
        .bind(&source.external_id)
        .fetch_optional(on)
        .await?;
    row.map(|row| Ok(CaseId::from(row.get::<Uuid>("petition_id")?))).transpose()
}
