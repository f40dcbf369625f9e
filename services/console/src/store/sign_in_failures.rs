use jiff::Timestamp;
use store::{Queryable, StoreError, query};

use crate::domain::lockout::Failures;

/// The failures kept under a typed name.
pub(crate) async fn find(on: &mut impl Queryable, username: &str) -> Result<Option<Failures>, StoreError> {
    let row =
        query("SELECT failures, last_failed_at, locked_until FROM sign_in_failures WHERE username = $1")
            .bind(username)
            .fetch_optional(on)
            .await?;
    row.map(|row| {
        Ok(Failures {
            count: row.get("failures")?,
            last_failed_at: row.time("last_failed_at")?,
            locked_until: row.opt_time("locked_until")?,
        })
    })
    .transpose()
}

/// Keeps the failures of a typed name.
pub(crate) async fn put(
    on: &mut impl Queryable,
    username: &str,
    failures: Failures,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO sign_in_failures (username, failures, last_failed_at, locked_until) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (username) DO UPDATE SET failures = excluded.failures, \
         last_failed_at = excluded.last_failed_at, locked_until = excluded.locked_until",
    )
    .bind(username)
    .bind(failures.count)
    .bind(failures.last_failed_at)
    .bind(failures.locked_until)
    .execute(on)
    .await?;
    Ok(())
}

/// Forgets the failures of a name after a good sign-in.
pub(crate) async fn forget(on: &mut impl Queryable, username: &str) -> Result<(), StoreError> {
    query("DELETE FROM sign_in_failures WHERE username = $1").bind(username).execute(on).await?;
    Ok(())
}

/// Deletes what the rule has forgotten anyway; a lock never outlasts its last failure by more than the
/// same span, so this also bounds the table against typed nonsense.
pub(crate) async fn delete_before(on: &mut impl Queryable, before: Timestamp) -> Result<u64, StoreError> {
    query("DELETE FROM sign_in_failures WHERE last_failed_at < $1").bind(before).execute(on).await
}
