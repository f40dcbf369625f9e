//! The fictional county of 云溪 (Yunxi): everything in it is invented, and it is filled in through the
//! same HTTP API that people use, by the same roles.

mod cases;
mod county;
mod directory;
mod duty;
mod petitions;
mod session;

pub(crate) use county::USERNAMES;

use crate::client::Api;
use crate::{Exit, Failure, Out};
use session::Session;

/// `demo seed`. Each step looks for what is there first, so a second run, or one after an interruption,
/// adds only what is missing. With `mail` some leaders are reached by mail alone, so that the drill shows
/// both ways; without a mailbox they would be reached by nothing.
pub(crate) async fn seed(api: &Api, mail: bool, out: Out) -> Result<Exit, Failure> {
    let session = Session::new(api.clone());
    let instance = session.get("/api/console/v1/instance").await?;
    if instance.get("demo").and_then(serde_json::Value::as_bool) != Some(true) {
        return Err(Failure::new(
            Exit::Refused,
            "这个实例不是演示模式，不写入演示数据",
            "this instance is not in demo mode: no demonstration data is written",
        ));
    }
    let now = instance.get("business_now").and_then(serde_json::Value::as_str);
    let now = now.and_then(|text| text.parse().ok()).unwrap_or_else(|| clock::RealClock::system().now());
    let directory = directory::seed(&session).await?;
    duty::seed(&session, &directory, now, mail).await?;
    let cases = petitions::seed(&session, &directory, now).await?;
    out.say(
        format!("演示数据：云溪县，{cases} 件信访事项"),
        format!("demonstration data: Yunxi county, {cases} cases"),
    );
    Ok(Exit::Ok)
}
