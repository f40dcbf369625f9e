//! `GET /api/public/v1/petitions/{receipt}`: what whoever holds the receipt may know.
//!
//! Every code that opens nothing, well formed or not, takes the same way and gets the same answer.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use events::CaseStatus;
use http_kit::{ApiPath, Problem};
use jiff::Timestamp;
use serde::Serialize;

use crate::app::App;
use crate::domain::ReceiptCode;
use crate::problems;
use crate::store::petitions;

/// Where a petition stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PublicView {
    case_number: String,
    #[schema(value_type = String, format = DateTime)]
    registered_at: Timestamp,
    status: CaseStatus,
    /// The status in words.
    step: Words,
}

/// A text in both languages.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Words {
    #[serde(rename = "zh-CN")]
    zh: &'static str,
    en: &'static str,
}

/// Who asks, as the gateway saw them: the last entry, the only one that a client cannot write.
fn visitor(headers: &HeaderMap) -> Option<&str> {
    let forwarded = headers.get("x-forwarded-for")?.to_str().ok()?;
    let last = forwarded.rsplit(',').next()?.trim();
    // The longest textual address has 45 characters.
    (1..=45).contains(&last.len()).then_some(last)
}

/// The petition of a receipt code.
#[utoipa::path(
    get,
    path = "/api/public/v1/petitions/{receipt}",
    operation_id = "public_petition",
    tag = "public",
    params(("receipt" = String, Path, description = "The receipt code 查询码, in any case, with or without hyphens")),
    responses(
        (status = 200, description = "Where the petition stands", body = PublicView),
        (status = 404, description = "The code opens nothing"),
        (status = 429, description = "Asked too often"),
    ),
    extensions(("x-huiyin-access" = json!({ "roles": [], "scope": "public" }))),
)]
pub(crate) async fn get(
    State(app): State<App>,
    headers: HeaderMap,
    ApiPath(receipt): ApiPath<String>,
) -> Result<Json<PublicView>, Problem> {
    app.public_limit.ask(visitor(&headers), app.host.real.now()).map_err(problems::too_often)?;
    // A code that cannot be one is looked up too, as a hash that no code has.
    let hash = ReceiptCode::parse(&receipt).map_or([0; 32], |code| code.hash());
    let mut read = app.host.store.read().await?;
    let petition =
        petitions::find_by_receipt(&mut read, hash).await?.ok_or_else(problems::receipt_not_found)?;
    Ok(Json(PublicView {
        case_number: petition.case_number,
        registered_at: petition.registered_at,
        status: petition.status,
        step: Words { zh: petition.status.zh(), en: petition.status.en() },
    }))
}
