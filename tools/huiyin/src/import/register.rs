//! Registering one petition, through restarts of any service.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::time::Instant;

use crate::client::{Answer, Api};
use crate::{Exit, Failure, Lang};

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Registered,
    Already,
    Rejected(String),
}

/// A killed service is back within seconds; a minute without an answer is for the operator to look at.
const PATIENCE: Duration = Duration::from_secs(60);
const FIRST_WAIT: Duration = Duration::from_millis(100);
const WAIT_MAX: Duration = Duration::from_secs(5);
/// A defect answers 500 each time: the row is set aside then, and does not hold up the rest.
const FAULTS_MAX: u32 = 5;

/// Registers the petition. Trying again is safe after any failure, because the row's name is unique.
pub(crate) async fn register(api: &Api, petition: &Value, lang: Lang) -> Result<Outcome, Failure> {
    let deadline = Instant::now() + PATIENCE;
    let mut wait = FIRST_WAIT;
    let mut faults = 0;
    loop {
        let answer = api.send(Method::POST, "/api/intake/v1/petitions", Some(petition), &[]).await;
        let (last, pause) = match answer {
            Ok(answer) => {
                if answer.status == StatusCode::INTERNAL_SERVER_ERROR {
                    faults += 1;
                }
                match judge(&answer, faults, lang)? {
                    Some(outcome) => return Ok(outcome),
                    None => {
                        let pause = answer.retry_after.map_or(wait, Duration::from_secs).min(WAIT_MAX);
                        (answer.success("POST petitions").err(), pause)
                    }
                }
            }
            Err(failure) => (Some(failure), wait),
        };
        if Instant::now() + pause >= deadline {
            let cause = last.map(|failure| failure.text(lang)).unwrap_or_default();
            return Err(Failure::new(
                Exit::Unreachable,
                "系统一分钟没有接受登记",
                "the system has taken no petition for a minute",
            )
            .caused_by(cause));
        }
        tokio::time::sleep(pause).await;
        wait = (wait * 2).min(WAIT_MAX);
    }
}

/// The outcome, or `None` to try again.
fn judge(answer: &Answer, faults: u32, lang: Lang) -> Result<Option<Outcome>, Failure> {
    Ok(match answer.status {
        StatusCode::OK => Some(Outcome::Already),
        StatusCode::CREATED => Some(Outcome::Registered),
        StatusCode::REQUEST_TIMEOUT
        | StatusCode::TOO_MANY_REQUESTS
        | StatusCode::BAD_GATEWAY
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::GATEWAY_TIMEOUT => None,
        StatusCode::INTERNAL_SERVER_ERROR if faults < FAULTS_MAX => None,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            return Err(Failure::new(
                Exit::Refused,
                "系统不接受这个操作员令牌",
                "the system does not accept this operator token",
            )
            .caused_by(answer.reason(lang)));
        }
        _ => Some(Outcome::Rejected(answer.reason(lang))),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judged(status: u16, faults: u32) -> Result<Option<Outcome>, Failure> {
        let body = json!({
            "code": "text_too_long", "detail": "太长", "messages": {"zh-CN": "太长", "en": "too long"},
            "errors": [{"pointer": "/subject", "code": "too_long", "detail": "最多 200 字", "messages": {"zh-CN": "最多 200 字", "en": "at most 200"}}],
        });
        let status = StatusCode::from_u16(status).unwrap();
        judge(&Answer { status, body, retry_after: None, position: None }, faults, Lang::En)
    }

    #[test]
    fn only_passing_failures_are_tried_again() {
        assert_eq!(judged(201, 0).unwrap(), Some(Outcome::Registered));
        assert_eq!(judged(200, 0).unwrap(), Some(Outcome::Already));
        for status in [429, 502, 503, 504] {
            assert_eq!(judged(status, 0).unwrap(), None, "{status}");
        }
        assert_eq!(judged(500, 1).unwrap(), None);
        assert!(matches!(judged(500, FAULTS_MAX).unwrap(), Some(Outcome::Rejected(_))));
        assert_eq!(judged(401, 0).unwrap_err().exit, Exit::Refused);
    }

    #[test]
    fn a_rejection_names_the_code_and_the_field() {
        let Some(Outcome::Rejected(reason)) = judged(400, 0).unwrap() else { panic!("rejected") };
        assert_eq!(reason, "text_too_long: too long; /subject at most 200");
    }
}
