use events::intake::ConflictV1;
use events::routing::{CaseAcceptedV1, CaseClosedV1, ProgressReportedV1};
use events::supervision::{ClockStoppedV1, DeadlineMissedV1, StageReachedV1};
use events::{CaseClass, CaseStatus};
use testkit::engines;

use super::*;
use crate::domain::mine::mine;
use crate::domain::search::like_pattern;
use crate::store::timeline;

fn october(day: i8) -> Date {
    Date::constant(2026, 10, day)
}

#[tokio::test]
async fn an_event_of_a_case_that_is_not_registered_here_waits_for_it() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let subject = case(1).uuid();
        assert_eq!(office.handled(subject, &assignment(HOUSING)).await, Handled::Wait);
        office.register(1, CaseClass::Claim, "道路破损", ConflictV1::default()).await;
        office.assign(1, HOUSING).await;
        let handler = caller(Role::Handler, Some(HOUSING), Some(HANDLER));
        let rows = office.list(&handler, &Filter::default(), 10).await;
        assert_eq!((rows[0].status.as_str(), rows[0].handler), ("assigned", Some(person(HANDLER))));
    }
}

#[tokio::test]
async fn the_queue_is_red_first_then_by_day_and_pages_neither_repeat_nor_skip() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let lights = [(1, Light::Green, 9), (2, Light::Red, 8), (3, Light::Yellow, 2), (4, Light::Red, 1)];
        for (n, light, day) in lights {
            office.register(n, CaseClass::Claim, "事项", ConflictV1::default()).await;
            office.start_clock(n, n, light, october(day)).await;
        }
        office.register(5, CaseClass::Claim, "事项", ConflictV1::default()).await;
        let router = caller(Role::Router, None, None);
        let order = office.numbers(&router, &Filter::default()).await;
        assert_eq!(order, ["YX-2026-0004", "YX-2026-0002", "YX-2026-0003", "YX-2026-0001", "YX-2026-0005"]);
        let mut paged = Vec::new();
        let mut after = None;
        loop {
            let page = office.list(&router, &Filter { after, ..Filter::default() }, 2).await;
            let Some(last) = page.last() else { break };
            after = Some((last.sort_key, last.id));
            paged.extend(page.into_iter().map(|row| row.case_number));
        }
        assert_eq!(paged, order);
        let red = Filter { light: Some(Light::Red), ..Filter::default() };
        assert_eq!(office.numbers(&router, &red).await.len(), 2);
    }
}

#[tokio::test]
async fn a_missed_deadline_turns_the_case_red_and_a_stopped_clock_takes_the_light_away() {
    for kind in engines() {
        let office = Office::open(kind).await;
        office.register(1, CaseClass::Claim, "事项", ConflictV1::default()).await;
        office.start_clock(1, 7, Light::Green, october(8)).await;
        let clock_id = ClockId::from(Uuid::from_u128(7));
        let missed = DeadlineMissedV1(StageReachedV1 {
            clock_id,
            rule: RuleCode::Handle,
            article: "34".into(),
            due_unrolled: october(2),
            due_rolled: october(8),
            due_at: morning(),
            fired_at: morning(),
            on_arrival: false,
            catch_up: false,
            light: Light::Red,
        });
        office.applied(case(1).uuid(), &missed).await;
        let router = caller(Role::Router, None, None);
        let row = office.list(&router, &Filter::default(), 1).await.remove(0);
        assert_eq!(
            (row.light.as_str(), row.due.as_deref(), row.rule.as_deref()),
            ("red", Some("2026-10-08"), Some("handle"))
        );
        let stopped = ClockStoppedV1 {
            clock_id,
            rule: RuleCode::Handle,
            stopped_at: morning(),
            in_time: false,
            light: Light::Red,
        };
        office.applied(case(1).uuid(), &stopped).await;
        let row = office.list(&router, &Filter::default(), 1).await.remove(0);
        assert_eq!((row.light.as_str(), row.due), ("none", None));
        let unknown = ClockStoppedV1 { clock_id: ClockId::from(Uuid::from_u128(8)), ..stopped };
        let refused = office.handled(case(1).uuid(), &unknown).await;
        assert!(matches!(refused, Handled::DeadLetter(_)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_case_goes_from_assigned_to_closed_and_its_timeline_tells_it() {
    for kind in engines() {
        let office = Office::open(kind).await;
        office.register(1, CaseClass::Claim, "事项", ConflictV1::default()).await;
        office.assign(1, HOUSING).await;
        let subject = case(1).uuid();
        office.applied(subject, &CaseAcceptedV1 { unit: unit(HOUSING), accepted_at: morning() }).await;
        for _ in 0..2 {
            let progress = ProgressReportedV1 { unit: unit(HOUSING), reported_at: morning() };
            office.applied(subject, &progress).await;
        }
        let handler = caller(Role::Handler, Some(HOUSING), Some(HANDLER));
        let handling = Filter { status: Some(CaseStatus::Handling), ..Filter::default() };
        assert_eq!(office.numbers(&handler, &handling).await.len(), 1);
        let own = mine(&handler.roles, handler.person, handler.unit);
        let my_work = Filter { mine: Some(own), ..Filter::default() };
        assert_eq!(office.numbers(&handler, &my_work).await.len(), 1);
        office.applied(subject, &CaseClosedV1 { result: "settled".into(), closed_at: morning() }).await;
        assert!(office.numbers(&handler, &my_work).await.is_empty(), "closed is nobody's work");
        let mut on = office.bench.store().read().await.unwrap();
        let lines = timeline::list(&mut on, case(1), None, 50).await.unwrap();
        let texts: Vec<&str> = lines.iter().map(|line| line.text_zh.as_str()).collect();
        assert_eq!(texts.len(), 6);
        assert_eq!(texts[0], "办结：已化解");
        assert_eq!(texts[1], "住房和城乡建设局 报告办理进展");
        let after = (lines[1].at, lines[1].id);
        let next = timeline::list(&mut on, case(1), Some(after), 2).await.unwrap();
        assert_eq!(next[0].text_zh, "住房和城乡建设局 报告办理进展");
    }
}

#[tokio::test]
async fn a_search_looks_for_what_was_typed_as_it_stands() {
    for kind in engines() {
        let office = Office::open(kind).await;
        office.register(1, CaseClass::Claim, "补偿款只发了50%", ConflictV1::default()).await;
        office.register(2, CaseClass::Claim, "补偿款只发了500元", ConflictV1::default()).await;
        let router = caller(Role::Router, None, None);
        for (typed, found) in [("50%", 1), ("补偿", 2), ("yx-2026-0002", 1), ("_", 0), ("路", 0)] {
            let filter = Filter { pattern: like_pattern(typed), ..Filter::default() };
            assert_eq!(office.numbers(&router, &filter).await.len(), found, "{typed}");
        }
    }
}
