use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use messaging::{Endpoint, Position};

use crate::Problem;

/// Positions in one header: there are seven services.
const POSITIONS_MAX: usize = 8;

/// Waits, for at most 2 seconds, until this service has seen the writes that the client names in
/// `Huiyin-After`: "assign right after register" just works, and an unknown case is a real 404.
pub(crate) async fn wait(State(endpoint): State<Endpoint>, request: Request, next: Next) -> Response {
    let Some(value) = request.headers().get("huiyin-after") else { return next.run(request).await };
    let positions: Option<Vec<Position>> = value.to_str().ok().and_then(|text| {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.take(POSITIONS_MAX).map(|part| part.parse().ok()).collect()
    });
    let Some(positions) = positions else {
        return Problem::new(
            StatusCode::BAD_REQUEST,
            "invalid_position",
            "Huiyin-After 须为 Huiyin-Position 给出的位置，如 intake@1:42。",
            "Huiyin-After must hold positions as given in Huiyin-Position, such as intake@1:42.",
        )
        .into_response();
    };
    match endpoint.caught_up(&positions).await {
        Ok(true) => next.run(request).await,
        Ok(false) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_caught_up",
            "刚才的操作还在同步，请稍候几秒再试。",
            "Your last change is still on its way here. Please try again in a few seconds.",
        )
        .retry_after(2)
        .into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}
