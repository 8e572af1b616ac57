use url::Url;

use crate::http::Request;

/// Refuses what a page in somebody's browser sends: under a foreign name that leads here, or from a foreign origin.
pub(super) fn check(request: &Request) -> Result<(), (u16, String)> {
    let loopback = |authority: &str| {
        let url = Url::parse(&format!("http://{authority}")).ok();
        let host = url.as_ref().and_then(Url::host_str);
        host.is_some_and(|host| ["127.0.0.1", "localhost", "[::1]"].contains(&host))
    };
    if !request.header("host").is_some_and(loopback) {
        return Err((403, "the control endpoint is reached as 127.0.0.1 or localhost alone".to_owned()));
    }
    if request.headers.contains_key("origin") {
        return Err((403, "the control endpoint is not for pages in a browser".to_owned()));
    }
    Ok(())
}
