use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;

/// What a page must know before anybody has signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Instance {
    /// The instance's code.
    instance: String,
    /// Its name as people know it.
    name: String,
    /// Fictional data and demo users.
    demo: bool,
    /// Present while business time runs by a drill.
    drill: Option<Drill>,
    business_now: Timestamp,
    real_now: Timestamp,
    version: &'static str,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Drill {
    /// Business seconds per real second.
    rate: f64,
}

/// The fictional county of the drills.
const DEMO_NAME: &str = "云溪县";

/// The instance and its two clocks.
#[utoipa::path(
    get,
    path = "/api/console/v1/instance",
    tag = "console",
    responses((status = 200, description = "The instance", body = Instance)),
    extensions(("x-huiyin-access" = json!({"roles": [], "scope": "public"})))
)]
pub(super) async fn instance(State(app): State<App>) -> Json<Instance> {
    let host = &app.host;
    let instance = host.instance().to_string();
    let default = if host.settings.demo { DEMO_NAME } else { &instance };
    Json(Instance {
        name: host.settings.var("HUIYIN_INSTANCE_NAME").unwrap_or(default).to_owned(),
        instance,
        demo: host.settings.demo,
        drill: host.business.drill_rate().map(|rate| Drill { rate }),
        business_now: host.business.now(),
        real_now: host.real.now(),
        version: env!("CARGO_PKG_VERSION"),
    })
}
