//! The worked scenarios of 2026 through the real processes, on a calendar that the test turns by hand:
//! 1 and 2 (handling), 3 (notice of acceptance), 8 (assignment letter). One year passes on one instance.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::instance::{County, Desk, Instance, petition};

/// Longer than any service takes to see the driven clock and fire: what is early shows within it.
const SETTLED: Duration = Duration::from_millis(1_500);

struct Year {
    instance: Instance,
    registrar: Desk,
    router: Desk,
    handler: Desk,
    supervisor: Desk,
    county: County,
}

impl Year {
    async fn begins() -> Self {
        let instance = Instance::start().await;
        let registrar = instance.sign_in("registrar").await;
        let router = instance.sign_in("router").await;
        let handler = instance.sign_in("handler").await;
        let supervisor = instance.sign_in("supervisor").await;
        let county = County::of(&router).await;
        Self { instance, registrar, router, handler, supervisor, county }
    }

    /// It is this moment of 2026 by the office's wall, in every service.
    async fn it_is(&self, wall: &str) {
        let at = moment(wall);
        self.instance.hold_business_time(at);
        self.supervisor
            .await_get("/api/supervision/v1/time", |time| time["business_now"] == json!(at.to_string()))
            .await;
        tokio::time::sleep(SETTLED).await;
    }

    async fn register(&self, body: Value) -> String {
        let registered = self.registrar.post("/api/intake/v1/petitions", body).await.expect(201);
        self.router.hears_of(&self.registrar);
        registered["id"].as_str().unwrap().to_owned()
    }

    /// A leaders' reception that ends now in 限期解决 (I14).
    async fn reception(&self, now: &str) -> String {
        let mut body = petition("接访反映的供水问题");
        body["channel"] = json!("leader_reception");
        body["reception"] = json!({"ended_at": moment(now).to_string(), "result": "by_date"});
        self.register(body).await
    }

    async fn assign(&self, id: &str) {
        let path = format!("/api/routing/v1/cases/{id}/assign");
        self.router.post(&path, self.county.six_fixings()).await.expect(200);
        self.handler.hears_of(&self.router);
    }

    async fn accept(&self, id: &str) {
        self.handler.post(&format!("/api/routing/v1/cases/{id}/accept"), json!({})).await.expect(200);
        self.router.hears_of(&self.handler);
    }

    async fn accepted(&self, subject: &str) -> String {
        let id = self.register(petition(subject)).await;
        self.assign(&id).await;
        self.accept(&id).await;
        id
    }

    /// The clock of this rule, once it is as wanted.
    async fn clock(&self, id: &str, rule: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let find = |list: &Value| {
            let clocks = list["items"].as_array().unwrap();
            clocks.iter().find(|clock| clock["rule"] == rule && wanted(clock)).cloned()
        };
        let path = format!("/api/supervision/v1/cases/{id}/clocks");
        let list = self.supervisor.await_get(&path, |list| find(list).is_some()).await;
        find(&list).unwrap()
    }

    /// The clock counts to these days, and red comes with the midnight after the second.
    async fn counts_to(&self, id: &str, rule: &str, (unrolled, rolled, red): (&str, &str, &str)) {
        let clock = self.clock(id, rule, |_| true).await;
        let told = [&clock["due_unrolled"], &clock["due_rolled"], &clock["red_at"]];
        let red = moment(&format!("{red} 00:00:00")).to_string();
        assert_eq!(told, [&json!(unrolled), &json!(rolled), &json!(red)], "{clock:#}");
        assert_eq!((&clock["provisional"], &clock["late_on_arrival"]), (&json!(false), &json!(false)));
    }

    async fn light(&self, id: &str, rule: &str) -> String {
        self.clock(id, rule, |_| true).await["light"].as_str().unwrap().to_owned()
    }

    /// In time through the last second of `last`, red with the first of `red`, and a leader is called
    /// for it, once.
    async fn turns_red(&self, id: &str, rule: &str, (last, red): (&str, &str)) {
        self.it_is(&format!("{last} 23:59:59")).await;
        assert_eq!(self.light(id, rule).await, "yellow", "never early");
        self.it_is(&format!("{red} 00:00:00")).await;
        self.clock(id, rule, |clock| clock["light"] == "red").await;
        let path = format!("/api/alerts/v1/alerts?case={id}");
        let overdue = |list: &Value| {
            let alerts = list["items"].as_array().unwrap();
            alerts.iter().filter(|alert| alert["kind"] == "overdue" && alert["rule"] == rule).count()
        };
        let alerts = self.supervisor.await_get(&path, |list| overdue(list) > 0).await;
        assert_eq!(overdue(&alerts), 1, "{alerts:#}");
    }

    /// What the case's timeline says of events of this name, newest first.
    async fn told(&self, id: &str, name: &str) -> Vec<Value> {
        let path = format!("/api/ledger/v1/cases/{id}/timeline?limit=200");
        let event_type = |line: &Value| line["type"].as_str().unwrap().contains(name);
        let list = self
            .supervisor
            .await_get(&path, |list| list["items"].as_array().unwrap().iter().any(event_type))
            .await;
        list["items"].as_array().unwrap().iter().filter(|line| event_type(line)).cloned().collect()
    }
}

/// A moment of 2026 by the office's wall: `10-09 00:00:00`.
fn moment(wall: &str) -> Timestamp {
    let (day, time) = wall.split_once(' ').unwrap();
    format!("2026-{day}T{time}+08:00").parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn scenarios_1_2_3_and_8_over_one_year() {
    let year = Year::begins().await;

    // Scenario 3: received 02-02, notice of acceptance 02-17 → 02-24.
    year.it_is("02-02 10:00:00").await;
    let rolled = year.register(petition("井盖缺失")).await;
    year.assign(&rolled).await;
    year.counts_to(&rolled, "accept", ("2026-02-17", "2026-02-24", "02-25")).await;

    // Scenario 8: reception 02-12, the letter by 02-14, which is a Saturday and worked.
    year.it_is("02-12 16:00:00").await;
    let late_letter = year.reception("02-12 16:00:00").await;
    year.counts_to(&late_letter, "assignment_letter", ("2026-02-14", "2026-02-14", "02-15")).await;

    // Scenario 3: received 02-13, notice of acceptance due 02-28, a make-up workday: no roll.
    year.it_is("02-13 10:00:00").await;
    let unrolled = year.register(petition("路灯不亮")).await;
    year.assign(&unrolled).await;
    year.counts_to(&unrolled, "accept", ("2026-02-28", "2026-02-28", "03-01")).await;

    year.turns_red(&late_letter, "assignment_letter", ("02-14", "02-15")).await;

    // Yellow goes by the unrolled day: three days before the 17th, in the middle of the holiday.
    assert_eq!(year.light(&rolled, "accept").await, "yellow");

    // Sent 02-24: a breach, and whoever sent it ends the calls that it caused, by name.
    year.it_is("02-24 09:30:00").await;
    year.assign(&late_letter).await;
    let letter = year.clock(&late_letter, "assignment_letter", |clock| clock["state"] == "stopped").await;
    assert_eq!(letter["in_time"], false, "{letter:#}");
    let closed = year.told(&late_letter, "AlertClosed").await;
    let assigned = year.told(&late_letter, "CaseAssigned").await;
    assert!(!assigned[0]["actor_name"].as_str().unwrap().is_empty());
    for line in &closed {
        assert_eq!(line["actor_name"], assigned[0]["actor_name"], "invariant 4: {line:#}");
    }
    let open = year.supervisor.get(&format!("/api/alerts/v1/alerts?case={late_letter}&state=open")).await;
    assert_eq!(open.expect(200)["items"], json!([]));

    // Accepted on the rolled last day: in time, though a weekdays-only count ended a week ago.
    year.it_is("02-24 23:59:59").await;
    year.accept(&rolled).await;
    let notice = year.clock(&rolled, "accept", |clock| clock["state"] == "stopped").await;
    assert_eq!(notice["in_time"], true, "{notice:#}");
    year.turns_red(&unrolled, "accept", ("02-28", "03-01")).await;

    // Scenario 1: accepted 08-03, day 60 is 10-02, the last day 10-08.
    year.it_is("08-03 10:00:00").await;
    let first = year.accepted("屋顶漏水").await;
    year.counts_to(&first, "handle", ("2026-10-02", "2026-10-08", "10-09")).await;

    // Scenario 2: accepted 08-11, day 60 is Saturday 10-10, a make-up workday: no roll.
    year.it_is("08-11 10:00:00").await;
    let second = year.accepted("电梯停运").await;
    year.counts_to(&second, "handle", ("2026-10-10", "2026-10-10", "10-11")).await;

    // E4: near is 10 days of 60, by the unrolled day.
    year.it_is("09-21 23:59:59").await;
    assert_eq!(year.light(&first, "handle").await, "green");
    year.it_is("09-22 00:00:00").await;
    year.clock(&first, "handle", |clock| clock["light"] == "yellow").await;

    // Scenario 8: reception 09-30, the letter by 10-08.
    year.it_is("09-30 17:00:00").await;
    let letter = year.reception("09-30 17:00:00").await;
    year.counts_to(&letter, "assignment_letter", ("2026-10-02", "2026-10-08", "10-09")).await;

    year.it_is("10-02 00:00:00").await;
    assert_eq!(year.told(&first, "DueToday").await.len(), 1, "due today goes by the unrolled day");
    year.it_is("10-08 16:00:00").await;
    year.assign(&letter).await;
    let sent = year.clock(&letter, "assignment_letter", |clock| clock["state"] == "stopped").await;
    assert_eq!(sent["in_time"], true, "{sent:#}");
    year.turns_red(&first, "handle", ("10-08", "10-09")).await;
    year.turns_red(&second, "handle", ("10-10", "10-11")).await;

    // Each stage stands in the case's history once, and verify finds every store in agreement.
    for case in [&first, &second] {
        for stage in ["DeadlineNear", "DueToday", "DeadlineMissed"] {
            let lines = year.told(case, stage).await;
            let handle = lines.iter().filter(|line| line["text_zh"].as_str().unwrap().contains("办理"));
            assert_eq!(handle.count(), 1, "{stage}: {lines:#?}");
        }
    }
    year.instance.verify();
}
