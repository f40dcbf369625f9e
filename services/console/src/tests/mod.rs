//! The console against a real store: its routes as a browser and a program use them.

mod chronicle;
mod directory;
mod drill;
mod gateway;
mod live;
mod sessions;
mod sign_in;
mod stores;
mod users;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use events::{Actor, Classification, Envelope, Payload, Role, Service};
use http_kit::{Authenticator as _, Host};
use ids::EventId;
use messaging::{Command, Consumer as _, Handled, Work};
use serde_json::{Value, json};
use settings::Settings;
use store::StoreError;
use testkit::morning;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::app::App;
use crate::consumers::Chronicle;

pub(super) const OPERATOR: &str = "operator-token-of-the-tests-0123456789abcdef";

/// A console with its routes, in a folder of its own.
pub(super) struct Console {
    pub(super) app: App,
    pub(super) folder: tempfile::TempDir,
    routes: Router,
}

/// An answer, read in full.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(super) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Console {
    pub(super) async fn open(demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let secrets = folder.path().join("secrets");
        std::fs::create_dir_all(&secrets).unwrap();
        std::fs::write(secrets.join("gateway.seed"), "07".repeat(32)).unwrap();
        std::fs::write(secrets.join("operator.token"), OPERATOR).unwrap();
        std::fs::write(secrets.join("webhook.secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let variables = BTreeMap::from([
            ("HUIYIN_DATA".to_owned(), folder.path().display().to_string()),
            ("HUIYIN_DEMO".to_owned(), if demo { "1" } else { "0" }.to_owned()),
        ]);
        let settings = Settings::from_variables(variables).unwrap();
        let host = Host::start(Service::Console, settings, crate::store::MIGRATIONS).await.unwrap();
        let app = App::new(host).unwrap();
        let door = app.door.clone();
        let admit = from_fn(move |mut request: Request, next: Next| {
            let door = door.clone();
            async move {
                if let Some(caller) = door.authenticate(request.headers()).await.unwrap() {
                    request.extensions_mut().insert(caller);
                }
                next.run(request).await
            }
        });
        let own = crate::http::routes().with_state(app.clone()).split_for_parts().0.layer(admit);
        let routes = own.merge(crate::http::outside(app.clone()));
        Self { app, folder, routes }
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.routes.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(super) async fn stream(&self, request: Request<Body>) -> axum::response::Response {
        self.routes.clone().oneshot(request).await.unwrap()
    }

    pub(super) async fn post(&self, path: &str, bearer: Option<&str>, body: Value) -> Answer {
        self.send(request(Method::POST, path, bearer, Some(body))).await
    }

    pub(super) async fn get(&self, path: &str, bearer: Option<&str>) -> Answer {
        self.send(request(Method::GET, path, bearer, None)).await
    }

    pub(super) async fn login(&self, username: &str, password: &str) -> Answer {
        let body = json!({ "username": username, "password": password });
        self.post("/api/console/v1/login", None, body).await
    }

    /// Creates a user (password `demo`) and signs them in; the session's token.
    pub(super) async fn signed_in(&self, username: &str, role: Role, unit: Option<Uuid>) -> String {
        let body = json!({
            "username": username,
            "display_name": "测试员",
            "roles": [role],
            "unit_id": unit,
            "password": "demo",
        });
        let created = self.post("/api/console/v1/users", Some(OPERATOR), body).await;
        assert_eq!(created.status, StatusCode::CREATED, "{}", created.json());
        let answer = self.login(username, "demo").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    pub(super) async fn applied<P: Payload>(&self, subject: Uuid, payload: &P) {
        let handled = self.handled(subject, payload).await;
        assert_eq!(handled, Handled::Apply, "{}", P::TYPE);
    }

    pub(super) async fn handled<P: Payload>(&self, subject: Uuid, payload: &P) -> Handled {
        let feed = Feed(envelope(&self.app, subject, payload));
        self.app.host.writer.run(feed).await.unwrap().out
    }
}

pub(super) fn request(
    method: Method,
    path: &str,
    bearer: Option<&str>,
    body: Option<Value>,
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(bearer) = bearer {
        request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
    }
    match body {
        Some(body) => {
            let text = body.to_string();
            request
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::CONTENT_LENGTH, text.len())
                .body(Body::from(text))
                .unwrap()
        }
        None => request.body(Body::empty()).unwrap(),
    }
}

fn envelope<P: Payload>(app: &App, subject: Uuid, payload: &P) -> Envelope {
    let id: EventId = app.host.ids.mint();
    Envelope {
        specversion: "1.0".into(),
        id,
        source: format!("yunxi/{}", P::PRODUCER),
        event_type: P::TYPE.into(),
        epoch: 1,
        // Any number that no other event of the test has.
        seq: i64::try_from(id.uuid().as_u128() >> 70).unwrap(),
        subject,
        subject_seq: 1,
        time: morning(),
        recorded_at: morning(),
        actor: Actor::system(P::PRODUCER),
        reason: Some("测试".into()),
        classification: Classification::Case,
        correlation: subject,
        causation: None,
        traceparent: None,
        data: serde_json::to_value(payload).unwrap(),
    }
}

struct Feed(Envelope);

impl Command for Feed {
    type Out = Handled;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Handled, StoreError> {
        Chronicle.handle(work, &self.0).await
    }
}
