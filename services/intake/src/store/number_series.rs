//! The last number given in each series and year. It moves in the registering transaction, so a series has
//! no gaps and a number is never given twice.

use store::{Queryable, StoreError, query};

use crate::domain::Series;

/// Takes the next number of a series, from 1.
pub(crate) async fn next(on: &mut impl Queryable, series: Series, year: i16) -> Result<i64, StoreError> {
    query(
        "INSERT INTO number_series (series, year, last_number) VALUES ($1, $2, 1) \
         ON CONFLICT (series, year) DO UPDATE SET last_number = number_series.last_number + 1 \
         RETURNING last_number",
    )
    .bind(series.letter())
    .bind(i64::from(year))
    .fetch_one(on)
    .await?
    .get("last_number")
}
