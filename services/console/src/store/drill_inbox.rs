use jiff::Timestamp;
use store::{Queryable, StoreError, query};
use uuid::Uuid;

/// One message that a leader's phone or mailbox would have received. Its signature was checked before it
/// was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) id: Uuid,
    /// The sender's id: the same message sent twice is kept once.
    pub(crate) message_id: String,
    pub(crate) received_at: Timestamp,
    /// `webhook` or `mail`.
    pub(crate) channel: String,
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) link: Option<String>,
}

/// Keeps a message; a second copy is left out.
pub(crate) async fn insert(on: &mut impl Queryable, message: &Message) -> Result<(), StoreError> {
    query(
        "INSERT INTO drill_inbox (id, message_id, received_at, channel, recipient, subject, text, link) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (message_id) DO NOTHING",
    )
    .bind(message.id)
    .bind(&message.message_id)
    .bind(message.received_at)
    .bind(&message.channel)
    .bind(&message.recipient)
    .bind(&message.subject)
    .bind(&message.text)
    .bind(message.link.clone())
    .execute(on)
    .await?;
    Ok(())
}

/// Keeps the newest `kept` messages and deletes the rest.
pub(crate) async fn trim(on: &mut impl Queryable, kept: i64) -> Result<u64, StoreError> {
    // Not MIN(id): PostgreSQL has no smallest UUID before version 18.
    query(
        "DELETE FROM drill_inbox WHERE id < \
         (SELECT id FROM drill_inbox ORDER BY id DESC LIMIT 1 OFFSET $1)",
    )
    .bind(kept.saturating_sub(1))
    .execute(on)
    .await
}

/// Messages from the newest, or from before `before`.
pub(crate) async fn list(
    on: &mut impl Queryable,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    let rows = query(
        "SELECT id, message_id, received_at, channel, recipient, subject, text, link FROM drill_inbox \
         WHERE id < $1 ORDER BY id DESC LIMIT $2",
    )
    .bind(before.unwrap_or(Uuid::max()))
    .bind(limit)
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Message {
                id: row.get("id")?,
                message_id: row.get("message_id")?,
                received_at: row.time("received_at")?,
                channel: row.get("channel")?,
                recipient: row.get("recipient")?,
                subject: row.get("subject")?,
                text: row.get("text")?,
                link: row.get("link")?,
            })
        })
        .collect()
}
