//! `PUT /api/alerts/v1/contacts/{person_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::PersonId;
use jiff::civil::Time;
use lettre::Address;
use messaging::{AuditDraft, Command, Work};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ContactItem, person_not_found};
use crate::app::App;
use crate::domain::quiet::QuietHours;
use crate::store::contacts::{self, Contact};
use crate::store::people;

/// The longest address that SMTP carries.
const EMAIL_CHARS_MAX: usize = 254;
/// Robots put a key into their URL; none is longer.
const URL_CHARS_MAX: usize = 1_000;

/// The whole of a person's contacts: what is absent is taken out.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactBody {
    #[serde(default)]
    email: Option<String>,
    /// https; plain http only to this instance's own drill inbox.
    #[serde(default)]
    webhook_url: Option<String>,
    /// Local time `HH:MM`; both or neither.
    #[serde(default)]
    quiet_from: Option<String>,
    #[serde(default)]
    quiet_until: Option<String>,
}

/// Enters how a person is reached.
#[utoipa::path(
    put,
    path = "/api/alerts/v1/contacts/{person_id}",
    operation_id = "put_contact",
    tag = "contacts",
    params(
        ("person_id" = PersonId, Path, description = "The person"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = ContactBody,
    responses(
        (status = 200, description = "Entered", body = ContactItem),
        (status = 404, description = "No such person"),
        (status = 412, description = "Somebody else changed it meanwhile"),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["director", "sysadmin", "operator"], "scope": "instance"}))),
)]
pub(crate) async fn put_contact(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(person): ApiPath<PersonId>,
    ApiJson(body): ApiJson<ContactBody>,
) -> Result<Written, Problem> {
    let contact = check(&body, app.demo, app.desk.default_webhook.as_deref())?;
    let command = Put { person, contact, caller: caller.clone(), headers: headers.clone() };
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, command).await
}

struct Put {
    person: PersonId,
    contact: Contact,
    caller: Caller,
    headers: WriteHeaders,
}

impl Command for Put {
    type Out = ContactItem;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<ContactItem, Problem> {
        if people::names(work, &[self.person]).await?.is_empty() {
            return Err(person_not_found());
        }
        let version = contacts::find(work, self.person).await?.version;
        self.headers.check_version(version)?;
        let contact = Contact { version: version.saturating_add(1), ..self.contact.clone() };
        let recorded = work.recorded();
        contacts::save(work, self.person, &contact, recorded).await?;
        work.audit(AuditDraft {
            actor: self.caller.actor(),
            action: "alerts.contact_entered".to_owned(),
            subject: Some(self.person.uuid()),
            reason: None,
            // Which ways there are, not where they lead: the audit log is read by others.
            detail: serde_json::json!({
                "email": contact.email.is_some(),
                "webhook": contact.webhook_url.is_some(),
                "quiet": contact.quiet.is_some(),
            }),
        });
        Ok(ContactItem::new(self.person, contact))
    }
}

fn check(body: &ContactBody, demo: bool, own: Option<&str>) -> Result<Contact, Problem> {
    let mut problem = Problem::invalid();
    let email = body.email.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if email.is_some_and(|text| text.chars().count() > EMAIL_CHARS_MAX || text.parse::<Address>().is_err()) {
        problem =
            problem.field("/email", "not_an_address", "这不是一个邮箱地址。", "This is not a mail address.");
    }
    let url = body.webhook_url.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if url.is_some_and(|text| !may_receive(text, demo, own)) {
        problem = problem.field(
            "/webhook_url",
            "not_https",
            "接收地址须以 https:// 开头，不含用户名和密码。",
            "The receiver's address begins with https:// and holds no user name or password.",
        );
    }
    let (quiet, problem) = quiet(body, problem);
    if !problem.fields().is_empty() {
        return Err(problem);
    }
    Ok(Contact { email: email.map(str::to_owned), webhook_url: url.map(str::to_owned), quiet, version: 0 })
}

fn quiet(body: &ContactBody, mut problem: Problem) -> (Option<QuietHours>, Problem) {
    let fields = [("/quiet_from", &body.quiet_from), ("/quiet_until", &body.quiet_until)];
    let mut times = [None, None];
    for ((pointer, text), time) in fields.into_iter().zip(&mut times) {
        if let Some(text) = text {
            *time = Time::strptime("%H:%M", text).ok();
            if time.is_none() {
                problem =
                    problem.field(pointer, "not_a_time", "应为 22:00 这样的时间。", "A time such as 22:00.");
            }
        }
    }
    if body.quiet_from.is_some() != body.quiet_until.is_some() {
        let missing = if body.quiet_from.is_some() { "/quiet_until" } else { "/quiet_from" };
        problem =
            problem.field(missing, "missing", "免打扰时段须有起止两个时间。", "Quiet hours need both ends.");
    }
    let [from, until] = times;
    (from.zip(until).map(|(from, until)| QuietHours { from, until }), problem)
}

/// https everywhere; plain http only in a demonstration or to the instance's own inbox, so that a page
/// cannot be read on the way and an administrator cannot aim requests at services behind the wall.
fn may_receive(text: &str, demo: bool, own: Option<&str>) -> bool {
    if text.chars().count() > URL_CHARS_MAX {
        return false;
    }
    let Ok(url) = Url::parse(text) else { return false };
    let bare = url.username().is_empty() && url.password().is_none() && url.has_host();
    let own = own.and_then(|own| Url::parse(own).ok()).is_some_and(|own| own.origin() == url.origin());
    bare && (url.scheme() == "https" || (url.scheme() == "http" && (demo || own)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(url: &str) -> ContactBody {
        ContactBody { email: None, webhook_url: Some(url.into()), quiet_from: None, quiet_until: None }
    }

    #[test]
    fn plain_http_goes_only_to_the_own_inbox_or_in_a_demonstration() {
        let own = Some("http://127.0.0.1:8080/api/console/v1/drill/webhook");
        let ok = |url: &str, demo, own| check(&body(url), demo, own).is_ok();
        assert!(ok("https://hook.example/x?key=1", false, None));
        assert!(ok("http://127.0.0.1:8080/other", false, own));
        assert!(!ok("http://127.0.0.1:9090/", false, own));
        assert!(ok("http://127.0.0.1:9090/", true, None));
        for bad in ["ftp://x/", "https://user:pw@x/", "nonsense", "javascript:alert(1)"] {
            assert!(!ok(bad, true, own), "{bad}");
        }
    }

    #[test]
    fn every_field_at_fault_is_pointed_at() {
        let bad = ContactBody {
            email: Some("nobody".into()),
            webhook_url: Some("x".into()),
            quiet_from: Some("25:00".into()),
            quiet_until: None,
        };
        let problem = check(&bad, false, None).unwrap_err();
        let pointers: Vec<_> = problem.fields().iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/email", "/webhook_url", "/quiet_from", "/quiet_until"]);
    }
}
