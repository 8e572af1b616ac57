use std::io;

use super::{
    super::{
        args::Args,
        reply::{Answer, Reply},
        session::Session,
    },
    login,
};
use crate::{Capability, sasl, sign_in::Refusal};

/// AUTHENTICATE (RFC 9051 §6.2.2).
pub(super) async fn run(session: &mut Session, args: &mut Args<'_>) -> io::Result<Answer> {
    let (mechanism, initial) = match read(session, args) {
        Ok(read) => read,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let account = sasl::authenticate(&mut session.peer, &mechanism, initial.as_deref()).await?;
    Ok(account.map_err(Reply::from).map(|account| login::welcome(session, account)))
}

fn read(session: &Session, args: &mut Args<'_>) -> Result<(String, Option<Vec<u8>>), Reply> {
    args.space()?;
    let mechanism = args.word()?;
    login::may_start(session)?;
    if args.end().is_ok() {
        return Ok((mechanism, None));
    }
    session.needs(Capability::SaslIr)?;
    args.space()?;
    let initial = args.take_while(|byte| byte.is_ascii_graphic());
    args.end()?;
    Ok((mechanism, Some(initial.to_vec())))
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::no("CANNOT", "Unknown mechanism"),
            Refusal::Cancelled => Self::bad("Given up"),
            Refusal::NotBase64 => Self::bad("Not base64"),
            Refusal::Malformed(mechanism) => Self::bad(format!("Not a {mechanism} response")),
            Refusal::ForAnother => Self::no("AUTHORIZATIONFAILED", "Nobody may act for another here"),
            Refusal::Credentials => Self::no("AUTHENTICATIONFAILED", "Wrong name or password"),
            Refusal::Token => Self::no("AUTHENTICATIONFAILED", "The token is not good here"),
            Refusal::MfaRequired => {
                Self::no("ALERT", "Application-specific password required: multi-factor authentication is on")
            }
            Refusal::Unavailable => Self::no("UNAVAILABLE", "Temporary authentication failure"),
        }
    }
}
