use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use super::*;
use crate::channels::parcel;

fn settings(url: &str) -> MailSettings {
    MailSettings {
        url: url.into(),
        from: "回音 <huiyin@yunxi.example>".into(),
        password: None,
        instance: "yunxi".into(),
    }
}

/// Speaks just enough SMTP; answers the end of the data with `verdict`, or breaks off there. The letter
/// arrives on the channel.
async fn server(verdict: Option<&'static str>) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (sender, letters) = mpsc::channel(4);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, verdict, sender.clone()));
        }
    });
    (url, letters)
}

async fn converse(stream: TcpStream, verdict: Option<&'static str>, letters: mpsc::Sender<String>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 yunxi.example ESMTP\r\n").await.unwrap();
    let mut letter: Option<String> = None;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match (&mut letter, line.as_str()) {
            (Some(text), ".") => {
                letters.send(std::mem::take(text)).await.unwrap();
                letter = None;
                let Some(verdict) = verdict else { return };
                verdict
            }
            (Some(text), more) => {
                text.push_str(more);
                text.push('\n');
                continue;
            }
            (None, "DATA") => {
                letter = Some(String::new());
                "354 go on"
            }
            (None, _) => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}

async fn outcome(verdict: Option<&'static str>) -> (Outcome, String) {
    let (url, mut letters) = server(verdict).await;
    let mail = Mail::new(settings(&url)).unwrap();
    let outcome = mail.send(&parcel("leader@yunxi.example")).await;
    (outcome, letters.recv().await.unwrap())
}

#[tokio::test]
async fn the_message_id_is_the_idempotency_key() {
    let (outcome, letter) = outcome(Some("250 taken")).await;
    assert_eq!(outcome, Outcome::Accepted);
    assert!(letter.contains("Message-ID: <0190c2d4-7b1e-7c3a-9a41-2f6b6d0e8f11@yunxi.huiyin>"), "{letter}");
    assert!(letter.contains("Date: Tue, 14 Nov 2023 22:13:20 +0000"), "{letter}");
    assert!(letter.contains("leader@yunxi.example"), "{letter}");
}

#[tokio::test]
async fn refusals_and_a_broken_connection_are_told_apart() {
    assert!(matches!(outcome(Some("550 no such user")).await.0, Outcome::Rejected { .. }));
    assert!(matches!(outcome(Some("451 later")).await.0, Outcome::Retry { .. }));
    assert!(matches!(outcome(None).await.0, Outcome::Unknown { .. }));
}

#[tokio::test]
async fn nobody_listening_is_certainly_not_sent() {
    let mail = Mail::new(settings("smtp://127.0.0.1:1")).unwrap();
    assert!(matches!(mail.send(&parcel("a@yunxi.example")).await, Outcome::Retry { .. }));
    assert!(matches!(mail.send(&parcel("nonsense")).await, Outcome::Rejected { .. }));
}

#[tokio::test]
async fn plain_smtp_is_for_loopback_only() {
    assert!(is_loopback("127.0.0.1") && is_loopback("::1") && is_loopback("localhost"));
    assert!(!is_loopback("mail.yunxi.example"));
    assert!(Mail::new(settings("smtp://mail.yunxi.example")).is_ok());
    assert!(Mail::new(settings("smtps://mail.yunxi.example")).is_ok());
    assert!(matches!(Mail::new(settings("http://x")), Err(ChannelError::SmtpUrl(_))));
}
