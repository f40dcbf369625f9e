//! Every statement of the console on both engines.

use events::CaseClass;
use http_kit::Caller;
use ids::{AlertId, CaseId};
use jiff::{SignedDuration, Timestamp};
use testkit::{Bench, engines};

use super::chronicle::{raised, registered};
use super::*;
use crate::auth::commands::{CountFailure, EndSession, OpenSession};
use crate::auth::token::TokenHash;
use crate::store::drill_inbox::{self, Message};
use crate::store::users::{self, User};
use crate::store::{alerts, audit_log, cases, live_feed, sessions, sign_in_failures, units};

struct Everything {
    events: Vec<Envelope>,
}

impl Command for Everything {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        for event in &self.events {
            assert_eq!(Chronicle.handle(work, event).await?, Handled::Apply);
        }
        let now = work.recorded();
        users::insert(work, &user(1, "router", Role::Router), "$argon2id$a", now).await?;
        let bound = User { person_id: Some(Uuid::from_u128(0xb1).into()), ..user(3, "mover", Role::Router) };
        users::insert(work, &bound, "$argon2id$e", now).await?;
        users::insert(work, &user(2, "secadmin", Role::Secadmin), "$argon2id$b", now).await?;
        assert!(users::set_password(work, user(1, "", Role::Router).id, 1, "$argon2id$c", now).await?);
        assert!(!users::set_password(work, user(1, "", Role::Router).id, 1, "$argon2id$d", now).await?);
        assert_eq!(users::active_with_role(work, Role::Secadmin).await?, 1);
        for n in 0..4 {
            let message = Message {
                id: work.ids().mint(),
                message_id: format!("m{}", n % 3),
                received_at: now,
                channel: "webhook".into(),
                recipient: "周明".into(),
                subject: "临期".into(),
                text: "请确认".into(),
                link: None,
            };
            drill_inbox::insert(work, &message).await?;
        }
        assert_eq!(drill_inbox::trim(work, 2).await?, 1);
        Ok(())
    }
}

struct Delete(Timestamp);

impl Command for Delete {
    type Out = [u64; 3];
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<[u64; 3], StoreError> {
        Ok([
            sessions::delete_dead(work, self.0, self.0).await?,
            sign_in_failures::delete_before(work, self.0).await?,
            live_feed::delete_before(work, self.0).await?,
        ])
    }
}

fn user(n: u128, name: &str, role: Role) -> User {
    User {
        id: Uuid::from_u128(n).into(),
        username: name.into(),
        display_name: "测试员".into(),
        roles: [role].into(),
        person_id: None,
        unit_id: Some(Uuid::from_u128(0xa1).into()),
        active: true,
        version: 1,
    }
}

fn from_elsewhere<P: Payload>(n: i64, subject: Uuid, payload: &P) -> Envelope {
    Envelope {
        specversion: "1.0".into(),
        id: Uuid::from_u128(0xe0 + u128::try_from(n).unwrap()).into(),
        source: format!("yunxi/{}", P::PRODUCER),
        event_type: P::TYPE.into(),
        epoch: 1,
        seq: n,
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

#[tokio::test]
async fn every_statement_runs_on_both_engines() {
    for kind in engines() {
        let bench = Bench::new(kind, Service::Console, crate::store::MIGRATIONS).await;
        let (case, unit) = (Uuid::from_u128(1), Uuid::from_u128(0xa1));
        let named = events::routing::UnitChangedV1 {
            name: "自然资源局".into(),
            kind: events::UnitKind::Department,
            parent: None,
            active: true,
        };
        let answered = events::alerts::AlertAcknowledgedV1 {
            alert_id: AlertId::from(Uuid::from_u128(9)),
            level: 1,
            by: None,
            via: "console".into(),
        };
        let left = events::routing::PersonChangedV1 {
            name: "钱进".into(),
            unit_id: Uuid::from_u128(0xa7).into(),
            title: "科长".into(),
            active: false,
        };
        let events = vec![
            from_elsewhere(5, Uuid::from_u128(0xb1), &left),
            from_elsewhere(1, unit, &named),
            from_elsewhere(2, case, &registered(CaseClass::Accusation, Some(unit))),
            from_elsewhere(3, case, &raised(9)),
            from_elsewhere(4, case, &answered),
        ];
        bench.writer.run(Everything { events }).await.unwrap();
        let token = TokenHash::of("t");
        bench.writer.run(OpenSession { user: user(1, "router", Role::Router), token }).await.unwrap();
        for _ in 0..5 {
            bench.writer.run(CountFailure { username: "nobody".into() }).await.unwrap();
        }
        let mut on = bench.store().read().await.unwrap();
        let found = users::credentials(&mut on, "router").await.unwrap().unwrap();
        assert_eq!((found.password_hash.as_str(), found.user.version), ("$argon2id$c", 2));
        assert_eq!(users::list(&mut on, "router", 10).await.unwrap()[0].username, "secadmin");
        assert_eq!(drill_inbox::list(&mut on, None, 10).await.unwrap().len(), 2);
        let outsider = Caller { roles: [Role::Router].into(), ..Caller::public("yunxi") };
        let accused = Caller { unit: Some(unit.into()), ..outsider.clone() };
        assert_eq!(audit_log::list(&mut on, &outsider, None, 10).await.unwrap().len(), 5);
        let shown = audit_log::list(&mut on, &accused, None, 10).await.unwrap();
        assert!(shown.iter().all(|entry| entry.subject != case) && shown.len() == 2, "R11: {shown:?}");
        let ids = [CaseId::from(case)];
        for (reader, role, seen) in [
            (&outsider, Role::Router, 1),
            (&outsider, Role::Leader, 1),
            (&outsider, Role::Sysadmin, 0),
            (&accused, Role::Router, 0),
            (&accused, Role::Leader, 0),
        ] {
            let reader = Caller { roles: [role].into(), ..reader.clone() };
            assert_eq!(cases::no_secret_to(&mut on, &ids, &reader).await.unwrap().len(), seen, "{reader:?}");
        }
        let mover = users::by_id(&mut on, user(3, "", Role::Router).id).await.unwrap().unwrap();
        assert_eq!((mover.unit_id, mover.active), (Some(Uuid::from_u128(0xa7).into()), false));
        assert_eq!(users::of_person(&mut on, Uuid::from_u128(0xb1).into()).await.unwrap().len(), 1);
        assert_eq!(units::name(&mut on, unit.into()).await.unwrap().as_deref(), Some("自然资源局"));
        let alert = alerts::by_ids(&mut on, &[AlertId::from(Uuid::from_u128(9))]).await.unwrap().remove(0);
        assert_eq!((alert.state.as_str(), alert.level), ("acknowledged", 1));
        assert_eq!(live_feed::after(&mut on, Uuid::nil(), 10).await.unwrap().len(), 3);
        for (caller, seen) in [(outsider, 1), (accused, 0)] {
            let scope = caller.scope().clause("c", 2);
            assert_eq!(cases::visible(&mut on, &[CaseId::from(case)], scope).await.unwrap().len(), seen);
        }
        assert!(sessions::find(&mut on, token).await.unwrap().is_some());
        let failures = sign_in_failures::find(&mut on, "nobody").await.unwrap().unwrap();
        assert!(failures.count == 5 && failures.locked_until.is_some());
        drop(on);
        bench.writer.run(EndSession { token, actor: Actor::default() }).await.unwrap();
        bench.writer.run(OpenSession { user: user(1, "router", Role::Router), token }).await.unwrap();
        let later = clock::RealClock::system().now() + SignedDuration::from_hours(1);
        assert_eq!(bench.writer.run(Delete(later)).await.unwrap().out, [1, 1, 3]);
    }
}
