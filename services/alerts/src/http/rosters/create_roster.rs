//! `POST /api/alerts/v1/rosters`.

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, Caller, Problem, WriteHeaders, Written, submit};
use ids::{PersonId, RosterId};
use jiff::civil::{Date, Time};
use messaging::{AuditDraft, Command, Work};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::{Layer, Roster, Rotation};
use crate::http::typed;
use crate::store::people;
use crate::store::rosters::{self, MEMBERS_MAX, ROSTERS_MAX, RosterRow};
use crate::switchboard::{Acting, Desk, fill_gaps};

const NAME_CHARS_MAX: usize = 60;
/// Years in which a rotation may begin: an anchor outside is a slip of the keyboard.
const ANCHOR_YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RosterBody {
    layer: Layer,
    /// 1 to 60 characters.
    name: String,
    /// 1 to 64 people in order of turn.
    members: Vec<PersonId>,
    rotation: Rotation,
    /// The day on which the first member's turn begins.
    #[schema(value_type = String, format = Date)]
    anchor: Date,
    /// Local time of the hand-over, `HH:MM`.
    handover: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RosterCreated {
    id: RosterId,
    version: i64,
}

/// Enters a roster. Open alerts are looked at again, and a gap that it fills is closed in the caller's name.
#[utoipa::path(
    post,
    path = "/api/alerts/v1/rosters",
    operation_id = "create_roster",
    tag = "rosters",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = RosterBody,
    responses(
        (status = 201, description = "Entered", body = RosterCreated),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["director", "sysadmin", "operator"], "scope": "instance"}))),
)]
pub(crate) async fn create_roster(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiJson(body): ApiJson<RosterBody>,
) -> Result<Written, Problem> {
    let command = Create { body: body.clone(), caller: caller.clone(), desk: app.desk.clone() };
    submit(&app.host, &caller, &headers, &body, StatusCode::CREATED, command).await
}

struct Create {
    body: RosterBody,
    caller: Caller,
    desk: Desk,
}

impl Command for Create {
    type Out = RosterCreated;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<RosterCreated, Problem> {
        let (name, handover) = self.check(work).await?;
        let id: RosterId = work.ids().mint();
        let roster = Roster {
            id,
            layer: self.body.layer,
            members: self.body.members.clone(),
            rotation: self.body.rotation,
            anchor: self.body.anchor,
            handover,
            overrides: Vec::new(),
        };
        let recorded = work.recorded();
        rosters::add(work, &RosterRow { roster, name, version: 1 }, recorded).await?;
        let actor = self.caller.actor();
        work.audit(AuditDraft {
            actor: actor.clone(),
            action: "alerts.roster_created".to_owned(),
            subject: Some(id.uuid()),
            reason: None,
            detail: serde_json::to_value(&self.body).unwrap_or_default(),
        });
        fill_gaps(work, &self.desk, self.body.layer, &Acting::person(actor, None, None)).await?;
        Ok(RosterCreated { id, version: 1 })
    }
}

impl Create {
    async fn check(&self, work: &mut Work) -> Result<(String, Time), Problem> {
        let body = &self.body;
        let mut problem = Problem::invalid();
        let name = typed(&body.name, NAME_CHARS_MAX);
        if name.is_none() {
            problem =
                problem.field("/name", "length", "名称须为 1 到 60 字。", "The name has 1 to 60 characters.");
        }
        let handover = Time::strptime("%H:%M", &body.handover).ok();
        if handover.is_none() {
            problem = problem.field(
                "/handover",
                "not_a_time",
                "交接时间应为 08:30 这样的时间。",
                "The hand-over is a time such as 08:30.",
            );
        }
        if !ANCHOR_YEARS.contains(&body.anchor.year()) {
            problem = problem.field(
                "/anchor",
                "out_of_range",
                "起始日期应在 2000 年到 2100 年之间。",
                "The first day lies between 2000 and 2100.",
            );
        }
        if !(1..=MEMBERS_MAX).contains(&body.members.len()) {
            problem = problem.field(
                "/members",
                "count",
                "须有 1 到 64 名值班人员。",
                "A roster has 1 to 64 members.",
            );
        }
        for (place, person) in body.members.iter().take(MEMBERS_MAX).enumerate() {
            if people::active_name(work, *person).await?.is_none() {
                problem = problem.field(
                    format!("/members/{place}"),
                    "unknown_person",
                    "名录里没有这个人，或已停用。",
                    "The directory does not have this person, or they have left.",
                );
            }
        }
        let full = usize::try_from(rosters::count(work).await?).unwrap_or(usize::MAX) >= ROSTERS_MAX;
        if full {
            problem =
                problem.field("/layer", "too_many", "值班表最多 64 张。", "There are at most 64 rosters.");
        }
        match (name, handover) {
            (Some(name), Some(handover)) if problem.fields().is_empty() => Ok((name.to_owned(), handover)),
            _ => Err(problem),
        }
    }
}
