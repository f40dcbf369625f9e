//! The seed on a store of its own: whole by the protocol's own measures, and it goes on where it stopped.

use std::path::Path;

use store::{Store, StoreUrl, query};

use super::{Options, seed};
use crate::{Exit, Lang, Out};

const KEY: &str = "0707070707070707070707070707070707070707070707070707070707070707";

async fn instance(data: &Path) -> Store {
    for folder in ["db", "secrets", "nats"] {
        std::fs::create_dir_all(data.join(folder)).unwrap();
    }
    for key in ["identity.key", "blind-index.key"] {
        std::fs::write(data.join("secrets").join(key), KEY).unwrap();
    }
    std::fs::write(data.join("nats/nats.conf"), "server_name: \"huiyin-yunxi\"\n").unwrap();
    let migrations = [messaging::MIGRATIONS, intake::store::MIGRATIONS].concat();
    Store::open(&StoreUrl::Sqlite(data.join("db/intake.sqlite")), &migrations).await.unwrap()
}

fn options(cases: u64) -> Options {
    Options { cases, seed: 7, among_others: false, no_wait: true }
}

async fn number(store: &Store, sql: &'static str) -> i64 {
    let mut on = store.read().await.unwrap();
    query(sql).fetch_one(&mut on).await.unwrap().get("number").unwrap()
}

#[tokio::test]
async fn the_log_the_audit_chain_and_the_numbers_are_whole_and_a_second_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let store = instance(data).await;
    let out = Out::new(Lang::En);
    for cases in [1_500, 1_500, 2_100] {
        assert_eq!(seed(Some(data), &options(cases), out).await.unwrap(), Exit::Ok);
    }
    for (expected, sql) in [
        (2_100, "SELECT COUNT(*) AS number FROM petitions"),
        (2_100, "SELECT COUNT(*) AS number FROM petition_texts"),
        (2_100, "SELECT COUNT(DISTINCT case_number) AS number FROM petitions"),
        (2_100, "SELECT SUM(last_number) AS number FROM number_series"),
        (2_100, "SELECT COUNT(*) AS number FROM sources WHERE name = 'drill-7'"),
        (2_100, "SELECT last_seq AS number FROM producer"),
        (2_100, "SELECT MAX(seq) AS number FROM outbox"),
        (2_100, "SELECT COUNT(*) AS number FROM subject_seqs WHERE last_seq = 1"),
        (2_100, "SELECT seq AS number FROM audit_tip"),
    ] {
        assert_eq!(number(&store, sql).await, expected, "{sql}");
    }
    // Each entry carries the hash of the one before it, up to the tip.
    let broken = "SELECT COUNT(*) AS number FROM audit a LEFT JOIN audit b ON b.seq = a.seq - 1 \
                  WHERE a.previous <> COALESCE(b.hash, zeroblob(32))";
    assert_eq!(number(&store, broken).await, 0);
    let tip = "SELECT COUNT(*) AS number FROM audit JOIN audit_tip ON audit.seq = audit_tip.seq \
               WHERE audit.hash = audit_tip.hash";
    assert_eq!(number(&store, tip).await, 1);
}

#[tokio::test]
async fn nothing_is_written_among_cases_that_no_drill_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let store = instance(data).await;
    let mut tx = store.begin().await.unwrap();
    query(
        "INSERT INTO petitions (id, case_number, receipt_hash, channel, class, subject, persons, received_at, \
         registered_at, late_entry, body_chars, version) \
         VALUES ($1, 'YUNXI-2026-L000001', $2, 'letter', 'claim', 'x', 1, '', '', 0, 1, 1)",
    )
    .bind(uuid::Uuid::from_u128(1))
    .bind(vec![1_u8; 32])
    .execute(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let refused = seed(Some(data), &options(10), Out::new(Lang::En)).await.unwrap_err();
    assert_eq!(refused.exit, Exit::Refused);
    assert_eq!(number(&store, "SELECT COUNT(*) AS number FROM petitions").await, 1);
}
