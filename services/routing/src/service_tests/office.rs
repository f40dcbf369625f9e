//! A routing service of an invented county, with builders that read like sentences.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::{Extension, Router};
use events::intake::{CaseRegisteredV1, ConflictV1};
use events::{Actor, CaseClass, Channel, Classification, Envelope, Payload, Role, Service};
use http_kit::{Caller, Host};
use ids::{CaseId, PersonId, UnitId};
use messaging::{Consumer, Handled, Work};
use serde_json::{Value, json};
use settings::Settings;
use store::{StoreError, StoreUrl};
use testkit::{EngineKind, FreshStore};
use tower::ServiceExt as _;

use crate::app::App;
use crate::consumers::Registrations;

pub(super) struct Office {
    pub(super) host: Host,
    router: Router,
    _folder: tempfile::TempDir,
    _fresh: FreshStore,
}

/// An answer as a client reads it.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl Answer {
    pub(super) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self.body
    }

    /// `(pointer, code)` of every field at fault.
    pub(super) fn faults(&self) -> Vec<(String, String)> {
        let text = |error: &Value, key: &str| error[key].as_str().unwrap().to_owned();
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(error, "pointer"), text(error, "code"))).collect()
    }
}

/// The units and persons that most tests need.
pub(super) struct Staff {
    pub(super) housing: UnitId,
    pub(super) land: UnitId,
    pub(super) office: UnitId,
    pub(super) leader: PersonId,
    pub(super) handler: PersonId,
    pub(super) other: PersonId,
}

impl Office {
    pub(super) async fn open(kind: EngineKind) -> Self {
        let fresh = FreshStore::open(kind, crate::store::MIGRATIONS).await;
        let folder = tempfile::tempdir().unwrap();
        let url = match &fresh.url {
            StoreUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
            StoreUrl::Postgres(url) => url.clone(),
        };
        let settings = Settings::from_variables(BTreeMap::from([
            ("HUIYIN_DATA".to_owned(), folder.path().display().to_string()),
            ("HUIYIN_DATABASE_URL".to_owned(), url),
        ]))
        .unwrap();
        let host = Host::start(Service::Routing, settings, crate::store::MIGRATIONS).await.unwrap();
        let app = App::new(host.clone()).unwrap();
        let (router, _) = crate::http::routes().with_state(app).split_for_parts();
        Self { host, router, _folder: folder, _fresh: fresh }
    }

    pub(super) async fn call(
        &self,
        caller: &Caller,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/routing/v1{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let router = self.router.clone().layer(Extension(caller.clone()));
        let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 20).await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(super) async fn get(&self, caller: &Caller, path: &str) -> Answer {
        self.call(caller, Method::GET, path, None, &[]).await
    }

    pub(super) async fn post(&self, caller: &Caller, path: &str, body: Value) -> Answer {
        self.call(caller, Method::POST, path, Some(body), &[]).await
    }

    pub(super) async fn patch(&self, caller: &Caller, path: &str, body: Value) -> Answer {
        self.call(caller, Method::PATCH, path, Some(body), &[]).await
    }

    pub(super) async fn unit(&self, name: &str, kind: &str) -> UnitId {
        let body = json!({"name": name, "kind": kind});
        id(&self.post(&sysadmin(), "/units", body).await.expect(201)).into()
    }

    pub(super) async fn person(&self, name: &str, unit: UnitId) -> PersonId {
        let body = json!({"name": name, "title": "科员", "unit_id": unit});
        id(&self.post(&sysadmin(), "/persons", body).await.expect(201)).into()
    }

    pub(super) async fn staff(&self) -> Staff {
        let housing = self.unit("住房和城乡建设局", "department").await;
        let land = self.unit("自然资源局", "department").await;
        let office = self.unit("信访局", "petition_office").await;
        Staff {
            housing,
            land,
            office,
            leader: self.person("测试甲", housing).await,
            handler: self.person("测试乙", housing).await,
            other: self.person("测试丙", land).await,
        }
    }

    /// What intake publishes when a matter is registered, applied as the consumer applies it.
    pub(super) async fn register(&self, number: u32, class: CaseClass, conflict: ConflictV1) -> CaseId {
        let event = self.registration(number, class, conflict);
        assert_eq!(self.apply(event.clone()).await, Handled::Apply);
        event.subject.into()
    }

    pub(super) async fn apply(&self, event: Envelope) -> Handled {
        self.host.writer.run(ApplyRegistration(event)).await.unwrap().out
    }

    pub(super) fn registration(&self, number: u32, class: CaseClass, conflict: ConflictV1) -> Envelope {
        let now = self.host.business.now();
        let data = CaseRegisteredV1 {
            case_number: format!("YX-2026-{number:05}"),
            channel: Channel::Letter,
            class,
            matter: "小区电梯长期停运".into(),
            place: Some("青石镇".into()),
            category: Some("城乡建设/物业管理/电梯".into()),
            persons: 3,
            received_at: now,
            registered_at: now,
            late_entry: false,
            reception: None,
            conflict,
        };
        Envelope {
            specversion: "1.0".into(),
            id: self.host.ids.mint(),
            source: "yunxi/intake".into(),
            event_type: CaseRegisteredV1::TYPE.into(),
            epoch: 1,
            seq: i64::from(number),
            subject: self.host.ids.mint(),
            subject_seq: 1,
            time: now,
            recorded_at: now,
            actor: Actor { username: "registrar".into(), ..Actor::default() },
            reason: None,
            classification: Classification::Case,
            correlation: self.host.ids.mint(),
            causation: None,
            traceparent: None,
            data: serde_json::to_value(data).unwrap(),
        }
    }
}

struct ApplyRegistration(Envelope);

impl messaging::Command for ApplyRegistration {
    type Out = Handled;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Handled, StoreError> {
        Registrations.handle(work, &self.0).await
    }
}

pub(super) fn id(body: &Value) -> uuid::Uuid {
    body["id"].as_str().unwrap().parse().unwrap()
}

pub(super) fn caller(role: Role, unit: Option<UnitId>, person: Option<PersonId>) -> Caller {
    Caller {
        username: role.as_str().to_owned(),
        roles: [role].into(),
        unit,
        person,
        ..Caller::public("yunxi")
    }
}

pub(super) fn sysadmin() -> Caller {
    caller(Role::Sysadmin, None, None)
}

pub(super) fn router() -> Caller {
    caller(Role::Router, None, None)
}

impl Staff {
    pub(super) fn handler(&self) -> Caller {
        caller(Role::Handler, Some(self.housing), Some(self.handler))
    }

    pub(super) fn stranger(&self) -> Caller {
        caller(Role::Handler, Some(self.land), Some(self.other))
    }

    pub(super) fn six_fixings(&self) -> Value {
        json!({
            "lead_unit": self.housing,
            "assisting_units": [],
            "responsible_leader": self.leader,
            "handler": self.handler,
            "supervising_unit": self.office,
            "requirement": "依法核查并书面答复",
        })
    }
}
