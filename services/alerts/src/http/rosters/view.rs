//! Stretches of duty as their readers see them.

use ids::{PersonId, RosterId};
use jiff::Timestamp;
use serde::Serialize;
use store::{Queryable, StoreError};
use utoipa::ToSchema;

use crate::domain::{Duty, DutySource, Layer};
use crate::store::people;

/// One stretch of duty, half-open.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DutyItem {
    layer: Layer,
    roster_id: RosterId,
    person_id: PersonId,
    name: String,
    from: Timestamp,
    until: Timestamp,
    source: DutySource,
}

pub(super) async fn items(on: &mut impl Queryable, duties: Vec<Duty>) -> Result<Vec<DutyItem>, StoreError> {
    let people: Vec<PersonId> = duties.iter().map(|duty| duty.person).collect();
    let names = people::names(on, &people).await?;
    let item = |duty: Duty| DutyItem {
        layer: duty.layer,
        roster_id: duty.roster,
        person_id: duty.person,
        name: names.get(&duty.person).cloned().unwrap_or_default(),
        from: duty.from,
        until: duty.until,
        source: duty.source,
    };
    Ok(duties.into_iter().map(item).collect())
}
