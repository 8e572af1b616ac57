//! Where a redirect leads, and what goes along.

use super::address::{self, Origin};
use super::{Error, Request};
use http::{HeaderMap, Method, StatusCode, header};

/// What describes a body, and goes with it.
const OF_BODY: [header::HeaderName; 5] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LOCATION,
];
/// What belongs to an origin, whoever wrote it.
const OF_ORIGIN: [header::HeaderName; 3] =
    [header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE];

/// Whether the status says that something is somewhere else (RFC 9110 §15.4).
pub(super) fn is_redirect(status: StatusCode, headers: &HeaderMap) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) && headers.contains_key(header::LOCATION)
}

/// Turns `request` into the next one. Answers whether what was asked for first has been done: then only its answer
/// lies elsewhere.
pub(super) fn follow(request: &mut Request, status: StatusCode, headers: &HeaderMap) -> Result<bool, Error> {
    let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let next = location.and_then(|location| request.url.join(location).ok());
    let next = next.and_then(|next| address::checked(next).ok()).ok_or(Error::BadRedirect)?;
    let (from, to) = (Origin::of(&request.url), Origin::of(&next));
    if from.secure && !to.secure {
        return Err(Error::Downgrade);
    }
    // 303 says so (RFC 9110 §15.4.4); after a POST everybody does it for 301 and 302 too (§15.4.2, §15.4.3).
    let asks_anew = match status.as_u16() {
        303 => request.method != Method::HEAD && request.method != Method::GET,
        301 | 302 => request.method == Method::POST,
        _ => false,
    };
    if asks_anew {
        request.method = Method::GET;
        request.body = None;
        remove(&mut request.headers, &OF_BODY);
    }
    if from != to {
        remove(&mut request.headers, &OF_ORIGIN);
        let secret = request.headers.iter().filter(|(_, value)| value.is_sensitive());
        let secret: Vec<_> = secret.map(|(name, _)| name.clone()).collect();
        remove(&mut request.headers, &secret);
    }
    request.url = next;
    Ok(asks_anew)
}

fn remove(headers: &mut HeaderMap, names: &[header::HeaderName]) {
    for name in names {
        headers.remove(name);
    }
}
