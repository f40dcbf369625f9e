//! What happens to the county's cases, as rows and events.

use serde_json::json;
use store::{Value, query};
use uuid::Uuid;

use super::{AT, County, LATER, SERVICES};

impl County {
    /// A petition, its event, and its copy in every service.
    pub(crate) async fn register(&mut self, number: &str) -> Uuid {
        let case = self.id();
        let hash = case.as_bytes().to_vec();
        self.sql(
            "intake",
            "INSERT INTO petitions (id, case_number, receipt_hash, channel, class, subject, persons, received_at, \
             registered_at, late_entry, body_chars, version) \
             VALUES ($1, $2, $3, 'online', 'claim', '路灯不亮', 1, $4, $4, $5, 4, 1)",
            vec![case.into(), number.into(), hash.into(), AT.into(), false.into()],
        )
        .await;
        self.sql(
            "intake",
            "INSERT INTO sources (name, external_id, petition_id) VALUES ('demo', $1, $2)",
            vec![number.into(), case.into()],
        )
        .await;
        self.publish("intake", "CaseRegistered", case, json!({ "case_number": number })).await;
        self.copy("routing", case, number).await;
        self.copy("supervision", case, number).await;
        self.copy("alerts", case, number).await;
        self.copy("ledger", case, number).await;
        self.copy("console", case, number).await;
        case
    }

    async fn copy(&self, service: &str, case: Uuid, number: &str) {
        let sql = match service {
            "routing" => {
                "INSERT INTO cases (id, case_number, channel, class, matter, persons, received_at, registered_at, \
                 conflict, status, version) \
                 VALUES ($1, $2, 'online', 'claim', '路灯不亮', 1, $3, $3, '{}', 'registered', 1)"
            }
            "supervision" => {
                "INSERT INTO cases (id, case_number, class, registered_at) VALUES ($1, $2, 'claim', $3)"
            }
            "ledger" => {
                "INSERT INTO cases (id, case_number, matter, channel, class, persons, status, received_at, \
                 registered_at, late_entry, light, late_on_arrival, sort_key) \
                 VALUES ($1, $2, '路灯不亮', 'online', 'claim', 1, 'registered', $3, $3, 0, 'green', 0, 0)"
            }
            "alerts" => "INSERT INTO cases (id, case_number, class, persons) VALUES ($1, $2, 'claim', 1)",
            _ => "INSERT INTO cases (id, case_number, class) VALUES ($1, $2, 'claim')",
        };
        let mut values: Vec<Value> = vec![case.into(), number.into()];
        if matches!(service, "routing" | "supervision" | "ledger") {
            values.push(AT.into());
        }
        self.sql(service, sql, values).await;
    }

    /// A step of the case in routing, and in the ledger.
    pub(crate) async fn step(&mut self, case: Uuid, event: &str, status: &str) {
        let mut data = json!({});
        if event == "CaseAssigned" {
            let unit = self.id();
            data = json!({ "lead_unit": unit, "assisting_units": [] });
            self.party(case, "involved", unit).await;
        }
        self.publish("routing", event, case, data).await;
        let values = || vec![status.into(), case.into()];
        self.sql("routing", "UPDATE cases SET status = $1 WHERE id = $2", values()).await;
        self.sql("ledger", "UPDATE cases SET status = $1 WHERE id = $2", values()).await;
    }

    /// A unit or person on the case (or kept from it), in every service that keeps cases.
    pub(crate) async fn party(&self, case: Uuid, kind: &str, party: Uuid) {
        for service in SERVICES.into_iter().filter(|service| *service != "exchange") {
            let sql = "INSERT INTO case_parties (case_id, kind, party_id) VALUES ($1, $2, $3)";
            self.sql(service, sql, vec![case.into(), kind.into(), party.into()]).await;
        }
    }

    /// A clock, announced when armed (and when stopped), with its copy in the ledger.
    pub(crate) async fn clock(
        &mut self,
        case: Uuid,
        rule: &str,
        ordinal: i64,
        running: bool,
        stage: i64,
    ) -> Uuid {
        let id = self.id();
        self.sql(
            "supervision",
            "INSERT INTO clocks (id, case_id, rule, ordinal, revision, state, stage, article, started_at, \
             due_unrolled, due_rolled, near_on, provisional, rule_version, calendar_version, late_on_arrival, \
             next_fire_at, basis_event, correlation) \
             VALUES ($1, $2, $3, $4, 1, $5, $6, '22', $7, '2026-11-17', '2026-11-17', '2026-11-14', 0, 1, '2026', 0, \
             $8, $1, $1)",
            vec![
                id.into(),
                case.into(),
                rule.into(),
                ordinal.into(),
                if running { "running" } else { "stopped" }.into(),
                stage.into(),
                AT.into(),
                running.then_some(LATER).into(),
            ],
        )
        .await;
        let data = json!({ "clock_id": id, "rule": rule, "ordinal": ordinal });
        self.publish("supervision", "ClockStarted", case, data.clone()).await;
        if !running {
            self.publish("supervision", "ClockStopped", case, data).await;
        }
        self.sql(
            "ledger",
            "INSERT INTO case_clocks (id, case_id, rule, ordinal, running, light, due, late_on_arrival) \
             VALUES ($1, $2, $3, $4, $5, 'green', '2026-11-17', 0)",
            vec![id.into(), case.into(), rule.into(), ordinal.into(), running.into()],
        )
        .await;
        id
    }

    /// A stage of the case's clock, with its alert, or with its place in a digest when late on arrival.
    pub(crate) async fn stage(&mut self, case: Uuid, rule: &str, name: &str, on_arrival: bool) -> Uuid {
        let clock = {
            let mut on = self.store("supervision").read().await.unwrap();
            let found = query("SELECT id FROM clocks WHERE case_id = $1 AND rule = $2").bind(case).bind(rule);
            found.fetch_one(&mut on).await.unwrap().get::<Uuid>("id").unwrap()
        };
        let data = json!({
            "clock_id": clock, "due_unrolled": "2026-11-17", "due_rolled": "2026-11-17", "due_at": AT, "fired_at": AT,
            "on_arrival": on_arrival, "catch_up": false,
        });
        self.publish("supervision", name, case, data).await;
        let (id, kind) = (self.id(), if name == "DeadlineNear" { "near" } else { "overdue" });
        if on_arrival {
            self.sql(
                "alerts",
                "INSERT INTO digest_items (id, digest_id, case_id, clock_id, kind) VALUES ($1, $1, $2, $3, $4)",
                vec![id.into(), case.into(), clock.into(), kind.into()],
            )
            .await;
        } else {
            self.alert(id, case, clock, kind).await;
        }
        clock
    }

    pub(crate) async fn alert(&mut self, id: Uuid, case: Uuid, clock: Uuid, kind: &str) {
        self.sql(
            "alerts",
            "INSERT INTO alerts (id, case_id, clock_id, kind, dedup_key, state, level, raised_at, body, version) \
             VALUES ($1, $2, $3, $4, $5, 'open', 1, $6, '{}', 1)",
            vec![id.into(), case.into(), clock.into(), kind.into(), id.to_string().into(), AT.into()],
        )
        .await;
        let data = json!({ "alert_id": id, "kind": kind, "clock_id": clock, "level": 1 });
        self.publish("alerts", "AlertRaised", case, data).await;
    }
}
