//! `huiyin healthcheck URL`: for containers, which have no curl.

use std::time::Duration;

use crate::{Exit, Failure, Out};

/// A health check that takes longer is a failed one.
const TIMEOUT: Duration = Duration::from_secs(5);

pub(crate) async fn run(url: &str, out: Out) -> Result<Exit, Failure> {
    let client = crate::client::http(TIMEOUT)?;
    match client.get(url).send().await {
        Ok(answer) if answer.status().is_success() => Ok(Exit::Ok),
        Ok(answer) => {
            let status = answer.status();
            out.remark(format!("{url} 返回 {status}"), format!("{url} answered {status}"));
            Ok(Exit::Problems)
        }
        Err(error) => {
            out.remark(format!("{url} 无应答：{error}"), format!("{url} does not answer: {error}"));
            Ok(Exit::Problems)
        }
    }
}
