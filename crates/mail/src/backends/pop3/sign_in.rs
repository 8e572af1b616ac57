//! From a name to a maildrop: dial, TLS, greeting, what the server can do, credential.

mod authenticate;

use super::fault;
use super::maildrop::Connection;
use super::open::Pop3;
use super::wire::{Reply, Wire};
use crate::reaching::{Route, Security};
use crate::{Error, Kind, Result, Retry, Stage};
use carteiro_auth::Renew;
use carteiro_auth::sasl::Channel;
use carteiro_world::phrase;
use std::collections::BTreeMap;
use std::time::Duration;

/// A list of capabilities longer than this is none.
const MOST_CAPABILITIES: usize = 1000;

/// What the server can do (RFC 2449 §5), in upper case, with the arguments. `None`: it does not say.
#[derive(Debug, Default, Clone)]
pub(super) struct Features(Option<BTreeMap<String, String>>);

impl Features {
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|known| known.contains_key(name))
    }

    /// Whether it may be tried: the server has it, or is too old to say what it has.
    pub(super) fn may_have(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|known| known.contains_key(name))
    }

    /// SASL mechanisms (RFC 5034 §3).
    fn offers(&self, mechanism: &str) -> bool {
        let offered = self.argument("SASL").unwrap_or_default();
        offered.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case(mechanism))
    }

    /// The least time between two sign-ins (RFC 2449 §6.5).
    pub(super) fn login_delay(&self) -> Duration {
        let seconds = self.argument("LOGIN-DELAY").and_then(|text| text.split(' ').next()?.parse().ok());
        Duration::from_secs(seconds.unwrap_or_default())
    }

    fn argument(&self, name: &str) -> Option<&str> {
        self.0.as_ref()?.get(name).map(String::as_str)
    }

    fn names(&self) -> Vec<String> {
        let known = self.0.iter().flatten();
        known.map(|(name, argument)| format!("{name} {argument}").trim().to_owned()).collect()
    }
}

/// Connects and signs in, within the configured time.
pub(super) async fn connect(pop3: &Pop3, renew: Renew) -> Result<Connection> {
    pop3.route().within(dial_and_sign_in(pop3, renew)).await
}

async fn dial_and_sign_in(pop3: &Pop3, renew: Renew) -> Result<Connection> {
    let route = pop3.route();
    let (stream, mut channel) = route.dial().await?;
    let mut wire = Wire::new(stream, pop3);
    let greeting = route.greeted(greeting(&mut wire)).await?;
    pop3.world.stages.tell(|| Stage::Greeted { text: greeting, capabilities: None });
    let mut features = capabilities(&mut wire).await?;
    if pop3.config.security == Security::Starttls {
        (wire, channel) = start_tls(&route, wire, &features).await?;
        // What was offered in the clear may have been an attacker's.
        features = capabilities(&mut wire).await?;
    }
    pop3.world.stages.tell(|| Stage::Offered { capabilities: features.names() });
    if features.has("UTF8") {
        // Before the sign-in or never (RFC 6856 §2.1); refused, messages come in the old way.
        wire.command("UTF8");
        wire.reply().await?;
    }
    let credential = route.credential(renew).await?;
    let entered = authenticate::authenticate(pop3, &mut wire, &features, &credential, &channel);
    let mechanism = entered.await.map_err(|error| route.advised(error, &credential))?;
    // What is offered before and after signing in may differ (RFC 2449 §5).
    let features = capabilities(&mut wire).await?;
    pop3.world.stages.tell(|| Stage::SignedIn { mechanism, capabilities: features.names() });
    let top = pop3.top.anew(features.may_have("TOP"));
    Ok(Connection::new(wire, features, top, pop3.world.clock.now()))
}

async fn greeting(wire: &mut Wire) -> Result<String> {
    match wire.reply().await {
        Ok(Reply::Ok(text)) => Ok(text),
        Ok(Reply::Refused(refusal)) => match fault::refused(&refusal) {
            error if error.kind() == Kind::Rejected => {
                let words = phrase!("server-turned-away");
                Err(Error::new(Kind::Throttled, words).retrying(Retry::Later).because(refusal.text))
            }
            error => Err(error),
        },
        // A TLS alert, an HTTP error, another protocol's greeting.
        Ok(Reply::Challenge(_)) => Err(Error::new(Kind::Protocol, phrase!("pop3-no-greeting"))),
        Err(error) if error.kind() == Kind::Protocol => {
            Err(Error::new(Kind::Protocol, phrase!("pop3-no-greeting")).because(error))
        }
        Err(error) => Err(error.retrying(Retry::Later)),
    }
}

/// STLS (RFC 2595 §4). A server that does not offer it is refused: going on in the clear is a downgrade.
async fn start_tls(route: &Route<'_>, mut wire: Wire, features: &Features) -> Result<(Wire, Channel)> {
    if !features.may_have("STLS") {
        return Err(route.no_starttls());
    }
    wire.command("STLS");
    wire.accepted().await.map_err(|error| route.starttls_refused(error))?;
    wire.upgrade(|stream| route.secure(stream)).await
}

/// CAPA (RFC 2449 §5), which old servers do not know.
pub(super) async fn capabilities(wire: &mut Wire) -> Result<Features> {
    wire.command("CAPA");
    match wire.reply().await? {
        Reply::Refused(_) => return Ok(Features(None)),
        Reply::Challenge(_) => return Err(fault::protocol(phrase!("pop3-nonsense"))),
        Reply::Ok(_) => {}
    }
    let mut known = BTreeMap::new();
    let read = |line: &[u8]| {
        let line = String::from_utf8_lossy(line);
        let (name, argument) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        known.insert(name.to_ascii_uppercase(), argument.trim().to_owned());
    };
    wire.lines(MOST_CAPABILITIES, read).await?;
    Ok(Features(Some(known)))
}
