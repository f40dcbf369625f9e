//! A counter that tests stand at: the service's routes over a fresh store, called by invented people.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use events::{Actor, Classification, Envelope, Payload, Role, Service};
use http_kit::{Caller, Host};
use ids::{PersonId, UnitId, UserId};
use messaging::{Command, Consumer as _, Handled, Work};
use serde_json::{Value, json};
use settings::Settings;
use store::{StoreError, StoreUrl};
use testkit::{EngineKind, FreshStore};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::app::App;
use crate::consumers::IntakeConsumer;
use crate::http;

/// One running intake.
pub(super) struct Counter {
    pub(super) host: Host,
    pub(super) data: tempfile::TempDir,
    router: Router,
    _fresh: Option<FreshStore>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl Counter {
    pub(super) async fn open(kind: EngineKind) -> Self {
        let data = tempfile::tempdir().unwrap();
        let secrets = data.path().join("secrets");
        std::fs::create_dir_all(&secrets).unwrap();
        std::fs::write(secrets.join("identity.key"), format!("{}\n", "1a".repeat(32))).unwrap();
        std::fs::write(secrets.join("blind-index.key"), format!("{}\n", "2b".repeat(32))).unwrap();
        let mut variables =
            BTreeMap::from([("HUIYIN_DATA".to_owned(), data.path().to_str().unwrap().to_owned())]);
        variables.insert("HUIYIN_INTAKE_NUMBER_PREFIX".to_owned(), "YX".to_owned());
        let fresh = match kind {
            EngineKind::Sqlite => None,
            EngineKind::Postgres => Some(FreshStore::open(kind, crate::store::MIGRATIONS).await),
        };
        if let Some(StoreUrl::Postgres(url)) = fresh.as_ref().map(|fresh| &fresh.url) {
            variables.insert("HUIYIN_DATABASE_URL".to_owned(), url.clone());
        }
        let settings = Settings::from_variables(variables).unwrap();
        let host = Host::start(Service::Intake, settings, crate::store::MIGRATIONS).await.unwrap();
        let app = App::new(host.clone()).unwrap();
        let router = http::routes().with_state(app).split_for_parts().0;
        Self { host, data, router, _fresh: fresh }
    }

    /// A request as the gate would let it pass.
    pub(super) async fn call(&self, caller: &Caller, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        parts.extensions.insert(caller.clone());
        let response = self.router.clone().oneshot(Request::from_parts(parts, body)).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
    }

    pub(super) async fn get(&self, caller: &Caller, path: &str) -> Answer {
        self.call(caller, Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn post(&self, caller: &Caller, path: &str, body: &Value) -> Answer {
        self.call(caller, json_request(path, body)).await
    }

    pub(super) async fn register(&self, caller: &Caller, body: &Value) -> Answer {
        self.post(caller, "/api/intake/v1/petitions", body).await
    }

    /// Registers what must be accepted; the case's id.
    pub(super) async fn registered(&self, body: &Value) -> String {
        let answer = self.register(&registrar(), body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        answer.body["id"].as_str().unwrap().to_owned()
    }

    /// Hands an event of routing to the consumer.
    pub(super) async fn hear<P: Payload>(&self, subject: Uuid, payload: &P) -> Handled {
        let event = Envelope {
            specversion: "1.0".to_owned(),
            id: self.host.ids.mint(),
            source: format!("yunxi/{}", P::PRODUCER),
            event_type: P::TYPE.to_owned(),
            epoch: 1,
            seq: 1,
            subject,
            subject_seq: 1,
            time: self.host.business.now(),
            recorded_at: self.host.real.now(),
            actor: Actor::system(P::PRODUCER),
            reason: None,
            classification: Classification::Case,
            correlation: Uuid::nil(),
            causation: None,
            traceparent: None,
            data: serde_json::to_value(payload).unwrap(),
        };
        self.host.writer.run(Hear(event)).await.unwrap().out
    }
}

struct Hear(Envelope);

impl Command for Hear {
    type Out = Handled;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Handled, StoreError> {
        IntakeConsumer.handle(work, &self.0).await
    }
}

pub(super) fn json_request(path: &str, body: &Value) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

pub(super) fn somebody(role: Role) -> Caller {
    Caller {
        user_id: Some(UserId::from(Uuid::from_u128(0xA0 + role as u128))),
        username: role.as_str().to_owned(),
        roles: BTreeSet::from([role]),
        unit: None,
        person: None,
        instance: "yunxi".to_owned(),
    }
}

pub(super) fn registrar() -> Caller {
    somebody(Role::Registrar)
}

pub(super) fn of_unit(role: Role, unit: UnitId) -> Caller {
    Caller { unit: Some(unit), ..somebody(role) }
}

pub(super) fn as_person(caller: Caller, person: PersonId) -> Caller {
    Caller { person: Some(person), ..caller }
}

pub(super) fn unit(n: u128) -> UnitId {
    UnitId::from(Uuid::from_u128(0x1000 + n))
}

pub(super) fn person(n: u128) -> PersonId {
    PersonId::from(Uuid::from_u128(0x2000 + n))
}

/// A letter with one invented petitioner. The ID number is the standard's own example.
pub(super) fn letter() -> Value {
    json!({
        "channel": "letter",
        "subject": "幸福小区夜间施工噪音",
        "body": "每晚十一点后仍在施工，孩子无法入睡。",
        "persons": 1,
        "place": "云溪县幸福小区",
        "petitioners": [{
            "name": "李某某",
            "id_number": "11010519491231002x",
            "phone": "138 0000 0000",
            "address": "云溪县幸福小区1栋101室"
        }]
    })
}

/// The letter with some of its fields changed.
pub(super) fn letter_with(changes: Value) -> Value {
    let mut letter = letter();
    for (field, value) in changes.as_object().unwrap() {
        letter[field] = value.clone();
    }
    letter
}
