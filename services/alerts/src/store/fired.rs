//! Each stage of a clock has its effect once.

use events::AlertKind;
use ids::ClockId;
use jiff::civil::Date;
use messaging::Work;
use store::{StoreError, query};

/// Takes the stage for this effect (`alert` or `digest`). False when it had its effect already.
pub(crate) async fn take(
    work: &mut Work,
    clock: ClockId,
    kind: AlertKind,
    due: Date,
    effect: &str,
) -> Result<bool, StoreError> {
    let at = work.recorded();
    let taken = query(
        "INSERT INTO fired (clock_id, kind, due, effect, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (clock_id, kind, due) DO NOTHING",
    )
    .bind(clock)
    .bind(kind.as_str())
    .bind(due.to_string())
    .bind(effect)
    .bind(at)
    .execute(work)
    .await?;
    Ok(taken == 1)
}
