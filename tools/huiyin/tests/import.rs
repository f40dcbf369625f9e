//! `huiyin import` against a stand-in for the gateway: what it sends, and how it goes on after failures.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test's helpers stop the test, too"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

const TOKEN: &str = "hyop_test";

#[derive(Default)]
struct Office {
    /// By source and external id.
    petitions: BTreeMap<(String, String), Value>,
    calls: u32,
    /// Every n-th call fails in passing, half of them after the petition was registered.
    fails_every: u32,
}

type Shared = Arc<Mutex<Office>>;

async fn register(
    State(office): State<Shared>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let mut office = office.lock().unwrap();
    if headers.get("authorization").and_then(|value| value.to_str().ok()) != Some(&format!("Bearer {TOKEN}"))
    {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "code": "not_signed_in" })));
    }
    office.calls += 1;
    let passing = office.fails_every > 0 && office.calls % office.fails_every == 0;
    if passing && office.calls % 2 == 0 {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "code": "store_unavailable" })));
    }
    let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    if text("/subject").contains("过长") {
        let error =
            json!({ "pointer": "/subject", "messages": { "zh-CN": "最多 200 字", "en": "at most 200" } });
        let problem = json!({
            "code": "invalid_fields", "messages": { "zh-CN": "填写有误", "en": "not valid" }, "errors": [error],
        });
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(problem));
    }
    let key = (text("/source/name"), text("/source/external_id"));
    let status = if office.petitions.contains_key(&key) { StatusCode::OK } else { StatusCode::CREATED };
    office.petitions.entry(key).or_insert(body);
    if passing {
        // Registered, but the answer is lost on its way.
        return (StatusCode::BAD_GATEWAY, Json(json!({ "code": "owner_unavailable" })));
    }
    (status, Json(json!({ "id": "0190c0de-0000-7000-8000-000000000001" })))
}

async fn office(fails_every: u32, data: &Path) -> Shared {
    let office: Shared = Arc::new(Mutex::new(Office { fails_every, ..Office::default() }));
    let router =
        Router::new().route("/api/intake/v1/petitions", post(register)).with_state(Arc::clone(&office));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::fs::write(data.join("cli.json"), json!({ "url": url, "token_file": "operator.token" }).to_string())
        .unwrap();
    std::fs::write(data.join("operator.token"), format!("{TOKEN}\n")).unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    office
}

async fn import(data: &Path, file: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huiyin"));
    command.args(["import", "--channel", "online", "--json"]).args(more).arg(file);
    command.env("DATA", data).env_remove("HUIYIN_URL").current_dir(data);
    command.env("LANG", "zh_CN.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

fn counts(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn file_of(data: &Path, rows: u32) -> std::path::PathBuf {
    let mut text = String::from("\u{feff}编号,主题,内容,时间\n");
    for row in 1..=rows {
        text.push_str(&format!("{row},路灯不亮,\"同样的内容，\n第二行\",2026-11-01 08:30\n"));
    }
    let path = data.join("云溪留言.csv");
    std::fs::write(&path, text).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_of_the_same_file_registers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(0, folder.path()).await;
    let file = file_of(folder.path(), 50);
    let first = counts(&import(folder.path(), &file, &[]).await);
    assert_eq!(first, json!({ "rows": 50, "registered": 50, "already": 0, "rejected": 0 }));
    let second = counts(&import(folder.path(), &file, &[]).await);
    assert_eq!(second, json!({ "rows": 50, "registered": 0, "already": 50, "rejected": 0 }));
    let office = office.lock().unwrap();
    assert_eq!(office.petitions.len(), 50);
    let petition = &office.petitions[&("云溪留言".to_owned(), "7".to_owned())];
    assert_eq!(petition["received_at"], "2026-11-01T00:30:00Z");
    assert_eq!(petition["channel"], "online");
    assert_eq!(petition["petitioners"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn passing_failures_and_lost_answers_lose_and_double_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(3, folder.path()).await;
    let file = file_of(folder.path(), 60);
    let counts = counts(&import(folder.path(), &file, &["--concurrency", "4"]).await);
    assert_eq!(counts["rows"], 60);
    assert_eq!(counts["rejected"], 0);
    assert_eq!(counts["registered"].as_u64().unwrap() + counts["already"].as_u64().unwrap(), 60);
    assert_eq!(office.lock().unwrap().petitions.len(), 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejected_row_is_written_down_and_the_rest_is_registered() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(0, folder.path()).await;
    let file = folder.path().join("mixed.csv");
    std::fs::write(&file, "subject,body\n好,x\n过长,x\n,没有主题\n也好,\n").unwrap();
    let output = import(folder.path(), &file, &["--rejected", "bad.csv"]).await;
    assert_eq!(counts(&output), json!({ "rows": 4, "registered": 2, "already": 0, "rejected": 2 }));
    assert_eq!(output.status.code(), Some(0));
    let mut lines: Vec<_> =
        std::fs::read_to_string(folder.path().join("bad.csv")).unwrap().lines().map(str::to_owned).collect();
    lines[1..].sort();
    assert_eq!(
        lines,
        ["\u{feff}行号,文件行,原因", "2,3,invalid_fields: 填写有误; /subject 最多 200 字", "3,4,主题为空",]
    );
    assert_eq!(office.lock().unwrap().petitions.len(), 2);
    let strict = import(folder.path(), &file, &["--strict"]).await;
    assert_eq!(strict.status.code(), Some(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_or_channel_ends_the_import_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(0, folder.path()).await;
    let file = file_of(folder.path(), 3);
    std::fs::write(folder.path().join("operator.token"), "hyop_other").unwrap();
    assert_eq!(import(folder.path(), &file, &[]).await.status.code(), Some(6));
    let output = import(folder.path(), &file, &["--map", "没有这一列=body"]).await;
    assert_eq!(output.status.code(), Some(64));
    assert!(office.lock().unwrap().petitions.is_empty());
}
