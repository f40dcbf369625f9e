//! How many matters of a digest its reader may know of (R11): a number that included an accusation would
//! tell whom it accuses that it exists.

use std::collections::BTreeMap;

use events::Role;
use http_kit::Caller;
use store::{Queryable, StoreError, Value, query};
use uuid::Uuid;

use super::places;

/// The matters of these digests that the caller may know of; a digest without any is absent. The number of
/// digests is bounded by the page they were read for.
///
/// Matters within the caller's own scope count, those of a digest that went to the caller, and for the
/// system administrator, who sees no cases, every one that is no accusation.
pub(crate) async fn matters(
    on: &mut impl Queryable,
    digests: &[Uuid],
    caller: &Caller,
) -> Result<BTreeMap<Uuid, i64>, StoreError> {
    if digests.is_empty() {
        return Ok(BTreeMap::new());
    }
    let first = digests.len() + 1;
    let (in_scope, values) = caller.scope().clause("c", first);
    let (person, unit, numbers) = (first + values.len(), first + values.len() + 1, first + values.len() + 2);
    let rows = query(format!(
        "SELECT d.id AS digest, COUNT(DISTINCT i.case_id) AS matters FROM digests d \
         JOIN digest_items i ON i.digest_id = d.id JOIN cases c ON c.id = i.case_id \
         WHERE d.id IN ({}) AND ({in_scope} OR \
         ((d.recipient = ${person} OR (${numbers} AND c.class <> 'accusation')) \
         AND NOT EXISTS (SELECT 1 FROM case_parties x WHERE x.case_id = c.id AND x.kind = 'excluded' \
         AND x.party_id IN (${person}, ${unit})))) GROUP BY d.id",
        places(1, digests.len())
    ))
    .bind_all(digests.iter().map(|digest| Value::Uuid(Some(*digest))))
    .bind_all(values)
    .bind(Value::Uuid(caller.person.map(Uuid::from)))
    .bind(Value::Uuid(caller.unit.map(Uuid::from)))
    .bind(caller.has(Role::Sysadmin))
    .fetch_all(on)
    .await?;
    rows.iter().map(|row| Ok((row.get("digest")?, row.get("matters")?))).collect()
}
