//! An import goes on while services are killed and the broker loses everything; afterwards every store
//! agrees, and a second run of the same file registers nothing.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::instance::Instance;

/// Invented matters, some of them with identical texts: the external id alone tells them apart.
fn file(instance: &Instance, rows: usize) -> PathBuf {
    let mut text = String::from("message_id,subject,received_at,body\n");
    for row in 0..rows {
        let _ = writeln!(
            text,
            "{row},关于第 {} 号楼的事项,2019-0{}-11T08:00:00+08:00,\"楼道灯不亮,请尽快修。\"",
            row % 50,
            1 + row % 9
        );
    }
    let path = instance.data().join("messages.csv");
    std::fs::write(&path, text).unwrap();
    path
}

fn import(instance: &Instance, file: &std::path::Path) -> Child {
    instance
        .command(&["import", "--channel", "online", "--json"])
        .arg(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn report(child: Child) -> Value {
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

fn wipe_broker(instance: &Instance) {
    instance.kill("nats");
    std::fs::remove_dir_all(instance.data().join("nats/data")).unwrap();
}

const ROWS: usize = 900;

#[tokio::test(flavor = "multi_thread")]
async fn an_import_survives_killed_services_and_a_wiped_broker() {
    let instance = Instance::start_with(&[], &[("HUIYIN_ALERTS_DIGEST_QUIET_SECONDS", "2")]).await;
    let before = instance.verify()["cases"].as_u64().unwrap();
    let file = file(&instance, ROWS);
    let mut running = import(&instance, &file);
    let mut faults = 0;
    for round in 0.. {
        for victim in
            ["intake", "routing", "supervision", "alerts", "ledger", "console", "nats", "wiped nats"]
        {
            pause(150 + 130 * (round % 4)).await;
            if running.try_wait().unwrap().is_some() {
                break;
            }
            if victim == "wiped nats" {
                wipe_broker(&instance);
            } else {
                instance.kill(victim);
            }
            faults += 1;
            instance.up();
        }
        if running.try_wait().unwrap().is_some() {
            break;
        }
        assert!(round < 30, "the import does not end");
    }
    let first = report(running);
    assert_eq!(first["rows"], ROWS, "{first}");
    assert_eq!(
        first["registered"].as_u64().unwrap() + first["already"].as_u64().unwrap(),
        ROWS as u64,
        "{first}"
    );
    assert_eq!(first["rejected"], 0, "{first}");
    assert!(faults >= 4, "only {faults} faults fell into the import: make it longer");

    let again = report(import(&instance, &file));
    assert_eq!((&again["registered"], &again["already"]), (&0.into(), &ROWS.into()), "{again}");
    let verified = instance.verify();
    assert_eq!(verified["cases"].as_u64().unwrap(), before + ROWS as u64);
    println!("{faults} faults during the import of {ROWS} rows");
}

/// The import itself is killed and run again.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_import_resumes_where_it_was() {
    let instance = Instance::start().await;
    let before = instance.verify()["cases"].as_u64().unwrap();
    let file = file(&instance, 300);
    let mut running = import(&instance, &file);
    pause(700).await;
    running.kill().unwrap();
    running.wait().unwrap();
    let again = report(import(&instance, &file));
    let (registered, already) = (again["registered"].as_u64().unwrap(), again["already"].as_u64().unwrap());
    assert_eq!(registered + already, 300, "{again}");
    assert_eq!(instance.verify()["cases"].as_u64().unwrap(), before + 300);
}

/// The shared file of real messages, where it is at hand.
#[tokio::test(flavor = "multi_thread")]
async fn every_row_of_the_real_file_becomes_one_petition_and_nobody_is_paged() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/messages.csv");
    if !file.exists() {
        println!("not run: the file of real messages is not beside this checkout");
        return;
    }
    // Longer than any pause of a busy machine: a digest that is sent in between would be followed by another.
    let instance = Instance::start_with(&[], &[("HUIYIN_ALERTS_DIGEST_QUIET_SECONDS", "600")]).await;
    let before = instance.verify()["cases"].as_u64().unwrap();
    let leader = instance.sign_in("leader").await;
    let alerts = leader.get("/api/alerts/v1/alerts?limit=200").await.expect(200);
    let imported = report(import(&instance, &file));
    assert_eq!(imported, serde_json::json!({"rows": 2983, "registered": 2983, "already": 0, "rejected": 0}));
    assert_eq!(instance.verify()["cases"].as_u64().unwrap(), before + 2983);
    let red = leader.get("/api/ledger/v1/cases?light=red&limit=200").await.expect(200);
    assert_eq!(red["items"].as_array().unwrap().len(), 200, "they arrive red");
    assert!(red["items"].as_array().unwrap().iter().all(|case| case["late_on_arrival"] == true));
    assert_eq!(leader.get("/api/alerts/v1/alerts?limit=200").await.expect(200), alerts, "nobody is paged");
    let digests = leader.get("/api/alerts/v1/digests").await.expect(200);
    let recipients: Vec<&Value> =
        digests["items"].as_array().unwrap().iter().map(|digest| &digest["recipient"]).collect();
    assert!(!recipients.is_empty());
    for recipient in &recipients {
        assert_eq!(
            recipients.iter().filter(|other| other == &recipient).count(),
            1,
            "one digest per recipient: {digests:#}"
        );
    }
}
