use events::CaseStatus;
use events::intake::CaseRegisteredV1;
use events::routing::CaseAssignedV1;
use ids::CaseId;
use jiff::Timestamp;
use store::{Queryable, StoreError, query};

use crate::domain::urgency::Urgency;

/// Where the case stands, if it has been registered here.
pub async fn status(on: &mut impl Queryable, id: CaseId) -> Result<Option<CaseStatus>, StoreError> {
    let row = query("SELECT status FROM cases WHERE id = $1").bind(id).fetch_optional(on).await?;
    row.map(|row| {
        let code: String = row.get("status")?;
        CaseStatus::from_code(&code).ok_or_else(|| StoreError::Corrupt(format!("case status {code}")))
    })
    .transpose()
}

/// Enters a case; a second registration of the same id changes nothing.
pub async fn insert(on: &mut impl Queryable, id: CaseId, event: &CaseRegisteredV1) -> Result<(), StoreError> {
    query(
        "INSERT INTO cases (id, case_number, matter, channel, class, place, category, persons, status, \
         received_at, registered_at, late_entry, light, late_on_arrival, sort_key) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(id)
    .bind(&event.case_number)
    .bind(&event.matter)
    .bind(event.channel.as_str())
    .bind(event.class.as_str())
    .bind(event.place.clone())
    .bind(event.category.clone())
    .bind(event.persons)
    .bind(CaseStatus::Registered.as_str())
    .bind(event.received_at)
    .bind(event.registered_at)
    .bind(event.late_entry)
    .bind(Urgency::NONE.light.as_str())
    .bind(Urgency::NONE.late_on_arrival)
    .bind(Urgency::NONE.sort_key())
    .execute(on)
    .await?;
    Ok(())
}

/// The fixings of 交办 (R2).
pub async fn assign(on: &mut impl Queryable, id: CaseId, event: &CaseAssignedV1) -> Result<(), StoreError> {
    query(
        "UPDATE cases SET status = $1, lead_unit = $2, supervising_unit = $3, responsible_leader = $4, \
         handler = $5 WHERE id = $6",
    )
    .bind(CaseStatus::Assigned.as_str())
    .bind(event.lead_unit)
    .bind(event.supervising_unit)
    .bind(event.responsible_leader)
    .bind(event.handler)
    .bind(id)
    .execute(on)
    .await?;
    Ok(())
}

/// The case stands at another step.
pub async fn set_status(
    on: &mut impl Queryable,
    id: CaseId,
    status: CaseStatus,
    closed_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    query("UPDATE cases SET status = $1, closed_at = $2 WHERE id = $3")
        .bind(status.as_str())
        .bind(closed_at)
        .bind(id)
        .execute(on)
        .await?;
    Ok(())
}

/// What the queue shows of the case's clocks.
pub async fn set_urgency(on: &mut impl Queryable, id: CaseId, urgency: Urgency) -> Result<(), StoreError> {
    query(
        "UPDATE cases SET light = $1, due = $2, rule = $3, late_on_arrival = $4, sort_key = $5 WHERE id = $6",
    )
    .bind(urgency.light.as_str())
    .bind(urgency.due.map(|(due, _)| due.to_string()))
    .bind(urgency.due.map(|(_, rule)| rule.as_str()))
    .bind(urgency.late_on_arrival)
    .bind(urgency.sort_key())
    .bind(id)
    .execute(on)
    .await?;
    Ok(())
}
