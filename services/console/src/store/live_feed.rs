use ids::{AlertId, CaseId};
use jiff::Timestamp;
use messaging::Work;
use store::{Queryable, StoreError, query};
use uuid::Uuid;

use crate::domain::live::Change;

/// Notes that open pages have something to hear. Through the store and not straight to the pages: the row
/// becomes visible with the commit that made it true, and to every replica.
pub(crate) fn append(work: &mut Work, case_id: CaseId, alert_id: Option<AlertId>) {
    let id: Uuid = work.ids().mint();
    let at = work.recorded();
    work.insert(
        "live_feed",
        &["id", "case_id", "alert_id", "at"],
        vec![id.into(), case_id.into(), alert_id.into(), at.into()],
    );
}

/// The newest row's id, from which a round starts.
pub(crate) async fn newest(on: &mut impl Queryable) -> Result<Uuid, StoreError> {
    let row = query("SELECT id FROM live_feed ORDER BY id DESC LIMIT 1").fetch_optional(on).await?;
    row.map_or(Ok(Uuid::nil()), |row| row.get("id"))
}

/// The rows after `after`, oldest first.
pub(crate) async fn after(
    on: &mut impl Queryable,
    after: Uuid,
    limit: i64,
) -> Result<Vec<(Uuid, Change)>, StoreError> {
    let rows = query("SELECT id, case_id, alert_id FROM live_feed WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after)
        .bind(limit)
        .fetch_all(on)
        .await?;
    rows.iter()
        .map(|row| {
            let change = Change {
                case_id: row.get::<Uuid>("case_id")?.into(),
                alert_id: row.get::<Option<Uuid>>("alert_id")?.map(Into::into),
            };
            Ok((row.get("id")?, change))
        })
        .collect()
}

/// Deletes what no page waits for any more.
pub(crate) async fn delete_before(on: &mut impl Queryable, before: Timestamp) -> Result<u64, StoreError> {
    query("DELETE FROM live_feed WHERE at < $1").bind(before).execute(on).await
}
