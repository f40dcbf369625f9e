use std::collections::BTreeMap;
use std::str::FromStr as _;

use events::Service;
use http_kit::{Host, HostError, TokenMint};
use url::Url;

use crate::auth::front_door::FrontDoor;
use crate::auth::operator::OperatorToken;
use crate::auth::passwords::Passwords;
use crate::auth::sessions::Sessions;
use crate::auth::sign_in_turns::SignInTurns;
use crate::drill::signature::WebhookSecret;
use crate::gateway::addresses::Addresses;
use crate::gateway::forward::Forwarder;
use crate::gateway::tokens::CallTokens;
use crate::live::feed::LiveFeed;
use crate::live::places::Places;

/// What every handler of the console needs.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) host: Host,
    pub(crate) door: FrontDoor,
    pub(crate) passwords: Passwords,
    pub(crate) turns: SignInTurns,
    pub(crate) call_tokens: CallTokens,
    pub(crate) forwarder: Forwarder,
    pub(crate) feed: LiveFeed,
    pub(crate) places: Places,
    /// Present in drills: what the drill inbox checks its messages with.
    pub(crate) webhook_secret: Option<WebhookSecret>,
    /// Browsers come over TLS, so the cookie is marked `Secure`: outside drills, unless
    /// `HUIYIN_CONSOLE_TLS=0` says otherwise. Forgetting the variable must not weaken the cookie.
    pub(crate) secure_cookie: bool,
}

impl App {
    /// Reads the console's own secrets and settings.
    ///
    /// # Errors
    /// [`HostError`] when a secret is missing or cannot be used.
    pub(crate) fn new(host: Host) -> Result<Self, HostError> {
        let settings = &host.settings;
        let mint = TokenMint::from_hex_seed(&settings.secret("gateway.seed")?)?;
        let operator =
            OperatorToken::load(&settings.secrets_dir.join("operator.token"), host.instance(), settings.demo);
        let sessions = Sessions::new(host.store.clone(), host.writer.clone(), host.real.clone());
        let door = FrontDoor { sessions, operator, instance: host.instance().clone() };
        let passwords = Passwords::new(host.secrets.clone()).map_err(fatal)?;
        let webhook_secret = if settings.demo {
            Some(WebhookSecret::parse(&settings.secret("webhook.secret")?).map_err(fatal)?)
        } else {
            None
        };
        let addresses =
            Addresses::new(fixed_addresses(&settings.services)?, settings.run_dir.clone(), host.real.clone());
        Ok(Self {
            door,
            passwords,
            turns: SignInTurns::default(),
            call_tokens: CallTokens::new(mint, host.real.clone()),
            forwarder: Forwarder::new(addresses).map_err(fatal)?,
            feed: LiveFeed::default(),
            places: Places::default(),
            webhook_secret,
            secure_cookie: settings.var("HUIYIN_CONSOLE_TLS").map_or(!settings.demo, |tls| tls == "1"),
            host,
        })
    }
}

fn fatal(error: impl std::fmt::Display) -> HostError {
    HostError::Fatal(error.to_string())
}

fn fixed_addresses(services: &BTreeMap<String, String>) -> Result<BTreeMap<Service, Url>, HostError> {
    services
        .iter()
        .map(|(service, url)| {
            Ok((Service::from_str(service).map_err(fatal)?, Url::parse(url).map_err(fatal)?))
        })
        .collect()
}
