//! What this machine can do at most, measured with the same libraries and the same client.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use async_nats::jetstream;
use async_nats::jetstream::stream::Config;
use axum::Router;
use axum::routing::post;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::Options;
use crate::clients;
use crate::failure::Failure;
use crate::instance::free_port;
use crate::latency::per_second;
use crate::petition;

/// An event with its envelope is about this long.
const MESSAGE_BYTES: usize = 1_024;

/// Publishes on their way at once when pipelined.
const PIPELINED: usize = 256;

/// The machine's limits.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub(crate) struct Raw {
    /// One row, one commit, one connection, `synchronous = FULL`.
    pub(crate) commits_per_s: f64,
    /// One message, one acknowledgement, then the next.
    pub(crate) publishes_per_s: f64,
    pub(crate) pipelined_publishes_per_s: f64,
    /// The load's own client and body against a handler that only answers.
    pub(crate) http_per_s: f64,
}

/// Measures each for `time`, in a folder on the instance's disk.
pub(crate) async fn measure(options: &Options, folder: &Path, time: Duration) -> Result<Raw, Failure> {
    crate::screen::remark("raw limits of this machine");
    let folder = folder.join("raw");
    std::fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, error))?;
    let commits_per_s = commits(&folder, time).await?;
    let (publishes_per_s, pipelined_publishes_per_s) = publishes(&options.nats_server, &folder, time).await?;
    let http_per_s = http(options.clients, time).await?;
    let _ = std::fs::remove_dir_all(&folder);
    Ok(Raw { commits_per_s, publishes_per_s, pipelined_publishes_per_s, http_per_s })
}

async fn commits(folder: &Path, time: Duration) -> Result<f64, Failure> {
    // The settings of shared/store.
    let options = SqliteConnectOptions::new()
        .filename(folder.join("raw.sqlite"))
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    sqlx::query("CREATE TABLE raw (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        .execute(&mut connection)
        .await?;
    let text = "x".repeat(200);
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < time {
        // Outside a transaction each statement is one: this is the commit with nothing around it.
        sqlx::query("INSERT INTO raw (text) VALUES ($1)").bind(&text).execute(&mut connection).await?;
        count += 1;
    }
    let rate = per_second(count, started.elapsed());
    connection.close().await?;
    Ok(rate)
}

/// A broker of its own: the instance's accounts may publish nothing but their services' events.
async fn publishes(nats_server: &Path, folder: &Path, time: Duration) -> Result<(f64, f64), Failure> {
    let port = free_port()?;
    let mut command = Command::new(nats_server);
    command.args(["--jetstream", "--addr", "127.0.0.1", "--port", &port.to_string(), "--store_dir"]);
    command.arg(folder.join("nats")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let _server = Server(command.spawn().map_err(|error| Failure::file(nats_server, error))?);
    let measured = publish(&format!("nats://127.0.0.1:{port}"), time).await;
    measured.map_err(|error| Failure::RawBroker(error.to_string()))
}

/// Ends with this measurement, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn publish(url: &str, time: Duration) -> Result<(f64, f64), async_nats::Error> {
    let client = async_nats::ConnectOptions::new().retry_on_initial_connect().connect(url).await?;
    let jetstream = jetstream::new(client);
    let config = Config { name: "RAW".into(), subjects: vec!["raw".into()], ..Config::default() };
    let deadline = Instant::now() + Duration::from_secs(10);
    // The server may still be opening its store.
    while let Err(error) = jetstream.create_stream(config.clone()).await {
        if Instant::now() >= deadline {
            return Err(error.into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let payload = bytes::Bytes::from(vec![b'x'; MESSAGE_BYTES]);
    let (started, mut single) = (Instant::now(), 0);
    while started.elapsed() < time {
        jetstream.publish("raw", payload.clone()).await?.await?;
        single += 1;
    }
    let single = per_second(single, started.elapsed());
    let (started, mut pipelined) = (Instant::now(), 0);
    let mut acks = FuturesUnordered::new();
    while started.elapsed() < time {
        while acks.len() < PIPELINED {
            acks.push(jetstream.publish("raw", payload.clone()).await?.into_future());
        }
        if let Some(ack) = acks.next().await {
            ack?;
            pipelined += 1;
        }
    }
    Ok((single, per_second(pipelined, started.elapsed())))
}

async fn http(clients: usize, time: Duration) -> Result<f64, Failure> {
    let handler = |body: bytes::Bytes| async move {
        // About what a registration answers.
        format!(r#"{{"length":{},"case_number":"YX-2026-W000001","version":1}}"#, body.len())
    };
    let app = Router::new().route("/", post(handler));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await;
    let listener = listener.map_err(|error| Failure::file("127.0.0.1", error))?;
    let address = listener.local_addr().map_err(|error| Failure::file("127.0.0.1", error))?;
    let server = tokio::spawn(axum::serve(listener, app).into_future());
    let until = Instant::now() + time;
    let mut running = JoinSet::new();
    for client in 0..clients {
        let (http, url) = (clients::http()?, format!("http://{address}/"));
        running.spawn(async move {
            let mut count = 0;
            while Instant::now() < until {
                http.post(&url).json(&petition::body(client + count)).send().await?.bytes().await?;
                count += 1;
            }
            Ok::<usize, Failure>(count)
        });
    }
    let mut count = 0;
    while let Some(ended) = running.join_next().await {
        count += ended??;
    }
    server.abort();
    Ok(per_second(count, time))
}
