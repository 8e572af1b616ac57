//! The cookie that a session is known by (RFC 6265).

use axum::http::{HeaderMap, HeaderValue, header};
use carteiro_world::Secret;

const NAME: &str = "carteiro_session";
/// Of a browser that signs in elsewhere, until it comes back.
const AWAY: &str = "carteiro_sso";

/// The token that a browser shows.
pub(super) fn token(headers: &HeaderMap) -> Option<Secret> {
    named(headers, NAME)
}

/// What a browser was given that signs in elsewhere.
pub(crate) fn away(headers: &HeaderMap) -> Option<Secret> {
    named(headers, AWAY)
}

fn named(headers: &HeaderMap, name: &str) -> Option<Secret> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|all| all.to_str().ok());
    let mut pairs = cookies.flat_map(|all| all.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(of, _)| *of == name).map(|(_, token)| Secret::new(token))
}

/// What makes a browser keep it: no script sees it, and no other site makes it be shown.
pub(crate) fn kept(token: &Secret, is_secure: bool) -> HeaderValue {
    set(NAME, token.expose(), "/", "", is_secure)
}

/// What it is known by when it comes back from where it signs in: for ten minutes, and shown there only.
pub(crate) fn kept_away(token: &Secret, is_secure: bool) -> HeaderValue {
    set(AWAY, token.expose(), "/api/sso", "; Max-Age=600", is_secure)
}

/// It came back.
pub(crate) fn back(is_secure: bool) -> HeaderValue {
    set(AWAY, "", "/api/sso", "; Max-Age=0", is_secure)
}

/// What makes a browser forget it.
pub(crate) fn forgotten(is_secure: bool) -> HeaderValue {
    set(NAME, "", "/", "; Max-Age=0", is_secure)
}

fn set(name: &str, token: &str, path: &str, age: &str, is_secure: bool) -> HeaderValue {
    let secure = if is_secure { "; Secure" } else { "" };
    let text = format!("{name}={token}; Path={path}; HttpOnly; SameSite=Lax{secure}{age}");
    let mut value = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}
