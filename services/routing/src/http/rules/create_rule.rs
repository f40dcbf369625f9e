//! `POST /api/routing/v1/rules`: a new jurisdiction rule.

use axum::extract::State;
use axum::http::StatusCode;
use events::Actor;
use http_kit::{ApiJson, Caller, Problem, WriteHeaders, Written, submit};
use ids::UnitId;
use messaging::{AuditDraft, Work};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::RuleView;
use crate::app::App;
use crate::domain::{Rule, checked_name};
use crate::refusal::problem;
use crate::store::rules::{self, StoredRule};
use crate::store::units;

/// Longest criterion, in characters: the longest path of the subject table has under 60.
const CRITERION_CHARS_MAX: usize = 100;
/// Priorities order rules; a wider range would drown the points of the criteria.
const PRIORITY_MAX: i64 = 100;

/// A rule as it is to be entered; at least one criterion.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleBody {
    /// Beginning of the subject path, levels joined by `/`.
    #[serde(default)]
    category_prefix: Option<String>,
    /// A word of the registrar's one-line matter.
    #[serde(default)]
    keyword: Option<String>,
    /// Beginning of the place.
    #[serde(default)]
    place_prefix: Option<String>,
    /// Who has jurisdiction then.
    unit_id: UnitId,
    /// Added to the score, -100 to 100.
    #[serde(default)]
    priority: i64,
}

/// Enters a jurisdiction rule, from which units are suggested.
#[utoipa::path(
    post,
    path = "/api/routing/v1/rules",
    operation_id = "create_rule",
    tag = "directory",
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done")),
    request_body = RuleBody,
    responses(
        (status = 201, description = "The rule", body = RuleView),
        (status = 409, description = "The unit has a rule with the same criteria, or there are too many rules"),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["sysadmin"], "scope": "instance"}))),
)]
pub(crate) async fn create_rule(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiJson(body): ApiJson<RuleBody>,
) -> Result<Written, Problem> {
    let command = CreateRule { rule: rule(&body)?, actor: caller.actor() };
    submit(&app.host, &caller, &headers, &body, StatusCode::CREATED, command).await
}

#[derive(Debug)]
struct CreateRule {
    rule: Rule,
    actor: Actor,
}

impl messaging::Command for CreateRule {
    type Out = RuleView;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<RuleView, Problem> {
        if !units::by_ids(work, &[self.rule.unit]).await?.iter().any(|stored| stored.unit.active) {
            return Err(invalid().field(
                "/unit_id",
                "unknown_unit",
                "单位不存在或已停用。",
                "There is no such active unit.",
            ));
        }
        if rules::is_known(work, &self.rule).await? {
            return Err(known());
        }
        if rules::count(work).await? >= rules::RULES_MAX {
            return Err(Problem::new(
                StatusCode::CONFLICT,
                "too_many_rules",
                "管辖规则已达上限。",
                "There are as many jurisdiction rules as are allowed.",
            ));
        }
        let id: Uuid = work.ids().mint();
        // False only when another replica entered the rule between the look and the write.
        if !rules::insert(work, id, &self.rule).await? {
            return Err(known());
        }
        work.audit(AuditDraft {
            actor: self.actor.clone(),
            action: "routing.rule_created".to_owned(),
            subject: Some(id),
            reason: None,
            detail: json!({
                "category_prefix": self.rule.category_prefix,
                "keyword": self.rule.keyword,
                "place_prefix": self.rule.place_prefix,
                "unit_id": self.rule.unit,
                "priority": self.rule.priority,
            }),
        });
        Ok(StoredRule { id, rule: self.rule.clone() }.into())
    }
}

fn rule(body: &RuleBody) -> Result<Rule, Problem> {
    let criterion = |pointer: &str, text: &Option<String>| match text.as_deref() {
        None => Ok(None),
        Some(text) => checked_name(pointer, text, CRITERION_CHARS_MAX).map(Some).map_err(problem),
    };
    let rule = Rule {
        category_prefix: criterion("/category_prefix", &body.category_prefix)?,
        keyword: criterion("/keyword", &body.keyword)?,
        place_prefix: criterion("/place_prefix", &body.place_prefix)?,
        unit: body.unit_id,
        priority: body.priority,
    };
    if rule.category_prefix.is_none() && rule.keyword.is_none() && rule.place_prefix.is_none() {
        return Err(invalid().field(
            "/category_prefix",
            "no_criterion",
            "内容分类、关键词、地点至少填写一项。",
            "At least one of subject, keyword and place is needed.",
        ));
    }
    if rule.priority.checked_abs().is_none_or(|size| size > PRIORITY_MAX) {
        return Err(invalid().field(
            "/priority",
            "out_of_range",
            "优先级须在-100到100之间。",
            "The priority is from -100 to 100.",
        ));
    }
    Ok(rule)
}

fn invalid() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "invalid_rule",
        "管辖规则有误。",
        "The jurisdiction rule has errors.",
    )
}

fn known() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "rule_known",
        "该单位已有相同的管辖规则。",
        "The unit has a rule with these criteria already.",
    )
}
