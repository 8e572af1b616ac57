//! Where is asked, in which order, and what may be shown there.

use super::super::line::{Answer as Answered, Line};
use super::super::sign_in;
use super::super::xml::{Reader, pieces};
use super::answer::{self, Answer};
use super::request::Form;
use super::unfound::{Said, Tried, Unfound};
use super::{Autodiscover, Found, is_of};
use carteiro_auth::Credential;
use carteiro_auth::providers::exchange::Place;
use carteiro_auth::providers::is_here;
use carteiro_world::http::{self, HeaderValue, Limits, Method, Request, Response, StatusCode, Url, header};
use std::collections::HashSet;
use std::time::Duration;

/// So often somebody may point on (learn.microsoft.com/exchange/client-developer/web-service-reference/redirecturl-pox).
const MOST: usize = 10;
const LIMITS: Limits =
    Limits { total: Duration::from_secs(30), silence: Duration::from_secs(15), size: 1 << 20, redirects: 0 };
/// Where Exchange Online has Autodiscover, besides the hosts of its services.
const CLOUD: [&str; 4] = ["outlook.com", "office.com", "autodiscover-s-dod.office365.us", "outlook.de"];
const PATH: &str = "/autodiscover/autodiscover";

/// One search.
pub(super) struct Search<'a> {
    asking: &'a Autodiscover,
    credential: Option<&'a Credential>,
    /// To whose hosts it may be shown: the domain of the address that the search began with.
    own: String,
    address: String,
    tried: Vec<Tried>,
    asked: HashSet<(String, String)>,
    pointed: usize,
}

/// What one server leads to.
enum Led {
    To(Found),
    /// Everything begins anew with another address.
    Anew(String),
    Nowhere,
}

/// What one request leads to.
enum Next {
    Led(Led),
    On(Url),
}

impl<'a> Search<'a> {
    pub(super) fn new(asking: &'a Autodiscover, address: &str, credential: Option<&'a Credential>) -> Self {
        let address = address.trim().to_owned();
        let (tried, asked) = (Vec::new(), HashSet::new());
        Self { asking, credential, own: domain(&address), address, tried, asked, pointed: 0 }
    }

    pub(super) async fn run(mut self) -> Result<Found, Unfound> {
        loop {
            match self.of_address().await {
                Led::To(found) => return Ok(found),
                Led::Anew(address) => {
                    self.pointed += 1;
                    let is_loop = self.pointed > MOST || address.eq_ignore_ascii_case(&self.address);
                    if is_loop || !is_host(&domain(&address)) {
                        let at = self.address.clone();
                        self.note(at, Said::Loop(address));
                        return Err(Unfound { tried: self.tried });
                    }
                    self.address = address;
                }
                Led::Nowhere => return Err(Unfound { tried: self.tried }),
            }
        }
    }

    async fn of_address(&mut self) -> Led {
        let domain = domain(&self.address);
        if !is_host(&domain) {
            return Led::Nowhere;
        }
        // A mailbox that was moved to the cloud has an address there.
        if is_cloud(&domain) {
            return Led::To(Found::Cloud { host: domain });
        }
        if !is_of(&domain, &self.own) {
            self.note(self.address.clone(), Said::Elsewhere(domain));
            return Led::Nowhere;
        }
        for host in [domain.clone(), format!("autodiscover.{domain}")] {
            match self.host(&format!("https://{host}")).await {
                Led::Nowhere => {}
                led => return led,
            }
        }
        match self.pointer(&domain).await {
            Led::Nowhere => self.services(&domain).await,
            led => led,
        }
    }

    /// A server, by both forms.
    async fn host(&mut self, origin: &str) -> Led {
        for form in ["svc", "xml"] {
            let before = self.tried.len();
            let Ok(url) = Url::parse(&format!("{origin}{PATH}.{form}")) else { return Led::Nowhere };
            match self.follow(url).await {
                Led::Nowhere => {}
                led => return led,
            }
            // Who is not there for the one is not there for the other; and a password that was refused is not shown
            // again, which would lock its account.
            let is_over = |tried: &Tried| {
                matches!(
                    tried.said,
                    Said::Unreachable(_) | Said::Withheld(_) | Said::Unauthorized { refused: true, .. }
                )
            };
            if self.tried.get(before..).unwrap_or_default().iter().any(is_over) {
                return Led::Nowhere;
            }
        }
        Led::Nowhere
    }

    /// Asks in the clear, without saying about whom, who has Autodiscover for the domain.
    async fn pointer(&mut self, domain: &str) -> Led {
        let Ok(url) = Url::parse(&format!("http://autodiscover.{domain}{PATH}.xml")) else {
            return Led::Nowhere;
        };
        let response = match self.asking.http.send(Request::new(Method::GET, url.clone(), LIMITS)).await {
            Ok(response) => response,
            Err(failed) => {
                self.note(url, Said::Unreachable(failed.error.to_string()));
                return Led::Nowhere;
            }
        };
        let Some(to) = location(&url, &response).filter(|_| is_redirect(response.status)) else {
            self.note(url, Said::Status(response.status.as_u16()));
            return Led::Nowhere;
        };
        match self.on(&url, to) {
            Next::On(to) => self.follow(to).await,
            Next::Led(led) => led,
        }
    }

    /// RFC 2782.
    async fn services(&mut self, domain: &str) -> Led {
        const SERVICE: &str = "_autodiscover._tcp";
        let Some(dns) = self.asking.dns.clone() else { return Led::Nowhere };
        let found = match dns.services(SERVICE, domain).await {
            Ok(found) => found.into_iter().next(),
            Err(failed) => {
                self.note(format!("{SERVICE}.{domain}"), Said::Unreachable(failed.to_string()));
                return Led::Nowhere;
            }
        };
        match found {
            Some(found) if is_cloud(&found.host) => Led::To(Found::Cloud { host: found.host }),
            Some(found) => self.host(&format!("https://{}:{}", found.host, found.port)).await,
            None => {
                self.note(format!("{SERVICE}.{domain}"), Said::Nothing("no SRV record".to_owned()));
                Led::Nowhere
            }
        }
    }

    /// Asks at `url`, and whoever that points to.
    async fn follow(&mut self, mut url: Url) -> Led {
        loop {
            match self.ask(&url).await {
                Next::Led(led) => return led,
                Next::On(next) => url = next,
            }
        }
    }

    async fn ask(&mut self, url: &Url) -> Next {
        let host = url.host_str().unwrap_or_default().to_owned();
        if is_cloud(&host) {
            return Next::Led(Led::To(Found::Cloud { host }));
        }
        if !self.asked.insert((url.to_string(), self.address.to_ascii_lowercase())) {
            return self.nothing(url, Said::Loop(url.to_string()));
        }
        if !is_of(&host, &self.own) {
            return self.nothing(url, Said::Elsewhere(url.to_string()));
        }
        if !self.asking.hosts.iter().all(|hosts| hosts.allow(&host)) {
            return self.nothing(url, Said::Withheld(host));
        }
        let form = Form::of(url);
        let Answered { response, held } = match self.send(url, form).await {
            Ok(answer) => answer,
            Err(why) => return self.nothing(url, Said::Unreachable(why)),
        };
        match response.status {
            StatusCode::OK => {}
            StatusCode::UNAUTHORIZED => {
                let schemes = schemes(&response);
                let by = self.credential.map(sign_in::mechanism);
                let refused = by.is_some_and(|by| {
                    schemes.is_empty() || schemes.iter().any(|scheme| scheme.eq_ignore_ascii_case(by))
                });
                return self.nothing(url, Said::Unauthorized { schemes, refused });
            }
            status if is_redirect(status) => match location(url, &response) {
                Some(to) => return self.on(url, to),
                None => return self.nothing(url, Said::Status(status.as_u16())),
            },
            status => return self.nothing(url, Said::Status(status.as_u16())),
        }
        let reader = Reader::new(pieces(response, |_| {}), self.asking.spools.clone());
        let read = answer::read(form, reader).await;
        drop(held);
        match read {
            None => self.nothing(url, Said::Nonsense),
            Some(Answer::No(why)) => self.nothing(url, Said::Nothing(why)),
            Some(Answer::Address(address)) => Next::Led(Led::Anew(address)),
            Some(Answer::Url(to)) => match http::address(&to) {
                Ok(to) => self.on(url, to),
                Err(_) => self.nothing(url, Said::Nonsense),
            },
            Some(Answer::Endpoint(endpoint)) => self.endpoint(url, &endpoint),
        }
    }

    /// Somebody names a service. It gets to see the credential: so it must be one of the domain.
    fn endpoint(&mut self, url: &Url, endpoint: &str) -> Next {
        let Ok(endpoint) = http::address(endpoint) else { return self.nothing(url, Said::Nonsense) };
        let host = endpoint.host_str().unwrap_or_default().to_owned();
        if is_cloud(&host) {
            return Next::Led(Led::To(Found::Cloud { host }));
        }
        if endpoint.scheme() != "https" && !is_here(&host) {
            return self.nothing(url, Said::InTheClear(endpoint.to_string()));
        }
        if is_of(&host, &self.own) {
            return Next::Led(Led::To(Found::Endpoint(endpoint)));
        }
        self.nothing(url, Said::Elsewhere(endpoint.to_string()))
    }

    /// Somebody points on.
    fn on(&mut self, from: &Url, to: Url) -> Next {
        self.pointed += 1;
        if to.scheme() != "https" {
            return self.nothing(from, Said::InTheClear(to.to_string()));
        }
        if self.pointed > MOST {
            return self.nothing(from, Said::Loop(to.to_string()));
        }
        Next::On(to)
    }

    async fn send(&self, url: &Url, form: Form) -> Result<Answered, String> {
        let Autodiscover { http, spools, clock, random, .. } = self.asking;
        let mut body = spools.writer();
        let written = body.push(form.body(url, &self.address).as_bytes()).await;
        written.map_err(|error| error.to_string())?;
        let mut request = Request::new(Method::POST, url.clone(), LIMITS);
        request.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
        request.body = Some(body.finish().await.map_err(|error| error.to_string())?);
        let Some(credential) = self.credential else {
            let response = http.send(request).await.map_err(|failed| failed.error.to_string())?;
            return Ok(Answered { response, held: None });
        };
        let answered = Line::new(http).post(request, credential, clock, random).await;
        answered.map_err(|error| error.detail().map_or_else(|| error.words().to_string(), str::to_owned))
    }

    fn nothing(&mut self, at: &Url, said: Said) -> Next {
        self.note(at.as_str(), said);
        Next::Led(Led::Nowhere)
    }

    fn note(&mut self, at: impl Into<String>, said: Said) {
        self.tried.push(Tried { at: at.into(), said });
    }
}

fn domain(address: &str) -> String {
    let domain = address.rsplit_once('@').map_or(address, |(_, domain)| domain);
    domain.trim().trim_end_matches('.').to_ascii_lowercase()
}

/// A name that can stand in an address.
fn is_host(text: &str) -> bool {
    let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    text.contains('.') && text.len() <= 253 && text.bytes().all(is_name) && !text.starts_with(['.', '-'])
}

fn is_cloud(host: &str) -> bool {
    let is_service = || {
        let url = Url::parse(&format!("https://{host}/")).ok();
        url.is_some_and(|url| matches!(Place::at(&url, None), Place::Cloud { .. }))
    };
    CLOUD.iter().any(|cloud| is_of(host, cloud)) || is_service()
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 307 | 308)
}

fn location(from: &Url, response: &Response) -> Option<Url> {
    let to = response.headers.get(header::LOCATION)?.to_str().ok()?;
    http::address(from.join(to).ok()?.as_str()).ok()
}

fn schemes(response: &Response) -> Vec<String> {
    let offers = response.headers.get_all(header::WWW_AUTHENTICATE).iter();
    let first = offers.filter_map(|offer| offer.to_str().ok()?.split([' ', ',']).next().map(str::to_owned));
    let mut schemes: Vec<String> = first.filter(|scheme| !scheme.is_empty()).collect();
    schemes.dedup();
    schemes.truncate(16);
    schemes
}
