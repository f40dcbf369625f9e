//! One running instance in a temporary folder, and people who sign in to it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// How long a thing that must happen may take: generous, because nothing here measures speed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Instance {
    folder: tempfile::TempDir,
    url: String,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    http: reqwest::Client,
}

/// The program under test.
fn program() -> PathBuf {
    static CRYPTO: Once = Once::new();
    CRYPTO.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    PathBuf::from(std::env::var("HUIYIN_BIN").expect("HUIYIN_BIN names the huiyin to test"))
}

impl Instance {
    /// On SQLite, with the demonstration county, business time at the real pace until a test moves it.
    pub(crate) async fn start() -> Self {
        Self::start_with(&[], &[]).await
    }

    pub(crate) async fn start_with(options: &[&str], variables: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = testkit::free_port().to_string();
        let nats = std::env::var("HUIYIN_NATS_SERVER").expect("HUIYIN_NATS_SERVER names the nats-server");
        let mut arguments: Vec<String> =
            ["--port", &port, "--nats-server", &nats, "--drill", "1"].map(str::to_owned).into();
        arguments.extend(options.iter().map(|option| (*option).to_owned()));
        let instance = Self {
            folder,
            url: format!("http://127.0.0.1:{port}"),
            arguments,
            variables: variables
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            http: {
                program();
                reqwest::Client::builder().timeout(Duration::from_secs(40)).build().unwrap()
            },
        };
        instance.up();
        instance
    }

    pub(crate) fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Starts what does not run.
    pub(crate) fn up(&self) {
        let output = self
            .command(&["dev", "up"])
            .args(&self.arguments)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .output()
            .unwrap();
        assert!(output.status.success(), "dev up: {}", self.told(&output));
    }

    fn told(&self, output: &Output) -> String {
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        for service in ["intake", "routing", "supervision", "alerts", "ledger", "exchange", "console", "nats"]
        {
            let log =
                std::fs::read_to_string(self.data().join(format!("log/{service}.log"))).unwrap_or_default();
            let tail: Vec<&str> = log.lines().rev().take(8).collect();
            text.push_str(&format!(
                "\n--- {service}\n{}",
                tail.into_iter().rev().collect::<Vec<_>>().join("\n")
            ));
        }
        text
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).env("DATA", self.data()).env("LANG", "C.UTF-8").stdin(Stdio::null());
        command
    }

    /// Runs a command of the operators against this instance.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Compares every store; panics with the problems.
    pub(crate) fn verify(&self) -> Value {
        let output = self.run(&["verify", "--json"]);
        let report: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("verify printed no JSON ({error}): {}", self.told(&output)));
        assert!(output.status.success() && report["ok"] == true, "verify: {report:#}");
        report
    }

    /// kill -9 by the pid file; returns when the process is gone, so that a restart sees it so.
    pub(crate) fn kill(&self, process: &str) {
        let pid = std::fs::read_to_string(self.data().join(format!("run/{process}.pid"))).unwrap();
        let pid = pid.trim();
        let _ = Command::new("kill").args(["-9", pid]).status().unwrap();
        // A zombie that nobody has waited for yet has no environment left.
        while std::fs::read(format!("/proc/{pid}/environ")).is_ok_and(|environment| !environment.is_empty()) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Moves business time; it goes on from there at the real pace.
    pub(crate) fn set_business_time(&self, to: Timestamp) {
        self.drive(to, 1.0);
    }

    /// Moves business time and holds it there: for the last second of a day.
    pub(crate) fn hold_business_time(&self, at: Timestamp) {
        self.drive(at, 0.0);
    }

    fn drive(&self, to: Timestamp, rate: f64) {
        let path = self.data().join("drill.json");
        #[expect(clippy::disallowed_methods, reason = "the drill file is anchored in real time")]
        let real = Timestamp::now();
        let drill = json!({"real_origin": real, "business_origin": to, "rate": rate});
        let unfinished = path.with_extension("new");
        std::fs::write(&unfinished, drill.to_string()).unwrap();
        std::fs::rename(unfinished, path).unwrap();
    }

    pub(crate) async fn business_now(&self) -> Timestamp {
        let answer = self.http.get(format!("{}/api/console/v1/instance", self.url)).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer["business_now"].as_str().unwrap().parse().unwrap()
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.http
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// A demo user at their desk.
    pub(crate) async fn sign_in(&self, username: &str) -> Desk {
        let answer = self
            .http
            .post(format!("{}/api/console/v1/login", self.url))
            .json(&json!({"username": username, "password": "demo"}))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{username}");
        let answer: Value = answer.json().await.unwrap();
        Desk {
            token: answer["token"].as_str().unwrap().to_owned(),
            user: answer["user"].clone(),
            url: self.url.clone(),
            http: self.http.clone(),
            positions: Arc::default(),
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = self.command(&["dev", "down"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// A signed-in user; what they write they can read at once, in every service.
#[derive(Clone)]
pub(crate) struct Desk {
    token: String,
    pub(crate) user: Value,
    url: String,
    http: reqwest::Client,
    positions: Arc<Mutex<Vec<String>>>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    pub(crate) headers: reqwest::header::HeaderMap,
}

impl Answer {
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        self.body
    }

    #[track_caller]
    pub(crate) fn expect_problem(self, status: u16, code: &str) -> Value {
        let content_type = self.headers.get("content-type").and_then(|value| value.to_str().ok());
        assert_eq!(content_type, Some("application/problem+json"), "{:#}", self.body);
        let body = self.expect(status);
        assert_eq!(body["code"], code, "{body:#}");
        for language in ["zh-CN", "en"] {
            assert!(body["messages"][language].as_str().is_some_and(|text| !text.is_empty()), "{body:#}");
        }
        body
    }
}

impl Desk {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None, &[]).await
    }

    pub(crate) fn authorization(&self) -> String {
        format!("Bearer {}", self.token)
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body), &[]).await
    }

    /// Knows everything that `other` has written so far.
    pub(crate) fn hears_of(&self, other: &Self) {
        let heard = other.positions.lock().unwrap().clone();
        let mut known = self.positions.lock().unwrap();
        for position in heard {
            remember(&mut known, &position);
        }
    }

    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        for _ in 0..20 {
            let mut request =
                self.http.request(method.clone(), format!("{}{path}", self.url)).bearer_auth(&self.token);
            let after = self.positions.lock().unwrap().join(", ");
            if !after.is_empty() {
                request = request.header("Huiyin-After", after);
            }
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            if let Some(body) = &body {
                request = request.json(body);
            }
            let answer = request.send().await.unwrap();
            let (status, headers) = (answer.status(), answer.headers().clone());
            let text = answer.text().await.unwrap();
            let body: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
            if let Some(position) = headers.get("huiyin-position").and_then(|value| value.to_str().ok()) {
                remember(&mut self.positions.lock().unwrap(), position);
            }
            // Where the read has not caught up within 2 s, a client tries again, as the header says.
            if status == StatusCode::SERVICE_UNAVAILABLE && body["code"] == "not_caught_up" {
                continue;
            }
            return Answer { status, body, headers };
        }
        panic!("{path} did not catch up");
    }

    /// Asks until the answer is as wanted: for what other services do in their own time.
    pub(crate) async fn await_get(&self, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let answer = self.get(path).await;
            if answer.status == StatusCode::OK && wanted(&answer.body) {
                return answer.body;
            }
            assert!(
                tokio::time::Instant::now() < deadline,
                "{path} never came to be as wanted: {:#}",
                answer.body
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// Keeps the latest position of each producer.
fn remember(known: &mut Vec<String>, position: &str) {
    let producer = |text: &str| text.split('@').next().unwrap().to_owned();
    known.retain(|other| producer(other) != producer(position));
    known.push(position.to_owned());
}

/// The fictional county, by name.
pub(crate) struct County {
    units: Vec<Value>,
    persons: Vec<Value>,
}

impl County {
    pub(crate) async fn of(desk: &Desk) -> Self {
        let list = async |path: &str| desk.get(path).await.expect(200)["items"].as_array().unwrap().clone();
        Self {
            units: list("/api/routing/v1/units?limit=200").await,
            persons: list("/api/routing/v1/persons?limit=200").await,
        }
    }

    pub(crate) fn unit(&self, ending: &str) -> String {
        let found = self.units.iter().find(|unit| unit["name"].as_str().unwrap().ends_with(ending));
        found.unwrap_or_else(|| panic!("no unit {ending}"))["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn person(&self, title: &str) -> String {
        let found = self.persons.iter().find(|person| person["title"] == title);
        found.unwrap_or_else(|| panic!("no {title}"))["id"].as_str().unwrap().to_owned()
    }

    /// The six fixings (R2), with the housing bureau in the lead.
    pub(crate) fn six_fixings(&self) -> Value {
        json!({
            "lead_unit": self.unit("住房和城乡建设局"),
            "assisting_units": [],
            "responsible_leader": self.person("住房和城乡建设局局长"),
            "handler": self.person("住房保障股股长"),
            "supervising_unit": self.unit("信访局"),
            "requirement": "核实情况，依法办理，按期答复",
        })
    }
}

/// A matter as a registrar enters it.
pub(crate) fn petition(subject: &str) -> Value {
    json!({
        "channel": "online",
        "subject": subject,
        "body": "楼顶漏水三个月，报修没有结果，请帮忙。",
        "persons": 1,
        "place": "云溪镇安和家园",
        "category": "城乡建设/房屋质量",
        "petitioners": [{"name": "李云帆", "phone": "13900000001"}],
    })
}
