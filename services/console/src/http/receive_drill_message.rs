use axum::http::{HeaderMap, StatusCode};
use http_kit::Problem;
use messaging::{Command, Work};
use store::StoreError;

use super::problems::not_a_drill;
use crate::app::App;
use crate::drill::message::{self, Content};
use crate::store::drill_inbox::{self, Message};

/// Messages kept; a drill shows the last hours.
const MESSAGES_KEPT: i64 = 2_000;

/// Longest message id, in bytes.
const ID_BYTES_MAX: usize = 128;

/// Checks a message's signature and keeps it; the same message sent twice is kept once.
pub(super) async fn receive(
    app: &App,
    channel: &'static str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<StatusCode, Problem> {
    let secret = app.webhook_secret.as_ref().ok_or_else(not_a_drill)?;
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (id, sent, signatures) =
        (header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"));
    if id.is_empty() || id.len() > ID_BYTES_MAX {
        return Err(refused());
    }
    secret.check(id, sent, signatures, body, app.host.real.now()).map_err(|error| {
        tracing::warn!(%error, channel, "a drill message was refused");
        refused()
    })?;
    let content = message::read(body).ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unreadable_message",
            "消息不是约定的格式。",
            "The message does not have the agreed shape.",
        )
    })?;
    app.host.writer.run(KeepMessage { channel, message_id: id.to_owned(), content }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn refused() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "signature_refused",
        "消息签名不对或已过期，没有收下。",
        "The message's signature does not hold or is too old; it was not kept.",
    )
}

struct KeepMessage {
    channel: &'static str,
    message_id: String,
    content: Content,
}

impl Command for KeepMessage {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let message = Message {
            id: work.ids().mint(),
            message_id: self.message_id.clone(),
            received_at: work.recorded(),
            channel: self.channel.to_owned(),
            recipient: self.content.recipient.clone(),
            subject: self.content.subject.clone(),
            text: self.content.text.clone(),
            link: self.content.link.clone(),
        };
        drill_inbox::insert(work, &message).await?;
        drill_inbox::trim(work, MESSAGES_KEPT).await?;
        Ok(())
    }
}
