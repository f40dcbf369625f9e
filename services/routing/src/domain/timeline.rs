use ids::{PersonId, UnitId};

use super::directory::Directory;
use super::event::CaseEvent;
use super::sentence::Sentence;

/// What a timeline says about an event. Names are those of the day: a unit renamed later keeps its old
/// name in the history of what it did then.
#[must_use]
pub fn describe(event: &CaseEvent, directory: &Directory) -> Sentence {
    match event {
        CaseEvent::Assigned(assignment) => {
            let lead = unit_name(directory, assignment.lead_unit);
            let handler = person_name(directory, assignment.handler);
            let supervisor = unit_name(directory, assignment.supervising_unit);
            let letter = &assignment.letter_number;
            let (due_zh, due_en) = assignment.due.map_or_else(
                || ("法定期限".to_owned(), "the statutory date".to_owned()),
                |due| (due.to_string(), due.to_string()),
            );
            Sentence::new(
                format!("交办{lead}（承办人{handler}），{supervisor}督办，办理期限{due_zh}，{letter}"),
                format!(
                    "Assigned to {lead} (handler {handler}), supervised by {supervisor}, due {due_en}, letter {letter}"
                ),
            )
        }
        CaseEvent::Accepted { acceptance, note } => {
            let unit = unit_name(directory, acceptance.unit);
            with_note(format!("{unit}受理"), format!("Accepted by {unit}"), note.as_deref())
        }
        CaseEvent::ProgressReported { unit, summary, .. } => {
            let unit = unit_name(directory, *unit);
            Sentence::new(
                format!("{unit}报告进展：{summary}"),
                format!("{unit} reported progress: {summary}"),
            )
        }
        CaseEvent::DecisionIssued { decision, .. } => {
            let outcome = decision.outcome.name();
            let number = &decision.number;
            Sentence::new(
                format!("作出处理意见：{}，{number}", outcome.zh),
                format!("Decision issued: {}, {number}", outcome.en),
            )
        }
        CaseEvent::DecisionServed(service) => {
            let method = service.method.name();
            Sentence::new(format!("处理意见已送达：{}", method.zh), format!("Decision served {}", method.en))
        }
        CaseEvent::Closed { closing, note } => {
            let result = closing.result.name();
            with_note(format!("办结：{}", result.zh), format!("Closed: {}", result.en), note.as_deref())
        }
    }
}

fn with_note(zh: String, en: String, note: Option<&str>) -> Sentence {
    match note {
        None => Sentence::new(zh, en),
        Some(note) => Sentence::new(format!("{zh}（{note}）"), format!("{en} ({note})")),
    }
}

/// An id stands in for a name only when the directory row is gone, which nothing in this service does.
fn unit_name(directory: &Directory, id: UnitId) -> String {
    directory.unit(id).map_or_else(|| id.to_string(), |unit| unit.name.clone())
}

fn person_name(directory: &Directory, id: PersonId) -> String {
    directory.person(id).map_or_else(|| id.to_string(), |person| person.name.clone())
}
