//! NTLMv2 (MS-NLMP): a Windows account shows that it knows its password, and says it to nobody. For Exchange on
//! premises, over HTTP (MS-NTHT): NEGOTIATE, the server's CHALLENGE, AUTHENTICATE, on one connection, which is signed in
//! from then on.
//!
//! - Nothing older than NTLMv2 is ever said, whatever the server asks for.
//! - Tied to the TLS connection and to the name of the server, where the server can tell (Extended Protection).
//! - No key is exchanged: nothing is signed or sealed afterwards, TLS does that; so that RC4 is not needed either.

mod account;
mod authenticate;
mod binding;
mod challenge;
mod fault;
mod flags;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod negotiate;
mod response;
mod target_info;

pub use account::Account;
pub use fault::Fault;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use carteiro_world::tls::Binding;
use carteiro_world::{Clock, Random, Secret};

/// Longer is no message of a server: names of a domain are no longer than 255 letters, and there are five of them.
const LONGEST: usize = 16 * 1024;
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Everything that goes into a sign-in.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// Who signs in.
    pub account: &'a Account,
    /// With which password.
    pub password: &'a Secret,
    /// To whom: `HTTP/`, and the name that the server was reached by.
    pub service: &'a str,
    /// The TLS connection it goes through, as `tls-server-end-point` (RFC 5929 §4). `None`: there is none, or the
    /// certificate has no such hash.
    pub end_point: Option<&'a Binding>,
    /// The time, for servers that do not tell theirs.
    pub clock: &'a Clock,
    /// Where the client's challenge comes from.
    pub random: &'a Random,
}

/// What is said first, in base64: `Authorization: NTLM …`. It says nothing about who signs in.
pub fn negotiate() -> String {
    BASE64.encode(negotiate::MESSAGE)
}

impl SignIn<'_> {
    /// The answer to a challenge, both in base64. The answer is secret: passwords can be guessed against it.
    ///
    /// - [`Fault::Malformed`]: the challenge is none.
    /// - [`Fault::NoUnicode`]: the server is older than NTLMv2.
    /// - [`Fault::Nobody`], [`Fault::TooLong`]: nobody has such a name.
    pub fn answer(&self, challenge: &str) -> Result<Secret, Fault> {
        if challenge.len() > LONGEST {
            return Err(Fault::Malformed);
        }
        let challenge = BASE64.decode(challenge.trim()).map_err(|_| Fault::Malformed)?;
        let message = authenticate::message(self, &challenge)?;
        Ok(Secret::new(BASE64.encode(&*message)))
    }
}

#[cfg(test)]
mod tests;
