//! `GET /api/routing/v1/cases/{id}/suggestions`: the units that the jurisdiction rules point to.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiPath, Caller, Problem};
use ids::{CaseId, UnitId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::change_case::Who;
use crate::domain::{CaseFacts, Rule, SUGGESTIONS_MAX, suggest};
use crate::store::{cases, directory::Wanted, rules};

/// At most ten units, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Suggestions {
    items: Vec<SuggestedUnit>,
}

#[derive(Debug, Serialize, ToSchema)]
struct SuggestedUnit {
    unit_id: UnitId,
    unit_name: String,
    /// Higher first; has no meaning beyond the order.
    score: i64,
    reason_zh: String,
    reason_en: String,
}

/// Suggests a lead unit. A unit that R11 excludes is never among them.
#[utoipa::path(
    get,
    path = "/api/routing/v1/cases/{id}/suggestions",
    operation_id = "suggest_units",
    tag = "cases",
    params(("id" = CaseId, Path, description = "The case")),
    responses(
        (status = 200, description = "Units, best first", body = Suggestions),
        (status = 404, description = "No such case within the caller's scope"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["router", "director"], "scope": "case"}))),
)]
pub(crate) async fn suggestions(
    State(app): State<App>,
    caller: Caller,
    ApiPath(id): ApiPath<CaseId>,
) -> Result<Json<Suggestions>, Problem> {
    let mut read = app.host.store.read().await?;
    let scope = Who::of(&caller).scope(&mut read).await?;
    let case = cases::load(&mut read, id, &scope).await?.ok_or_else(Problem::case_not_found)?;
    let stored = rules::page(&mut read, None, rules::RULES_MAX).await?;
    let rules: Vec<Rule> = stored.into_iter().map(|stored| stored.rule).collect();
    let facts = CaseFacts {
        matter: &case.matter,
        category: case.category.as_deref(),
        place: case.place.as_deref(),
        conflict: &case.state.conflict,
    };
    let directory = Wanted::default().and_units(rules.iter().map(|rule| rule.unit)).load(&mut read).await?;
    drop(read);
    let items = suggest(&facts, &rules, &directory)
        .into_iter()
        .take(SUGGESTIONS_MAX)
        .map(|suggestion| SuggestedUnit {
            unit_id: suggestion.unit,
            unit_name: suggestion.unit_name,
            score: suggestion.score,
            reason_zh: suggestion.reason.zh,
            reason_en: suggestion.reason.en,
        })
        .collect();
    Ok(Json(Suggestions { items }))
}
