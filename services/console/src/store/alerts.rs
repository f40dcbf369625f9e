use ids::{AlertId, CaseId};
use jiff::Timestamp;
use store::{Queryable, StoreError, Value, query};

/// An alert as the live page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alert {
    pub(crate) id: AlertId,
    pub(crate) case_id: CaseId,
    pub(crate) kind: String,
    /// 1 is the first level called.
    pub(crate) level: i64,
    /// `open`, `acknowledged`, `closed`.
    pub(crate) state: String,
    /// When it last changed, in business time.
    pub(crate) changed_at: Timestamp,
}

/// Enters a new alert.
pub(crate) async fn insert(on: &mut impl Queryable, alert: &Alert) -> Result<(), StoreError> {
    query(
        "INSERT INTO alerts (id, case_id, kind, level, state, changed_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(alert.id)
    .bind(alert.case_id)
    .bind(&alert.kind)
    .bind(alert.level)
    .bind(&alert.state)
    .bind(alert.changed_at)
    .execute(on)
    .await?;
    Ok(())
}

/// The alert moved to another level.
pub(crate) async fn set_level(
    on: &mut impl Queryable,
    id: AlertId,
    level: i64,
    at: Timestamp,
) -> Result<(), StoreError> {
    query("UPDATE alerts SET level = $1, changed_at = $2 WHERE id = $3")
        .bind(level)
        .bind(at)
        .bind(id)
        .execute(on)
        .await?;
    Ok(())
}

/// The alert was answered or closed.
pub(crate) async fn set_state(
    on: &mut impl Queryable,
    id: AlertId,
    state: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    query("UPDATE alerts SET state = $1, changed_at = $2 WHERE id = $3")
        .bind(state)
        .bind(at)
        .bind(id)
        .execute(on)
        .await?;
    Ok(())
}

/// These alerts; the caller bounds their number.
pub(crate) async fn by_ids(on: &mut impl Queryable, ids: &[AlertId]) -> Result<Vec<Alert>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT id, case_id, kind, level, state, changed_at FROM alerts WHERE id IN ({}) ORDER BY id",
        places.join(", ")
    );
    let rows = query(sql).bind_all(ids.iter().map(|id| Value::from(*id))).fetch_all(on).await?;
    rows.iter()
        .map(|row| {
            Ok(Alert {
                id: row.get::<uuid::Uuid>("id")?.into(),
                case_id: row.get::<uuid::Uuid>("case_id")?.into(),
                kind: row.get("kind")?,
                level: row.get("level")?,
                state: row.get("state")?,
                changed_at: row.time("changed_at")?,
            })
        })
        .collect()
}
