use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Problem;

/// Rows in a page unless asked otherwise: two screens of 36 px rows.
pub const LIMIT_DEFAULT: u32 = 50;
/// More than this nobody reads at once, and an export has its own way.
pub const LIMIT_MAX: u32 = 200;

/// The number of rows for a page that asked for `limit`.
#[must_use]
pub fn clamp_limit(limit: Option<u32>) -> i64 {
    i64::from(limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX))
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; null on the last one.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Cuts rows that were fetched with one row more than `limit` into a page, whose cursor is made of
    /// its last row.
    #[must_use]
    pub fn cut<C: Serialize>(mut items: Vec<T>, limit: i64, cursor: impl FnOnce(&T) -> C) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = if more { items.last().map(|last| Cursor(cursor(last)).encode()) } else { None };
        Self { items, next_cursor }
    }

    /// A list that is complete on one page.
    #[must_use]
    pub const fn whole(items: Vec<T>) -> Self {
        Self { items, next_cursor: None }
    }
}

/// The sort key of the last row of a page, opaque to clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor<T>(pub T);

impl<T: Serialize> Cursor<T> {
    #[must_use]
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&self.0).unwrap_or_default())
    }
}

impl<T: DeserializeOwned> Cursor<T> {
    /// # Errors
    /// 400 `invalid_cursor` for anything but a cursor that [`Cursor::encode`] made.
    pub fn decode(text: &str) -> Result<Self, Problem> {
        let value = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        value.map(Self).ok_or_else(|| {
            Problem::new(
                axum::http::StatusCode::BAD_REQUEST,
                "invalid_cursor",
                "翻页标记无效，请从第一页重新查询。",
                "The page mark is not valid; please start from the first page.",
            )
        })
    }
}
