//! The high-water mark of time: one row.

use jiff::Timestamp;
use store::{Queryable, StoreError, query};

use crate::domain::wall::Look;

/// The row of `time_mark`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TimeMark {
    /// The last moment at which every due stage had fired.
    pub(crate) look: Option<Look>,
    /// Real time at which an operator last said that the wall clock is right.
    pub(crate) confirmed_at: Option<Timestamp>,
}

/// Reads the mark.
pub(crate) async fn read(on: &mut impl Queryable) -> Result<TimeMark, StoreError> {
    let row =
        query("SELECT business_at, real_at, confirmed_at FROM time_mark WHERE id = 1").fetch_one(on).await?;
    let look = match (row.opt_time("business_at")?, row.opt_time("real_at")?) {
        (Some(business), Some(real)) => Some(Look { business, real }),
        _ => None,
    };
    Ok(TimeMark { look, confirmed_at: row.opt_time("confirmed_at")? })
}

/// Moves the mark.
pub(crate) async fn save(on: &mut impl Queryable, look: Look) -> Result<(), StoreError> {
    query("UPDATE time_mark SET business_at = $1, real_at = $2 WHERE id = 1")
        .bind(look.business)
        .bind(look.real)
        .execute(on)
        .await?;
    Ok(())
}

/// An operator confirms the wall clock.
pub(crate) async fn confirm(on: &mut impl Queryable, real: Timestamp) -> Result<(), StoreError> {
    query("UPDATE time_mark SET confirmed_at = $1 WHERE id = 1").bind(real).execute(on).await?;
    Ok(())
}
