//! Stories over a real store: what the rules of `domain` become once events, timers and channels meet.

mod delivering;
mod desktop;
mod digests;
mod escalation;
mod http;
mod rosters;

use events::intake::{CaseRegisteredV1, ConflictV1};
use events::routing::PersonChangedV1;
use events::supervision::{ClockStoppedV1, DeadlineMissedV1, DeadlineNearV1, StageReachedV1};
use events::{
    Actor, CaseClass, Channel, Classification, Envelope, EventDraft, Light, Payload, RuleCode, Service,
};
use ids::{AlertId, CaseId, ClockId, PersonId, UnitId};
use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use messaging::{Command, Consumer as _, Handled, Work};
use store::{Row, StoreError, query};
use testkit::{Bench, EngineKind};
use uuid::Uuid;

use crate::consumers::Following;
use crate::domain::{Layer, Roster, Rotation};
use crate::store::alerts::{self, AlertRow};
use crate::store::rosters::{self as roster_store, RosterRow};
use crate::switchboard::{Desk, DeskSettings};
use crate::tasks::escalate::Look;

pub(super) const LU: u128 = 1;
pub(super) const QIN: u128 = 2;
/// The principal leader.
pub(super) const HE: u128 = 3;

pub(super) fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

pub(super) fn unit(number: u128) -> UnitId {
    Uuid::from_u128(1_000 + number).into()
}

pub(super) fn case(number: u128) -> CaseId {
    Uuid::from_u128(2_000 + number).into()
}

pub(super) fn clock(number: u128) -> ClockId {
    Uuid::from_u128(3_000 + number).into()
}

/// A county's alerts: 陆明远 and 秦书瑶 take turns as on-call leaders, 何秉文 is the principal leader.
pub(super) struct County {
    pub(super) bench: Bench,
    pub(super) desk: Desk,
    /// How long ago (real time) the events that arrive were written down.
    pub(super) lag: SignedDuration,
    seq: i64,
}

impl County {
    pub(super) async fn new(kind: EngineKind) -> Self {
        Self::with(kind, true).await
    }

    pub(super) async fn with(kind: EngineKind, rosters: bool) -> Self {
        let bench = Bench::new(kind, Service::Alerts, crate::store::MIGRATIONS).await;
        let desk = desk(true, false);
        let mut county = Self { bench, desk, lag: SignedDuration::ZERO, seq: 0 };
        for (number, name) in [(LU, "陆明远"), (QIN, "秦书瑶"), (HE, "何秉文")] {
            county.arrives(number, name, true).await;
        }
        if rosters {
            county.roster(100, Layer::Leader, &[LU, QIN]).await;
            county.roster(101, Layer::Principal, &[HE]).await;
            county.roster(102, Layer::Duty, &[QIN]).await;
        }
        county
    }

    pub(super) async fn arrives(&mut self, number: u128, name: &str, active: bool) {
        let payload =
            PersonChangedV1 { name: name.into(), unit_id: unit(number), title: "县领导".into(), active };
        self.hears(person(number).uuid(), &payload).await;
    }

    pub(super) async fn roster(&self, id: u128, layer: Layer, members: &[u128]) {
        let roster = Roster {
            id: Uuid::from_u128(id).into(),
            layer,
            members: members.iter().copied().map(person).collect(),
            rotation: Rotation::Daily,
            anchor: date(2026, 8, 3),
            handover: time(8, 30, 0, 0),
            overrides: vec![],
        };
        let row = RosterRow { roster, name: layer.zh().into(), version: 1 };
        self.bench.writer.run(AddRoster(row)).await.unwrap();
    }

    pub(super) async fn registers(&mut self, number: u128, class: CaseClass, conflict: ConflictV1) {
        let payload = CaseRegisteredV1 {
            case_number: format!("YX2026-{number:06}"),
            channel: Channel::Visit,
            class,
            matter: "反映道路积水".into(),
            place: Some("云溪镇".into()),
            category: None,
            persons: 6,
            received_at: self.now(),
            registered_at: self.now(),
            late_entry: false,
            reception: None,
            conflict,
        };
        self.hears(case(number).uuid(), &payload).await;
    }

    pub(super) fn stage(&self, number: u128, on_arrival: bool) -> StageReachedV1 {
        StageReachedV1 {
            clock_id: clock(number),
            rule: RuleCode::Accept,
            article: "23".into(),
            due_unrolled: date(2026, 8, 2),
            due_rolled: date(2026, 8, 3),
            due_at: self.now(),
            fired_at: self.now(),
            on_arrival,
            catch_up: false,
            light: Light::Red,
        }
    }

    /// The accept clock of this case is overdue.
    pub(super) async fn is_overdue(&mut self, number: u128) -> Handled {
        let stage = self.stage(number, false);
        self.hears(case(number).uuid(), &DeadlineMissedV1(stage)).await
    }

    pub(super) async fn is_near(&mut self, number: u128, on_arrival: bool) -> Handled {
        let stage = self.stage(number, on_arrival);
        self.hears(case(number).uuid(), &DeadlineNearV1(stage)).await
    }

    pub(super) async fn clock_stops(&mut self, number: u128) {
        let payload = ClockStoppedV1 {
            clock_id: clock(number),
            rule: RuleCode::Accept,
            stopped_at: self.now(),
            in_time: false,
            light: Light::Red,
        };
        self.hears(case(number).uuid(), &payload).await;
    }

    /// An event of another service arrives, done by handler 方晓.
    pub(super) async fn hears<P: Payload>(&mut self, subject: Uuid, payload: &P) -> Handled {
        self.seq += 1;
        let actor = Actor {
            username: "handler".into(),
            user_id: Some(Uuid::from_u128(77).into()),
            ..Actor::default()
        };
        let draft = EventDraft::new(subject, payload, &actor);
        let event = Envelope {
            specversion: "1.0".into(),
            id: testkit::ids().mint(),
            source: format!("yunxi/{}", P::PRODUCER),
            event_type: P::TYPE.into(),
            epoch: 1,
            seq: self.seq,
            subject,
            subject_seq: self.seq,
            time: self.now(),
            recorded_at: ::clock::RealClock::system().now() - self.lag,
            actor,
            reason: None,
            classification: Classification::Case,
            correlation: Uuid::from_u128(55),
            causation: None,
            traceparent: None,
            data: draft.data,
        };
        self.bench.writer.run(Hear { event, desk: self.desk.clone() }).await.unwrap().out
    }

    pub(super) fn now(&self) -> Timestamp {
        self.bench.business.now()
    }

    /// Business time passes, and the timer looks at every due alert as its task does.
    pub(super) async fn hours_pass(&self, hours: i64) {
        self.bench.time.set(self.now() + SignedDuration::from_hours(hours));
        loop {
            let due = alerts::due(&mut self.bench.store().read().await.unwrap(), self.now()).await.unwrap();
            if due.is_empty() {
                return;
            }
            for alert in due {
                self.bench.writer.run(Look { alert, desk: self.desk.clone() }).await.unwrap();
            }
        }
    }

    pub(super) async fn rows(&self, sql: &'static str) -> Vec<Row> {
        query(sql).fetch_all(&mut self.bench.store().read().await.unwrap()).await.unwrap()
    }

    pub(super) async fn texts(&self, sql: &'static str, column: &str) -> Vec<String> {
        self.rows(sql).await.iter().map(|row| row.get(column).unwrap()).collect()
    }

    /// The names of the events published so far, without what they share.
    pub(super) async fn published(&self) -> Vec<String> {
        let types = self.texts("SELECT event_type FROM outbox ORDER BY seq", "event_type").await;
        types.iter().map(|name| name.split('.').nth(2).unwrap().to_owned()).collect()
    }

    pub(super) async fn alerts(&self) -> Vec<AlertRow> {
        let ids = self.rows("SELECT id FROM alerts ORDER BY id").await;
        let mut found = Vec::new();
        for row in ids {
            let id: AlertId = row.get::<Uuid>("id").unwrap().into();
            found.extend(alerts::find(&mut self.bench.store().read().await.unwrap(), id).await.unwrap());
        }
        found
    }

    pub(super) async fn only_alert(&self) -> AlertRow {
        let mut alerts = self.alerts().await;
        assert_eq!(alerts.len(), 1, "{alerts:?}");
        alerts.remove(0)
    }
}

pub(super) fn desk(webhook: bool, mail: bool) -> Desk {
    Desk::new(DeskSettings {
        public_url: "https://hy.example".into(),
        default_webhook: Some("http://127.0.0.1:1/inbox".into()),
        webhook,
        mail,
    })
}

struct Hear {
    event: Envelope,
    desk: Desk,
}

impl Command for Hear {
    type Out = Handled;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Handled, StoreError> {
        Following { desk: self.desk.clone() }.handle(work, &self.event).await
    }
}

struct AddRoster(RosterRow);

impl Command for AddRoster {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let at = work.recorded();
        roster_store::add(work, &self.0, at).await
    }
}
