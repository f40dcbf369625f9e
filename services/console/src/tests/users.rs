use super::*;

fn user(username: &str, roles: &[Role], password: &str) -> Value {
    json!({ "username": username, "display_name": "测试员", "roles": roles, "password": password })
}

#[tokio::test]
async fn the_three_administrators_are_three_different_people() {
    let console = Console::open(true).await;
    let body = user("both", &[Role::Sysadmin, Role::Auditor], "demo");
    let refused = console.post("/api/console/v1/users", Some(OPERATOR), body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["errors"][0]["code"], "administrators_exclusive");
    assert_eq!(refused.json()["errors"][0]["pointer"], "/roles");
}

#[tokio::test]
async fn a_name_is_taken_once_and_a_repeated_request_gets_the_first_answer() {
    let console = Console::open(true).await;
    let send = |key: &'static str, password: &'static str| {
        let body = user("handler", &[Role::Handler], password);
        let mut request = request(Method::POST, "/api/console/v1/users", Some(OPERATOR), Some(body));
        request.headers_mut().insert("idempotency-key", key.parse().unwrap());
        request
    };
    let first = console.send(send("k1", "demo")).await;
    assert_eq!(first.status, StatusCode::CREATED);
    assert!(!String::from_utf8_lossy(&first.body).contains("password"));
    assert!(first.headers.contains_key("huiyin-position"));
    let again = console.send(send("k1", "demo")).await;
    assert_eq!((again.status, &again.body), (StatusCode::CREATED, &first.body));
    let other = console.send(send("k2", "demo")).await;
    assert_eq!((other.status, other.code()), (StatusCode::CONFLICT, "username_taken".into()));
}

#[tokio::test]
async fn outside_a_drill_the_command_line_opens_the_door_once() {
    let console = Console::open(false).await;
    let good = "correct horse battery";
    let handler =
        console.post("/api/console/v1/users", Some(OPERATOR), user("handler", &[Role::Handler], good));
    assert_eq!(handler.await.status, StatusCode::FORBIDDEN);
    let weak =
        console.post("/api/console/v1/users", Some(OPERATOR), user("secadmin", &[Role::Secadmin], "demo"));
    assert_eq!(weak.await.json()["errors"][0]["code"], "password_too_short");
    let body = user("secadmin", &[Role::Secadmin], good);
    let first = console.post("/api/console/v1/users", Some(OPERATOR), body).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.json());
    let second = console.post("/api/console/v1/users", Some(OPERATOR), user("sec2", &[Role::Secadmin], good));
    assert_eq!(second.await.status, StatusCode::FORBIDDEN);
    let token = console.login("secadmin", good).await.json()["token"].as_str().unwrap().to_owned();
    let body = user("handler", &[Role::Handler], good);
    assert_eq!(console.post("/api/console/v1/users", Some(&token), body).await.status, StatusCode::CREATED);
    let page = console.get("/api/console/v1/users?limit=1", Some(&token)).await.json();
    assert_eq!(page["items"][0]["username"], "handler");
    let next = format!("/api/console/v1/users?cursor={}", page["next_cursor"].as_str().unwrap());
    let rest = console.get(&next, Some(&token)).await.json();
    assert_eq!(
        (rest["items"][0]["username"].as_str(), &rest["next_cursor"]),
        (Some("secadmin"), &Value::Null)
    );
}

#[tokio::test]
async fn three_accounts_of_one_person_are_not_three_administrators() {
    let console = Console::open(true).await;
    let person = Uuid::from_u128(0xb1);
    let account = |name: &str, role: Role| {
        let mut body = user(name, &[role], "demo");
        body["person_id"] = json!(person);
        body
    };
    let path = "/api/console/v1/users";
    let first = console.post(path, Some(OPERATOR), account("sys", Role::Sysadmin)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.json());
    let refused = console.post(path, Some(OPERATOR), account("aud", Role::Auditor)).await;
    assert_eq!(refused.json()["errors"][0]["code"], "administrators_exclusive");
    let beside = console.post(path, Some(OPERATOR), account("desk", Role::Receptionist)).await;
    assert_eq!(beside.status, StatusCode::CREATED, "{}", beside.json());
}

#[tokio::test]
async fn r11_outside_a_drill_who_reads_accusations_is_a_person_of_the_directory() {
    let console = Console::open(false).await;
    let good = "correct horse battery";
    let path = "/api/console/v1/users";
    console.post(path, Some(OPERATOR), user("secadmin", &[Role::Secadmin], good)).await;
    let token = console.login("secadmin", good).await.json()["token"].as_str().unwrap().to_owned();
    let mut body = user("registrar", &[Role::Registrar], good);
    let refused = console.post(path, Some(&token), body.clone()).await;
    assert_eq!(refused.json()["errors"][0]["code"], "person_missing");
    body["person_id"] = json!(Uuid::from_u128(0xb1));
    let created = console.post(path, Some(&token), body).await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.json());
}
