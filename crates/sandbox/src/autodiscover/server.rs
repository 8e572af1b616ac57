use std::sync::Arc;

use hyper::Method;
use url::Url;

use super::{
    PLAIN, SOAP,
    about::{About, Found},
    plain, soap,
};
use crate::{
    Fault,
    http::{Reply, Request},
    site::Site,
};

/// Autodiscover.
pub(crate) struct Server {
    pub(super) site: Arc<Site>,
    base: String,
}

impl Server {
    /// `base` is what the addresses of this server begin with.
    pub fn new(site: Arc<Site>, base: String) -> Self {
        Self { site, base }
    }

    pub fn answer(&self, request: &Request) -> Reply {
        let faults = self.site.faults();
        // Who asks in the clear, and so without a name, is sent on to where they are asked for it
        // (learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange).
        if request.method == Method::GET
            && let Some(url) = redirect_url(&faults, request)
        {
            return Reply::empty(302).with("location", url);
        }
        if let Err(refused) = self.sign_in(request, &faults) {
            return refused;
        }
        let find = |address: &str| self.find(address, &faults, request);
        match request.method {
            Method::POST if request.path.eq_ignore_ascii_case(SOAP) => soap::answer(&request.body, find),
            Method::POST | Method::GET if request.path.eq_ignore_ascii_case(PLAIN) => {
                plain::answer(&request.body, find)
            }
            _ => Reply::method_not_allowed("POST"),
        }
    }

    fn find(&self, address: &str, faults: &[Fault], request: &Request) -> Found {
        if let Some(url) = redirect_url(faults, request) {
            return Found::OtherUrl(url);
        }
        let other = faults.iter().find_map(|fault| match fault {
            Fault::AutodiscoverRedirectAddress(other) => Some(other),
            _ => None,
        });
        match other.filter(|other| !other.eq_ignore_ascii_case(address)) {
            Some(other) => Found::OtherAddress(other.clone()),
            None => self
                .site
                .store
                .addressed(address)
                .map_or(Found::Nobody, |account| Found::User(About::of(&account, &self.base))),
        }
    }
}

/// Where requests are sent on to. Who is there already is answered.
fn redirect_url(faults: &[Fault], request: &Request) -> Option<String> {
    let to = faults.iter().find_map(|fault| match fault {
        Fault::AutodiscoverRedirectUrl(url) => Some(url),
        _ => None,
    })?;
    let is_here = Url::parse(to).is_ok_and(|url| {
        let host = url.host_str().unwrap_or_default();
        let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        request.header("host").is_some_and(|here| here.eq_ignore_ascii_case(&authority))
            && request.path.eq_ignore_ascii_case(url.path())
    });
    (!is_here).then(|| to.clone())
}
