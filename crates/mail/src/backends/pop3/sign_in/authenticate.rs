//! Showing the credential: AUTH (RFC 5034), or USER and PASS (RFC 1939 §7) where nothing better is offered.

use super::Features;
use crate::backends::pop3::fault;
use crate::backends::pop3::open::Pop3;
use crate::backends::pop3::wire::{Refusal, Reply, Wire};
use crate::reaching::{self, Ended, Exchange, Heard};
use crate::{Error, Kind, Result};
use carteiro_auth::Credential;
use carteiro_auth::sasl::{Channel, Server, Unfit, choose};
use carteiro_world::{Secret, phrase};

/// What a server tells of a refusal beyond this is not kept.
const MOST_DETAIL: usize = 600;

/// Signs in; answers how.
pub(super) async fn authenticate(
    pop3: &Pop3,
    wire: &mut Wire,
    features: &Features,
    credential: &Credential,
    channel: &Channel,
) -> Result<&'static str> {
    wire.link.hidden.push(credential.secret().clone());
    let done = show(pop3, wire, features, credential, channel).await;
    wire.link.hidden.clear();
    let (name, Ended { outcome, told, .. }) = done?;
    match outcome {
        Reply::Refused(refusal) => Err(by_server(credential, &refusal, &told)),
        _ => Ok(name),
    }
}

async fn show(
    pop3: &Pop3,
    wire: &mut Wire,
    features: &Features,
    credential: &Credential,
    channel: &Channel,
) -> Result<(&'static str, Ended<Reply>)> {
    let offers = |name: &str| features.offers(name);
    let server = Server { offers: &offers, channel, host: &pop3.config.host, port: pop3.config.port };
    match (choose(credential, &server, &pop3.world.random), credential) {
        (Ok(mechanism), _) => {
            let name = mechanism.name();
            reaching::show(&mut Auth(wire), mechanism).await.map(|ended| (name, ended))
        }
        (Err(Unfit::NoneOffered), Credential::Password { user, password }) if features.may_have("USER") => {
            user_and_pass(wire, features, user, password).await.map(|ended| ("USER", ended))
        }
        (Err(unfit), _) => Err(reaching::unfit(unfit)),
    }
}

/// The password is a line to its end, blanks and all (RFC 1939 §7).
async fn user_and_pass(
    wire: &mut Wire,
    features: &Features,
    user: &str,
    password: &Secret,
) -> Result<Ended<Reply>> {
    let both = [user, password.expose()];
    if both.iter().any(|text| text.contains(['\r', '\n', '\0'])) {
        return Err(reaching::unfit(Unfit::Characters));
    }
    if both.iter().any(|text| !text.is_ascii()) {
        // RFC 6856 §2.2: only who says so takes UTF-8 there.
        if !features.argument("UTF8").is_some_and(|argument| argument.to_ascii_uppercase().contains("USER")) {
            return Err(Error::new(Kind::Unsupported, phrase!("sign-in-not-ascii")));
        }
    }
    wire.command(&format!("USER {user}"));
    let mut outcome = wire.reply().await?;
    if let Reply::Ok(_) = outcome {
        wire.command_with("PASS", password.clone());
        outcome = wire.reply().await?;
    }
    if let Reply::Challenge(_) = outcome {
        return Err(fault::protocol(phrase!("pop3-nonsense")));
    }
    Ok(Ended { accepted: matches!(outcome, Reply::Ok(_)), outcome, told: String::new() })
}

/// AUTH, line by line.
struct Auth<'a>(&'a mut Wire);

impl Exchange for Auth<'_> {
    type Outcome = Reply;

    /// A command has 255 bytes at most (RFC 5034 §4), which tokens exceed, and Exchange Online takes tokens in a line of
    /// their own only.
    fn takes_initial(&self) -> bool {
        false
    }

    fn begin(&mut self, mechanism: &str, _: Option<Secret>) {
        self.0.command(&format!("AUTH {mechanism}"));
    }

    fn say(&mut self, answer: Secret) {
        self.0.say("", Some(answer));
    }

    fn give_up(&mut self) {
        self.0.say("*", None);
    }

    async fn heard(&mut self) -> Result<Heard<Reply>> {
        Ok(match self.0.reply().await? {
            Reply::Challenge(challenge) => Heard::Challenge(challenge),
            refused @ Reply::Refused(_) => Heard::Refused(refused),
            accepted @ Reply::Ok(_) => Heard::Accepted(accepted),
        })
    }

    fn text(outcome: &Reply) -> &str {
        match outcome {
            Reply::Ok(text) | Reply::Refused(Refusal { text, .. }) => text,
            Reply::Challenge(_) => "",
        }
    }

    fn hidden(&self) -> &[Secret] {
        &self.0.link.hidden
    }
}

/// The server refuses the credential, having said `told` of why within the dialogue.
fn by_server(credential: &Credential, refusal: &Refusal, told: &str) -> Error {
    let error = match fault::refused(refusal) {
        // Most servers give no code (RFC 3206 §4).
        error if matches!(error.kind(), Kind::Rejected | Kind::SignInFailed) => reaching::refused(credential),
        error => error,
    };
    let told: String = told.chars().take(MOST_DETAIL).collect();
    error.because(format!("{} {told}", refusal.text))
}
