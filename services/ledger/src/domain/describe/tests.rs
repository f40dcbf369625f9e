use events::{Actor, AlertKind, CaseClass, Channel, Classification, Light, RuleCode, Service};
use ids::EventId;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::*;

fn event<P: Payload>(payload: &P) -> Envelope {
    Envelope {
        specversion: "1.0".into(),
        id: EventId::from(Uuid::from_u128(1)),
        source: "yunxi/test".into(),
        event_type: P::TYPE.into(),
        epoch: 1,
        seq: 1,
        subject: Uuid::from_u128(9),
        subject_seq: 1,
        time: Timestamp::UNIX_EPOCH,
        recorded_at: Timestamp::UNIX_EPOCH,
        actor: Actor::system(Service::Routing),
        reason: Some("张某来电核对".into()),
        classification: Classification::Case,
        correlation: Uuid::from_u128(1),
        causation: None,
        traceparent: None,
        data: serde_json::to_value(payload).unwrap(),
    }
}

fn unit(n: u128) -> UnitId {
    UnitId::from(Uuid::from_u128(n))
}

fn person(n: u128) -> PersonId {
    PersonId::from(Uuid::from_u128(n))
}

fn names() -> Names {
    Names {
        units: [(unit(1), "住建局".into()), (unit(2), "督查室".into()), (unit(3), "云溪镇".into())].into(),
        persons: [(person(11), "周明".into()), (person(12), "吴岚".into())].into(),
    }
}

#[test]
fn r2_the_line_of_an_assignment_names_units_people_and_day_but_no_typed_text() {
    let assigned = CaseAssignedV1 {
        case_number: "YX-1".into(),
        lead_unit: unit(1),
        assisting_units: vec![unit(3)],
        supervising_unit: unit(2),
        responsible_leader: person(11),
        handler: person(12),
        requirement: "查明情况并答复".into(),
        due: Some(Date::constant(2026, 12, 1)),
        letter_number: "云信交〔2026〕1号".into(),
        assigned_at: Timestamp::UNIX_EPOCH,
    };
    let line = describe(&event(&assigned), &names()).unwrap().unwrap();
    assert_eq!(
        line.zh,
        "交办 住建局，承办人 吴岚，责任领导 周明，督办单位 督查室，协办 云溪镇，2026年12月1日前办结；\
         交办函 云信交〔2026〕1号"
    );
    assert!(line.en.starts_with("Assigned to 住建局: handler 吴岚"));
    let (units, persons) = mentions(&event(&assigned)).unwrap();
    assert_eq!((units.len(), persons.len()), (3, 2));
}

#[test]
fn a_typed_reason_never_reaches_the_timeline() {
    let revealed = IdentityRevealedV1 { case_number: "YX-1".into(), fields: vec!["petitioners".into()] };
    let line = describe(&event(&revealed), &names()).unwrap().unwrap();
    assert_eq!(line.zh, "查看了信访人信息（已记录理由）");
    assert!(!line.zh.contains("张某") && !line.en.contains("张某"));
}

#[test]
fn a_clock_names_its_article_or_its_row() {
    let mut started = ClockStartedV1 {
        clock_id: ids::ClockId::from(Uuid::from_u128(5)),
        rule: RuleCode::Handle,
        ordinal: 1,
        article: "34".into(),
        start: Timestamp::UNIX_EPOCH,
        due_unrolled: Date::constant(2026, 10, 2),
        due_rolled: Date::constant(2026, 10, 8),
        near_on: None,
        rule_version: 1,
        calendar_version: "2026-1".into(),
        provisional: false,
        late_on_arrival: false,
        light: Light::Green,
    };
    let line = describe(&event(&started), &names()).unwrap().unwrap();
    assert_eq!(line.zh, "开始计时：办理时限，2026年10月8日前（第 34 条）");
    started.article = "R4".into();
    started.rule = RuleCode::AssignmentLetter;
    let line = describe(&event(&started), &names()).unwrap().unwrap();
    assert_eq!(line.en, "Clock started: assignment letter, through 2026-10-08 (R4)");
}

#[test]
fn e5_the_last_level_is_called_again() {
    let again = AlertEscalatedV1 {
        alert_id: ids::AlertId::from(Uuid::from_u128(6)),
        from_level: 2,
        to_level: 2,
        reason: "no answer".into(),
    };
    assert_eq!(describe(&event(&again), &names()).unwrap().unwrap().zh, "无人应答：再次呼叫第 2 级");
    let raised = AlertRaisedV1 {
        alert_id: again.alert_id,
        kind: AlertKind::Overdue,
        case_number: None,
        clock_id: None,
        level: 1,
        headcount: None,
        place: None,
    };
    assert_eq!(describe(&event(&raised), &names()).unwrap().unwrap().zh, "预警（超期）：呼叫第 1 级");
}

#[test]
fn i5_a_registration_from_an_import_is_marked() {
    let registered = CaseRegisteredV1 {
        case_number: "YX-7".into(),
        channel: Channel::Online,
        class: CaseClass::Claim,
        matter: "路灯不亮".into(),
        place: None,
        category: None,
        persons: 1,
        received_at: Timestamp::UNIX_EPOCH,
        registered_at: Timestamp::UNIX_EPOCH,
        late_entry: true,
        reception: None,
        conflict: events::intake::ConflictV1::default(),
    };
    let line = describe(&event(&registered), &names()).unwrap().unwrap();
    assert_eq!(line.zh, "登记：网上，编号 YX-7（补录）");
}

#[test]
fn an_event_about_no_case_has_no_line_and_a_broken_one_is_refused() {
    let unit_changed = events::routing::UnitChangedV1 {
        name: "住建局".into(),
        kind: events::UnitKind::Department,
        parent: None,
        active: true,
    };
    assert_eq!(describe(&event(&unit_changed), &names()).unwrap(), None);
    let mut broken = event(&IdentityRevealedV1 { case_number: String::new(), fields: vec![] });
    broken.data = serde_json::json!({"fields": 7});
    assert!(describe(&broken, &names()).is_err());
}
