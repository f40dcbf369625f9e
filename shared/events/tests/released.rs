//! Released events never change: the JSON of every version is frozen in `snapshots/`. A difference here
//! means a new version beside the old one, not a new snapshot.

#![expect(clippy::unwrap_used, reason = "the examples are constants")]

use huiyin_events::{
    Actor, AlertKind, CaseClass, Channel, Classification, Envelope, Light, PUBLISHED, Payload,
    ReceptionResult, Role, RuleCode, Service, UnitKind, alerts, console, intake, operations, routing,
    supervision,
};
use serde_json::{Value, json};
use uuid::Uuid;

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + n))
}

fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

fn stage() -> supervision::StageReachedV1 {
    supervision::StageReachedV1 {
        clock_id: id(7),
        rule: RuleCode::Handle,
        article: "34".into(),
        due_unrolled: day("2026-10-02"),
        due_rolled: day("2026-10-08"),
        due_at: at("2026-10-08T16:00:00Z"),
        fired_at: at("2026-10-08T16:00:00Z"),
        on_arrival: false,
        catch_up: false,
        light: Light::Red,
    }
}

fn parked() -> operations::ParkedV1 {
    operations::ParkedV1 {
        producer: Service::Intake,
        epoch: 1,
        seq: 42,
        event_id: id(9),
        event_type: "huiyin.intake.CaseRegistered.v1".into(),
        reason: "missing field `channel`".into(),
    }
}

/// One full example of each type, by type. Every optional field is filled in.
fn examples() -> Vec<(&'static str, Value)> {
    fn example<P: Payload>(payload: &P) -> (&'static str, Value) {
        let value = serde_json::to_value(payload).unwrap();
        // What is written can be read back into the same words.
        let read: P = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
        (P::TYPE, value)
    }
    vec![
        example(&intake::CaseRegisteredV1 {
            case_number: "YUNXI-2026-R000001".into(),
            channel: Channel::LeaderReception,
            class: CaseClass::Claim,
            matter: "屋顶漏水无人修".into(),
            place: Some("云溪镇".into()),
            category: Some("城乡建设/房屋质量".into()),
            persons: 3,
            received_at: at("2026-09-30T02:00:00Z"),
            registered_at: at("2026-09-30T02:30:00Z"),
            late_entry: false,
            reception: Some(intake::ReceptionV1 {
                ended_at: at("2026-09-30T02:20:00Z"),
                result: ReceptionResult::ByDate,
            }),
            conflict: intake::ConflictV1 {
                excluded_units: vec![id(1)],
                excluded_persons: vec![id(2)],
                complained_units: vec![id(3)],
            },
        }),
        example(&intake::IdentityRevealedV1 {
            case_number: "YUNXI-2026-R000001".into(),
            fields: vec!["body".into(), "petitioners".into()],
        }),
        example(&routing::UnitChangedV1 {
            name: "云溪镇".into(),
            kind: UnitKind::Town,
            parent: Some(id(1)),
            active: true,
        }),
        example(&routing::PersonChangedV1 {
            name: "叶知秋".into(),
            unit_id: id(1),
            title: "股长".into(),
            active: true,
        }),
        example(&routing::CaseAssignedV1 {
            case_number: "YUNXI-2026-R000001".into(),
            lead_unit: id(1),
            assisting_units: vec![id(2)],
            supervising_unit: id(3),
            responsible_leader: id(4),
            handler: id(5),
            requirement: "依法办理".into(),
            due: Some(day("2026-11-20")),
            letter_number: "信交〔2026〕1号".into(),
            assigned_at: at("2026-10-01T01:00:00Z"),
        }),
        example(&routing::CaseAcceptedV1 { unit: id(1), accepted_at: at("2026-10-08T01:00:00Z") }),
        example(&routing::ProgressReportedV1 { unit: id(1), reported_at: at("2026-10-09T01:00:00Z") }),
        example(&routing::DecisionIssuedV1 {
            decision_number: "信处〔2026〕1号".into(),
            outcome: "supported".into(),
            issued_at: at("2026-10-20T01:00:00Z"),
        }),
        example(&routing::DecisionServedV1 {
            served_at: at("2026-10-21T01:00:00Z"),
            method: "in_person".into(),
        }),
        example(&routing::CaseClosedV1 { result: "settled".into(), closed_at: at("2026-10-22T01:00:00Z") }),
        example(&supervision::ClockStartedV1 {
            clock_id: id(7),
            rule: RuleCode::Handle,
            ordinal: 1,
            article: "34".into(),
            start: at("2026-08-03T01:00:00Z"),
            due_unrolled: day("2026-10-02"),
            due_rolled: day("2026-10-08"),
            near_on: Some(day("2026-09-22")),
            rule_version: 1,
            calendar_version: "cn-2026.1".into(),
            provisional: false,
            late_on_arrival: false,
            light: Light::Green,
        }),
        example(&supervision::ClockStoppedV1 {
            clock_id: id(7),
            rule: RuleCode::Handle,
            stopped_at: at("2026-10-08T15:59:59Z"),
            in_time: true,
            light: Light::None,
        }),
        example(&supervision::ClockChangedV1 {
            clock_id: id(7),
            rule: RuleCode::Handle,
            old_due: day("2026-10-08"),
            new_due: day("2026-09-30"),
            light: Light::Green,
        }),
        example(&supervision::DeadlineNearV1(stage())),
        example(&supervision::DueTodayV1(stage())),
        example(&supervision::DeadlineMissedV1(stage())),
        example(&alerts::AlertRaisedV1 {
            alert_id: id(8),
            kind: AlertKind::Overdue,
            case_number: Some("YUNXI-2026-R000001".into()),
            clock_id: Some(id(7)),
            level: 1,
            headcount: Some(50),
            place: Some("云溪镇".into()),
        }),
        example(&alerts::LeaderPagedV1 {
            alert_id: id(8),
            level: 1,
            person_id: id(4),
            channel: "webhook".into(),
        }),
        example(&alerts::AlertEscalatedV1 {
            alert_id: id(8),
            from_level: 1,
            to_level: 2,
            reason: "not answered".into(),
        }),
        example(&alerts::AlertAcknowledgedV1 {
            alert_id: id(8),
            level: 2,
            by: Some(id(4)),
            via: "console".into(),
        }),
        example(&alerts::AlertClosedV1 { alert_id: id(8), outcome: "已分办".into() }),
        example(&alerts::RosterGapFoundV1 {
            layer: "leader".into(),
            from: at("2026-10-01T00:30:00Z"),
            until: at("2026-10-02T00:30:00Z"),
        }),
        example(&console::UserChangedV1 {
            username: "registrar".into(),
            display_name: "方若溪".into(),
            roles: vec![Role::Registrar],
            person_id: Some(id(4)),
            unit_id: Some(id(1)),
            active: true,
        }),
        example(&operations::IntakeEventParkedV1(parked())),
        example(&operations::RoutingEventParkedV1(parked())),
        example(&operations::SupervisionEventParkedV1(parked())),
        example(&operations::AlertsEventParkedV1(parked())),
        example(&operations::LedgerEventParkedV1(parked())),
        example(&operations::ExchangeEventParkedV1(parked())),
        example(&operations::ConsoleEventParkedV1(parked())),
    ]
}

#[test]
fn every_released_type_is_frozen() {
    let examples = examples();
    let mut released: Vec<&str> = PUBLISHED.iter().map(|kind| kind.event_type).collect();
    let mut shown: Vec<&str> = examples.iter().map(|(event_type, _)| *event_type).collect();
    released.sort_unstable();
    shown.sort_unstable();
    assert_eq!(released, shown, "each released type has one example");
    for (event_type, value) in examples {
        insta::assert_json_snapshot!(event_type, value);
    }
}

#[test]
fn the_envelope_is_frozen() {
    let envelope = Envelope {
        specversion: "1.0".into(),
        id: id(1),
        source: "yunxi/intake".into(),
        event_type: "huiyin.intake.IdentityRevealed.v1".into(),
        epoch: 1,
        seq: 42,
        subject: Uuid::from_u128(5),
        subject_seq: 3,
        time: at("2026-10-08T16:00:00Z"),
        recorded_at: at("2026-10-08T16:00:00.000001Z"),
        actor: Actor {
            user_id: Some(id(2)),
            username: "registrar".into(),
            person_id: Some(id(3)),
            unit_id: Some(id(4)),
            role: Some(Role::Registrar),
            on_behalf_of: Some("值班领导".into()),
        },
        reason: Some("核对电话".into()),
        classification: Classification::Accusation,
        correlation: Uuid::from_u128(6),
        causation: Some(id(7)),
        traceparent: Some("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".into()),
        data: json!({"case_number": "YUNXI-2026-R000001", "fields": []}),
    };
    let value = serde_json::to_value(&envelope).unwrap();
    assert_eq!(serde_json::from_value::<Envelope>(value.clone()).unwrap(), envelope);
    insta::assert_json_snapshot!("envelope", value);
}
