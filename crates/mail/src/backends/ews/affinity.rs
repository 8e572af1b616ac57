//! Which of many servers has a subscription: only that one knows it (learn.microsoft.com/exchange/client-developer/
//! exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server).

use carteiro_world::http::{self, HeaderMap, HeaderValue, header};

/// The one cookie that is sent back.
const COOKIE: &str = "X-BackEndOverrideCookie";
const WANTED: &str = "x-preferserveraffinity";

/// To which server a request is led.
#[derive(Clone, Debug)]
pub(super) enum Affinity {
    /// To any.
    None,
    /// To any, which is to say how those that follow get there too.
    Begins,
    /// To the one that said this.
    Kept(HeaderValue),
}

impl Affinity {
    /// What an answer says of it.
    pub(super) fn told(headers: &HeaderMap) -> Self {
        let cookies = headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        // RFC 6265 §4.1.1.
        let mut pairs = cookies.filter_map(|cookie| cookie.split(';').next()).map(str::trim);
        let ours = |pair: &&str| pair.split_once('=').is_some_and(|(name, _)| name.trim() == COOKIE);
        pairs.find(ours).and_then(http::secret).map_or(Self::None, Self::Kept)
    }

    /// Says so in the header of a request.
    pub(super) fn write(&self, headers: &mut HeaderMap) {
        if matches!(self, Self::None) {
            return;
        }
        headers.insert(WANTED, HeaderValue::from_static("true"));
        if let Self::Kept(cookie) = self {
            headers.insert(header::COOKIE, cookie.clone());
        }
    }
}
