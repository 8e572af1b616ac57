//! Showing a credential by SASL (RFC 4422): the dialogue is the same in every protocol, its lines are not.

use super::veiled;
use crate::{Error, Kind, Result, Retry};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use carteiro_auth::Credential;
use carteiro_auth::sasl::{Fault, Mechanism, Unfit};
use carteiro_world::{Secret, phrase};

/// What a server that signs somebody in has for a dialogue; the most is SCRAM's, with three turns.
const MOST_CHALLENGES: usize = 8;

/// The lines of a protocol's AUTH. All that it is given is in base64, and is for nobody's eyes.
pub(crate) trait Exchange: Send {
    /// How a command ends.
    type Outcome: Send;

    /// Whether the first answer may go along with the command (RFC 4959, RFC 4954 §4).
    fn takes_initial(&self) -> bool;

    /// Begins, with the first answer when it goes along.
    fn begin(&mut self, mechanism: &str, initial: Option<Secret>);

    /// Answers a challenge.
    fn say(&mut self, answer: Secret);

    /// Gives up; the server ends the command.
    fn give_up(&mut self);

    /// What the server says next.
    fn heard(&mut self) -> impl Future<Output = Result<Heard<Self::Outcome>>> + Send;

    /// The words of an outcome.
    fn text(outcome: &Self::Outcome) -> &str;

    /// What was said so far that the server must not be heard repeating.
    fn hidden(&self) -> &[Secret];
}

/// What matters of what a server says while somebody signs in.
pub(crate) enum Heard<O> {
    /// In base64.
    Challenge(Vec<u8>),
    /// The server says that all is well.
    Accepted(O),
    /// The server refuses.
    Refused(O),
}

/// How a dialogue ended.
pub(crate) struct Ended<O> {
    /// Whether the credential was accepted.
    pub(crate) accepted: bool,
    /// The server's last word.
    pub(crate) outcome: O,
    /// What the server told of its refusal within the dialogue.
    pub(crate) told: String,
}

/// One dialogue, to its end. `Protocol`: the server is not who it should be, or talks on.
pub(crate) async fn show<E: Exchange>(
    exchange: &mut E,
    mut mechanism: Box<dyn Mechanism>,
) -> Result<Ended<E::Outcome>> {
    let initial = if exchange.takes_initial() { mechanism.initial() } else { None };
    exchange.begin(mechanism.name(), initial.as_ref().map(encoded));
    let mut fault: Option<Fault> = None;
    for _ in 0..MOST_CHALLENGES {
        let challenge = match exchange.heard().await? {
            Heard::Challenge(challenge) => challenge,
            Heard::Accepted(outcome) => {
                return match fault.map_or_else(|| mechanism.verified(), Err) {
                    Ok(()) => Ok(Ended { accepted: true, told: told(exchange, &*mechanism), outcome }),
                    Err(fault) => Err(unproven::<E>(&fault, &outcome)),
                };
            }
            Heard::Refused(outcome) => {
                return match fault {
                    None => Ok(Ended { accepted: false, told: told(exchange, &*mechanism), outcome }),
                    Some(Fault::Refused(told)) => Ok(Ended { accepted: false, told, outcome }),
                    Some(fault) => Err(unproven::<E>(&fault, &outcome)),
                };
            }
        };
        let challenge = BASE64.decode(&challenge).unwrap_or_default();
        // It may be a second's work.
        let answering = tokio::task::spawn_blocking(move || (mechanism.answer(&challenge), mechanism));
        let (answer, same) = answering.await.map_err(Error::internal)?;
        mechanism = same;
        match answer {
            Ok(answer) => exchange.say(encoded(&answer)),
            Err(found) => {
                exchange.give_up();
                fault.get_or_insert(found);
            }
        }
    }
    Err(Error::new(Kind::Protocol, Fault::OutOfTurn.words()).retrying(Retry::Unsure))
}

/// Why no mechanism shows the credential.
pub(crate) fn unfit(unfit: Unfit) -> Error {
    let kind = match unfit {
        Unfit::NoneOffered => Kind::Unsupported,
        Unfit::TokenInTheClear => Kind::Tls,
        Unfit::Characters => Kind::InvalidInput,
    };
    Error::new(kind, unfit.words())
}

/// The server does not accept the credential.
pub(crate) fn refused(credential: &Credential) -> Error {
    match credential {
        Credential::Password { .. } | Credential::Ntlm { .. } => {
            Error::new(Kind::SignInFailed, phrase!("sign-in-refused"))
        }
        // One that is fresh may be taken.
        Credential::Bearer { .. } => {
            Error::new(Kind::SignInFailed, phrase!("sign-in-token-refused")).retrying(Retry::Renew)
        }
    }
}

/// An empty answer is said as "=" only along with the command; no mechanism here has one (RFC 4959 §3).
fn encoded(words: &Secret) -> Secret {
    Secret::new(BASE64.encode(words.expose()))
}

fn unproven<E: Exchange>(fault: &Fault, outcome: &E::Outcome) -> Error {
    Error::new(Kind::Protocol, fault.words()).because(E::text(outcome))
}

/// What the server told of its refusal, without what it was told.
fn told<E: Exchange>(exchange: &E, mechanism: &dyn Mechanism) -> String {
    let told = mechanism.refusal().unwrap_or_default();
    String::from_utf8_lossy(&veiled(told.as_bytes(), exchange.hidden())).into_owned()
}
