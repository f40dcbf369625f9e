//! The timer against clocks moved by hand.

use std::time::Duration;

use jiff::SignedDuration;

use super::fire::{self, Next, Timer};
use crate::store::time_mark;
use crate::test_office::{Office, at, case, registration};

/// One registration on 3 August: near on the 15th, due on the 18th, red on the 19th.
async fn office_with_one_clock() -> Office {
    let office = Office::open(at(8, 3, 9, 0)).await;
    office.register(case(1), &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    office
}

#[tokio::test]
async fn the_timer_sleeps_until_the_earliest_stage_and_fires_it_when_its_time_comes() {
    let office = office_with_one_clock().await;
    let app = office.app().await;
    let mut timer = Timer::new(app.clone());
    assert_eq!(timer.look().await.unwrap(), Next::Sleep(Some(at(8, 15, 0, 0))));
    assert_eq!(office.story().await.len(), 1);

    let running = tokio::spawn(fire::run(app));
    office.business.set(at(8, 14, 23, 59));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(office.story().await.len(), 1, "never early");
    office.business.set(at(8, 15, 0, 0));
    assert!(fired(&office, 2).await, "at latest one tick after it is due");
    running.abort();
}

#[tokio::test]
async fn a_clock_armed_while_the_timer_sleeps_wakes_it() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let running = tokio::spawn(fire::run(office.app().await));
    tokio::time::sleep(Duration::from_millis(50)).await;
    // Received on the 1st, so it arrives with its near day two weeks ahead; time then passes.
    office.register(case(1), &registration(at(8, 1, 9, 0), at(8, 3, 9, 0))).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    office.business.set(at(8, 13, 0, 0));
    assert!(fired(&office, 2).await, "the timer knew the new clock without waiting for its tick");
    running.abort();
}

#[tokio::test]
async fn a_wall_clock_set_a_day_ahead_fires_nothing_until_an_operator_confirms_it() {
    let office = office_with_one_clock().await;
    office.set_time(at(8, 14, 10, 0));
    let app = office.app().await;
    let mut timer = Timer::new(app.clone());
    assert_eq!(timer.look().await.unwrap(), Next::Sleep(Some(at(8, 15, 0, 0))));

    office.set_time(at(8, 15, 10, 0));
    assert_eq!(timer.look().await.unwrap(), Next::Sleep(None), "held: only a tick or a wake looks again");
    assert_eq!(office.story().await.len(), 1, "never early");
    let held = app.held.borrow().unwrap();
    assert_eq!(held.since, at(8, 15, 10, 0));
    assert!((held.ahead.as_secs() - 86_400).abs() <= 1);

    let mut tx = office.store.begin().await.unwrap();
    time_mark::confirm(&mut tx, at(8, 15, 10, 0)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(timer.look().await.unwrap(), Next::Now);
    assert_eq!(office.story().await.len(), 2);
    assert!(app.held.borrow().is_none());
}

#[tokio::test]
async fn a_wall_clock_that_comes_back_lets_the_timer_go_on() {
    let office = office_with_one_clock().await;
    let app = office.app().await;
    let mut timer = Timer::new(app.clone());
    timer.look().await.unwrap();
    office.set_time(at(9, 3, 9, 0));
    timer.look().await.unwrap();
    assert!(app.held.borrow().is_some());
    office.set_time(at(8, 3, 9, 0) + SignedDuration::from_secs(1));
    assert_eq!(timer.look().await.unwrap(), Next::Sleep(Some(at(8, 15, 0, 0))));
    assert!(app.held.borrow().is_none());
    assert_eq!(office.story().await.len(), 1, "no storm, none early");
}

#[tokio::test]
async fn a_jump_is_believed_once_the_time_service_has_synchronised() {
    let office = office_with_one_clock().await;
    let app = office.app().await;
    let mut timer = Timer::new(app.clone());
    let file = std::fs::File::create(office.sync_file()).unwrap();
    file.set_modified(at(8, 3, 8, 0).into()).unwrap();
    timer.look().await.unwrap();
    office.set_time(at(8, 15, 10, 0));
    assert_eq!(timer.look().await.unwrap(), Next::Sleep(None), "synchronised before the jump, not since");
    file.set_modified(at(8, 15, 10, 1).into()).unwrap();
    assert_eq!(timer.look().await.unwrap(), Next::Now);
    assert_eq!(office.story().await.len(), 2);
}

#[tokio::test]
async fn section6_after_downtime_the_decision_that_was_in_time_is_heard_before_the_timer_fires() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    office.register(case(1), &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    office.assign(case(1), None).await;
    office.accept(case(1)).await;
    office.set_time(at(10, 3, 9, 0));
    office.fire().await;
    // Down over the last day; the decision was issued meanwhile, and its event waits in routing's log.
    office.set_time(at(10, 9, 1, 0));
    let running = tokio::spawn(fire::run(office.app().await));
    tokio::time::sleep(Duration::from_millis(300)).await;
    office.decide_at(case(1), at(10, 8, 20, 0)).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let story = office.story().await;
    assert_eq!(story.last().map(String::as_str), Some("ClockStopped handle"));
    assert!(!story.contains(&"DeadlineMissed handle".to_owned()), "no breach that was none: {story:?}");
    running.abort();
}

/// Waits until `events` have been published: at most two seconds, less than the timer's tick.
async fn fired(office: &Office, events: usize) -> bool {
    for _ in 0..100 {
        if office.story().await.len() == events {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}
