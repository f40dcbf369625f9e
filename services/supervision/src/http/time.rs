//! `GET /api/supervision/v1/time`: what the timer believes about time.

use axum::Json;
use axum::extract::State;
use http_kit::Problem;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::store::time_mark;

/// The clocks of this service.
#[derive(Serialize, ToSchema)]
pub(crate) struct TimeView {
    business_now: Timestamp,
    real_now: Timestamp,
    /// The last business time at which every due stage had fired.
    mark_business: Option<Timestamp>,
    /// The real time of that.
    mark_real: Option<Timestamp>,
    /// Set while the machine's clock has jumped ahead and nobody has confirmed it: stages in between wait.
    held: Option<HeldView>,
}

/// An unconfirmed jump.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldView {
    /// The machine's time at which it was noticed.
    since: Timestamp,
    /// How far the machine's clock is ahead, in seconds.
    ahead_seconds: i64,
}

#[utoipa::path(
    get,
    path = "/api/supervision/v1/time",
    tag = "time",
    responses((status = 200, body = TimeView)),
    extensions(("x-huiyin-access" = json!({
        "roles": ["director", "supervisor", "sysadmin", "operator"],
        "scope": "instance"
    })))
)]
pub(crate) async fn time(State(app): State<App>) -> Result<Json<TimeView>, Problem> {
    let mark = time_mark::read(&mut app.host.store.read().await?).await?;
    let held = *app.held.borrow();
    Ok(Json(TimeView {
        business_now: app.host.business.now(),
        real_now: app.host.real.now(),
        mark_business: mark.look.map(|look| look.business),
        mark_real: mark.look.map(|look| look.real),
        held: held.map(|held| HeldView { since: held.since, ahead_seconds: held.ahead.as_secs() }),
    }))
}
