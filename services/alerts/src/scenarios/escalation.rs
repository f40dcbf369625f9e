use events::CaseClass;
use events::intake::ConflictV1;
use events::operations::{LedgerEventParkedV1, ParkedV1};
use events::{AlertKind, Service};
use messaging::Handled;
use uuid::Uuid;

use super::*;
use crate::domain::AlertState;
use crate::switchboard::{Act, Acting, act};

#[tokio::test]
async fn s1_a_missed_deadline_calls_the_on_call_leader_then_the_principal_until_somebody_answers() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        county.registers(1, CaseClass::Claim, ConflictV1::default()).await;
        assert_eq!(county.is_overdue(1).await, Handled::Apply);
        assert_eq!(county.published().await, ["AlertRaised", "LeaderPaged"]);
        county.hours_pass(11).await;
        assert_eq!(county.published().await.len(), 2, "E5: never early");
        county.hours_pass(1).await;
        assert_eq!(county.published().await[2..], ["AlertEscalated", "LeaderPaged"]);
        county.hours_pass(12).await;
        assert_eq!(county.published().await.len(), 6, "the last level repeats");
        let row = county.only_alert().await;
        assert_eq!((row.alert.level, row.alert.round), (2, 2));
        let called = county.texts("SELECT channel FROM deliveries ORDER BY id", "channel").await;
        assert_eq!(called, ["webhook", "webhook", "webhook"]);
    }
}

#[tokio::test]
async fn each_stage_of_a_clock_raises_once_and_a_moved_deadline_warns_again() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        county.registers(1, CaseClass::Claim, ConflictV1::default()).await;
        county.is_overdue(1).await;
        county.is_overdue(1).await;
        assert_eq!(county.alerts().await.len(), 1);
        county.is_near(1, false).await;
        assert_eq!(county.alerts().await.len(), 2);
        let mut stage = county.stage(1, false);
        stage.due_rolled = date(2026, 9, 1);
        county.hears(case(1).uuid(), &DeadlineMissedV1(stage)).await;
        assert_eq!(county.alerts().await.len(), 3);
    }
}

#[tokio::test]
async fn a_deadline_waits_for_the_registration_from_another_producer() {
    let mut county = County::new(EngineKind::Sqlite).await;
    assert_eq!(county.is_overdue(1).await, Handled::Wait);
    assert!(county.alerts().await.is_empty());
}

#[tokio::test]
async fn invariant_4_the_act_that_stops_the_clock_closes_its_alert_in_its_doers_name() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        county.registers(1, CaseClass::Claim, ConflictV1::default()).await;
        county.is_overdue(1).await;
        county.clock_stops(1).await;
        let row = county.only_alert().await;
        assert_eq!((row.alert.state, row.outcome.as_deref()), (AlertState::Closed, Some("clock_stopped")));
        let last = county.rows("SELECT envelope FROM outbox ORDER BY seq DESC LIMIT 1").await;
        let event: serde_json::Value = last[0].json("envelope").unwrap();
        assert_eq!(event["type"], "huiyin.alerts.AlertClosed.v1");
        assert_eq!(event["actor"]["username"], "handler");
        assert_eq!(county.texts("SELECT state FROM deliveries", "state").await, ["withdrawn"]);
        county.hours_pass(100).await;
        assert_eq!(county.published().await.len(), 3, "closed stops everything");
    }
}

#[tokio::test]
async fn an_answer_stops_the_escalation_and_is_kept_with_its_name() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        county.registers(1, CaseClass::Claim, ConflictV1::default()).await;
        county.is_overdue(1).await;
        let alert = county.only_alert().await.alert.id;
        let answer = crate::domain::Answer { person: Some(person(LU)), office: false };
        county.bench.writer.run(Answered { alert, answer, desk: county.desk.clone() }).await.unwrap();
        county.hours_pass(100).await;
        let row = county.only_alert().await;
        assert_eq!(
            (row.alert.state, row.acknowledged_by.as_deref()),
            (AlertState::Acknowledged, Some("陆明远"))
        );
        assert_eq!(county.published().await, ["AlertRaised", "LeaderPaged", "AlertAcknowledged"]);
    }
}

#[tokio::test]
async fn r11_the_accused_leader_is_not_called_and_no_message_tells_of_the_place() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        let conflict =
            ConflictV1 { excluded_units: vec![unit(LU)], excluded_persons: vec![], complained_units: vec![] };
        county.registers(1, CaseClass::Accusation, conflict).await;
        county.is_overdue(1).await;
        let row = county.only_alert().await;
        assert_eq!(row.alert.calls[0].person, person(QIN));
        let sent = county.rows("SELECT message FROM deliveries").await;
        let message: serde_json::Value = sent[0].json("message").unwrap();
        assert!(!message["text"].as_str().unwrap().contains("云溪镇"));
        let outbox = county.rows("SELECT envelope FROM outbox ORDER BY seq").await;
        for row in outbox {
            let event: serde_json::Value = row.json("envelope").unwrap();
            assert_eq!(event["classification"], "accusation");
            assert!(event["data"].get("place").is_none() && event["data"].get("headcount").is_none());
        }
    }
}

#[tokio::test]
async fn e5_with_nobody_on_any_roster_the_alert_stays_visible_and_each_empty_layer_is_told_once() {
    for kind in testkit::engines() {
        let mut county = County::with(kind, false).await;
        county.registers(1, CaseClass::Claim, ConflictV1::default()).await;
        county.is_overdue(1).await;
        county.hours_pass(24 * 7).await;
        let alerts = county.alerts().await;
        assert!(alerts.iter().all(|row| row.alert.state == AlertState::Open));
        let gaps = alerts.iter().filter(|row| row.alert.kind == AlertKind::RosterGap);
        let mut layers: Vec<_> = gaps.filter_map(|row| row.layer).collect();
        layers.sort_unstable();
        assert_eq!(layers, [Layer::Duty, Layer::Leader, Layer::Principal]);
        county.roster(100, Layer::Leader, &[LU]).await;
        county.hours_pass(1).await;
        let first = &county.alerts().await[0];
        assert!(first.alert.was_called(person(LU)), "whoever is entered is called: {first:?}");
    }
}

#[tokio::test]
async fn a_parked_event_of_another_service_calls_the_duty_officer_once() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        let parked = LedgerEventParkedV1(ParkedV1 {
            producer: Service::Intake,
            epoch: 1,
            seq: 9,
            event_id: Uuid::from_u128(8).into(),
            event_type: "huiyin.intake.CaseRegistered.v1".into(),
            reason: "matter: 反映某某".into(),
        });
        county.hears(case(1).uuid(), &parked).await;
        county.hears(case(1).uuid(), &parked).await;
        let row = county.only_alert().await;
        assert_eq!((row.alert.kind, row.alert.calls[0].person), (AlertKind::System, person(QIN)));
        assert!(!row.note.unwrap().contains("某某"), "the reason may quote a case");
    }
}

struct Answered {
    alert: AlertId,
    answer: crate::domain::Answer,
    desk: Desk,
}

impl Command for Answered {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let actor = Actor { username: "leader".into(), ..Actor::default() };
        let acting = Acting::person(actor, Some("陆明远".into()), None);
        let command = crate::domain::Command::Acknowledge(self.answer);
        act(work, &self.desk, &Act { alert: self.alert, command, acting }).await.unwrap();
        Ok(())
    }
}
