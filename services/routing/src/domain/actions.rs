use events::{CaseStatus, Role};

use super::acting::Acting;
use super::rejection::Rejection;
use super::sentence::Sentence;
use super::state::CaseState;
use super::terms::Action;

/// One action as the case page shows it: a disabled button says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionState {
    /// Which.
    pub action: Action,
    /// Whether this caller may do it now.
    pub allowed: bool,
    /// Why it is allowed or not.
    pub reason: Sentence,
}

/// Every action for this caller, allowed or with the reason why not.
#[must_use]
pub fn actions(state: &CaseState, acting: &Acting) -> Vec<ActionState> {
    Action::ALL
        .iter()
        .map(|&action| match permit(state, action, acting) {
            Ok(()) => {
                ActionState { action, allowed: true, reason: Sentence::new("可以办理。", "Allowed.") }
            }
            Err(rejection) => ActionState { action, allowed: false, reason: rejection.sentence },
        })
        .collect()
}

/// Whether this caller may do this to the case as it stands: the same answer for a button and for a
/// command. Who one is comes before where the case is, so that nobody learns a case's status from a
/// refusal that would have come anyway.
///
/// # Errors
/// The refusal, to be shown as it is.
pub fn permit(state: &CaseState, action: Action, acting: &Acting) -> Result<(), Rejection> {
    role(action, acting)?;
    recusal(state, acting)?;
    status(state, action)?;
    lead_unit(state, action, acting)
}

/// The roles that may do this at all.
const fn roles(action: Action) -> &'static [Role] {
    match action {
        Action::Assign => &[Role::Router, Role::Director],
        Action::Accept | Action::Progress | Action::Decide | Action::Serve => {
            &[Role::Handler, Role::UnitHead]
        }
        // R16: who assigned accepts the result; the unit that handled it cannot close its own case.
        Action::Close => &[Role::Router, Role::Director],
    }
}

fn role(action: Action, acting: &Acting) -> Result<(), Rejection> {
    if acting.has_any(roles(action)) {
        return Ok(());
    }
    let sentence = match action {
        Action::Assign => {
            Sentence::new("只有分流员或信访局长可以交办。", "Only a router or the director may assign.")
        }
        Action::Close => {
            Sentence::new("只有分流员或信访局长可以办结。", "Only a router or the director may close.")
        }
        Action::Accept | Action::Progress | Action::Decide | Action::Serve => Sentence::new(
            "只有责任单位的承办人或负责人可以办理。",
            "Only a handler or the head of the lead unit may do this.",
        ),
    };
    Err(Rejection::not_allowed("role_not_allowed", sentence))
}

/// Art. 28, 30: whoever is excluded from a case does nothing in it, in whatever role (R11).
fn recusal(state: &CaseState, acting: &Acting) -> Result<(), Rejection> {
    match acting.person.as_ref().and_then(|person| state.conflict.bars_person(person)) {
        None => Ok(()),
        Some(bar) => Err(Rejection::not_allowed("conflict_of_interest", bar.sentence())),
    }
}

fn status(state: &CaseState, action: Action) -> Result<(), Rejection> {
    let status = state.status();
    let fits = match action {
        Action::Assign => status == CaseStatus::Registered,
        Action::Accept => status == CaseStatus::Assigned,
        Action::Progress | Action::Decide => matches!(status, CaseStatus::Accepted | CaseStatus::Handling),
        Action::Serve => status == CaseStatus::Decided,
        Action::Close => status == CaseStatus::Served,
    };
    if fits {
        return Ok(());
    }
    let name = action.name();
    Err(Rejection::wrong_status(Sentence::new(
        format!("本件{}，现在不能{}。", status.zh(), name.zh),
        format!("The case is {}: it is not possible to {} now.", status.en(), name.en),
    )))
}

/// The lead alone answers for the case (R9), so the lead alone acts on it; assigning and closing are
/// the office's (R16).
fn lead_unit(state: &CaseState, action: Action, acting: &Acting) -> Result<(), Rejection> {
    let by_office = match action {
        Action::Assign | Action::Close => true,
        Action::Accept | Action::Progress | Action::Decide | Action::Serve => false,
    };
    if by_office {
        return Ok(());
    }
    let Some(person) = &acting.person else {
        return Err(Rejection::not_allowed(
            "acting_person_unknown",
            Sentence::new(
                "您的账号未关联工作人员，无法确认所属单位，请联系系统管理员。",
                "Your account is not linked to a member of staff, so its unit is unknown: ask the system administrator.",
            ),
        ));
    };
    let of_lead = state.stage.assignment().is_some_and(|assignment| assignment.lead_unit == person.unit);
    if of_lead && person.active {
        return Ok(());
    }
    Err(Rejection::not_allowed(
        "not_lead_unit",
        Sentence::new("只有责任单位的在职人员可以办理。", "Only active staff of the lead unit may do this."),
    ))
}
