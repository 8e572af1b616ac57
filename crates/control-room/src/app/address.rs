//! Where a request comes from.

use super::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// Each proxy adds whom it was asked by at the end (the header has no standard; RFC 7239 §1 tells of it).
const FORWARDED: &str = "x-forwarded-for";

/// The address that whoever asks comes from, as far as it is known.
pub(crate) struct Peer(pub(crate) Option<IpAddr>);

impl FromRequestParts<App> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(app.address(&parts.headers, &parts.extensions)))
    }
}

impl App {
    /// Behind a proxy, what the proxy says: the last entry, since anybody can send the others. Otherwise nobody is believed.
    pub(super) fn address(&self, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let told = self.is_behind_proxy.then(|| forwarded(headers)).flatten();
        told.or(peer).map(|address| address.to_canonical())
    }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED).iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    let with_port = || last.parse::<SocketAddr>().ok().map(|address| address.ip());
    last.trim_matches(['[', ']']).parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_entry_is_the_one_that_the_proxy_wrote() {
        let of = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(FORWARDED, value.parse().unwrap());
            }
            forwarded(&headers).map(|address| address.to_string())
        };
        let at = |address: &str| Some(address.to_owned());
        assert_eq!(of(&["203.0.113.9"]), at("203.0.113.9"));
        assert_eq!(of(&["6.6.6.6, 203.0.113.9"]), at("203.0.113.9"));
        assert_eq!(of(&["6.6.6.6", "1.1.1.1 ,203.0.113.9:4711"]), at("203.0.113.9"));
        assert_eq!(of(&["[2001:db8::1]:443"]), at("2001:db8::1"));
        assert_eq!(of(&["[2001:db8::1]"]), at("2001:db8::1"));
        for none in [&[][..], &[""], &["6.6.6.6,"], &["6.6.6.6, unknown"], &["6.6.6.6, é"]] {
            assert_eq!(of(none), None, "{none:?}");
        }
    }
}
