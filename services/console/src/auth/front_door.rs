use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_kit::{Authenticator, Caller, Problem};
use ids::InstanceId;
use store::StoreError;

use super::credential::Credential;
use super::operator::OperatorToken;
use super::sessions::Sessions;
use super::token::TokenHash;
use crate::gateway::problems;
use crate::store::users::User;

/// Finds out who stands at the door: a session's user, or the command line.
#[derive(Clone, Debug)]
pub(crate) struct FrontDoor {
    pub(crate) sessions: Sessions,
    pub(crate) operator: Option<OperatorToken>,
    pub(crate) instance: InstanceId,
}

/// Who is calling.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) user: Arc<User>,
    /// The hash of the credential; tokens made for this caller are cached under it.
    pub(crate) presented: TokenHash,
    /// The command line's token, behind which there is no session and no user of the directory.
    pub(crate) is_operator: bool,
}

impl FrontDoor {
    /// Who shows this credential; `None` when there is none, or its session has ended.
    ///
    /// # Errors
    /// [`StoreError`] when the session cannot be looked up.
    pub(crate) async fn identify(&self, headers: &HeaderMap) -> Result<Option<SignedIn>, StoreError> {
        let Some(credential) = Credential::of(headers) else { return Ok(None) };
        let presented = credential.hash();
        if let (Credential::Bearer(_), Some(operator)) = (credential, &self.operator)
            && let Some(user) = operator.check(presented)
        {
            return Ok(Some(SignedIn { user: Arc::new(user.clone()), presented, is_operator: true }));
        }
        let user = self.sessions.user(presented).await?;
        Ok(user.map(|user| SignedIn { user, presented, is_operator: false }))
    }

    /// The caller as services and handlers know it.
    #[must_use]
    pub(crate) fn caller(&self, signed_in: &SignedIn) -> Caller {
        let user = &signed_in.user;
        Caller {
            user_id: (!signed_in.is_operator).then_some(user.id),
            username: user.username.clone(),
            roles: user.roles.clone(),
            unit: user.unit_id,
            person: user.person_id,
            instance: self.instance.to_string(),
        }
    }
}

impl Authenticator for FrontDoor {
    fn authenticate<'a>(
        &'a self,
        headers: &'a HeaderMap,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Caller>, Problem>> + Send + 'a>> {
        Box::pin(async move {
            // A session that has ended is nobody, not an error: its browser must be able to sign in again.
            Ok(self.identify(headers).await?.map(|signed_in| self.caller(&signed_in)))
        })
    }
}

/// Refuses a write that another site's page could have made the browser send.
pub(crate) async fn refuse_forged_writes(request: Request, next: Next) -> Response {
    let forged = !request.method().is_safe()
        && Credential::of(request.headers())
            .is_some_and(|credential| credential.may_be_forged(request.headers()));
    if forged { problems::write_header_missing().into_response() } else { next.run(request).await }
}
