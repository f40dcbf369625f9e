use jiff::Timestamp;
use serde_json::json;
use store::{MigrationSource, MultiInsert, OnConflict, StoreError, Value, query};
use testkit::{FreshStore, engines};
use uuid::Uuid;

const THINGS: &[MigrationSource] = &[MigrationSource {
    version: 1001,
    description: "things",
    sqlite: "CREATE TABLE things (id BLOB PRIMARY KEY, name TEXT, count INTEGER, flag INTEGER, at TEXT, \
             facts TEXT, bytes BLOB) STRICT;",
    postgres: "CREATE TABLE things (id UUID PRIMARY KEY, name TEXT, count BIGINT, flag BOOLEAN, \
               at TIMESTAMPTZ, facts JSONB, bytes BYTEA);",
}];

const COLUMNS: &[&str] = &["id", "name", "count", "flag", "at", "facts", "bytes"];

fn full_row(id: Uuid, at: Timestamp) -> Vec<Value> {
    vec![
        id.into(),
        "云溪镇".into(),
        42_i64.into(),
        true.into(),
        at.into(),
        json!({"b": [1, null], "a": "字"}).into(),
        vec![0_u8, 255].into(),
    ]
}

#[tokio::test]
async fn every_type_reads_back_as_written() {
    for kind in engines() {
        let fresh = FreshStore::open(kind, THINGS).await;
        let (id, at) = (testkit::ids().mint::<Uuid>(), "2026-10-08T16:00:00.000001Z".parse().unwrap());
        let mut tx = fresh.store.begin().await.unwrap();
        let mut insert = MultiInsert::new("things", COLUMNS, OnConflict::Fail);
        insert.push(full_row(id, at));
        insert.flush(&mut tx).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = fresh.store.read().await.unwrap();
        let row = query("SELECT * FROM things WHERE id = $1").bind(id).fetch_one(&mut reader).await.unwrap();
        assert_eq!(row.get::<Uuid>("id").unwrap(), id, "{kind:?}");
        assert_eq!(row.get::<Option<String>>("name").unwrap().as_deref(), Some("云溪镇"));
        assert_eq!(row.get::<i64>("count").unwrap(), 42);
        assert!(row.get::<bool>("flag").unwrap());
        assert_eq!(row.time("at").unwrap(), at);
        assert_eq!(row.json::<serde_json::Value>("facts").unwrap(), json!({"a": "字", "b": [1, null]}));
        assert_eq!(row.bytes("bytes").unwrap(), vec![0, 255]);
    }
}

#[tokio::test]
async fn a_null_of_every_type_reads_back_as_none() {
    for kind in engines() {
        let fresh = FreshStore::open(kind, THINGS).await;
        let mut tx = fresh.store.begin().await.unwrap();
        query("INSERT INTO things (id, name, count, flag, at, facts, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(testkit::ids().mint::<Uuid>())
            .bind(None::<String>)
            .bind(None::<i64>)
            .bind(None::<bool>)
            .bind(None::<Timestamp>)
            .bind(None::<serde_json::Value>)
            .bind(None::<Vec<u8>>)
            .execute(&mut tx)
            .await
            .unwrap();
        let row = query("SELECT * FROM things").fetch_one(&mut tx).await.unwrap();
        assert_eq!(row.get::<Option<String>>("name").unwrap(), None, "{kind:?}");
        assert_eq!(row.get::<Option<i64>>("count").unwrap(), None);
        assert_eq!(row.get::<Option<bool>>("flag").unwrap(), None);
        assert_eq!(row.opt_time("at").unwrap(), None);
        assert_eq!(row.opt_json::<serde_json::Value>("facts").unwrap(), None);
        assert_eq!(row.get::<Option<Vec<u8>>>("bytes").unwrap(), None);
        assert!(matches!(row.time("at"), Err(StoreError::Corrupt(_))));
    }
}

#[tokio::test]
async fn many_rows_go_in_together_and_times_sort() {
    for kind in engines() {
        let fresh = FreshStore::open(kind, THINGS).await;
        let ids = testkit::ids();
        let mut tx = fresh.store.begin().await.unwrap();
        let mut insert = MultiInsert::new("things", COLUMNS, OnConflict::Nothing);
        let start = testkit::morning();
        for second in (0..157).rev() {
            insert.push(full_row(ids.mint(), clock::plus_seconds(start, second)));
        }
        insert.flush(&mut tx).await.unwrap();
        let rows = query("SELECT at FROM things WHERE at >= $1 ORDER BY at")
            .bind(clock::plus_seconds(start, 100))
            .fetch_all(&mut tx)
            .await
            .unwrap();
        let times: Vec<Timestamp> = rows.iter().map(|row| row.time("at").unwrap()).collect();
        assert_eq!(times.len(), 57, "{kind:?}");
        assert!(times.is_sorted());
    }
}

#[tokio::test]
async fn a_duplicate_key_has_its_own_error_and_nothing_is_kept() {
    for kind in engines() {
        let fresh = FreshStore::open(kind, THINGS).await;
        let id: Uuid = testkit::ids().mint();
        let mut tx = fresh.store.begin().await.unwrap();
        query("INSERT INTO things (id) VALUES ($1)").bind(id).execute(&mut tx).await.unwrap();
        let again = query("INSERT INTO things (id) VALUES ($1)").bind(id).execute(&mut tx).await;
        assert!(matches!(again, Err(StoreError::Duplicate(_))), "{kind:?}: {again:?}");
        drop(tx);
        let mut reader = fresh.store.read().await.unwrap();
        let rows = query("SELECT id FROM things").fetch_all(&mut reader).await.unwrap();
        assert!(rows.is_empty(), "{kind:?}: a dropped transaction left rows");
    }
}

#[tokio::test]
async fn a_reader_cannot_write_on_sqlite() {
    let fresh = FreshStore::open(testkit::EngineKind::Sqlite, THINGS).await;
    let mut reader = fresh.store.read().await.unwrap();
    let written = query("INSERT INTO things (id) VALUES ($1)")
        .bind(testkit::ids().mint::<Uuid>())
        .execute(&mut reader)
        .await;
    assert!(written.is_err());
}
