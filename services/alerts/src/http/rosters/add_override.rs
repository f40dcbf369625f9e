//! `POST /api/alerts/v1/rosters/{id}/overrides`: somebody stands in.

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::{PersonId, RosterId, ShiftId};
use jiff::{SignedDuration, Timestamp};
use messaging::{AuditDraft, Command, Work};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::Override;
use crate::http::{typed, within_reason};
use crate::store::{people, rosters};
use crate::switchboard::{Acting, Desk, fill_gaps};

const REASON_CHARS_MAX: usize = 200;
/// A longer absence is a change of the roster itself.
const LONGEST: SignedDuration = SignedDuration::from_hours(92 * 24);

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OverrideBody {
    person_id: PersonId,
    from: Timestamp,
    /// Not included; at most 92 days after `from`.
    until: Timestamp,
    /// Why, 1 to 200 characters.
    reason: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OverrideCreated {
    id: ShiftId,
    /// The roster's version now.
    version: i64,
}

/// Enters a stand-in over a stretch of time; of several that overlap, the one entered last holds.
#[utoipa::path(
    post,
    path = "/api/alerts/v1/rosters/{id}/overrides",
    operation_id = "add_roster_override",
    tag = "rosters",
    params(
        ("id" = RosterId, Path, description = "The roster"),
        ("If-Match" = Option<String>, Header, description = "The roster's version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = OverrideBody,
    responses(
        (status = 201, description = "Entered", body = OverrideCreated),
        (status = 404, description = "No such roster"),
        (status = 412, description = "The roster has changed meanwhile"),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["director", "sysadmin", "operator"], "scope": "instance"}))),
)]
pub(crate) async fn add_override(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<RosterId>,
    ApiJson(body): ApiJson<OverrideBody>,
) -> Result<Written, Problem> {
    let command = Add {
        id,
        body: body.clone(),
        caller: caller.clone(),
        headers: headers.clone(),
        desk: app.desk.clone(),
    };
    submit(&app.host, &caller, &headers, &body, StatusCode::CREATED, command).await
}

struct Add {
    id: RosterId,
    body: OverrideBody,
    caller: Caller,
    headers: WriteHeaders,
    desk: Desk,
}

impl Command for Add {
    type Out = OverrideCreated;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<OverrideCreated, Problem> {
        let (layer, version) = rosters::find(work, self.id).await?.ok_or_else(|| {
            Problem::not_found("roster_not_found", "没有这张值班表。", "There is no such roster.")
        })?;
        self.headers.check_version(version)?;
        let reason = self.check(work).await?;
        let body = &self.body;
        let shift =
            Override { id: work.ids().mint(), person: body.person_id, from: body.from, until: body.until };
        let recorded = work.recorded();
        let by = self.caller.username.clone();
        if !rosters::add_override(work, (self.id, version), &shift, &reason, &by, recorded).await? {
            return Err(Problem::version_mismatch(version));
        }
        let actor = self.caller.actor();
        work.audit(AuditDraft {
            actor: actor.clone(),
            action: "alerts.override_entered".to_owned(),
            subject: Some(self.id.uuid()),
            reason: Some(reason.clone()),
            detail: serde_json::to_value(&shift).unwrap_or_default(),
        });
        fill_gaps(work, &self.desk, layer, &Acting::person(actor, None, Some(reason))).await?;
        Ok(OverrideCreated { id: shift.id, version: version.saturating_add(1) })
    }
}

impl Add {
    async fn check(&self, work: &mut Work) -> Result<String, Problem> {
        let body = &self.body;
        let mut problem = Problem::invalid();
        let reason = typed(&body.reason, REASON_CHARS_MAX);
        if reason.is_none() {
            problem = problem.field(
                "/reason",
                "length",
                "请说明原因，1 到 200 字。",
                "Say why, in 1 to 200 characters.",
            );
        }
        if !within_reason(body.from) {
            problem =
                problem.field("/from", "out_of_range", "开始时间不合理。", "This beginning makes no sense.");
        } else if body.until <= body.from || body.until.duration_since(body.from) > LONGEST {
            problem = problem.field(
                "/until",
                "out_of_range",
                "结束时间须晚于开始时间，最长 92 天；更长的请改值班表。",
                "The end must come after the beginning, at most 92 days later; for longer, change the roster.",
            );
        } else if body.until <= work.now() {
            problem =
                problem.field("/until", "past", "这段时间已经过去。", "This stretch of time has passed.");
        }
        if people::active_name(work, body.person_id).await?.is_none() {
            problem = problem.field(
                "/person_id",
                "unknown_person",
                "名录里没有这个人，或已停用。",
                "The directory does not have this person, or they have left.",
            );
        }
        match reason {
            Some(reason) if problem.fields().is_empty() => Ok(reason.to_owned()),
            _ => Err(problem),
        }
    }
}
