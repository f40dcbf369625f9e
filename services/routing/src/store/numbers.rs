use store::{Queryable, StoreError, query};

use crate::domain::Series;

/// The number after the last one given out in this series and year; 1 in a new year.
///
/// # Errors
/// [`StoreError`].
pub async fn next(on: &mut impl Queryable, series: Series, year: i16) -> Result<i64, StoreError> {
    let row = query("SELECT last FROM number_series WHERE series = $1 AND year = $2")
        .bind(series.as_str())
        .bind(i64::from(year))
        .fetch_optional(on)
        .await?;
    Ok(row.map(|row| row.get::<i64>("last")).transpose()?.unwrap_or(0).saturating_add(1))
}

/// Gives this number out: in the same transaction as the letter that carries it, so a series has no gaps.
///
/// # Errors
/// [`StoreError::Conflict`] when another replica gave it out first.
pub async fn take(on: &mut impl Queryable, series: Series, year: i16, number: i64) -> Result<(), StoreError> {
    let rows = query(
        "INSERT INTO number_series (series, year, last) VALUES ($1, $2, $3) \
         ON CONFLICT (series, year) DO UPDATE SET last = excluded.last \
         WHERE number_series.last = excluded.last - 1",
    )
    .bind(series.as_str())
    .bind(i64::from(year))
    .bind(number)
    .execute(on)
    .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict(format!("series {}", series.as_str()))) }
}
