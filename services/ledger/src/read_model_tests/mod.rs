//! The read model against a real store: events in, lists out.

mod queue;
mod r11;

use std::collections::BTreeSet;

use events::intake::{CaseRegisteredV1, ConflictV1};
use events::routing::{CaseAssignedV1, PersonChangedV1, UnitChangedV1};
use events::supervision::ClockStartedV1;
use events::{
    Actor, CaseClass, Channel, Classification, Envelope, Light, Payload, Role, RuleCode, Service, UnitKind,
};
use http_kit::{Caller, Scope};
use ids::{CaseId, ClockId, EventId, PersonId, UnitId};
use jiff::civil::Date;
use messaging::{Command, Consumer as _, Handled, Work};
use store::StoreError;
use testkit::{Bench, EngineKind, morning};
use uuid::Uuid;

use crate::consumers::ReadModel;
use crate::store::MIGRATIONS;
use crate::store::case_list::{self, CaseRow, Filter};

pub(super) const HOUSING: u128 = 0xa1;
pub(super) const LAND: u128 = 0xa2;
pub(super) const INSPECTORATE: u128 = 0xa3;
pub(super) const LEADER: u128 = 0xb1;
pub(super) const HANDLER: u128 = 0xb2;

pub(super) fn unit(n: u128) -> UnitId {
    UnitId::from(Uuid::from_u128(n))
}

pub(super) fn person(n: u128) -> PersonId {
    PersonId::from(Uuid::from_u128(n))
}

pub(super) fn case(n: u128) -> CaseId {
    CaseId::from(Uuid::from_u128(0xca5e_0000 + n))
}

/// The ledger of a small office, fed by hand.
pub(super) struct Office {
    pub(super) bench: Bench,
    next: std::cell::Cell<u128>,
}

struct Feed(Vec<Envelope>);

impl Command for Feed {
    type Out = Vec<Handled>;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Vec<Handled>, StoreError> {
        let mut handled = Vec::new();
        for event in &self.0 {
            handled.push(ReadModel.handle(work, event).await?);
        }
        Ok(handled)
    }
}

impl Office {
    pub(super) async fn open(kind: EngineKind) -> Self {
        let bench = Bench::new(kind, Service::Ledger, MIGRATIONS).await;
        let office = Self { bench, next: std::cell::Cell::new(1) };
        for (id, name) in [(HOUSING, "住房和城乡建设局"), (LAND, "自然资源局"), (INSPECTORATE, "督查室")]
        {
            let changed =
                UnitChangedV1 { name: name.into(), kind: UnitKind::Department, parent: None, active: true };
            office.applied(Uuid::from_u128(id), &changed).await;
        }
        for (id, name) in [(LEADER, "周明"), (HANDLER, "吴岚")] {
            let changed = PersonChangedV1 {
                name: name.into(),
                unit_id: unit(HOUSING),
                title: "科员".into(),
                active: true,
            };
            office.applied(Uuid::from_u128(id), &changed).await;
        }
        office
    }

    fn envelope<P: Payload>(&self, subject: Uuid, payload: &P) -> Envelope {
        let n = self.next.get();
        self.next.set(n + 1);
        Envelope {
            specversion: "1.0".into(),
            id: EventId::from(Uuid::from_u128(0xe0_0000 + n)),
            source: format!("yunxi/{}", P::PRODUCER),
            event_type: P::TYPE.into(),
            epoch: 1,
            seq: i64::try_from(n).unwrap(),
            subject,
            subject_seq: 1,
            time: morning(),
            recorded_at: morning(),
            actor: Actor::system(P::PRODUCER),
            reason: None,
            classification: Classification::Case,
            correlation: subject,
            causation: None,
            traceparent: None,
            data: serde_json::to_value(payload).unwrap(),
        }
    }

    pub(super) async fn handled<P: Payload>(&self, subject: Uuid, payload: &P) -> Handled {
        let event = self.envelope(subject, payload);
        self.bench.writer.run(Feed(vec![event])).await.unwrap().out.remove(0)
    }

    pub(super) async fn applied<P: Payload>(&self, subject: Uuid, payload: &P) {
        assert_eq!(self.handled(subject, payload).await, Handled::Apply, "{}", P::TYPE);
    }

    pub(super) async fn register(&self, n: u128, class: CaseClass, matter: &str, conflict: ConflictV1) {
        let registered = CaseRegisteredV1 {
            case_number: format!("YX-2026-{n:04}"),
            channel: Channel::Visit,
            class,
            matter: matter.into(),
            place: Some("云溪镇".into()),
            category: None,
            persons: 3,
            received_at: morning(),
            registered_at: morning(),
            late_entry: false,
            reception: None,
            conflict,
        };
        self.applied(case(n).uuid(), &registered).await;
    }

    pub(super) async fn assign(&self, n: u128, lead: u128) {
        self.applied(case(n).uuid(), &assignment(lead)).await;
    }

    pub(super) async fn start_clock(&self, n: u128, clock: u128, light: Light, due: Date) {
        let started = ClockStartedV1 {
            clock_id: ClockId::from(Uuid::from_u128(clock)),
            rule: RuleCode::Handle,
            ordinal: 1,
            article: "34".into(),
            start: morning(),
            due_unrolled: due,
            due_rolled: due,
            near_on: None,
            rule_version: 1,
            calendar_version: "2026-1".into(),
            provisional: false,
            late_on_arrival: false,
            light,
        };
        self.applied(case(n).uuid(), &started).await;
    }

    pub(super) async fn list(&self, caller: &Caller, filter: &Filter, limit: i64) -> Vec<CaseRow> {
        let scope: Scope = caller.scope();
        let mut on = self.bench.store().read().await.unwrap();
        case_list::list(&mut on, filter, |next| scope.clause("c", next), limit).await.unwrap()
    }

    pub(super) async fn numbers(&self, caller: &Caller, filter: &Filter) -> Vec<String> {
        self.list(caller, filter, 50).await.into_iter().map(|row| row.case_number).collect()
    }
}

pub(super) fn assignment(lead: u128) -> CaseAssignedV1 {
    CaseAssignedV1 {
        case_number: "YX".into(),
        lead_unit: unit(lead),
        assisting_units: vec![],
        supervising_unit: unit(INSPECTORATE),
        responsible_leader: person(LEADER),
        handler: person(HANDLER),
        requirement: "依法办理".into(),
        due: None,
        letter_number: "1号".into(),
        assigned_at: morning(),
    }
}

pub(super) fn caller(role: Role, own_unit: Option<u128>, own_person: Option<u128>) -> Caller {
    Caller {
        roles: BTreeSet::from([role]),
        unit: own_unit.map(unit),
        person: own_person.map(person),
        ..Caller::public("yunxi")
    }
}
