use axum::http::StatusCode;
use events::routing::{PersonChangedV1, UnitChangedV1};
use events::{Envelope, UnitKind};
use messaging::Handled;
use serde_json::{Value, json};
use store::query;
use testkit::engines;

use super::counter::{Counter, json_request, letter, letter_with, person, registrar, unit};

/// The pointers and codes of a refusal.
fn errors(body: &Value) -> Vec<(&str, &str)> {
    let errors = body["errors"].as_array().unwrap();
    errors.iter().map(|e| (e["pointer"].as_str().unwrap(), e["code"].as_str().unwrap())).collect()
}

async fn envelopes(counter: &Counter) -> Vec<Envelope> {
    let mut read = counter.host.store.read().await.unwrap();
    let rows = query("SELECT envelope FROM outbox ORDER BY seq").fetch_all(&mut read).await.unwrap();
    rows.iter().map(|row| row.json("envelope").unwrap()).collect()
}

async fn count(counter: &Counter, table: &'static str) -> i64 {
    let mut read = counter.host.store.read().await.unwrap();
    let row = query(format!("SELECT COUNT(*) AS n FROM {table}")).fetch_one(&mut read).await.unwrap();
    row.get("n").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn i5_a_letter_gets_a_number_and_a_receipt_at_once() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let answer = counter.register(&registrar(), &letter()).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        let year = crate::domain::china_year(counter.host.business.now());
        assert_eq!(answer.body["case_number"], format!("YX-{year}-L000001"));
        assert_eq!(answer.body["version"], 1);
        assert_eq!(answer.body.get("already"), None);
        assert_eq!(answer.body["receipt_code"].as_str().unwrap().len(), 19);
        assert_eq!(answer.headers["huiyin-position"], "intake@1:1");
        assert_eq!(answer.headers["etag"], "\"1\"");

        let id = answer.body["id"].as_str().unwrap();
        let view = counter.get(&registrar(), &format!("/api/intake/v1/petitions/{id}")).await.body;
        assert_eq!(view["petitioners"][0]["name"], "李*");
        assert_eq!(view["petitioners"][0]["id_number"], "1*****************");
        assert_eq!(view["petitioners"][0]["phone"], "138****0000");
        assert_eq!(view["petitioners"][0]["address"], "云溪县****");
        assert_eq!(view["body"], Value::Null);
        assert_eq!(view["body_chars"], 18);
        assert_eq!(view["late_entry"], false);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn section_10_no_event_carries_the_text_or_an_identity() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        counter.registered(&letter()).await;
        let log = envelopes(&counter).await;
        assert_eq!(log.len(), 1);
        assert_eq!(log[0].event_type, "huiyin.intake.CaseRegistered.v1");
        assert_eq!(log[0].data["matter"], "幸福小区夜间施工噪音");
        let text = serde_json::to_string(&log).unwrap();
        for secret in ["十一点", "李某某", "11010519491231002", "13800000000", "101室"] {
            assert!(!text.contains(secret), "{secret}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_file_holds_neither_text_nor_identity_nor_receipt() {
    let counter = Counter::open(testkit::EngineKind::Sqlite).await;
    let mut request = json_request("/api/intake/v1/petitions", &letter());
    request.headers_mut().insert("idempotency-key", "slip-1".parse().unwrap());
    let answer = counter.call(&registrar(), request).await;
    let receipt = answer.body["receipt_code"].as_str().unwrap().to_owned();
    counter.host.store.close().await;
    let mut stored = Vec::new();
    for file in std::fs::read_dir(counter.data.path().join("db")).unwrap() {
        stored.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |text: &str| stored.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("幸福小区夜间施工噪音"), "the matter is there, so this looked at the right bytes");
    let bare = receipt.replace('-', "");
    for secret in ["十一点", "李某某", "11010519491231002X", "13800000000", "101室", &receipt, &bare] {
        assert!(!holds(secret), "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_row_is_registered_once_for_ever() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let row = letter_with(json!({ "source": { "name": "online-2026", "external_id": "188006" } }));
        let first = counter.register(&registrar(), &row).await;
        // The content is no key: the same row changed is the same row.
        let again = letter_with(json!({ "subject": "另一标题", "source": row["source"] }));
        let again = counter.register(&registrar(), &again).await;
        assert_eq!(again.status, StatusCode::OK);
        assert_eq!(again.body["already"], true);
        assert_eq!(again.body["id"], first.body["id"]);
        assert_eq!(again.body["receipt_code"], Value::Null);
        assert_eq!(count(&counter, "petitions").await, 1);
        assert_eq!(envelopes(&counter).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_arrive_together_share_commits_but_neither_numbers_nor_sources() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let calls = (0..120).map(|n| {
            // Every import row comes twice, at the same moment.
            let source = json!({ "name": "online", "external_id": (n / 2).to_string() });
            let counter = &counter;
            async move { counter.register(&registrar(), &letter_with(json!({ "source": source }))).await }
        });
        let answers = futures_util::future::join_all(calls).await;
        let created = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
        let already = answers.iter().filter(|answer| answer.status == StatusCode::OK).count();
        assert_eq!((created, already), (60, 60));
        let mut numbers: Vec<String> = answers
            .iter()
            .filter(|answer| answer.status == StatusCode::CREATED)
            .map(|answer| answer.body["case_number"].as_str().unwrap().rsplit('L').next().unwrap().to_owned())
            .collect();
        numbers.sort();
        let expected: Vec<String> = (1..=60).map(|n| format!("{n:06}")).collect();
        assert_eq!(numbers, expected, "no gap and no number twice");
        let seqs: Vec<i64> = envelopes(&counter).await.iter().map(|event| event.seq).collect();
        assert_eq!(seqs, (1..=60).collect::<Vec<i64>>());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_key_gets_the_first_receipt_and_another_body_is_refused() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let send = |body: Value| {
            let mut request = json_request("/api/intake/v1/petitions", &body);
            request.headers_mut().insert("idempotency-key", "slip-1".parse().unwrap());
            let counter = &counter;
            async move { counter.call(&registrar(), request).await }
        };
        let first = send(letter()).await;
        let again = send(letter()).await;
        assert_eq!(again.status, StatusCode::CREATED);
        assert_eq!(again.body, first.body);
        assert_eq!(again.headers["idempotency-replayed"], "true");
        let other = send(letter_with(json!({ "persons": 2 }))).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.body["code"], "idempotency_key_reused");
        assert_eq!(count(&counter, "petitions").await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_named_field_by_field_and_changes_nothing() {
    let counter = Counter::open(testkit::EngineKind::Sqlite).await;
    let wrong = letter_with(json!({
        "subject": "", "persons": 0, "received_at": "2099-01-01T00:00:00+08:00",
        "petitioners": [{ "name": "李某某", "id_number": "110105194912310021" }]
    }));
    let answer = counter.register(&registrar(), &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert_eq!(
        errors(&answer.body),
        [
            ("/subject", "required"),
            ("/persons", "out_of_range"),
            ("/petitioners/0/id_number", "invalid_id_number"),
            ("/received_at", "in_future")
        ]
    );
    for (field, value) in [("channel", json!("pigeon")), ("persons", json!("three")), ("surprise", json!(1))]
    {
        let answer = counter.register(&registrar(), &letter_with(json!({ field: value }))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(errors(&answer.body)[0].0, format!("/{field}"));
    }
    assert_eq!(count(&counter, "petitions").await, 0);
    assert!(envelopes(&counter).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn r11_conflict_facts_must_name_somebody() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let conflict = json!({ "units": [unit(1)], "persons": [person(1), person(2)] });
        let petition = letter_with(json!({ "class": "accusation", "conflict": conflict }));
        let director = PersonChangedV1 {
            name: "王某".to_owned(),
            unit_id: unit(1),
            title: "局长".to_owned(),
            active: true,
        };
        assert_eq!(counter.hear(person(1).uuid(), &director).await, Handled::Apply);
        let answer = counter.register(&registrar(), &petition).await;
        assert_eq!(
            errors(&answer.body),
            [("/conflict/units/0", "unknown_unit"), ("/conflict/persons/1", "unknown_person")]
        );
        let bureau = UnitChangedV1 {
            name: "住房和城乡建设局".to_owned(),
            kind: UnitKind::Department,
            parent: None,
            active: true,
        };
        counter.hear(unit(1).uuid(), &bureau).await;
        counter.hear(person(2).uuid(), &director).await;
        let answer = counter.register(&registrar(), &petition).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        assert!(answer.body["case_number"].as_str().unwrap().contains("-J000001"));
        let log = envelopes(&counter).await;
        assert_eq!(serde_json::to_value(log[0].classification).unwrap(), "accusation");
        assert_eq!(log[0].data["conflict"]["excluded_units"], json!([unit(1)]));
    }
}
