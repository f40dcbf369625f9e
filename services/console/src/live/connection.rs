use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::Event;
use http_kit::Scope;
use ids::CaseId;
use serde_json::json;
use store::{Store, StoreError};
use tokio::sync::{broadcast, mpsc};
use tracing::warn;

use super::places::Place;
use crate::auth::sessions::Sessions;
use crate::auth::token::TokenHash;
use crate::domain::live::Round;
use crate::store::users::User;
use crate::store::{alerts, cases};

/// A page that hears nothing this long thinks the line is dead and opens a new one.
const PING_EVERY: Duration = Duration::from_secs(15);

/// How often the reader's session and roles are looked at again.
const RECHECK_EVERY: Duration = Duration::from_secs(60);

/// Events waiting for a page that reads slowly; when they are full the page misses rounds, and is told to
/// reload.
pub(crate) const EVENTS_WAITING_MAX: usize = 256;

/// One open page.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) store: Store,
    pub(crate) sessions: Sessions,
    pub(crate) user: Arc<User>,
    /// `None` for the command line, whose token does not expire.
    pub(crate) session: Option<TokenHash>,
    pub(crate) scope: Scope,
    pub(crate) rounds: broadcast::Receiver<Arc<Round>>,
    /// Given back when the connection ends.
    pub(crate) _place: Place,
}

impl Connection {
    /// Tells the page what happens until it goes away, its session ends or its reader's roles change
    /// (it then comes back and is given what the new roles may see).
    pub(crate) async fn serve(mut self, page: mpsc::Sender<Event>) {
        let mut ping = tokio::time::interval(PING_EVERY);
        let mut recheck = tokio::time::interval(RECHECK_EVERY);
        recheck.tick().await;
        let mut forgotten = self.sessions.forgotten();
        loop {
            let events = tokio::select! {
                // Somebody was moved to another unit: before anything more is told (R11).
                biased;
                changed = forgotten.changed() => {
                    if changed.is_err() || !self.is_still_allowed().await {
                        return;
                    }
                    continue;
                }
                _ = ping.tick() => vec![Event::default().event("ping").data("{}")],
                _ = recheck.tick() => {
                    if !self.is_still_allowed().await {
                        return;
                    }
                    continue;
                }
                () = page.closed() => return,
                round = self.rounds.recv() => match round {
                    Ok(round) => self.events(&round).await.unwrap_or_else(|error| {
                        warn!(%error, "a live round could not be scoped; the page is told to reload");
                        vec![resync()]
                    }),
                    Err(broadcast::error::RecvError::Lagged(_)) => vec![resync()],
                    Err(broadcast::error::RecvError::Closed) => return,
                },
            };
            for event in events {
                if page.send(event).await.is_err() {
                    return;
                }
            }
        }
    }

    /// The part of a round that this reader may see.
    async fn events(&self, round: &Round) -> Result<Vec<Event>, StoreError> {
        let Round::Changes { cases: changed, alerts: rung } = round else { return Ok(vec![resync()]) };
        let ids: Vec<CaseId> = changed.iter().copied().collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut on = self.store.read().await?;
        let visible = cases::visible(&mut on, &ids, self.scope.clause("c", ids.len() + 1)).await?;
        if visible.is_empty() {
            return Ok(Vec::new());
        }
        let rung: Vec<_> = rung.iter().copied().collect();
        let mut events = Vec::new();
        for alert in alerts::by_ids(&mut on, &rung).await? {
            if let Some(case_number) = visible.get(&alert.case_id) {
                events.push(event(
                    "alert",
                    &json!({
                        "alert_id": alert.id,
                        "case_id": alert.case_id,
                        "case_number": case_number,
                        "kind": alert.kind,
                        "level": alert.level,
                        "state": alert.state,
                        "at": alert.changed_at,
                    }),
                ));
            }
        }
        events.extend(visible.keys().map(|id| event("case", &json!({ "case_id": id }))));
        Ok(events)
    }

    async fn is_still_allowed(&self) -> bool {
        let Some(session) = self.session else { return true };
        match self.sessions.recheck(session).await {
            Ok(Some(user)) => *user == *self.user,
            Ok(None) => false,
            Err(error) => {
                // Not knowing is not being allowed: the page comes back when the store does.
                warn!(%error, "a live page could not be re-authorised");
                false
            }
        }
    }
}

fn event(name: &str, data: &serde_json::Value) -> Event {
    Event::default().event(name).data(data.to_string())
}

fn resync() -> Event {
    Event::default().event("resync").data("{}")
}
