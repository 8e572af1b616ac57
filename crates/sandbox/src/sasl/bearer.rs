use super::mechanism::{Exchange, Step};
use crate::{
    TokenError,
    peer::Peer,
    sign_in::{ByToken, Refusal},
};

/// The scope a client without rights is told to ask for.
const SCOPE: &str = "https://mail.sandbox.test/";

/// Google's and Microsoft's mechanism: `user=`, name, ^A, `auth=Bearer `, token, ^A, ^A.
#[derive(Default)]
pub(super) struct XOauth2 {
    refused: Option<Refusal>,
}

impl Exchange for XOauth2 {
    fn step(&mut self, peer: &Peer, response: Option<&[u8]>) -> Step {
        let (response, shown) = match begin(self.refused, response) {
            Ok(response) => (response, shown_by_xoauth2(response)),
            Err(step) => return step,
        };
        let Some((user, token)) = shown.filter(|_| response.ends_with(b"\x01\x01")) else {
            return Step::Done(Err(Refusal::Malformed("XOAUTH2")));
        };
        end(peer, Some(user), token, &mut self.refused, |error| {
            let status = match error {
                TokenError::Invalid => "401",
                TokenError::InsufficientScope => "400",
            };
            format!(r#"{{"status":"{status}","schemes":"bearer","scope":"{SCOPE}"}}"#)
        })
    }
}

fn shown_by_xoauth2(response: &[u8]) -> Option<(&str, &str)> {
    let mut fields = str::from_utf8(response).ok()?.split('\x01');
    Some((fields.next()?.strip_prefix("user=")?, token(fields.next()?)?))
}

/// RFC 7628 §3.1: a GS2 header with the authorization identity, ^A, fields each with ^A behind it, ^A.
#[derive(Default)]
pub(super) struct OauthBearer {
    refused: Option<Refusal>,
}

impl Exchange for OauthBearer {
    fn step(&mut self, peer: &Peer, response: Option<&[u8]>) -> Step {
        let (response, shown) = match begin(self.refused, response) {
            Ok(response) => (response, shown_by_oauthbearer(response)),
            Err(step) => return step,
        };
        let Some((user, token)) = shown.filter(|_| response.ends_with(b"\x01\x01")) else {
            return Step::Done(Err(Refusal::Malformed("OAUTHBEARER")));
        };
        // RFC 7628 §3.2.2.
        end(peer, user.as_deref(), token, &mut self.refused, |error| {
            let status = match error {
                TokenError::Invalid => "invalid_token",
                TokenError::InsufficientScope => "insufficient_scope",
            };
            format!(r#"{{"status":"{status}","scope":"{SCOPE}"}}"#)
        })
    }
}

fn shown_by_oauthbearer(response: &[u8]) -> Option<(Option<String>, &str)> {
    let (header, fields) = str::from_utf8(response).ok()?.split_once('\x01')?;
    // RFC 5801 §4: `n` or `y` says that there is no channel binding, which no server here could check.
    let identity = header.strip_prefix("n,").or_else(|| header.strip_prefix("y,"))?.strip_suffix(',')?;
    let user = match identity.strip_prefix("a=") {
        Some(name) => Some(name.replace("=2C", ",").replace("=3D", "=")),
        None if identity.is_empty() => None,
        None => return None,
    };
    Some((user, fields.split('\x01').find_map(token)?))
}

/// RFC 6750 §2.1; the scheme has no case (RFC 9110 §11.1).
fn token(field: &str) -> Option<&str> {
    let (scheme, token) = field.strip_prefix("auth=")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then_some(token)
}

/// After the reason of a refusal the client says anything at all, and is then refused (RFC 7628 §3.2.3).
fn begin(refused: Option<Refusal>, response: Option<&[u8]>) -> Result<&[u8], Step> {
    match (refused, response) {
        (Some(refusal), _) => Err(Step::Done(Err(refusal))),
        (None, None) => Err(Step::Ask(Vec::new())),
        (None, Some(response)) => Ok(response),
    }
}

fn end(
    peer: &Peer,
    user: Option<&str>,
    token: &str,
    refused: &mut Option<Refusal>,
    reason: impl Fn(TokenError) -> String,
) -> Step {
    match peer.by_token(user, token) {
        Ok(account) => Step::Done(Ok(account)),
        Err(ByToken::Refused(refusal)) => Step::Done(Err(refusal)),
        Err(ByToken::Token(error)) => {
            *refused = Some(Refusal::Token);
            Step::Ask(reason(error).into_bytes())
        }
    }
}
