use events::Envelope;
use ids::CaseId;
use jiff::Timestamp;
use messaging::Work;
use store::{Queryable, StoreError, query};
use uuid::Uuid;

use crate::domain::describe::Line;

/// One line of a case's timeline, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The event's id.
    pub id: Uuid,
    /// When it happened, in business time.
    pub at: Timestamp,
    /// The service that published it.
    pub source: String,
    pub event_type: String,
    pub text_zh: String,
    pub text_en: String,
    pub actor_name: String,
}

const COLUMNS: &[&str] = &["id", "case_id", "at", "source", "type", "text_zh", "text_en", "actor_name"];

/// Appends the line for an event.
pub fn append(work: &mut Work, event: &Envelope, line: Line, actor_name: String) {
    let source = event.source.rsplit('/').next().unwrap_or_default();
    work.insert(
        "timeline",
        COLUMNS,
        vec![
            event.id.into(),
            event.subject.into(),
            event.time.into(),
            source.into(),
            event.event_type.as_str().into(),
            line.zh.into(),
            line.en.into(),
            actor_name.into(),
        ],
    );
}

/// The lines of a case, newest first, from before `before`. The reader's scope over the case was checked
/// by the caller in the same request.
pub async fn list(
    on: &mut impl Queryable,
    case: CaseId,
    before: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let (at, id) = before.unwrap_or((FAR, Uuid::max()));
    let rows = query(
        "SELECT id, at, source, type, text_zh, text_en, actor_name FROM timeline \
         WHERE case_id = $1 AND (at < $2 OR (at = $2 AND id < $3)) ORDER BY at DESC, id DESC LIMIT $4",
    )
    .bind(case)
    .bind(at)
    .bind(id)
    .bind(limit)
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Entry {
                id: row.get("id")?,
                at: row.time("at")?,
                source: row.get("source")?,
                event_type: row.get("type")?,
                text_zh: row.get("text_zh")?,
                text_en: row.get("text_en")?,
                actor_name: row.get("actor_name")?,
            })
        })
        .collect()
}

/// The year 9000: after every entry, within what both databases can hold as a time.
const FAR: Timestamp = Timestamp::constant(221_845_392_000, 0);
