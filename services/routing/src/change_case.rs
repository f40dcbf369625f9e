use std::sync::Arc;

use calendar::Calendar;
use events::CaseStatus;
use http_kit::{Caller, Problem, Scope, WriteHeaders};
use ids::CaseId;
use jiff::{Timestamp, TimestampRound, Unit};
use messaging::Work;
use serde::Serialize;
use store::{Queryable, StoreError, Value};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::{
    self, Acting, CaseEvent, CaseState, Context, NextNumbers, Series, apply, decide, describe,
    review_last_day,
};
use crate::refusal::problem;
use crate::store::{
    cases, decisions, directory::Wanted, history, numbers, parties, persons, progress, roles,
};
use crate::{publish, store::cases::StoredCase};

/// Who reads or changes a case: the checked token, with the unit that the directory has for the person.
#[derive(Clone, Debug)]
pub(crate) struct Who(pub(crate) Caller);

impl Who {
    pub(crate) fn of(caller: &Caller) -> Self {
        Self(caller.clone())
    }

    /// The rows they may see now. A later change of somebody's unit counts at once (R11, scenario 10),
    /// not when their sign-in is renewed: the unit is the directory's wherever the person is known.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) async fn scope(&self, on: &mut impl Queryable) -> Result<Scope, StoreError> {
        let mut current = self.0.clone();
        if let Some(id) = current.person
            && let Some(stored) = persons::by_ids(on, &[id]).await?.pop()
        {
            current.unit = Some(stored.person.unit);
        }
        Ok(current.scope())
    }

    /// As the state machine sees them.
    pub(crate) fn acting(&self, directory: &domain::Directory) -> Acting {
        let person = self.0.person.and_then(|id| directory.person(id)).cloned();
        Acting { roles: self.0.roles.clone(), person }
    }

    /// The name in a timeline: of the member of staff, else of the sign-in.
    fn name(&self, directory: &domain::Directory) -> String {
        self.0
            .person
            .and_then(|id| directory.person(id))
            .map_or_else(|| self.0.username.clone(), |person| person.name.clone())
    }
}

/// Every change of a case: load, decide, store, publish, in one transaction.
#[derive(Debug)]
pub(crate) struct ChangeCase {
    id: CaseId,
    command: domain::Command,
    who: Who,
    headers: WriteHeaders,
    calendar: Arc<Calendar>,
}

/// The case after the change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseChanged {
    /// The case.
    id: CaseId,
    /// Where it is now.
    status: CaseStatus,
    /// For the next `If-Match`.
    version: i64,
    /// 交办函 number (R4), from the assignment on.
    #[serde(skip_serializing_if = "Option::is_none")]
    letter_number: Option<String>,
    /// 处理意见书 number, from the decision on.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision_number: Option<String>,
}

impl messaging::Command for ChangeCase {
    type Out = CaseChanged;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<CaseChanged, Problem> {
        let scope = self.who.scope(work).await?;
        let case = cases::load(work, self.id, &scope).await?.ok_or_else(Problem::case_not_found)?;
        self.headers.check_version(case.version)?;
        let directory = Wanted::by(&self.command)
            .and_parties(case.state.stage.assignment())
            .and_person(self.who.0.person)
            .load(work)
            .await?;
        let now = whole_microseconds(work.now());
        let today = clock::china_date(now);
        let (letters, decisions) = (Series::letter(case.state.class), Series::decision(case.state.class));
        let letter = numbers::next(work, letters, today.year()).await?;
        let decision = numbers::next(work, decisions, today.year()).await?;
        let events = decide(
            &case.state,
            &self.command,
            &Context {
                now,
                today,
                review_last_day: case.state.stage.served().map(|served| {
                    review_last_day(&self.calendar, clock::china_date(served.service.served_at))
                }),
                acting: &self.who.acting(&directory),
                directory: &directory,
                numbers: &NextNumbers {
                    letter: letters.number(today.year(), letter),
                    decision: decisions.number(today.year(), decision),
                },
            },
        )
        .map_err(problem)?;
        let state = fold(case.state.clone(), &events)?;
        let version = case.version.saturating_add(i64::try_from(events.len()).unwrap_or(i64::MAX));

        cases::save(work, &state, case.version, version).await?;
        for (ordinal, event) in (case.version.saturating_add(1)..).zip(&events) {
            match event {
                CaseEvent::Assigned(assignment) => {
                    numbers::take(work, letters, today.year(), letter).await?;
                    roles::replace(work, self.id, assignment).await?;
                    parties::involve(work, self.id, assignment).await?;
                }
                CaseEvent::DecisionIssued { .. } => {
                    numbers::take(work, decisions, today.year(), decision).await?;
                }
                _ => {}
            }
            self.record(work, &case, ordinal, event, &directory)?;
            let draft = publish::draft(&state, event, &self.who.0.actor());
            work.emit(draft);
        }
        Ok(CaseChanged {
            id: self.id,
            status: state.status(),
            version,
            letter_number: state.stage.assignment().map(|assignment| assignment.letter_number.clone()),
            decision_number: state.stage.decided().map(|decided| decided.decision.number.clone()),
        })
    }
}

impl ChangeCase {
    pub(crate) fn new(
        app: &App,
        id: CaseId,
        command: domain::Command,
        (caller, headers): (&Caller, &WriteHeaders),
    ) -> Self {
        let calendar = Arc::clone(&app.calendar);
        Self { id, command, who: Who::of(caller), headers: headers.clone(), calendar }
    }

    /// The rows that only grow: history, and the texts that the event itself does not carry to others.
    fn record(
        &self,
        work: &mut Work,
        case: &StoredCase,
        ordinal: i64,
        event: &CaseEvent,
        directory: &domain::Directory,
    ) -> Result<(), StoreError> {
        let id: Value = case.state.id.into();
        let by = self.who.name(directory);
        match event {
            CaseEvent::ProgressReported { unit, summary, reported_at } => {
                let row: Vec<Value> = vec![
                    id.clone(),
                    ordinal.into(),
                    (*unit).into(),
                    summary.into(),
                    (*reported_at).into(),
                    (&by).into(),
                ];
                work.insert("progress", progress::COLUMNS, row);
            }
            CaseEvent::DecisionIssued { decision, text } => {
                let row: Vec<Value> = vec![
                    id.clone(),
                    (&decision.number).into(),
                    decision.outcome.as_str().into(),
                    (&text.summary).into(),
                    (&text.legal_basis).into(),
                    decision.issued_at.into(),
                    (&by).into(),
                ];
                work.insert("decisions", decisions::COLUMNS, row);
            }
            _ => {}
        }
        let text = describe(event, directory);
        let data = serde_json::to_value(event).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let row: Vec<Value> = vec![
            id,
            ordinal.into(),
            event.code().into(),
            event.occurred_at().into(),
            work.recorded().into(),
            by.into(),
            text.zh.into(),
            text.en.into(),
            data.into(),
        ];
        work.insert("case_history", history::COLUMNS, row);
        Ok(())
    }
}

fn fold(state: CaseState, events: &[CaseEvent]) -> Result<CaseState, StoreError> {
    events
        .iter()
        .try_fold(state, apply)
        // `decide` offered an event that `apply` does not know: a defect, and nothing was written yet.
        .map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// The stores keep microseconds; a state that kept more would differ from the one read back.
pub(crate) fn whole_microseconds(at: Timestamp) -> Timestamp {
    let rounding = TimestampRound::new().smallest(Unit::Microsecond).mode(jiff::RoundMode::Trunc);
    at.round(rounding).unwrap_or(at)
}
