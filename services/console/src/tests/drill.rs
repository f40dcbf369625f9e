use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::*;

fn signed(console: &Console, id: &str, body: &Value) -> Request<Body> {
    let mut request = request(Method::POST, "/api/console/v1/drill/webhook", None, Some(body.clone()));
    let sent = console.app.host.real.now().as_second().to_string();
    let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{sent}.{body}").as_bytes());
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    for (name, value) in
        [("webhook-id", id), ("webhook-timestamp", sent.as_str()), ("webhook-signature", &signature)]
    {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
}

#[tokio::test]
async fn a_signed_message_is_kept_once_and_an_unsigned_one_never() {
    let console = Console::open(true).await;
    let body = json!({ "type": "huiyin.alert", "data": {
        "recipient": "周明", "subject": "临期", "text": "请确认", "link": "http://127.0.0.1:8080/cases/1"
    }});
    for _ in 0..2 {
        assert_eq!(console.send(signed(&console, "msg-1", &body)).await.status, StatusCode::NO_CONTENT);
    }
    let mut forged = signed(&console, "msg-2", &body);
    forged.headers_mut().insert("webhook-id", "msg-3".parse().unwrap());
    let refused = console.send(forged).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNAUTHORIZED, "signature_refused".into()));
    let leader = console.signed_in("leader", Role::Leader, None).await;
    let inbox = console.get("/api/console/v1/drill/inbox", Some(&leader)).await.json();
    let items = inbox["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        (items[0]["recipient"].as_str(), items[0]["channel"].as_str()),
        (Some("周明"), Some("webhook"))
    );
}

#[tokio::test]
async fn outside_a_drill_there_is_no_inbox() {
    let console = Console::open(false).await;
    let body = json!({ "data": { "recipient": "周明", "text": "请确认" } });
    let answer = console.send(signed(&console, "msg-1", &body)).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "not_a_drill".into()));
}

#[tokio::test]
async fn r11_the_drill_inbox_keeps_a_message_about_an_accusation_from_whom_it_excludes() {
    let console = Console::open(true).await;
    let (case, accused) = (Uuid::from_u128(1), Uuid::from_u128(0xa2));
    let class = events::CaseClass::Accusation;
    console.applied(case, &super::chronicle::registered(class, Some(accused))).await;
    let body = json!({ "type": "huiyin.alert", "data": {
        "recipient": "周明", "subject": "临期 YX-2026-J000001", "text": "请确认",
        "link": format!("http://127.0.0.1:8080/cases/{case}?alert=1"),
    }});
    assert_eq!(console.send(signed(&console, "msg-1", &body)).await.status, StatusCode::NO_CONTENT);
    let readers = [
        ("leader", Role::Leader, None, 1),
        ("director", Role::Director, None, 1),
        ("accused", Role::Director, Some(accused), 0),
        ("accused2", Role::Leader, Some(accused), 0),
        ("sysadmin", Role::Sysadmin, None, 0),
        ("auditor", Role::Auditor, None, 0),
    ];
    for (name, role, unit, seen) in readers {
        let token = console.signed_in(name, role, unit).await;
        let inbox = console.get("/api/console/v1/drill/inbox", Some(&token)).await.json();
        assert_eq!(inbox["items"].as_array().unwrap().len(), seen, "{name}");
    }
}
