use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use clock::RealClock;

use crate::{AccessTable, Caller, Problem, TokenVerifier};

/// Finds out who calls. Services check the gateway's token; the console checks its own sessions.
pub trait Authenticator: Send + Sync + 'static {
    /// None when the request carries no credential at all.
    fn authenticate<'a>(
        &'a self,
        headers: &'a HeaderMap,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Caller>, Problem>> + Send + 'a>>;
}

/// Checks the gateway's call token in `Authorization: Bearer`.
#[derive(Clone, Debug)]
pub struct TokenAuthenticator {
    pub verifier: TokenVerifier,
    pub real: RealClock,
}

impl Authenticator for TokenAuthenticator {
    fn authenticate<'a>(
        &'a self,
        headers: &'a HeaderMap,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Caller>, Problem>> + Send + 'a>> {
        Box::pin(async move {
            let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
            let token = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
            let token = token.ok_or_else(Problem::unauthenticated)?;
            self.verifier.verify(token, self.real.now()).map(Some).map_err(|error| {
                tracing::warn!(%error, "a call token was refused");
                Problem::unauthenticated()
            })
        })
    }
}

#[derive(Clone)]
pub(crate) struct Gate {
    pub authenticator: Arc<dyn Authenticator>,
    pub access: Arc<AccessTable>,
}

/// Lets a request pass by the rule of its route, or answers it. A route without a rule is closed.
pub(crate) async fn admit(
    State(gate): State<Gate>,
    matched: Option<MatchedPath>,
    mut request: Request,
    next: Next,
) -> Response {
    let rule = matched.as_ref().and_then(|path| gate.access.rule(request.method(), path.as_str()).cloned());
    let Some(rule) = rule else { return Problem::forbidden().into_response() };
    let caller = match gate.authenticator.authenticate(request.headers()).await {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    if let Err(problem) = rule.check(caller.as_ref()) {
        if let (Some(caller), Some(route)) = (&caller, &matched) {
            // Who, which route; never the address itself, which may hold what was looked for.
            let (by, route) = (caller.principal(), route.as_str());
            tracing::warn!(by, method = %request.method(), route, "a call was refused: not this role");
        }
        return problem.into_response();
    }
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    next.run(request).await
}
