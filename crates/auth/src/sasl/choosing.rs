//! Which mechanism a credential is shown with.

use super::{CramMd5, Hash, Login, Mechanism, OAuthBearer, Plain, Scram, XOAuth2};
use crate::Credential;
use carteiro_world::tls::Binding;
use carteiro_world::{Phrase, Random, phrase};

/// What the dialogue travels through.
#[derive(Clone, Debug)]
pub enum Channel {
    /// TLS, and what ties a sign-in to it.
    Tls(Option<Binding>),
    /// In the clear, and not beyond this machine.
    Loopback,
    /// In the clear: everybody on the way can read it.
    Clear,
}

/// What is known of the server.
pub struct Server<'a> {
    /// Whether it offers the mechanism of this name.
    pub offers: &'a (dyn Fn(&str) -> bool + Sync),
    /// What lies between.
    pub channel: &'a Channel,
    /// The name it was reached by.
    pub host: &'a str,
    /// The port it was reached at.
    pub port: u16,
}

/// Why there is no mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// None that the server offers can show this credential.
    NoneOffered,
    /// A token in the clear is anybody's: none is shown there (RFC 6750 §5.3).
    TokenInTheClear,
    /// The credential has characters that no mechanism can carry.
    Characters,
}

impl Unfit {
    /// For people.
    pub fn words(self) -> Phrase {
        match self {
            Self::NoneOffered => phrase!("sign-in-no-mechanism"),
            Self::TokenInTheClear => phrase!("sign-in-token-in-the-clear"),
            Self::Characters => phrase!("sign-in-control-characters"),
        }
    }
}

/// The best first. What hides the password comes first everywhere; CRAM-MD5 hides it badly (RFC 6331 §1 has the
/// reasons against its kind), so that it is better than nothing, and worse than TLS.
const UNDER_TLS: [&str; 7] =
    ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN", "CRAM-MD5"];
const IN_THE_CLEAR: [&str; 5] = ["SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"];
const TOKENS: [&str; 2] = ["OAUTHBEARER", "XOAUTH2"];

/// The best mechanism for `credential` among those that the server offers; `random` makes nonces.
///
/// - A password is shown hashed where the server takes that, tied to the TLS connection where it takes that too.
/// - A token is shown under TLS or on this machine only.
pub fn choose(
    credential: &Credential,
    server: &Server<'_>,
    random: &Random,
) -> Result<Box<dyn Mechanism>, Unfit> {
    let order: &[&str] = match (credential, server.channel) {
        // It has a name as a mechanism, and nobody who offers it there is one it may be used at (`providers`).
        (Credential::Ntlm { .. }, _) => return Err(Unfit::NoneOffered),
        (Credential::Bearer { .. }, Channel::Clear) => return Err(Unfit::TokenInTheClear),
        (Credential::Bearer { user, token, .. }, _) => {
            if [user.as_str(), token.expose()].iter().any(|text| text.contains(char::is_control)) {
                return Err(Unfit::Characters);
            }
            &TOKENS
        }
        (Credential::Password { user, password }, channel) => {
            // NUL separates in PLAIN, and no mechanism has another way to write it (RFC 4616 §2).
            if [user.as_str(), password.expose()].iter().any(|text| text.contains('\0')) {
                return Err(Unfit::Characters);
            }
            if matches!(channel, Channel::Clear) { &IN_THE_CLEAR } else { &UNDER_TLS }
        }
    };
    order
        .iter()
        .filter(|name| (server.offers)(name))
        .find_map(|name| made(name, credential, server, random))
        .ok_or(Unfit::NoneOffered)
}

fn made(
    name: &str,
    credential: &Credential,
    server: &Server<'_>,
    random: &Random,
) -> Option<Box<dyn Mechanism>> {
    let (user, password) = match credential {
        Credential::Password { user, password } => (user, password),
        Credential::Ntlm { .. } => return None,
        Credential::Bearer { user, token, .. } => {
            return Some(match name {
                "OAUTHBEARER" => Box::new(OAuthBearer::new(user, token, server.host, server.port)),
                _ => Box::new(XOAuth2::new(user, token)),
            });
        }
    };
    let hash = if name.starts_with("SCRAM-SHA-1") { Hash::Sha1 } else { Hash::Sha256 };
    let binding = match server.channel {
        Channel::Tls(binding) => binding.as_ref(),
        Channel::Loopback | Channel::Clear => None,
    };
    let nonce = || random.id::<18>();
    Some(match name {
        "PLAIN" => Box::new(Plain::new(user, password)),
        "LOGIN" => Box::new(Login::new(user, password)),
        "CRAM-MD5" => Box::new(CramMd5::new(user, password)),
        _ if name.ends_with("-PLUS") => Box::new(Scram::bound(hash, user, password, &nonce(), binding?)),
        // Nobody who strikes the -PLUS from what the server offers goes unnoticed: it hears that we could have.
        _ if binding.is_some() && !offers_binding(server) => {
            Box::new(Scram::bindable(hash, user, password, &nonce()))
        }
        _ => Box::new(Scram::unbound(hash, user, password, &nonce())),
    })
}

fn offers_binding(server: &Server<'_>) -> bool {
    UNDER_TLS.iter().any(|name| name.ends_with("-PLUS") && (server.offers)(name))
}
