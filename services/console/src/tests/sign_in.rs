use super::*;

#[tokio::test]
async fn a_session_opens_answers_me_and_ends_with_sign_out() {
    let console = Console::open(true).await;
    let token = console.signed_in("router", Role::Router, None).await;
    let me = console.get("/api/console/v1/me", Some(&token)).await;
    assert_eq!((me.status, me.json()["username"].as_str()), (StatusCode::OK, Some("router")));
    let out = console.post("/api/console/v1/logout", Some(&token), json!({})).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    let gone = console.get("/api/console/v1/me", Some(&token)).await;
    assert_eq!((gone.status, gone.code()), (StatusCode::UNAUTHORIZED, "not_signed_in".into()));
}

#[tokio::test]
async fn five_failures_lock_a_name_and_an_unknown_name_behaves_alike() {
    let console = Console::open(true).await;
    console.signed_in("router", Role::Router, None).await;
    for name in ["router", "nobody"] {
        for _ in 0..5 {
            let answer = console.login(name, "wrong").await;
            assert_eq!(
                (answer.status, answer.code()),
                (StatusCode::UNAUTHORIZED, "invalid_credentials".into())
            );
        }
        let locked = console.login(name, "demo").await;
        assert_eq!((locked.status, locked.code()), (StatusCode::TOO_MANY_REQUESTS, "account_locked".into()));
        let seconds: i64 = locked.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
        assert!((840..=901).contains(&seconds), "{seconds}");
    }
}

#[tokio::test]
async fn parallel_guesses_are_counted_one_by_one() {
    let console = Console::open(true).await;
    console.signed_in("router", Role::Router, None).await;
    let guesses = (0..12).map(|_| console.login("router", "wrong"));
    let answers = futures_util::future::join_all(guesses).await;
    let checked = answers.iter().filter(|answer| answer.status == StatusCode::UNAUTHORIZED).count();
    assert_eq!(checked, 5, "no guess past the fifth is compared with the password");
}

#[tokio::test]
async fn a_write_with_the_cookie_alone_is_refused() {
    let console = Console::open(true).await;
    let token = console.signed_in("router", Role::Router, None).await;
    let with_cookie = |marked: bool| {
        let mut request = request(Method::POST, "/api/console/v1/logout", None, Some(json!({})));
        request.headers_mut().insert(header::COOKIE, format!("huiyin_session={token}").parse().unwrap());
        if marked {
            request.headers_mut().insert("x-huiyin", "1".parse().unwrap());
        }
        request
    };
    let refused = console.send(with_cookie(false)).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "write_header_missing".into()));
    assert_eq!(console.send(with_cookie(true)).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_cookie_is_http_only_and_a_body_with_more_is_refused() {
    let console = Console::open(true).await;
    console.signed_in("router", Role::Router, None).await;
    let answer = console.login(" Router ", "demo").await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.starts_with("huiyin_session=") && cookie.contains("HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    let body = json!({ "username": "router", "password": "demo", "admin": true });
    let refused = console.post("/api/console/v1/login", None, body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_keeps_this_one() {
    let console = Console::open(true).await;
    let here = console.signed_in("router", Role::Router, None).await;
    let there = console.login("router", "demo").await.json()["token"].as_str().unwrap().to_owned();
    // Both are believed from memory now.
    for token in [&here, &there] {
        assert_eq!(console.get("/api/console/v1/me", Some(token)).await.status, StatusCode::OK);
    }
    let wrong = json!({ "current": "nope", "new": "another one" });
    let refused = console.post("/api/console/v1/password", Some(&here), wrong).await;
    assert_eq!(refused.code(), "invalid_credentials");
    let body = json!({ "current": "demo", "new": "another one" });
    let changed = console.post("/api/console/v1/password", Some(&here), body).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.json());
    assert_eq!(console.get("/api/console/v1/me", Some(&here)).await.status, StatusCode::OK);
    assert_eq!(console.get("/api/console/v1/me", Some(&there)).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(console.login("router", "demo").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(console.login("router", "another one").await.status, StatusCode::OK);
}

#[tokio::test]
async fn outside_a_drill_its_passwords_open_nothing_and_the_cookie_is_for_tls() {
    let console = Console::open(false).await;
    let good = "correct horse battery";
    let body = json!({
        "username": "secadmin", "display_name": "测试员", "roles": [Role::Secadmin], "password": good,
    });
    let created = console.post("/api/console/v1/users", Some(OPERATOR), body).await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.json());
    let cookie = console.login("secadmin", good).await.headers[header::SET_COOKIE].clone();
    assert!(cookie.to_str().unwrap().ends_with("; Secure"), "{cookie:?}");
    // What a drill left in the same store.
    let hash = console.app.passwords.hash("demo".into()).await.unwrap();
    console.app.host.writer.run(LeftByADrill(hash)).await.unwrap();
    let refused = console.login("secadmin", "demo").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNAUTHORIZED, "invalid_credentials".into()));
}

struct LeftByADrill(String);

impl Command for LeftByADrill {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let now = work.recorded();
        let user = crate::store::users::credentials(work, "secadmin").await?.unwrap().user;
        assert!(crate::store::users::set_password(work, user.id, user.version, &self.0, now).await?);
        Ok(())
    }
}
