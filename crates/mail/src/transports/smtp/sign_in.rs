//! From a name to a signed-in connection: dial, TLS, greeting, what the server can do, credential.

use super::fault;
use super::hello::{Extensions, hello};
use super::open::Smtp;
use super::reply::Reply;
use super::wire::Wire;
use crate::reaching::{self, Ended, Exchange, Heard, Security};
use crate::{Error, Kind, Result, Retry, Stage};
use carteiro_auth::sasl::{Channel, Server, choose};
use carteiro_auth::{Credential, Renew};
use carteiro_world::{Secret, phrase};

/// What a server tells of a refusal beyond this is not kept.
const MOST_DETAIL: usize = 600;

/// Connects and signs in, within the configured time.
pub(super) async fn connect(smtp: &Smtp, renew: Renew) -> Result<(Wire, Extensions)> {
    let opened = smtp.route().within(dial_and_sign_in(smtp, renew)).await;
    // Nothing stands yet that could be connected to again at once.
    opened.map_err(|error| if error.is_connection() { error.retrying(Retry::Later) } else { error })
}

async fn dial_and_sign_in(smtp: &Smtp, renew: Renew) -> Result<(Wire, Extensions)> {
    let route = smtp.route();
    let (stream, mut channel) = route.dial().await?;
    let mut wire = Wire::new(stream, smtp);
    let text = route.greeted(greeting(&mut wire)).await?;
    smtp.world.stages.tell(|| Stage::Greeted { text, capabilities: None });
    let mut extensions = hello(&mut wire).await?;
    if smtp.config.security == Security::Starttls {
        if !extensions.has("STARTTLS") {
            return Err(route.no_starttls());
        }
        let begun = wire.ask("STARTTLS").await?;
        if !begun.is_positive() {
            return Err(route.starttls_refused(fault::refused(&begun)));
        }
        (wire, channel) = wire.upgrade(|stream| route.secure(stream)).await?;
        // What was offered in the clear may have been an attacker's (RFC 3207 §4.2).
        extensions = hello(&mut wire).await?;
    }
    smtp.world.stages.tell(|| Stage::Offered { capabilities: extensions.names() });
    let credential = route.credential(renew).await?;
    let entered = authenticate(smtp, &mut wire, &extensions, &credential, &channel).await;
    let mechanism = entered.map_err(|error| route.advised(error, &credential))?;
    smtp.world.stages.tell(|| Stage::SignedIn { mechanism, capabilities: extensions.names() });
    Ok((wire, extensions))
}

/// The first word (RFC 5321 §3.1).
async fn greeting(wire: &mut Wire) -> Result<String> {
    match wire.reply().await {
        Ok(reply) if reply.code == 220 => Ok(reply.text()),
        Ok(reply) => {
            let kind = if reply.is_passing() { Kind::Throttled } else { Kind::Denied };
            let retry = if reply.is_passing() { Retry::Later } else { Retry::Never };
            Err(Error::new(kind, phrase!("server-turned-away")).retrying(retry).because(reply))
        }
        // A TLS alert, an HTTP error, another protocol's greeting.
        Err(error) if error.kind() == Kind::Protocol => {
            Err(Error::new(Kind::Protocol, phrase!("smtp-no-greeting")).because(error))
        }
        Err(error) => Err(error),
    }
}

/// AUTH (RFC 4954); answers how.
async fn authenticate(
    smtp: &Smtp,
    wire: &mut Wire,
    extensions: &Extensions,
    credential: &Credential,
    channel: &Channel,
) -> Result<&'static str> {
    let offers = |name: &str| extensions.signs_in_by(name);
    let server = Server { offers: &offers, channel, host: &smtp.config.host, port: smtp.config.port };
    let mechanism = choose(credential, &server, &smtp.world.random).map_err(reaching::unfit)?;
    let name = mechanism.name();
    wire.link.hidden.push(credential.secret().clone());
    let shown = reaching::show(&mut Auth(wire), mechanism).await;
    wire.link.hidden.clear();
    let Ended { accepted, outcome, told } = shown?;
    if accepted { Ok(name) } else { Err(refused(credential, &outcome, &told)) }
}

/// The server refuses the credential (RFC 4954 §6), having said `told` of why within the dialogue.
fn refused(credential: &Credential, reply: &Reply, told: &str) -> Error {
    let error = if reply.is_passing() {
        // What checks credentials is out of order, and nothing is known of this one.
        Error::new(Kind::Throttled, phrase!("sign-in-unavailable")).retrying(Retry::Later)
    } else {
        reaching::refused(credential)
    };
    error.because(format!("{reply} {}", told.chars().take(MOST_DETAIL).collect::<String>()))
}

/// AUTH, line by line.
struct Auth<'a>(&'a mut Wire);

impl Exchange for Auth<'_> {
    type Outcome = Reply;

    fn takes_initial(&self) -> bool {
        true
    }

    fn begin(&mut self, mechanism: &str, initial: Option<Secret>) {
        self.0.link.meter.command();
        self.0.shown(&format!("AUTH {mechanism}{}", if initial.is_some() { " ***" } else { "" }));
        self.0.link.queue(format!("AUTH {mechanism}").as_bytes());
        if let Some(initial) = initial {
            self.0.link.queue(b" ");
            self.0.link.confide(initial);
        }
        self.0.link.queue(b"\r\n");
    }

    fn say(&mut self, answer: Secret) {
        self.0.shown("***");
        self.0.link.confide(answer);
        self.0.link.queue(b"\r\n");
    }

    fn give_up(&mut self) {
        self.0.shown("*");
        self.0.link.queue(b"*\r\n");
    }

    async fn heard(&mut self) -> Result<Heard<Reply>> {
        let reply = self.0.reply().await?;
        Ok(match reply.code {
            334 => Heard::Challenge(reply.text().into_bytes()),
            _ if reply.is_positive() => Heard::Accepted(reply),
            _ => Heard::Refused(reply),
        })
    }

    fn text(outcome: &Reply) -> &str {
        outcome.lines.first().map(String::as_str).unwrap_or_default()
    }

    fn hidden(&self) -> &[Secret] {
        &self.0.link.hidden
    }
}
