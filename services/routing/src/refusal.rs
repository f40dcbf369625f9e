use axum::http::StatusCode;
use http_kit::Problem;

use crate::domain::{Kind, Rejection};

/// A refusal of the domain as RFC 9457 problem+json, with a pointer to every field at fault.
pub(crate) fn problem(rejection: Rejection) -> Problem {
    let status = match rejection.kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::WrongStatus => StatusCode::CONFLICT,
        Kind::NotAllowed => StatusCode::FORBIDDEN,
    };
    let start = Problem::new(status, rejection.code, &rejection.sentence.zh, &rejection.sentence.en);
    rejection.faults.iter().fold(start, |problem, fault| {
        problem.field(&fault.pointer, fault.code, &fault.sentence.zh, &fault.sentence.en)
    })
}
