//! The petitions' texts, sealed.

use ids::CaseId;
use messaging::Work;
use store::{Queryable, StoreError, query};

use crate::vault::{Place, Sealed};

/// Where a petition's text is sealed to.
pub(crate) fn body_place(petition: CaseId) -> Place {
    Place { table: "petition_texts", row: petition.uuid(), column: "body" }
}

/// Writes a new petition's text.
pub(crate) fn insert(work: &mut Work, petition: CaseId, body: Sealed) {
    work.insert("petition_texts", &["petition_id", "body"], vec![petition.into(), body.into()]);
}

/// A petition's text. The caller has checked that the petition is within scope.
pub(crate) async fn find(on: &mut impl Queryable, petition: CaseId) -> Result<Option<Sealed>, StoreError> {
    let row = query("SELECT body FROM petition_texts WHERE petition_id = $1")
        .bind(petition)
        .fetch_optional(on)
        .await?;
    row.map(|row| row.bytes("body")).transpose()
}
