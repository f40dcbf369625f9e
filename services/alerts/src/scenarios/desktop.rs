//! The service's routes, called as the host calls them.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use events::{CaseClass, Role};
use http_kit::{Caller, Host};
use serde_json::{Value, json};
use settings::Settings;
use tower::ServiceExt as _;

use super::*;
use crate::app::App;

/// The service's real routes over a real store, called as the host calls them after its checks.
pub(super) struct Desktop {
    router: Router,
    pub(super) host: Host,
    _folder: tempfile::TempDir,
}

impl Desktop {
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("db")).unwrap();
        let data = folder.path().display().to_string();
        let variables = BTreeMap::from([("HUIYIN_DATA".to_owned(), data)]);
        let settings = Settings::from_variables(variables).unwrap();
        let host = Host::start(Service::Alerts, settings, crate::store::MIGRATIONS).await.unwrap();
        let app = App::new(host.clone()).unwrap();
        let (router, _) = crate::http::routes().with_state(app).split_for_parts();
        let desktop = Self { router, host, _folder: folder };
        for (number, name) in [(LU, "陆明远"), (QIN, "秦书瑶"), (HE, "何秉文")] {
            let payload = PersonChangedV1 {
                name: name.into(),
                unit_id: unit(number),
                title: "县领导".into(),
                active: true,
            };
            desktop.hears(person(number).uuid(), &payload).await;
        }
        desktop
    }

    pub(super) async fn hears<P: Payload>(&self, subject: Uuid, payload: &P) {
        let actor = Actor { username: "handler".into(), ..Actor::default() };
        let draft = EventDraft::new(subject, payload, &actor);
        let event = Envelope {
            specversion: "1.0".into(),
            id: testkit::ids().mint(),
            source: format!("yunxi/{}", P::PRODUCER),
            event_type: P::TYPE.into(),
            epoch: 1,
            seq: 1,
            subject,
            subject_seq: 1,
            time: self.host.business.now(),
            recorded_at: self.host.real.now(),
            actor,
            reason: None,
            classification: Classification::Case,
            correlation: subject,
            causation: None,
            traceparent: None,
            data: draft.data,
        };
        let hear = Hear { event, desk: desk(false, false) };
        self.host.writer.run(hear).await.unwrap();
    }

    pub(super) async fn has_overdue(&self, number: u128, class: CaseClass, conflict: ConflictV1) {
        self.registers(number, class, conflict).await;
        self.hears(case(number).uuid(), &DeadlineMissedV1(self.stage(number, false))).await;
    }

    /// A matter whose warning and last day were past when it was entered.
    pub(super) async fn arrives_late(&self, number: u128) {
        self.registers(number, CaseClass::Claim, ConflictV1::default()).await;
        self.hears(case(number).uuid(), &DeadlineNearV1(self.stage(number, true))).await;
        self.hears(case(number).uuid(), &DeadlineMissedV1(self.stage(number, true))).await;
    }

    /// An accusation (art. 30) whose warning was past when it was entered.
    pub(super) async fn accusation_arrives_late(&self, number: u128, conflict: ConflictV1) {
        self.registers(number, CaseClass::Accusation, conflict).await;
        self.hears(case(number).uuid(), &DeadlineNearV1(self.stage(number, true))).await;
    }

    async fn registers(&self, number: u128, class: CaseClass, conflict: ConflictV1) {
        let now = self.host.business.now();
        let registered = CaseRegisteredV1 {
            case_number: format!("YX2026-{number:06}"),
            channel: Channel::Visit,
            class,
            matter: "反映道路积水".into(),
            place: None,
            category: None,
            persons: 1,
            received_at: now,
            registered_at: now,
            late_entry: false,
            reception: None,
            conflict,
        };
        self.hears(case(number).uuid(), &registered).await;
    }

    fn stage(&self, number: u128, on_arrival: bool) -> StageReachedV1 {
        let now = self.host.business.now();
        StageReachedV1 {
            clock_id: clock(number),
            rule: RuleCode::Accept,
            article: "23".into(),
            due_unrolled: date(2026, 8, 2),
            due_rolled: date(2026, 8, 3),
            due_at: now,
            fired_at: now,
            on_arrival,
            catch_up: false,
            light: Light::Red,
        }
    }

    pub(super) async fn call(
        &self,
        caller: &Caller,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut request =
            Request::builder().method(method).uri(path).header("content-type", "application/json");
        request = request.extension(caller.clone());
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    pub(super) async fn rosters(&self) {
        for (layer, members) in [("leader", vec![LU, QIN]), ("principal", vec![HE])] {
            let members: Vec<PersonId> = members.into_iter().map(person).collect();
            let body = json!({
                "layer": layer, "name": "值班", "members": members, "rotation": "weekly",
                "anchor": "2026-01-05", "handover": "08:30",
            });
            let (status, answer) =
                self.call(&caller(Role::Director, 50), "POST", "/api/alerts/v1/rosters", Some(body)).await;
            assert_eq!(status, StatusCode::CREATED, "{answer}");
        }
    }

    pub(super) async fn list(&self, caller: &Caller) -> Vec<Value> {
        let (status, page) = self.call(caller, "GET", "/api/alerts/v1/alerts", None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        page["items"].as_array().unwrap().clone()
    }
}

pub(super) fn caller(role: Role, number: u128) -> Caller {
    Caller {
        user_id: Some(Uuid::from_u128(9_000 + number).into()),
        username: role.as_str().into(),
        roles: BTreeSet::from([role]),
        unit: Some(unit(number)),
        person: Some(person(number)),
        instance: "yunxi".into(),
    }
}
