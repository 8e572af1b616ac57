//! A Control Room elsewhere, asked over HTTP with an API token.

use super::sse::Sse;
use crate::exit::Exit;
use crate::out::visible;
use crate::reading;
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::{
    self, Client, Failed, HeaderValue, Limits, Method, Request, Response, StatusCode, header,
};
use carteiro_world::spool::Spools;
use carteiro_world::words::Language;
use carteiro_world::{Clock, Secret, Transcript, phrase};
use serde_json::Value;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Of an answer that is no stream.
const SIZE: u64 = 16 * 1024 * 1024;
/// A stream says at least every 15 s that it is there.
const SILENCE: Duration = Duration::from_mins(1);
/// After that it is asked for anew.
const STREAM: Duration = Duration::from_hours(24);

pub struct Room {
    client: Client,
    clock: Clock,
    spools: Spools,
    server: String,
    token: Secret,
    language: Language,
}

impl Room {
    /// The one at this address, with the token of a file, or of the environment.
    pub fn at(
        server: &str,
        file: Option<&Path>,
        language: Language,
        surroundings: &Surroundings,
    ) -> Result<Self, Trouble> {
        let token = match file {
            Some(file) => {
                let bytes = reading::private_file(file)?;
                Some(Secret::new(String::from_utf8_lossy(&bytes).trim()))
            }
            None => surroundings.token.clone(),
        };
        let token = token.filter(|token| !token.expose().is_empty());
        let token = token.ok_or_else(|| Trouble::usage(phrase!("ui-server-token")))?;
        let (clock, spools) = (Clock::system(), Spools::default());
        let proxies = &surroundings.proxies;
        let proxies = http::Proxies::new(&proxies.http, &proxies.https, &proxies.no);
        let dialer = Dialer::new(Policy::OPEN, clock.clone());
        let client = Client::new(dialer, spools.clone(), Transcript::default()).through(proxies);
        let server = server.trim_end_matches('/').to_owned();
        Ok(Self { client, clock, spools, server, token, language })
    }

    /// The address of something there.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.server)
    }

    /// What there is at a path.
    pub async fn get(&self, path: &str) -> Result<Value, Trouble> {
        let request = self.request(Method::GET, path, SIZE)?;
        self.json(self.answer(request).await?).await
    }

    /// Has something done.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, Trouble> {
        let mut request = self.request(Method::POST, path, SIZE)?;
        let mut spool = self.spools.writer();
        spool.push(body.to_string().as_bytes()).await?;
        request.body = Some(spool.finish().await?);
        request.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.json(self.answer(request).await?).await
    }

    /// The events of a run after one of them; `None`: there are no more.
    pub async fn events(&self, id: &str, after: i64) -> Result<Option<Sse>, Trouble> {
        let mut request = self.request(Method::GET, &format!("/api/runs/{id}/events"), u64::MAX)?;
        request.limits = Limits { total: STREAM, silence: SILENCE, size: u64::MAX, redirects: 0 };
        if after > 0 {
            request.headers.insert("last-event-id", HeaderValue::from(after));
        }
        let answer = self.answer(request).await?;
        Ok((answer.status != StatusCode::NO_CONTENT).then(|| Sse::new(answer)))
    }

    pub async fn pause(&self, span: Duration) {
        self.clock.sleep(span).await;
    }

    fn request(&self, method: Method, path: &str, size: u64) -> Result<Request, Trouble> {
        let illegal = || Trouble::usage(phrase!("ui-server-address", server = visible(&self.server)));
        let url = http::address(&self.page(path)).map_err(|_| illegal())?;
        let limits = Limits { total: SILENCE, silence: SILENCE, size, redirects: 0 };
        let mut request = Request::new(method, url, limits);
        let token = http::bearer(&self.token).ok_or_else(|| Trouble::usage(phrase!("ui-server-token")))?;
        request.headers.insert(header::AUTHORIZATION, token);
        request.headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(self.language.tag()));
        Ok(request)
    }

    /// An answer that is no refusal.
    async fn answer(&self, request: Request) -> Result<Response, Trouble> {
        let answer = self.client.send(request).await.map_err(|failed| self.unreachable(&failed))?;
        if answer.status.is_success() {
            return Ok(answer);
        }
        let status = answer.status;
        let problem = self.json(answer).await.unwrap_or_default();
        let said = problem.get("title").and_then(Value::as_str).map_or_else(|| status.to_string(), visible);
        let exit = match status {
            StatusCode::UNAUTHORIZED => Exit::NotConnected,
            _ => Exit::Failed,
        };
        Err(Trouble::Said(
            exit,
            phrase!("ui-server-refused", server = visible(&self.server), said = said),
            None,
        ))
    }

    async fn json(&self, answer: Response) -> Result<Value, Trouble> {
        let spool = answer.spool().await.map_err(|failed| self.unreachable(&failed))?;
        let bytes = spool.read(0..spool.len(), usize::MAX)?;
        serde_json::from_slice(&bytes).map_err(|error| {
            let words = phrase!("ui-server-other", server = visible(&self.server));
            Trouble::Said(Exit::Failed, words, None).because(&io::Error::other(error))
        })
    }

    fn unreachable(&self, failed: &Failed) -> Trouble {
        let words = phrase!("ui-server-unreachable", server = visible(&self.server));
        Trouble::Said(Exit::NotConnected, words, None).because(&io::Error::other(failed.error.to_string()))
    }
}
