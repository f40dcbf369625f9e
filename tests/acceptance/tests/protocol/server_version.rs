use std::time::Duration;

use events::Service;
use messaging::{BusSettings, Endpoint, Lease};
use testkit::{Bench, EngineKind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_util::sync::CancellationToken;

/// Debian's 2.9.10 silently drops `filter_subjects` and has no `sync_interval`: it is refused at start.
#[tokio::test]
async fn a_server_that_is_too_old_is_refused_at_start() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("nats://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        // Speaks just enough of the protocol to be taken for an old server.
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                let info = "INFO {\"server_id\":\"x\",\"version\":\"2.9.10\",\"max_payload\":1048576,\"proto\":1}\r\n";
                socket.write_all(info.as_bytes()).await.unwrap();
                let mut buffer = [0; 4096];
                while let Ok(read) = socket.read(&mut buffer).await {
                    if read == 0 || socket.write_all(b"PONG\r\n").await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    let bench = Bench::new(EngineKind::Sqlite, Service::Intake, &[]).await;
    let settings = BusSettings {
        url,
        credentials: None,
        instance: ids::InstanceId::new("yunxi").unwrap(),
        service: Service::Intake,
        replicas: 1,
    };
    let stop = CancellationToken::new();
    let endpoint = Endpoint::start(settings, bench.writer.clone(), None, Lease::always(), stop);
    let reason = tokio::time::timeout(Duration::from_secs(20), endpoint.fatal()).await.unwrap();
    assert!(reason.contains("2.9.10") && reason.contains("2.12"), "{reason}");
}
