//! Turns the domain's changes into events, deliveries and gaps.

use events::alerts::{AlertAcknowledgedV1, AlertClosedV1, AlertEscalatedV1};
use events::{CaseClass, Classification, EventDraft};
use ids::CaseId;
use jiff::Timestamp;
use messaging::{AuditDraft, Work};
use store::StoreError;
use uuid::Uuid;

use super::{Acting, Desk, paging, tasks};
use crate::domain::{Alert, Change, Gap, MoveOn, Roll};
use crate::store::alerts::AlertRow;
use crate::store::cases::{self, CaseRow};
use crate::store::deliveries;

/// A gap is told as lasting until somebody next comes on duty, and at most this long.
const GAP_SHOWN_MAX: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// What an alert is about, as far as this service knows.
#[derive(Clone, Debug)]
pub(super) struct Subject(Option<(CaseId, CaseRow)>);

impl Subject {
    pub(super) async fn load(work: &mut Work, case: Option<CaseId>) -> Result<Self, StoreError> {
        let Some(id) = case else { return Ok(Self(None)) };
        Ok(Self(cases::find(work, id).await?.map(|row| (id, row))))
    }

    /// The subject of every event about the alert: its case, or the alert itself.
    pub(super) fn uuid(&self, alert: &Alert) -> Uuid {
        alert.case_id.map_or(alert.id.uuid(), CaseId::uuid)
    }

    pub(super) fn case(&self) -> Option<&CaseRow> {
        self.0.as_ref().map(|(_, row)| row)
    }

    pub(super) fn case_number(&self) -> Option<String> {
        self.case().map(|row| row.case_number.clone())
    }

    /// Art. 30: an accusation travels with its number alone.
    pub(super) fn is_accusation(&self) -> bool {
        self.case().is_some_and(|row| row.class == CaseClass::Accusation)
    }

    pub(super) fn headcount(&self) -> Option<i64> {
        self.case().filter(|_| !self.is_accusation()).map(|row| row.persons)
    }

    pub(super) fn place(&self) -> Option<String> {
        self.case().filter(|_| !self.is_accusation()).and_then(|row| row.place.clone())
    }

    pub(super) fn classification(&self) -> Classification {
        match (&self.0, self.is_accusation()) {
            (None, _) => Classification::Admin,
            (Some(_), true) => Classification::Accusation,
            (Some(_), false) => Classification::Case,
        }
    }
}

/// Writes what `changes` mean for others; the alert's own row is saved by the caller. Gives the gaps that
/// were found, for the caller to raise.
pub(super) async fn record(
    work: &mut Work,
    desk: &Desk,
    row: &AlertRow,
    subject: &Subject,
    changes: &[Change],
    roll: &Roll,
    acting: &Acting,
) -> Result<Vec<Gap>, StoreError> {
    let alert = &row.alert;
    let mut gaps = Vec::new();
    for change in changes {
        match change {
            Change::Paged { level, round, person, channels, .. } => {
                let call = paging::Call { level: *level, round: *round, person: *person, channels };
                paging::page(work, desk, row, subject, call, acting).await?;
            }
            Change::GapFound { layer, at } => {
                let latest = at.saturating_add(GAP_SHOWN_MAX).unwrap_or(*at);
                let until = roll.next_change(*layer, *at).map_or(latest, |next| next.min(latest));
                gaps.push(Gap { layer: *layer, from: *at, until });
            }
            Change::Escalated { from_level, to_level, why, at } => {
                let escalated = AlertEscalatedV1 {
                    alert_id: alert.id,
                    from_level: i64::from(*from_level),
                    to_level: i64::from(*to_level),
                    reason: why.as_str().to_owned(),
                };
                emit(
                    work,
                    row,
                    subject,
                    EventDraft::new(subject.uuid(alert), &escalated, &acting.actor),
                    *at,
                    acting,
                );
            }
            Change::Acknowledged { level, by, at } => {
                let acknowledged = AlertAcknowledgedV1 {
                    alert_id: alert.id,
                    level: i64::from(*level),
                    by: *by,
                    via: acting.via.to_owned(),
                };
                let draft = EventDraft::new(subject.uuid(alert), &acknowledged, &acting.actor);
                emit(work, row, subject, draft, *at, acting);
                stop_sending(work, row).await?;
            }
            Change::Closed { outcome, at } => {
                let closed = AlertClosedV1 { alert_id: alert.id, outcome: outcome.clone() };
                emit(
                    work,
                    row,
                    subject,
                    EventDraft::new(subject.uuid(alert), &closed, &acting.actor),
                    *at,
                    acting,
                );
                stop_sending(work, row).await?;
            }
            Change::WentOut { level, person, why, note, .. } => {
                let action = match why {
                    MoveOn::CannotCome => "alerts.cannot_come",
                    MoveOn::NoAnswer | MoveOn::Unreachable => "alerts.unreachable",
                };
                work.audit(AuditDraft {
                    actor: acting.actor.clone(),
                    action: action.to_owned(),
                    subject: Some(subject.uuid(alert)),
                    reason: note.clone(),
                    detail: serde_json::json!({ "alert_id": alert.id, "level": level, "person_id": person }),
                });
            }
            Change::Answered { level, person, .. } => work.audit(AuditDraft {
                actor: acting.actor.clone(),
                action: "alerts.answered".to_owned(),
                subject: Some(subject.uuid(alert)),
                reason: acting.reason.clone(),
                detail: serde_json::json!({ "alert_id": alert.id, "level": level, "person_id": person }),
            }),
            // The beginning of a level is told by its escalation and its pages.
            Change::Raised { .. }
            | Change::LevelEmpty { .. }
            | Change::LevelBegan { .. }
            | Change::Rechecked { .. } => {}
        }
    }
    Ok(gaps)
}

fn emit(
    work: &mut Work,
    row: &AlertRow,
    subject: &Subject,
    draft: EventDraft,
    at: Timestamp,
    acting: &Acting,
) {
    work.emit(acting.stamp(draft.occurred(at), row.correlation, subject.classification()));
}

async fn stop_sending(work: &mut Work, row: &AlertRow) -> Result<(), StoreError> {
    let recorded = work.recorded();
    deliveries::withdraw(work, row.alert.id, recorded).await?;
    work.wake(tasks::ESCALATE);
    Ok(())
}
