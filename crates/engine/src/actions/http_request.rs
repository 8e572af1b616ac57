//! Asking a web server for something.

mod answer;
mod auth;
mod content;
mod failure;

pub use auth::{HttpAuth, HttpBearer, HttpHeader};
pub use content::{HttpBody, HttpContent};

use super::saving::content_digest;
use super::{Action, Change, Effects, Example, Group, OnCollision, Output, Use, trust};
use crate::digest::Digest;
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::{Claimed, Cx};
use crate::template::{Line, Templated, WebAddress};
use crate::values::{FieldName, Size, Span, Statuses, VariableName};
use crate::vars::{Kind, RESPONSE};
use answer::{Answer, Expected};
use carteiro_world::http::{self, HeaderValue, Limits, header};
use carteiro_world::phrase;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::future::ready;
use std::path::{Path, PathBuf};

/// HTTP request. Asks a web server for something, or hands something over to it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct HttpRequest(Beside<HttpSettings, HttpContent>);

/// Everything but what is sent along.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HttpSettings {
    /// URL. Where to; an expression may stand in the path and in the query, and is one segment or one value there.
    pub url: Templated<WebAddress>,
    /// Method. Left out: POST when something is sent along, GET otherwise.
    pub method: Option<HttpMethod>,
    /// Query. Added to the URL, by name.
    #[serde(default)]
    pub query: IndexMap<String, Templated<String>>,
    /// Header fields. By name; Authorization is made of "auth".
    #[serde(default)]
    pub headers: IndexMap<FieldName, Templated<Line>>,
    /// Sign-in. How the server knows who asks.
    pub auth: Option<HttpAuth>,
    /// Timeout. How long all of it may take.
    #[serde(default = "timeout")]
    pub timeout: Span,
    /// Largest answer. A longer one is a failure; left out: 4MiB, or 100MB when it is saved. More than 4MiB must be saved.
    pub max_size: Option<Located<Size>>,
    /// Save to. The file that gets the answer, beneath the folder of files; left out: it is kept as text.
    pub save_to: Option<Templated<PathBuf>>,
    /// On collision. When the name is taken: `rename` the new file, `skip` it, or `overwrite` the old one.
    #[serde(default)]
    pub on_collision: OnCollision,
    /// Expect. The statuses that are no failure, such as 404 or 200..299.
    #[serde(default = "success")]
    pub expect: Vec<Statuses>,
    /// Idempotency key. Sends a key by which the server knows a repeated request; then one without an answer may be tried again.
    #[serde(default)]
    pub idempotency_key: bool,
    /// CA file. Certificates (PEM) of an authority of your own, beneath the folder of files.
    pub ca_file: Option<String>,
    /// Fingerprint. The SHA-256 of the one certificate that is accepted.
    pub fingerprint: Option<String>,
    /// As. The variable that gets the answer: status, headers, text, json, file.
    pub r#as: Option<Located<VariableName>>,
}

/// Method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// Asks for something.
    #[serde(alias = "get")]
    #[schemars(extend("x-carteiro" = { "aliases": ["get"] }))]
    Get,
    /// Asks for the header only.
    #[serde(alias = "head")]
    #[schemars(extend("x-carteiro" = { "aliases": ["head"] }))]
    Head,
    /// Hands something over.
    #[serde(alias = "post")]
    #[schemars(extend("x-carteiro" = { "aliases": ["post"] }))]
    Post,
    /// Puts something in place.
    #[serde(alias = "put")]
    #[schemars(extend("x-carteiro" = { "aliases": ["put"] }))]
    Put,
    /// Changes something.
    #[serde(alias = "patch")]
    #[schemars(extend("x-carteiro" = { "aliases": ["patch"] }))]
    Patch,
    /// Deletes something.
    #[serde(alias = "delete")]
    #[schemars(extend("x-carteiro" = { "aliases": ["delete"] }))]
    Delete,
    /// Asks what may be asked.
    #[serde(alias = "options")]
    #[schemars(extend("x-carteiro" = { "aliases": ["options"] }))]
    Options,
}

impl HttpMethod {
    fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// Whether it changes nothing (RFC 9110 §9.2.1): then it may be repeated.
    fn is_safe(self) -> bool {
        matches!(self, Self::Get | Self::Head | Self::Options)
    }

    fn method(self) -> http::Method {
        match self {
            Self::Get => http::Method::GET,
            Self::Head => http::Method::HEAD,
            Self::Post => http::Method::POST,
            Self::Put => http::Method::PUT,
            Self::Patch => http::Method::PATCH,
            Self::Delete => http::Method::DELETE,
            Self::Options => http::Method::OPTIONS,
        }
    }
}

/// What an expression can take in.
const LARGEST_TEXT: u64 = 4 * 1024 * 1024;
const LARGEST_FILE: u64 = 100_000_000;
const REDIRECTS: usize = 5;

fn timeout() -> Span {
    Span::seconds(30)
}

fn success() -> Vec<Statuses> {
    vec![Statuses::SUCCESS]
}

/// Who is asked: no variable can change it.
fn host(url: &Templated<WebAddress>) -> String {
    let written = url.source().written();
    let fixed = ["{{", "{%", "{#"].iter().filter_map(|opening| written.find(opening)).min();
    let fixed = fixed.and_then(|end| written.get(..end)).unwrap_or(written);
    let address = http::address(fixed).ok();
    address.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

impl HttpRequest {
    fn settings(&self) -> &HttpSettings {
        &self.0.fields
    }

    fn body(&self) -> Option<&HttpBody> {
        self.0.choice.0.as_ref()
    }

    fn method(&self) -> HttpMethod {
        let usual = if self.body().is_some() { HttpMethod::Post } else { HttpMethod::Get };
        self.settings().method.unwrap_or(usual)
    }

    fn limits(&self) -> Limits {
        let settings = self.settings();
        let usual = if settings.save_to.is_some() { LARGEST_FILE } else { LARGEST_TEXT };
        let size = settings.max_size.as_ref().map_or(usual, |size| size.value.0);
        Limits { total: settings.timeout.0, silence: settings.timeout.0, size, redirects: REDIRECTS }
    }

    /// The request, with everything in it.
    async fn request(&self, cx: &Cx) -> Result<http::Request, Failure> {
        let settings = self.settings();
        let WebAddress(mut url) = cx.evaluate(&settings.url)?;
        for (name, value) in &settings.query {
            url.query_pairs_mut().append_pair(name, &cx.evaluate(value)?);
        }
        let mut request = http::Request::new(self.method().method(), url, self.limits());
        if let Some(body) = self.body() {
            let (kind, content) = body.evaluate(cx)?;
            request.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            request.body = Some(content);
        }
        for (FieldName(name), value) in &settings.headers {
            let refused = |_| Failure::invalid(phrase!("line-control")).at(value.source().place());
            let mut written = HeaderValue::from_bytes(cx.evaluate(value)?.0.as_bytes()).map_err(refused)?;
            written.set_sensitive(*name == header::COOKIE);
            request.headers.insert(name.clone(), written);
        }
        if let Some(auth) = &settings.auth {
            auth.sign(&mut request, cx).await?;
        }
        Ok(request)
    }
}

/// What is asked, but for who asks.
async fn asked(request: &http::Request, save_to: Option<&Path>) -> Result<Digest, Failure> {
    let fields = request.headers.iter().filter(|(_, value)| !value.is_sensitive());
    let fields = Digest::of(fields.flat_map(|(name, value)| [name.as_str().as_bytes(), value.as_bytes()]));
    let body = match &request.body {
        Some(body) => content_digest(body).await?,
        None => Digest::of([""; 0]),
    };
    let save_to = save_to.map_or(&b""[..], |path| path.as_os_str().as_encoded_bytes());
    let (method, url) = (request.method.as_str().as_bytes(), request.url.as_str().as_bytes());
    Ok(Digest::of([method, url, save_to]).with([fields, body]))
}

impl Action for HttpRequest {
    const NAME: &'static str = "http_request";
    const GROUP: Group = Group::Web;

    // Whatever the method: a server may do something upon a GET, and its answer may differ the next time.
    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        let settings = self.settings();
        let files = settings.save_to.iter().map(|path| Change::SaveFiles {
            folder: path.source(),
            overwrites: settings.on_collision.overwrites(),
        });
        let request = Change::HttpRequest { method: self.method().name(), host: host(&settings.url) };
        [request].into_iter().chain(files).collect()
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let settings = self.settings();
        let mut sources = vec![settings.url.source()];
        sources.extend(settings.query.values().map(Templated::source));
        sources.extend(settings.headers.values().map(Templated::source));
        sources.extend(self.body().iter().flat_map(|body| body.sources()));
        sources.extend(settings.save_to.iter().map(Templated::source));
        let mut uses: Vec<_> = sources.into_iter().map(Use::Template).collect();
        // The answer would be refused when the server has done what it was asked.
        let too_large = settings.max_size.as_ref().filter(|size| size.value.0 > LARGEST_TEXT);
        uses.extend(too_large.filter(|_| settings.save_to.is_none()).map(|size| {
            Use::Wrong(phrase!("http-size-as-text", limit = LARGEST_TEXT / 1024 / 1024), Some(&size.place))
        }));
        uses.extend(settings.auth.iter().flat_map(HttpAuth::values).map(|(way, value)| Use::Value(way, value)));
        uses.extend(settings.r#as.iter().map(|name| Use::Result(name, Kind::Record(RESPONSE))));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A ticket for every message",
                steps: "- for_each_mail:
    session: finance
    do:
      - http_request:
          url: https://tickets.example.org/api/tickets
          json: { subject: '{{ mail.subject }}', from: '{{ mail.from }}' }
          auth: { bearer: { token: { credential: tickets/api.token } } }
          as: answer
      - log: { text: 'Ticket {{ answer.json.id }}' }
",
            },
            Example {
                title: "Ask whether a sender is known",
                steps: "- for_each_mail:
    session: finance
    do:
      - http_request:
          url: 'https://crm.example.org/people/{{ mail.from.address }}'
          expect: [200, 404]
          as: person
      - if:
          condition: '{{ person.status == 200 }}'
          then:
            - move: { to: Done }
",
            },
            Example {
                title: "Save a file from the web",
                steps: "- http_request:
    url: https://www.example.org/rates.csv
    save_to: 'rates/{{ run.started_at.date }}.csv'
    max_size: 5MB
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let settings = self.settings();
        let mut request = self.request(cx).await?;
        let expected = Expected {
            statuses: settings.expect.clone(),
            save_to: settings.save_to.as_ref().map(|path| cx.evaluate(path)).transpose()?,
            collision: settings.on_collision.collision(),
            method: self.method(),
            repeatable: self.method().is_safe() || settings.idempotency_key,
        };
        expected.check()?;
        let (fingerprint, ca_file) = (settings.fingerprint.as_deref(), settings.ca_file.as_deref());
        let own_trust = (fingerprint.is_some() || ca_file.is_some()).then(|| trust::tls(fingerprint, ca_file, cx));
        let own_trust = own_trust.transpose()?;
        let host = request.url.host_str().unwrap_or_default().to_owned();
        cx.made_of(asked(&request, expected.save_to.as_deref()).await?);
        let unsent = cx.running().rehearses && !self.method().is_safe();
        let what = Effect::HttpRequest { method: self.method().name().into(), host, unsent };
        let answer = match cx.claim::<Answer>(what).await? {
            Claimed::Done(answer) => return Ok(Output::Value(answer.value())),
            Claimed::Go(claim, permit) => {
                if settings.idempotency_key {
                    // draft-ietf-httpapi-idempotency-key-header §2.1: a string of structured fields.
                    let key = HeaderValue::from_str(&format!("\"{}\"", claim.id()));
                    request.headers.extend(key.ok().map(|key| (header::HeaderName::from_static("idempotency-key"), key)));
                }
                if unsent {
                    let answer = Answer::expected(&request, &expected);
                    return Ok(Output::Value(cx.carry(claim, |_| true, ready(Ok(answer))).await?.value()));
                }
                let clock = cx.host().clock.clone();
                let client = match own_trust {
                    Some(tls) => permit.http().trusting(tls),
                    None => permit.http().clone(),
                };
                let asking = async move { answer::ask(&client, &clock, request, expected, &permit).await };
                cx.carry(claim, |_| true, asking).await?
            }
        };
        if let Some(file) = &answer.file {
            file.announce(cx);
        }
        Ok(Output::Value(answer.value()))
    }
}
