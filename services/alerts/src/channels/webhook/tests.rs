use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;
use crate::channels::parcel;

fn channel() -> Webhook {
    // Installed already by another test of this process: fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let secret = WebhookSecret::parse("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
    Webhook::new(secret).unwrap()
}

/// Answers one request with `answer`, after reading all of it; gives the request's text.
async fn receiver(answer: Option<&'static str>) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/page", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut seen = Vec::new();
        loop {
            let mut piece = [0_u8; 4096];
            let count = stream.read(&mut piece).await.unwrap();
            seen.extend_from_slice(&piece[..count]);
            let text = String::from_utf8_lossy(&seen).into_owned();
            let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                length.and_then(|length| length.parse::<usize>().ok()) == Some(body.len())
            });
            if whole || count == 0 {
                break;
            }
        }
        if let Some(answer) = answer {
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        String::from_utf8(seen).unwrap()
    });
    (url, task)
}

async fn outcome(answer: Option<&'static str>) -> Outcome {
    let (url, _task) = receiver(answer).await;
    channel().send(&parcel(&url)).await
}

#[tokio::test]
async fn the_request_carries_the_three_headers_and_a_signature_over_its_body() {
    let (url, task) = receiver(Some("HTTP/1.1 204 No Content\r\n\r\n")).await;
    let parcel = parcel(&url);
    assert_eq!(channel().send(&parcel).await, Outcome::Accepted);
    let request = task.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let secret = WebhookSecret::parse("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
    let signature = secret.sign(&parcel.key.to_string(), 1_700_000_000, body.as_bytes());
    assert!(head.contains(&format!("webhook-id: {}", parcel.key)), "{head}");
    assert!(head.contains("webhook-timestamp: 1700000000"), "{head}");
    assert!(head.contains(&format!("webhook-signature: {signature}")), "{head}");
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["type"], "huiyin.digest");
    assert_eq!(body["data"]["recipient"], "陆明远");
}

#[tokio::test]
async fn http_200_with_an_error_code_inside_is_not_success() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"errcode\":45009}";
    assert!(matches!(outcome(Some(answer)).await, Outcome::Retry { .. }));
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"errcode\":0}";
    assert_eq!(outcome(Some(answer)).await, Outcome::Accepted);
}

#[tokio::test]
async fn a_gone_receiver_is_permanent_a_busy_one_is_not_and_a_redirect_is_not_followed() {
    let gone = "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n";
    assert!(matches!(outcome(Some(gone)).await, Outcome::Rejected { .. }));
    let busy = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n";
    let after = Some(SignedDuration::from_secs(7));
    assert!(matches!(outcome(Some(busy)).await, Outcome::Retry { after: wish, .. } if wish == after));
    let moved = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    assert!(matches!(outcome(Some(moved)).await, Outcome::Rejected { .. }));
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_leaves_the_outcome_unknown() {
    assert!(matches!(outcome(None).await, Outcome::Unknown { .. }));
}

#[tokio::test]
async fn nobody_listening_is_certainly_not_sent_and_the_url_is_not_repeated() {
    let outcome = channel().send(&parcel("http://127.0.0.1:1/hook?key=geheim")).await;
    assert!(matches!(&outcome, Outcome::Retry { .. }), "{outcome:?}");
    assert!(!outcome.reason().unwrap().contains("geheim"));
}
