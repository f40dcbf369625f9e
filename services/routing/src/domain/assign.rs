use std::collections::BTreeSet;

use events::UnitKind;
use ids::{PersonId, UnitId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::conflict::{Conflict, Duty};
use super::directory::{Directory, Person};
use super::rejection::{Fault, Rejection, required_text};
use super::sentence::Sentence;
use super::state::Assignment;

/// Most assisting units of one case: more than that is a campaign (S15), not an assignment.
pub const ASSISTING_UNITS_MAX: usize = 20;
/// Longest handling requirement, in characters: what fits the one page of an assignment letter.
const REQUIREMENT_CHARS_MAX: usize = 2_000;
/// A due date further away than this is a slip of the pen: the statutory 60 + 30 days end long before.
const DUE_YEARS_MAX: i32 = 1;

/// 交办 as asked for. The six fixings of R2 are options, so that every missing one can be named at once.
/// `due` may be absent: the date is then fixed by the statute (60 days from acceptance, art. 34).
#[derive(Clone, Debug, Default)]
pub struct AssignRequest {
    /// 责任单位.
    pub lead_unit: Option<UnitId>,
    /// 协办单位: not one of the six, may be empty.
    pub assisting_units: Vec<UnitId>,
    /// 责任领导.
    pub responsible_leader: Option<PersonId>,
    /// 承办人.
    pub handler: Option<PersonId>,
    /// 督办单位.
    pub supervising_unit: Option<UnitId>,
    /// 办理要求.
    pub requirement: Option<String>,
    /// 办理期限; the earlier of it and the statutory date governs (R6).
    pub due: Option<Date>,
}

/// Everything the check looks at besides the request.
pub(super) struct Desk<'a> {
    pub(super) conflict: &'a Conflict,
    pub(super) directory: &'a Directory,
    /// Business time.
    pub(super) now: Timestamp,
    /// The same moment's date in the offices' time zone.
    pub(super) today: Date,
    pub(super) letter_number: &'a str,
}

/// The assignment this request makes, or every reason why it makes none (R2, R11).
pub(super) fn assignment(request: &AssignRequest, desk: &Desk<'_>) -> Result<Assignment, Rejection> {
    let mut faults = Vec::new();
    let lead_unit = lead(request, desk, &mut faults);
    assisting(request, desk, &mut faults);
    let supervising_unit = supervising(request, desk, &mut faults);
    let responsible_leader = responsible_leader(request, desk, &mut faults);
    let handler = handler(request, desk, &mut faults);
    let requirement = required_text(
        "/requirement",
        ("办理要求", "handling requirement"),
        request.requirement.as_deref(),
        REQUIREMENT_CHARS_MAX,
    )
    .map_err(|fault| faults.push(fault))
    .ok();
    due(request, desk, &mut faults);
    match (lead_unit, supervising_unit, responsible_leader, handler, requirement) {
        (
            Some(lead_unit),
            Some(supervising_unit),
            Some(responsible_leader),
            Some(handler),
            Some(requirement),
        ) if faults.is_empty() => Ok(Assignment {
            lead_unit,
            assisting_units: request.assisting_units.clone(),
            responsible_leader,
            handler,
            supervising_unit,
            requirement,
            due: request.due,
            letter_number: desk.letter_number.to_owned(),
            assigned_at: desk.now,
        }),
        _ => Err(refused(faults)),
    }
}

/// The gravest kind of fault gives the refusal its name.
fn refused(faults: Vec<Fault>) -> Rejection {
    let bars = ["excluded_unit", "complained_unit_supervises", "excluded_person", "person_of_excluded_unit"];
    if faults.iter().any(|fault| bars.contains(&fault.code)) {
        let sentence = Sentence::new(
            "存在利害关系，应当回避，不能这样交办。",
            "There is a conflict of interest: the case cannot be assigned like this.",
        );
        return Rejection::invalid("conflict_of_interest", sentence, faults);
    }
    if faults.iter().any(|fault| fault.code == "required") {
        let sentence = Sentence::new(
            "交办须落实“六定”，以下各项尚未确定。",
            "An assignment needs its six fixings; these are missing.",
        );
        return Rejection::invalid("missing_fixings", sentence, faults);
    }
    let sentence = Sentence::new("交办内容有误。", "The assignment has errors.");
    Rejection::invalid("invalid_assignment", sentence, faults)
}

fn lead(request: &AssignRequest, desk: &Desk<'_>, faults: &mut Vec<Fault>) -> Option<UnitId> {
    let Some(unit) = request.lead_unit else {
        faults.push(Fault::missing("/lead_unit", Duty::Lead.names()));
        return None;
    };
    faults.extend(unit_fault("/lead_unit", unit, Duty::Lead, desk));
    Some(unit)
}

fn assisting(request: &AssignRequest, desk: &Desk<'_>, faults: &mut Vec<Fault>) {
    if request.assisting_units.len() > ASSISTING_UNITS_MAX {
        faults.push(Fault::new(
            "/assisting_units",
            "too_many",
            Sentence::new(
                format!("协办单位不得超过{ASSISTING_UNITS_MAX}个。"),
                format!("At most {ASSISTING_UNITS_MAX} assisting units."),
            ),
        ));
        return;
    }
    let mut seen = BTreeSet::new();
    for (index, unit) in request.assisting_units.iter().copied().enumerate() {
        let pointer = format!("/assisting_units/{index}");
        if request.lead_unit == Some(unit) {
            faults.push(Fault::new(
                pointer,
                "lead_assists",
                Sentence::new("责任单位不能同时是协办单位。", "The lead unit cannot assist itself."),
            ));
        } else if !seen.insert(unit) {
            faults.push(Fault::new(
                pointer,
                "named_twice",
                Sentence::new("协办单位重复。", "This assisting unit is named twice."),
            ));
        } else {
            faults.extend(unit_fault(&pointer, unit, Duty::Assisting, desk));
        }
    }
}

fn supervising(request: &AssignRequest, desk: &Desk<'_>, faults: &mut Vec<Fault>) -> Option<UnitId> {
    let Some(unit) = request.supervising_unit else {
        faults.push(Fault::missing("/supervising_unit", Duty::Supervising.names()));
        return None;
    };
    let own_work = if request.lead_unit == Some(unit) {
        Some(("supervisor_leads", "督办单位不能是责任单位。", "The lead unit cannot supervise itself."))
    } else if request.assisting_units.contains(&unit) {
        Some(("supervisor_assists", "督办单位不能是协办单位。", "An assisting unit cannot supervise itself."))
    } else {
        None
    };
    match own_work {
        Some((code, zh, en)) => {
            faults.push(Fault::new("/supervising_unit", code, Sentence::new(zh, en)));
        }
        None => faults.extend(unit_fault("/supervising_unit", unit, Duty::Supervising, desk)),
    }
    Some(unit)
}

fn responsible_leader(request: &AssignRequest, desk: &Desk<'_>, faults: &mut Vec<Fault>) -> Option<PersonId> {
    let pointer = "/responsible_leader";
    let Some(id) = request.responsible_leader else {
        faults.push(Fault::missing(pointer, Duty::ResponsibleLeader.names()));
        return None;
    };
    match eligible_person(pointer, id, desk) {
        Err(fault) => faults.push(fault),
        Ok(person) => {
            let of_leadership =
                desk.directory.unit(person.unit).is_some_and(|unit| unit.kind == UnitKind::Leadership);
            // Without a lead unit there is nothing to compare with: that is named as missing already.
            if request.lead_unit.is_some_and(|lead| person.unit != lead) && !of_leadership {
                faults.push(Fault::new(
                    pointer,
                    "leader_of_other_unit",
                    Sentence::new(
                        "责任领导须为责任单位或党政领导班子成员。",
                        "The responsible leader must belong to the lead unit or to the leadership.",
                    ),
                ));
            }
        }
    }
    Some(id)
}

fn handler(request: &AssignRequest, desk: &Desk<'_>, faults: &mut Vec<Fault>) -> Option<PersonId> {
    let Some(id) = request.handler else {
        faults.push(Fault::missing("/handler", Duty::Handler.names()));
        return None;
    };
    match eligible_person("/handler", id, desk) {
        Err(fault) => faults.push(fault),
        Ok(person) if request.lead_unit.is_some_and(|lead| person.unit != lead) => {
            faults.push(Fault::new(
                "/handler",
                "handler_of_other_unit",
                Sentence::new("承办人须为责任单位人员。", "The handler must belong to the lead unit."),
            ));
        }
        Ok(_) => {}
    }
    Some(id)
}

fn unit_fault(pointer: &str, id: UnitId, duty: Duty, desk: &Desk<'_>) -> Option<Fault> {
    if let Some(bar) = desk.conflict.bars_unit(id, duty) {
        return Some(Fault::new(pointer, bar.code(), bar.sentence()));
    }
    match desk.directory.unit(id) {
        None => {
            Some(Fault::new(pointer, "unknown_unit", Sentence::new("单位不存在。", "There is no such unit.")))
        }
        Some(unit) if !unit.active => Some(Fault::new(
            pointer,
            "inactive_unit",
            Sentence::new("单位已停用。", "The unit is no longer active."),
        )),
        Some(_) => None,
    }
}

fn eligible_person<'a>(pointer: &str, id: PersonId, desk: &Desk<'a>) -> Result<&'a Person, Fault> {
    let Some(person) = desk.directory.person(id) else {
        return Err(Fault::new(
            pointer,
            "unknown_person",
            Sentence::new("人员不存在。", "There is no such person."),
        ));
    };
    if let Some(bar) = desk.conflict.bars_person(person) {
        return Err(Fault::new(pointer, bar.code(), bar.sentence()));
    }
    if person.active {
        Ok(person)
    } else {
        Err(Fault::new(
            pointer,
            "inactive_person",
            Sentence::new("人员已停用。", "The person is no longer active."),
        ))
    }
}

fn due(request: &AssignRequest, desk: &Desk<'_>, faults: &mut Vec<Fault>) {
    let Some(due) = request.due else { return };
    let latest = desk.today.saturating_add(DUE_YEARS_MAX.years());
    let fault = if due < desk.today {
        Some(("due_in_past", Sentence::new("办理期限不得早于今天。", "The due date lies in the past.")))
    } else if due > latest {
        Some((
            "due_too_far",
            Sentence::new(
                format!("办理期限不得晚于{latest}。"),
                format!("The due date may not be later than {latest}."),
            ),
        ))
    } else {
        None
    };
    faults.extend(fault.map(|(code, sentence)| Fault::new("/due", code, sentence)));
}
