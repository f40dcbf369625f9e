//! The state machine's stage as columns, both ways.

use events::CaseStatus;
use ids::UnitId;
use store::{Row, StoreError, Value};
use uuid::Uuid;

use super::roles::Roles;
use super::{present, unknown_code};
use crate::domain::{
    Acceptance, Assignment, Closed, Closing, ClosingResult, Decided, Decision, Handling, Outcome, Served,
    Service, ServiceMethod, Stage,
};

/// The columns from `status` to `closed_at`, in the order of `cases::save`.
pub(super) fn values(stage: &Stage) -> Vec<Value> {
    let assignment = stage.assignment();
    let acceptance = stage.handling().map(|handling| &handling.acceptance);
    let decision = stage.decided().map(|decided| &decided.decision);
    let service = stage.served().map(|served| &served.service);
    let closing = match stage {
        Stage::Closed(closed) => Some(&closed.closing),
        _ => None,
    };
    vec![
        stage.status().as_str().into(),
        assignment.map(|a| a.requirement.clone()).into(),
        // Neither engine shares a type for a civil date: ISO 8601 text sorts and compares like one.
        assignment.and_then(|a| a.due).map(|due| due.to_string()).into(),
        assignment.map(|a| a.letter_number.clone()).into(),
        assignment.map(|a| a.assigned_at).into(),
        acceptance.map(|a| a.unit).into(),
        acceptance.map(|a| a.accepted_at).into(),
        decision.map(|d| d.number.clone()).into(),
        decision.map(|d| d.outcome.as_str()).into(),
        decision.map(|d| d.issued_at).into(),
        service.map(|s| s.served_at).into(),
        service.map(|s| s.method.as_str()).into(),
        closing.map(|c| c.result.as_str()).into(),
        closing.map(|c| c.closed_at).into(),
    ]
}

/// The stage that these columns and roles describe.
pub(super) fn read(row: &Row, roles: Roles) -> Result<Stage, StoreError> {
    let code: String = row.get("status")?;
    let status = CaseStatus::from_code(&code).ok_or_else(|| unknown_code("status", &code))?;
    Ok(match status {
        CaseStatus::Registered => Stage::Registered,
        CaseStatus::Assigned => Stage::Assigned(assignment(row, roles)?),
        CaseStatus::Accepted => Stage::Accepted(handling(row, roles)?),
        CaseStatus::Handling => Stage::Handling(handling(row, roles)?),
        CaseStatus::Decided => Stage::Decided(decided(row, roles)?),
        CaseStatus::Served => Stage::Served(served(row, roles)?),
        CaseStatus::Closed => {
            let result: String = row.get("result")?;
            Stage::Closed(Closed {
                served: served(row, roles)?,
                closing: Closing {
                    result: ClosingResult::parse(&result).ok_or_else(|| unknown_code("result", &result))?,
                    closed_at: row.time("closed_at")?,
                },
            })
        }
    })
}

fn assignment(row: &Row, roles: Roles) -> Result<Assignment, StoreError> {
    let due: Option<String> = row.get("due")?;
    Ok(Assignment {
        lead_unit: present(roles.lead, "case_roles.lead")?,
        assisting_units: roles.assisting,
        responsible_leader: present(roles.responsible_leader, "case_roles.responsible_leader")?,
        handler: present(roles.handler, "case_roles.handler")?,
        supervising_unit: present(roles.supervising, "case_roles.supervising")?,
        requirement: row.get("requirement")?,
        due: due.map(|due| due.parse().map_err(|_| unknown_code("due", &due))).transpose()?,
        letter_number: row.get("letter_number")?,
        assigned_at: row.time("assigned_at")?,
    })
}

fn handling(row: &Row, roles: Roles) -> Result<Handling, StoreError> {
    Ok(Handling {
        assignment: assignment(row, roles)?,
        acceptance: Acceptance {
            unit: UnitId::from(row.get::<Uuid>("accepted_unit")?),
            accepted_at: row.time("accepted_at")?,
        },
    })
}

fn decided(row: &Row, roles: Roles) -> Result<Decided, StoreError> {
    let outcome: String = row.get("outcome")?;
    Ok(Decided {
        handling: handling(row, roles)?,
        decision: Decision {
            number: row.get("decision_number")?,
            outcome: Outcome::parse(&outcome).ok_or_else(|| unknown_code("outcome", &outcome))?,
            issued_at: row.time("issued_at")?,
        },
    })
}

fn served(row: &Row, roles: Roles) -> Result<Served, StoreError> {
    let method: String = row.get("service_method")?;
    Ok(Served {
        decided: decided(row, roles)?,
        service: Service {
            served_at: row.time("served_at")?,
            method: ServiceMethod::parse(&method).ok_or_else(|| unknown_code("service_method", &method))?,
        },
    })
}
