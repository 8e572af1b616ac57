use std::io;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    super::{
        args::Args,
        reply::{Answer, Reply},
        session::Session,
    },
    login,
};
use crate::Capability;

type Secret = Result<Vec<u8>, Reply>;

pub(super) async fn run(session: &mut Session, args: &mut Args<'_>) -> io::Result<Answer> {
    let (mechanism, initial) = match read(session, args) {
        Ok(read) => read,
        Err(refusal) => return Ok(Err(refusal)),
    };
    match mechanism.as_str() {
        "PLAIN" => plain(session, initial).await,
        "LOGIN" => login(session, initial).await,
        _ => Ok(Err(Reply::no("CANNOT", "Unknown mechanism"))),
    }
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
    // RFC 4959 §3: `=` is an empty response.
    let initial = if initial == b"=" { Ok(Vec::new()) } else { decode(initial) };
    Ok((mechanism, Some(initial?)))
}

/// RFC 4616: authorization identity, NUL, name, NUL, password.
async fn plain(session: &mut Session, initial: Option<Vec<u8>>) -> io::Result<Answer> {
    let secret = match initial {
        Some(secret) => Ok(secret),
        None => ask(session, "").await?,
    };
    Ok(secret.and_then(|secret| {
        let mut pieces = secret.splitn(3, |byte| *byte == 0);
        let (Some(as_whom), Some(user), Some(password)) = (pieces.next(), pieces.next(), pieces.next())
        else {
            return Err(Reply::bad("Not a PLAIN response"));
        };
        if !as_whom.is_empty() && as_whom != user {
            return Err(Reply::no("AUTHORIZATIONFAILED", "Nobody may act for another here"));
        }
        login::sign_in(session, user, password)
    }))
}

/// Never standardised; the questions are those every server asks (draft-murchison-sasl-login).
async fn login(session: &mut Session, initial: Option<Vec<u8>>) -> io::Result<Answer> {
    let user = match initial {
        Some(user) => Ok(user),
        None => ask(session, "VXNlcm5hbWU6").await?,
    };
    let user = match user {
        Ok(user) => user,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let password = ask(session, "UGFzc3dvcmQ6").await?;
    Ok(password.and_then(|password| login::sign_in(session, &user, &password)))
}

async fn ask(session: &mut Session, question: &str) -> io::Result<Secret> {
    session.peer.wire.output.extend_from_slice(format!("+ {question}\r\n").as_bytes());
    let Some(line) = session.peer.wire.line().await? else {
        return Err(io::ErrorKind::UnexpectedEof.into());
    };
    // RFC 9051 §6.2.2: a lone `*` gives up.
    Ok(if line == b"*" { Err(Reply::bad("Given up")) } else { decode(&line) })
}

fn decode(text: &[u8]) -> Secret {
    STANDARD.decode(text).map_err(|_| Reply::bad("Not base64"))
}
