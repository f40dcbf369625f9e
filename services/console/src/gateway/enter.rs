use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::response::{IntoResponse as _, Response};
use http_kit::Problem;

use super::problems;
use super::target::Target;
use crate::app::App;
use crate::auth::credential::Credential;

/// Every path under `/api/` that is not the console's own.
pub(crate) async fn enter(State(app): State<App>, mut request: Request) -> Response {
    let Some(target) = Target::of(request.uri().path()) else {
        return problems::no_such_route().into_response();
    };
    let service = target.service();
    if matches!(target, Target::Public | Target::Document(_)) {
        // Nobody unknown may make a service wait for a position that never comes: such calls would hold
        // every place of the gateway.
        request.headers_mut().remove("huiyin-after");
    }
    let token = match target {
        Target::Public | Target::Document(_) => None,
        Target::Signed(service) => {
            let headers = request.headers();
            let signed_in = match app.door.identify(headers).await {
                Ok(Some(signed_in)) => signed_in,
                Ok(None) => return Problem::unauthenticated().into_response(),
                Err(error) => return Problem::from(error).into_response(),
            };
            let forged = !request.method().is_safe()
                && Credential::of(headers).is_some_and(|credential| credential.may_be_forged(headers));
            if forged {
                return problems::write_header_missing().into_response();
            }
            Some(app.call_tokens.of(signed_in.presented, &app.door.caller(&signed_in), service))
        }
    };
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let path = match target {
        Target::Document(_) => "/openapi.json".to_owned(),
        Target::Signed(_) | Target::Public => {
            request.uri().path_and_query().map_or_else(String::new, ToString::to_string)
        }
    };
    app.forwarder.pass(service, &path, token.as_deref(), peer, request).await
}
