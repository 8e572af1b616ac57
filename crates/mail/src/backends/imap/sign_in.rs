//! From a name to a signed-in connection: dial, TLS, greeting, credential, what the server can do.

mod authenticate;
mod refused;

use super::names::Namespaces;
use super::open::Imap;
use super::session::Session;
use super::wire::Wire;
use super::wire::command::Command;
use super::wire::response::{Code, Data, Outcome, Prefix, Response, Status};
use super::{fault, session::Wants};
use crate::reaching::{Route, Security};
use crate::{Error, Kind, Notices, Result, Retry, Stage};
use carteiro_auth::sasl::Channel;
use carteiro_auth::{Credential, Renew};
use carteiro_world::phrase;
use std::collections::HashSet;
use std::sync::Arc;

/// What is known of the server, the same for all connections of a session.
#[derive(Debug)]
pub(super) struct SignedIn {
    features: Features,
    pub(super) namespace: Namespaces,
}

impl SignedIn {
    /// Whether the server said, after the sign-in, that it can do this.
    pub(super) fn has(&self, feature: &str) -> bool {
        self.features.has(feature)
    }
}

/// A connection, and what is known of its server.
pub(super) struct Connected {
    pub(super) session: Session,
    pub(super) server: Arc<SignedIn>,
}

/// Capabilities (RFC 9051 §7.2.2), in upper case.
#[derive(Debug, Default, Clone)]
struct Features(HashSet<String>);

impl Features {
    fn has(&self, feature: &str) -> bool {
        self.0.contains(feature)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.0.iter().cloned().collect();
        names.sort_unstable();
        names
    }
}

/// Connects and signs in, within the configured time.
pub(super) async fn connect(imap: &Imap, renew: Renew, notices: &Notices) -> Result<Connected> {
    imap.route().within(dial_and_sign_in(imap, renew, notices)).await
}

async fn dial_and_sign_in(imap: &Imap, renew: Renew, notices: &Notices) -> Result<Connected> {
    let config = &imap.config;
    let route = imap.route();
    let (stream, mut channel) = route.dial().await?;
    let mut wire = Wire::new(stream, imap, notices.clone());
    let (text, mut features) = route.greeted(greeting(&mut wire)).await?;
    imap.world.stages.tell(|| Stage::Greeted { text, capabilities: features.as_ref().map(Features::names) });
    if config.security == Security::Starttls {
        (wire, channel) = start_tls(&route, wire, features).await?;
        // What was offered in the clear may have been an attacker's.
        features = None;
    }
    let features = match features {
        Some(features) => features,
        None => capability(&mut wire).await?,
    };
    imap.world.stages.tell(|| Stage::Offered { capabilities: features.names() });
    let credential = route.credential(renew).await?;
    let entered = enter(imap, wire, &features, &credential, &channel).await;
    entered.map_err(|error| route.advised(error, &credential))
}

/// From the credential to what is behind it.
async fn enter(
    imap: &Imap,
    mut wire: Wire,
    features: &Features,
    credential: &Credential,
    channel: &Channel,
) -> Result<Connected> {
    let (mechanism, codes) =
        authenticate::authenticate(imap, &mut wire, features, credential, channel).await?;
    // What is offered before and after signing in differs: Dovecot names MOVE only afterwards.
    let features = match told(&codes) {
        Some(features) => features,
        None => capability(&mut wire).await?,
    };
    imap.world.stages.tell(|| Stage::SignedIn { mechanism, capabilities: features.names() });
    let session = Session::start(wire, features.has("LITERAL+"));
    let namespace = namespace(&session, &features).await?;
    Ok(Connected { session, server: Arc::new(SignedIn { features, namespace }) })
}

/// The greeting's text; the capabilities when it carries them.
async fn greeting(wire: &mut Wire) -> Result<(String, Option<Features>)> {
    match wire.receive().await {
        Ok(Response::Notice(Outcome { status: Status::Ok, code, text })) => {
            Ok((text.clone(), told(code.as_slice())))
        }
        Ok(Response::Notice(Outcome { status: Status::Preauth, .. })) => {
            Err(Error::new(Kind::Unsupported, phrase!("imap-preauth")))
        }
        Ok(Response::Notice(Outcome { status: Status::Bye, text, .. })) => {
            let words = phrase!("server-turned-away");
            Err(Error::new(Kind::Throttled, words).retrying(Retry::Later).because(text))
        }
        // A TLS alert, an HTTP error, another protocol's greeting.
        Ok(_) => Err(Error::new(Kind::Protocol, phrase!("imap-no-greeting"))),
        Err(error) if error.kind() == Kind::Protocol => {
            Err(Error::new(Kind::Protocol, phrase!("imap-no-greeting")).because(error))
        }
        Err(error) => Err(error.retrying(Retry::Later)),
    }
}

/// STARTTLS (RFC 9051 §6.2.1). A server that does not offer it is refused: going on in the clear is a downgrade.
async fn start_tls(route: &Route<'_>, mut wire: Wire, features: Option<Features>) -> Result<(Wire, Channel)> {
    let features = match features {
        Some(features) => features,
        None => capability(&mut wire).await?,
    };
    if !features.has("STARTTLS") {
        return Err(route.no_starttls());
    }
    let begun = command(&mut wire, Command::new("STARTTLS")).await;
    begun.map_err(|error| route.starttls_refused(error))?;
    wire.upgrade(|stream| route.secure(stream)).await
}

async fn capability(wire: &mut Wire) -> Result<Features> {
    let (data, codes) = command(wire, Command::new("CAPABILITY")).await?;
    let said = data.into_iter().find_map(|data| match data {
        Data::Capability(words) => Some(words),
        _ => None,
    });
    Ok(said.map(features).or_else(|| told(&codes)).unwrap_or_default())
}

/// More responses than this to one command are no answer.
const MOST_TALK: usize = 1000;

/// One command while nothing else is going on.
async fn command(wire: &mut Wire, command: Command) -> Result<(Vec<Data>, Vec<Code>)> {
    let tag = wire.tag();
    wire.link.meter.command();
    wire.log_client(|| command.shown(&tag));
    wire.link.queue(format!("{tag} ").as_bytes());
    for piece in &command.pieces {
        wire.queue(piece);
    }
    wire.link.queue(b"\r\n");
    let mut all = Vec::new();
    loop {
        match wire.receive().await? {
            Response::Data(_) if all.len() >= MOST_TALK => {
                return Err(fault::protocol(phrase!("imap-endless", count = MOST_TALK)));
            }
            Response::Data(data) => all.push(data),
            Response::Completion { tag: done, outcome } if done == tag.as_bytes() => {
                return match outcome.status {
                    Status::Ok => Ok((all, outcome.code.into_iter().collect())),
                    status => Err(fault::refused(status, outcome.code.as_ref(), &outcome.text)),
                };
            }
            Response::Notice(Outcome { status: Status::Bye, text, .. }) => return Err(fault::lost(text)),
            _ => {}
        }
    }
}

fn told(codes: &[Code]) -> Option<Features> {
    codes.iter().find_map(|code| match code {
        Code::Capability(words) => Some(features(words.clone())),
        _ => None,
    })
}

fn features(words: Vec<String>) -> Features {
    Features(words.into_iter().map(|word| word.to_ascii_uppercase()).collect())
}

/// The namespaces (RFC 2342), or the separator alone (RFC 9051 §6.3.9) of a server that tells none.
async fn namespace(session: &Session, features: &Features) -> Result<Namespaces> {
    // Some providers answer nothing else before they know who is asking (RFC 2971).
    let id =
        features.has("ID").then(|| session.send(Command::new(r#"ID ("name" "Carteiro")"#), Wants::nothing()));
    let mut found = None;
    if features.has("NAMESPACE") {
        let answer = session.send(Command::new("NAMESPACE"), Wants::namespace()).all().await;
        found = match answer {
            Err(error) if error.is_connection() => return Err(error),
            answer => answer.ok().and_then(|(data, _)| data.into_iter().find_map(namespaces)),
        };
    }
    if found.is_none() {
        let (data, _) = session.send(Command::new(r#"LIST "" """#), Wants::list()).all().await?;
        found = data.into_iter().find_map(namespaces);
    }
    if let Some(id) = id {
        // Nobody needs the answer.
        let _ = id.done().await;
    }
    Ok(found.unwrap_or_else(|| Namespaces::new(Prefix::default(), [])))
}

fn namespaces(data: Data) -> Option<Namespaces> {
    match data {
        // What comes after the first of one's own is not where mail arrives.
        Data::Namespace([own, users, shared]) => {
            let mut own = own.into_iter();
            Some(Namespaces::new(own.next()?, own.chain(users).chain(shared)))
        }
        Data::List(listed) => Some(Namespaces::new((String::new(), listed.separator), [])),
        _ => None,
    }
}
