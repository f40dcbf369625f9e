use ids::UserId;
use jiff::Timestamp;
use store::{Queryable, StoreError, query};

use crate::auth::token::TokenHash;

/// One signed-in browser or program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) user_id: UserId,
    pub(crate) created_at: Timestamp,
    pub(crate) last_seen_at: Timestamp,
}

/// The session with this token, dead or alive.
pub(crate) async fn find(on: &mut impl Queryable, token: TokenHash) -> Result<Option<Session>, StoreError> {
    let row = query("SELECT user_id, created_at, last_seen_at FROM sessions WHERE token_hash = $1")
        .bind(token.to_vec())
        .fetch_optional(on)
        .await?;
    row.map(|row| {
        Ok(Session {
            user_id: row.get::<uuid::Uuid>("user_id")?.into(),
            created_at: row.time("created_at")?,
            last_seen_at: row.time("last_seen_at")?,
        })
    })
    .transpose()
}

/// Opens a session.
pub(crate) async fn insert(
    on: &mut impl Queryable,
    token: TokenHash,
    user: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    query("INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at) VALUES ($1, $2, $3, $3)")
        .bind(token.to_vec())
        .bind(user)
        .bind(now)
        .execute(on)
        .await?;
    Ok(())
}

/// Notes that the session was used; never brings an ended one back.
pub(crate) async fn touch(
    on: &mut impl Queryable,
    token: TokenHash,
    now: Timestamp,
) -> Result<(), StoreError> {
    query("UPDATE sessions SET last_seen_at = $1 WHERE token_hash = $2 AND last_seen_at < $1")
        .bind(now)
        .bind(token.to_vec())
        .execute(on)
        .await?;
    Ok(())
}

/// Ends one session.
pub(crate) async fn end(on: &mut impl Queryable, token: TokenHash) -> Result<(), StoreError> {
    query("DELETE FROM sessions WHERE token_hash = $1").bind(token.to_vec()).execute(on).await?;
    Ok(())
}

/// Ends every session of a user but the one that asks.
pub(crate) async fn end_others(
    on: &mut impl Queryable,
    user: UserId,
    kept: Option<TokenHash>,
) -> Result<(), StoreError> {
    let kept = kept.map_or_else(Vec::new, TokenHash::to_vec);
    query("DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2")
        .bind(user)
        .bind(kept)
        .execute(on)
        .await?;
    Ok(())
}

/// Keeps a user's newest sessions and ends the rest, so that a program that signs in again and again
/// cannot fill the table.
pub(crate) async fn keep_newest(on: &mut impl Queryable, user: UserId, kept: i64) -> Result<(), StoreError> {
    query(
        "DELETE FROM sessions WHERE user_id = $1 AND token_hash NOT IN \
         (SELECT token_hash FROM sessions WHERE user_id = $1 ORDER BY created_at DESC LIMIT $2)",
    )
    .bind(user)
    .bind(kept)
    .execute(on)
    .await?;
    Ok(())
}

/// Deletes the sessions last seen before `before` or begun before `begun_before`.
pub(crate) async fn delete_dead(
    on: &mut impl Queryable,
    before: Timestamp,
    begun_before: Timestamp,
) -> Result<u64, StoreError> {
    query("DELETE FROM sessions WHERE last_seen_at < $1 OR created_at < $2")
        .bind(before)
        .bind(begun_before)
        .execute(on)
        .await
}
