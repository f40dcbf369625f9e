//! How an event reads in a case's timeline, in Chinese and English. Staff and units are named;
//! petitioners never are, and no text that somebody typed goes into a line, because it may name them.

mod alert;
mod clock;
mod handling;
mod registration;
mod words;

use events::alerts::{AlertAcknowledgedV1, AlertClosedV1, AlertEscalatedV1, AlertRaisedV1, LeaderPagedV1};
use events::intake::{CaseRegisteredV1, IdentityRevealedV1};
use events::routing::{
    CaseAcceptedV1, CaseAssignedV1, CaseClosedV1, DecisionIssuedV1, DecisionServedV1, ProgressReportedV1,
};
use events::supervision::{
    ClockChangedV1, ClockStartedV1, ClockStoppedV1, DeadlineMissedV1, DeadlineNearV1, DueTodayV1,
};
use events::{Envelope, Payload, PayloadError};
use ids::{PersonId, UnitId};

use super::names::Names;

/// One line of the timeline in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub zh: String,
    pub en: String,
}

/// The line for this event; `None` for events that are not about a case.
///
/// # Errors
/// When the event's data does not have its released shape.
pub fn describe(event: &Envelope, names: &Names) -> Result<Option<Line>, PayloadError> {
    Ok(Some(match event.event_type.as_str() {
        CaseRegisteredV1::TYPE => registration::registered(&event.payload()?),
        IdentityRevealedV1::TYPE => registration::revealed(&event.payload()?),
        CaseAssignedV1::TYPE => handling::assigned(&event.payload()?, names),
        CaseAcceptedV1::TYPE => handling::accepted(&event.payload()?, names),
        ProgressReportedV1::TYPE => handling::progress(&event.payload()?, names),
        DecisionIssuedV1::TYPE => handling::decided(&event.payload()?),
        DecisionServedV1::TYPE => handling::served(&event.payload()?),
        CaseClosedV1::TYPE => handling::closed(&event.payload()?),
        ClockStartedV1::TYPE => clock::started(&event.payload()?),
        ClockStoppedV1::TYPE => clock::stopped(&event.payload()?),
        ClockChangedV1::TYPE => clock::changed(&event.payload()?),
        DeadlineNearV1::TYPE => clock::near(&event.payload::<DeadlineNearV1>()?.0),
        DueTodayV1::TYPE => clock::due_today(&event.payload::<DueTodayV1>()?.0),
        DeadlineMissedV1::TYPE => clock::missed(&event.payload::<DeadlineMissedV1>()?.0),
        AlertRaisedV1::TYPE => alert::raised(&event.payload()?),
        LeaderPagedV1::TYPE => alert::paged(&event.payload()?, names),
        AlertEscalatedV1::TYPE => alert::escalated(&event.payload()?),
        AlertAcknowledgedV1::TYPE => alert::acknowledged(&event.payload()?, names),
        AlertClosedV1::TYPE => alert::closed(&event.payload()?),
        _ => return Ok(None),
    }))
}

/// The units and persons whose names the line for this event uses, so that only those are loaded.
///
/// # Errors
/// When the event's data does not have its released shape.
pub fn mentions(event: &Envelope) -> Result<(Vec<UnitId>, Vec<PersonId>), PayloadError> {
    let mut units = Vec::new();
    let mut persons: Vec<PersonId> = event.actor.person_id.into_iter().collect();
    match event.event_type.as_str() {
        CaseAssignedV1::TYPE => {
            let assigned = event.payload::<CaseAssignedV1>()?;
            units.extend([assigned.lead_unit, assigned.supervising_unit]);
            units.extend(assigned.assisting_units);
            persons.extend([assigned.responsible_leader, assigned.handler]);
        }
        CaseAcceptedV1::TYPE => units.push(event.payload::<CaseAcceptedV1>()?.unit),
        ProgressReportedV1::TYPE => units.push(event.payload::<ProgressReportedV1>()?.unit),
        LeaderPagedV1::TYPE => persons.push(event.payload::<LeaderPagedV1>()?.person_id),
        AlertAcknowledgedV1::TYPE => persons.extend(event.payload::<AlertAcknowledgedV1>()?.by),
        _ => {}
    }
    Ok((units, persons))
}

/// Who did it, as the timeline shows it: the member of staff's name, else the sign-in name, else the
/// system.
#[must_use]
pub fn actor_name(event: &Envelope, names: &Names) -> String {
    if let Some(name) = event.actor.person_id.and_then(|id| names.persons.get(&id)) {
        return name.clone();
    }
    if event.actor.is_system() { "系统".to_owned() } else { event.actor.username.clone() }
}

#[cfg(test)]
mod tests;
