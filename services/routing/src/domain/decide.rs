use jiff::Timestamp;
use jiff::civil::Date;

use super::acting::Acting;
use super::actions::permit;
use super::assign::{Desk, assignment};
use super::command::{Command, DecideRequest, ServeRequest};
use super::directory::Directory;
use super::event::{CaseEvent, DecisionText};
use super::numbers::NextNumbers;
use super::rejection::{Fault, Rejection, optional_text, required_text};
use super::sentence::Sentence;
use super::state::{Acceptance, CaseState, Closing, Decision, Service};
use super::terms::ClosingResult;

/// Longest progress report, in characters: a report is a paragraph; files hold the rest.
const SUMMARY_CHARS_MAX: usize = 2_000;
/// Longest statement of facts and decision, in characters: about ten printed pages.
const DECISION_CHARS_MAX: usize = 10_000;
/// Longest list of provisions, in characters.
const LEGAL_BASIS_CHARS_MAX: usize = 4_000;
/// Longest remark, in characters.
const NOTE_CHARS_MAX: usize = 500;

/// Everything a decision depends on besides the case: the caller, the clock, the directory.
#[derive(Debug)]
pub struct Context<'a> {
    /// Business time.
    pub now: Timestamp,
    /// The same moment's date in the offices' time zone (UTC+8).
    pub today: Date,
    /// The last day on which a review can be asked for, for cases whose decision was served (art. 35).
    pub review_last_day: Option<Date>,
    /// Who acts.
    pub acting: &'a Acting,
    /// At least every unit and person that the command names.
    pub directory: &'a Directory,
    /// The numbers that the next documents would carry.
    pub numbers: &'a NextNumbers,
}

/// What this command makes of this case: events to apply, or a refusal that changes nothing.
///
/// # Errors
/// The refusal, with a pointer to every field at fault.
pub fn decide(
    state: &CaseState,
    command: &Command,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Rejection> {
    permit(state, command.action(), context.acting)?;
    let event = match command {
        Command::Assign(request) => {
            let desk = Desk {
                conflict: &state.conflict,
                directory: context.directory,
                now: context.now,
                today: context.today,
                letter_number: &context.numbers.letter,
            };
            CaseEvent::Assigned(assignment(request, &desk)?)
        }
        Command::Accept { note } => accept(state, note.as_deref(), context)?,
        Command::Progress { summary } => progress(state, summary.as_deref(), context)?,
        Command::Decide(request) => decision(request, context)?,
        Command::Serve(request) => service(state, request, context)?,
        Command::Close { result, note } => close(*result, note.as_deref(), context)?,
    };
    Ok(vec![event])
}

fn accept(state: &CaseState, note: Option<&str>, context: &Context<'_>) -> Result<CaseEvent, Rejection> {
    let note = optional_text("/note", note, NOTE_CHARS_MAX).map_err(|fault| invalid(vec![fault]))?;
    let unit = lead_of(state)?;
    Ok(CaseEvent::Accepted { acceptance: Acceptance { unit, accepted_at: context.now }, note })
}

fn progress(state: &CaseState, summary: Option<&str>, context: &Context<'_>) -> Result<CaseEvent, Rejection> {
    let summary = required_text("/summary", ("进展情况", "summary"), summary, SUMMARY_CHARS_MAX)
        .map_err(|fault| invalid(vec![fault]))?;
    Ok(CaseEvent::ProgressReported { unit: lead_of(state)?, summary, reported_at: context.now })
}

/// A decision has its parts (section 8): what it says, the facts, the provisions.
fn decision(request: &DecideRequest, context: &Context<'_>) -> Result<CaseEvent, Rejection> {
    let mut faults = Vec::new();
    if request.outcome.is_none() {
        faults.push(Fault::missing("/outcome", ("处理结论", "outcome")));
    }
    let summary = required_text(
        "/summary",
        ("事实和处理意见", "facts and decision"),
        request.summary.as_deref(),
        DECISION_CHARS_MAX,
    )
    .map_err(|fault| faults.push(fault));
    let legal_basis = required_text(
        "/legal_basis",
        ("法律依据", "legal basis"),
        request.legal_basis.as_deref(),
        LEGAL_BASIS_CHARS_MAX,
    )
    .map_err(|fault| faults.push(fault));
    match (request.outcome, summary, legal_basis) {
        (Some(outcome), Ok(summary), Ok(legal_basis)) => Ok(CaseEvent::DecisionIssued {
            decision: Decision { number: context.numbers.decision.clone(), outcome, issued_at: context.now },
            text: DecisionText { summary, legal_basis },
        }),
        _ => Err(Rejection::invalid(
            "incomplete_decision",
            Sentence::new("处理意见书要件不全。", "The decision lacks parts that it must have."),
            faults,
        )),
    }
}

fn service(state: &CaseState, request: &ServeRequest, context: &Context<'_>) -> Result<CaseEvent, Rejection> {
    let mut faults = Vec::new();
    if request.method.is_none() {
        faults.push(Fault::missing("/method", ("送达方式", "method of service")));
    }
    let served_at = request.served_at.unwrap_or(context.now);
    let issued_at = state.stage.decided().map(|decided| decided.decision.issued_at);
    if served_at > context.now {
        faults.push(Fault::new(
            "/served_at",
            "served_in_future",
            Sentence::new("送达时间不得晚于现在。", "The time of service lies in the future."),
        ));
    } else if issued_at.is_some_and(|issued_at| served_at < issued_at) {
        faults.push(Fault::new(
            "/served_at",
            "served_before_decision",
            Sentence::new(
                "送达时间不得早于处理意见作出时间。",
                "The decision cannot have been served before it was issued.",
            ),
        ));
    }
    match request.method {
        Some(method) if faults.is_empty() => Ok(CaseEvent::DecisionServed(Service { served_at, method })),
        _ => Err(invalid(faults)),
    }
}

fn close(
    result: Option<ClosingResult>,
    note: Option<&str>,
    context: &Context<'_>,
) -> Result<CaseEvent, Rejection> {
    let mut faults = Vec::new();
    match result {
        None => faults.push(Fault::missing("/result", ("办结方式", "result"))),
        Some(ClosingResult::Lapsed) => faults.extend(still_open_to_review(context)),
        Some(ClosingResult::Settled | ClosingResult::Explained) => {}
    }
    let note = optional_text("/note", note, NOTE_CHARS_MAX).unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    match result {
        Some(result) if faults.is_empty() => {
            Ok(CaseEvent::Closed { closing: Closing { result, closed_at: context.now }, note })
        }
        _ => Err(invalid(faults)),
    }
}

/// Art. 35: nobody's right to a review lapses before its last day is over.
fn still_open_to_review(context: &Context<'_>) -> Option<Fault> {
    let last_day = context.review_last_day?;
    (context.today <= last_day).then(|| {
        Fault::new(
            "/result",
            "review_still_open",
            Sentence::new(
                format!("申请复查的期限至{last_day}，期满前不能按“期满未申请复查”办结。"),
                format!(
                    "A review can be asked for through {last_day}: the case cannot be closed as lapsed yet."
                ),
            ),
        )
    })
}

/// `permit` has let nobody through without a lead unit; asked again here because the type cannot say so.
fn lead_of(state: &CaseState) -> Result<ids::UnitId, Rejection> {
    state
        .stage
        .assignment()
        .map(|assignment| assignment.lead_unit)
        .ok_or_else(|| Rejection::wrong_status(Sentence::new("本件尚未交办。", "The case has no owner yet.")))
}

fn invalid(faults: Vec<Fault>) -> Rejection {
    Rejection::invalid("invalid_request", Sentence::new("填写内容有误。", "The request has errors."), faults)
}
