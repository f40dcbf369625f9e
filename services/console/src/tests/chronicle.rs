use events::alerts::AlertRaisedV1;
use events::{AlertKind, CaseClass, Channel};
use ids::AlertId;

use super::*;

pub(super) fn registered(class: CaseClass, excluded_unit: Option<Uuid>) -> events::intake::CaseRegisteredV1 {
    events::intake::CaseRegisteredV1 {
        case_number: "YX-2026-0001".into(),
        channel: Channel::Visit,
        class,
        matter: "道路破损".into(),
        place: None,
        category: None,
        persons: 1,
        received_at: morning(),
        registered_at: morning(),
        late_entry: false,
        reception: None,
        conflict: events::intake::ConflictV1 {
            excluded_units: excluded_unit.map(Into::into).into_iter().collect(),
            ..events::intake::ConflictV1::default()
        },
    }
}

pub(super) fn raised(alert: u128) -> AlertRaisedV1 {
    AlertRaisedV1 {
        alert_id: AlertId::from(Uuid::from_u128(alert)),
        kind: AlertKind::Overdue,
        case_number: Some("YX-2026-0001".into()),
        clock_id: None,
        level: 1,
        headcount: None,
        place: None,
    }
}

#[tokio::test]
async fn invariant_6_the_audit_log_has_every_event_once_newest_first_without_its_data() {
    let console = Console::open(true).await;
    let case = Uuid::from_u128(1);
    // An alert that arrives before its case waits, and its header is kept once, when it is applied.
    assert_eq!(console.handled(case, &raised(9)).await, Handled::Wait);
    console.applied(case, &registered(CaseClass::Claim, None)).await;
    console.applied(case, &raised(9)).await;
    let auditor = console.signed_in("auditor", Role::Auditor, None).await;
    let log = console.get("/api/console/v1/audit?limit=1", Some(&auditor)).await.json();
    assert_eq!(log["items"][0]["type"], "huiyin.alerts.AlertRaised.v1");
    assert_eq!(log["items"][0]["actor"]["username"], "system:alerts");
    assert_eq!(log["items"][0]["reason"], "测试");
    assert!(log["items"][0].get("data").is_none());
    let next = format!("/api/console/v1/audit?cursor={}", log["next_cursor"].as_str().unwrap());
    let rest = console.get(&next, Some(&auditor)).await.json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    assert_eq!(rest["items"][0]["source"], "yunxi/intake");
}
