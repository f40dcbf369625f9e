use std::net::SocketAddr;

use axum::routing::any;
use events::Service;
use http_kit::{TokenMint, TokenVerifier};

use super::*;

/// A service that answers with what it was sent, at an address of its own.
async fn echo(console: &Console, service: Service) -> tokio::task::JoinHandle<()> {
    let answer = |request: Request| async move {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        let headers: BTreeMap<String, String> = parts
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let echo = json!({
            "path": parts.uri.to_string(),
            "method": parts.method.as_str(),
            "headers": headers,
            "body": String::from_utf8_lossy(&body),
        });
        ([("set-cookie", "evil=1"), ("huiyin-position", "intake@1:7")], axum::Json(echo))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    announce(console, service, listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(any(answer))).await.unwrap() })
}

fn announce(console: &Console, service: Service, address: SocketAddr) {
    let run = console.folder.path().join("run");
    std::fs::create_dir_all(&run).unwrap();
    let file = json!({ "service": service.as_str(), "url": format!("http://{address}") });
    std::fs::write(run.join(format!("{service}.json")), file.to_string()).unwrap();
}

#[tokio::test]
async fn a_call_reaches_its_service_with_a_token_made_for_it_and_nothing_else_of_the_caller() {
    let console = Console::open(true).await;
    echo(&console, Service::Intake).await;
    let token = console.signed_in("registrar", Role::Registrar, None).await;
    let path = "/api/intake/v1/petitions?q=%E8%B7%AF";
    let mut call = request(Method::POST, path, None, Some(json!({ "a": 1 })));
    for (name, value) in [
        ("cookie", format!("huiyin_session={token}")),
        ("x-huiyin", "1".into()),
        ("x-forwarded-for", "6.6.6.6".into()),
        ("idempotency-key", "k1".into()),
    ] {
        call.headers_mut().insert(name, value.parse().unwrap());
    }
    let answer = console.send(call).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    let echo = answer.json();
    assert_eq!((echo["path"].as_str(), echo["body"].as_str()), (Some(path), Some("{\"a\":1}")));
    let sent = &echo["headers"];
    assert_eq!(sent["idempotency-key"], "k1");
    for stripped in ["cookie", "x-huiyin", "x-forwarded-for"] {
        assert!(sent.get(stripped).is_none(), "{stripped}");
    }
    let mint = TokenMint::from_hex_seed(&"07".repeat(32)).unwrap();
    let verifier = TokenVerifier::new(&mint.public_hex(), Service::Intake, "yunxi".into()).unwrap();
    let made = sent["authorization"].as_str().unwrap().strip_prefix("Bearer ").unwrap();
    let caller = verifier.verify(made, console.app.host.real.now()).unwrap();
    assert_eq!((caller.username.as_str(), caller.has(Role::Registrar)), ("registrar", true));
    assert!(!answer.headers.contains_key(header::SET_COOKIE));
    assert_eq!(answer.headers["huiyin-position"], "intake@1:7");
    assert!(answer.headers.contains_key(header::CONTENT_SECURITY_POLICY));
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn anonymous_calls_reach_the_public_routes_and_documents_alone() {
    let console = Console::open(true).await;
    echo(&console, Service::Intake).await;
    let mut open = request(Method::GET, "/api/public/v1/petitions/ABCD", None, None);
    open.headers_mut().insert("huiyin-after", "intake@1:99999999".parse().unwrap());
    let open = console.send(open).await;
    assert_eq!(open.status, StatusCode::OK);
    for kept_back in ["authorization", "huiyin-after"] {
        assert!(open.json()["headers"].get(kept_back).is_none(), "{kept_back}");
    }
    let document = console.get("/api/intake/openapi.json", None).await;
    assert_eq!(document.json()["path"], "/openapi.json");
    let closed = console.get("/api/intake/v1/petitions", None).await;
    assert_eq!((closed.status, closed.code()), (StatusCode::UNAUTHORIZED, "not_signed_in".into()));
    for nowhere in ["/api/public/../intake/v1/petitions", "/api/nobody/v1/x", "/api/console/v1/nothing"] {
        assert_eq!(console.get(nowhere, None).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn a_service_that_restarts_on_another_port_is_found_by_the_same_call() {
    let console = Console::open(true).await;
    let first = echo(&console, Service::Ledger).await;
    let token = console.signed_in("router", Role::Router, None).await;
    let call = || console.get("/api/ledger/v1/cases", Some(&token));
    assert_eq!(call().await.status, StatusCode::OK);
    first.abort();
    let _ = first.await;
    let down = console.folder.path().join("run/ledger.json");
    std::fs::remove_file(&down).unwrap();
    let unreachable = call().await;
    assert_eq!(
        (unreachable.status, unreachable.code()),
        (StatusCode::BAD_GATEWAY, "service_unreachable".into())
    );
    assert!(!unreachable.json()["messages"]["en"].as_str().unwrap().is_empty());
    echo(&console, Service::Ledger).await;
    assert_eq!(call().await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_documents_and_security_headers() {
    let console = Console::open(true).await;
    let docs = console.get("/api/docs/", None).await;
    assert_eq!(docs.status, StatusCode::OK);
    let policy = docs.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("style-src 'self' 'unsafe-inline'"), "{policy}");
    let settings = console.get("/api/docs/swagger-initializer.js", None).await;
    assert!(String::from_utf8_lossy(&settings.body).contains("/api/ledger/openapi.json"));
    let own = console.get("/api/console/openapi.json", None).await;
    assert!(own.json()["paths"].as_object().unwrap().contains_key("/api/console/v1/login"));
    assert_eq!(own.json()["info"]["title"], "Huiyin console 工作台");
    let new_user = &own.json()["components"]["schemas"]["CreateUserRequest"];
    assert!(new_user["required"].as_array().unwrap().contains(&json!("password")), "{new_user}");
    let page = console.get("/cases/42", None).await;
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'self'; frame-ancestors 'none'; base-uri 'none'"), "{policy}");
    assert_eq!(page.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
}
