use events::UnitKind;
use ids::UnitId;

use super::conflict::{Conflict, Duty};
use super::directory::{Person, Unit};
use super::rejection::{Fault, Kind, Rejection};
use super::sentence::Sentence;

/// Most case numbers named in one refusal: a screenful; the rest is given as a count.
const NUMBERS_NAMED_MAX: usize = 20;

/// A part that a person holds in an open case.
#[derive(Clone, Debug)]
pub struct Holding {
    /// The case's number; `None` where the caller may not learn it (an accusation, R11).
    pub case_number: Option<String>,
    /// Which part.
    pub duty: Duty,
    /// Who leads the case.
    pub lead_unit: UnitId,
    /// Whom R11 keeps away from the case.
    pub conflict: Conflict,
}

/// Whether a person may become `after` (moved, or no longer active) while they hold these parts. A change
/// of somebody's unit is checked at once and never leaves a case without an owner (R11, scenario 10):
/// it is refused until the cases have been handed to somebody else.
///
/// # Errors
/// A refusal that lists the cases.
pub fn check_person_change(after: &Person, new_unit: &Unit, holdings: &[Holding]) -> Result<(), Rejection> {
    let blocked: Vec<&Holding> =
        holdings.iter().filter(|holding| !may_keep(after, new_unit, holding)).collect();
    if blocked.is_empty() {
        return Ok(());
    }
    let mut numbers: Vec<&str> =
        blocked.iter().filter_map(|holding| holding.case_number.as_deref()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let unnamed = numbers.len().saturating_sub(NUMBERS_NAMED_MAX)
        + blocked.iter().filter(|holding| holding.case_number.is_none()).count();
    numbers.truncate(NUMBERS_NAMED_MAX);
    let (mut zh, mut en) = (numbers.join("、"), numbers.join(", "));
    if unnamed > 0 {
        zh.push_str(&format!("（另有{unnamed}件）"));
        en.push_str(&format!(" ({unnamed} more)"));
    }
    let sentence = Sentence::new(
        format!("该人员仍在以下案件中任职，须先改派他人：{zh}"),
        format!("This person still holds a part in these cases, which must go to somebody else first: {en}"),
    );
    let pointer = if after.active { "/unit_id" } else { "/active" };
    let faults = vec![Fault::new(pointer, "holds_roles", sentence.clone())];
    Err(Rejection { kind: Kind::WrongStatus, code: "holds_roles", sentence, faults })
}

/// The same rules as for an assignment, asked of the person as they would be.
fn may_keep(after: &Person, new_unit: &Unit, holding: &Holding) -> bool {
    if !after.active || holding.conflict.bars_person(after).is_some() {
        return false;
    }
    match holding.duty {
        Duty::Handler => new_unit.id == holding.lead_unit,
        Duty::ResponsibleLeader => new_unit.id == holding.lead_unit || new_unit.kind == UnitKind::Leadership,
        Duty::Lead | Duty::Assisting | Duty::Supervising => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::world::{World, person, unit};

    fn holding(duty: Duty, conflict: Conflict) -> Holding {
        Holding { case_number: Some("云溪信〔2026〕7号".into()), duty, lead_unit: unit(1), conflict }
    }

    fn moved(world: &World, who: u128, to: u128) -> (Person, Unit) {
        let mut after = world.directory.person(person(who)).unwrap().clone();
        after.unit = unit(to);
        (after, world.directory.unit(unit(to)).unwrap().clone())
    }

    #[test]
    fn r11_a_handler_who_leaves_the_lead_unit_is_refused_with_the_case_number() {
        let world = World::default();
        let (after, to) = moved(&world, 11, 2);
        let refusal =
            check_person_change(&after, &to, &[holding(Duty::Handler, Conflict::default())]).unwrap_err();
        assert_eq!(refusal.code, "holds_roles");
        assert_eq!(refusal.faults[0].pointer, "/unit_id");
        assert!(refusal.sentence.zh.contains("云溪信〔2026〕7号"));
        assert!(refusal.sentence.en.contains("云溪信〔2026〕7号"));
    }

    #[test]
    fn r11_a_leader_who_moves_into_an_excluded_leadership_unit_is_refused() {
        let world = World::default();
        let (after, to) = moved(&world, 10, 5);
        let open = holding(Duty::ResponsibleLeader, Conflict::default());
        assert!(check_person_change(&after, &to, &[open]).is_ok());
        let conflict = Conflict { excluded_units: [unit(5)].into(), ..Conflict::default() };
        assert!(check_person_change(&after, &to, &[holding(Duty::ResponsibleLeader, conflict)]).is_err());
    }

    #[test]
    fn r11_the_number_of_an_accusation_is_not_told_to_who_may_not_read_it() {
        let world = World::default();
        let (after, to) = moved(&world, 11, 2);
        let mut hidden = holding(Duty::Handler, Conflict::default());
        hidden.case_number = None;
        let refusal = check_person_change(&after, &to, &[hidden]).unwrap_err();
        assert!(!refusal.sentence.zh.contains('7') && !refusal.sentence.en.contains('7'));
    }

    #[test]
    fn somebody_who_stops_working_gives_up_their_cases_first() {
        let world = World::default();
        let (mut after, to) = moved(&world, 11, 1);
        after.active = false;
        let refusal =
            check_person_change(&after, &to, &[holding(Duty::Handler, Conflict::default())]).unwrap_err();
        assert_eq!(refusal.faults[0].pointer, "/active");
        assert!(check_person_change(&after, &to, &[]).is_ok());
    }
}
