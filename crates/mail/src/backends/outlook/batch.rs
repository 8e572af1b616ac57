//! `$batch`: many requests in one, each answered for (learn.microsoft.com/graph/json-batching).

use super::call::Speaker;
use super::fault::{self, Refusal, Said};
use super::patience::Patience;
use super::request::Request;
use crate::{Error, Result, Retry};
use carteiro_world::http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::HashMap;

/// So many go together.
const AT_ONCE: usize = 20;

/// What may be told in a batch: a thing, or why not.
pub(super) trait Told: DeserializeOwned + Default + Send + 'static {
    /// Why not.
    fn error(&self) -> Option<&Said>;
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Replies<T> {
    responses: Vec<Reply<T>>,
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Reply<T> {
    id: String,
    status: u16,
    #[serde(default)]
    headers: Option<HashMap<String, Value>>,
    #[serde(default = "nothing")]
    body: Option<T>,
}

fn nothing<T>() -> Option<T> {
    None
}

/// What became of a request; an error is of all that went with it.
pub(super) type Outcome<T> = Result<Result<T, Refusal>>;

impl Speaker {
    /// Asks for all of these; the nth outcome is the nth request's. Where one breaks off, the rest is not asked for.
    pub(super) async fn batch<T: Told>(&self, requests: &[Request]) -> Vec<Outcome<T>> {
        let mut outcomes: Vec<Outcome<T>> = Vec::new();
        let mut broken: Option<Error> = None;
        for piece in requests.chunks(AT_ONCE) {
            if let Some(error) = &broken {
                outcomes.extend(piece.iter().map(|_| Err(unsaid(error))));
                continue;
            }
            let piece = self.piece(piece).await;
            broken = piece.iter().find_map(|one| one.as_ref().err().cloned());
            outcomes.extend(piece);
        }
        outcomes
    }

    /// Asks again for those that the server had no time for, as long as it gets on with any.
    async fn piece<T: Told>(&self, requests: &[Request]) -> Vec<Outcome<T>> {
        let mut outcomes: Vec<Option<Outcome<T>>> = requests.iter().map(|_| None).collect();
        let lost = || Err(fault::nonsense("fewer answers than requests"));
        let mut patience = Patience::default();
        let mut left: Vec<usize> = (0..requests.len()).collect();
        while !left.is_empty() {
            let mut throttled: Option<Refusal> = None;
            let mut again: Vec<usize> = Vec::new();
            let mut went_on = false;
            // A body may travel for long: what wanted all places would wait for its end, and everybody behind it.
            let most = self.gate.beside_bodies().unwrap_or(AT_ONCE).min(left.len());
            let rest = left.split_off(most);
            match self.together(requests, &left).await {
                Err(error) => {
                    for n in &left {
                        if let Some(open) = outcomes.get_mut(*n) {
                            *open = Some(Err(error.clone()));
                        }
                    }
                    for open in &mut outcomes {
                        open.get_or_insert_with(|| Err(unsaid(&error)));
                    }
                    break;
                }
                Ok(answered) => {
                    for (n, reply) in answered {
                        match reply {
                            Err(refusal) if refusal.is_throttled() => {
                                let longest = throttled.as_ref().and_then(|known| known.wait);
                                let wait = refusal.wait.max(longest);
                                throttled = Some(Refusal { wait, ..refusal });
                                again.push(n);
                            }
                            reply => {
                                went_on = true;
                                if let Some(open) = outcomes.get_mut(n) {
                                    *open = Some(settled(reply));
                                }
                            }
                        }
                    }
                    again.retain(|n| outcomes.get(*n).is_some_and(Option::is_none));
                    again.sort_unstable();
                    again.dedup();
                    // What got no answer at all may have been done.
                    for n in left.iter().filter(|n| !again.contains(n)) {
                        if let Some(open) = outcomes.get_mut(*n) {
                            open.get_or_insert_with(lost);
                        }
                    }
                }
            }
            left = again;
            left.extend(rest);
            let Some(refusal) = throttled else { continue };
            if went_on {
                patience.again();
            }
            if let Err(error) = patience.wait(self, &refusal) {
                for n in std::mem::take(&mut left) {
                    if let Some(open) = outcomes.get_mut(n) {
                        *open = Some(Err(error.clone()));
                    }
                }
            }
        }
        outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(lost)).collect()
    }

    /// One call for some of the requests.
    async fn together<T: Told>(
        &self,
        requests: &[Request],
        some: &[usize],
    ) -> Result<Vec<(usize, Result<T, Refusal>)>> {
        let endpoint = &self.outlook.config.endpoint;
        let numbered = some.iter().filter_map(|n| Some(requests.get(*n)?.in_batch(*n, endpoint)));
        let body = json!({ "requests": numbered.collect::<Vec<Value>>() });
        let request = Request::post(endpoint, &["$batch"], body);
        let once = some.iter().any(|n| requests.get(*n).is_some_and(|request| request.once));
        let request = if once { request.once() } else { request };
        let answer = self.begin(&request, some.len()).await?.map_err(|refusal| refusal.error())?;
        let replies: Replies<T> = self.read(answer).await?;
        let known = |reply: Reply<T>| {
            let n = reply.id.parse().ok().filter(|n| some.contains(n))?;
            let once = requests.get(n).is_some_and(|request| request.once);
            Some((n, reply.told().map_err(|refusal| Refusal { once, ..refusal })))
        };
        Ok(replies.responses.into_iter().filter_map(known).collect())
    }
}

impl<T: Told> Reply<T> {
    fn told(self) -> Result<T, Refusal> {
        let body = self.body.unwrap_or_default();
        if (200..300).contains(&self.status) {
            return Ok(body);
        }
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers.into_iter().flatten() {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
                headers.insert(name, value);
            }
        }
        Err(Refusal::of(self.status, body.error(), &headers))
    }
}

/// The same for what nobody was asked for.
fn unsaid(error: &Error) -> Error {
    let error = error.clone();
    if error.is_connection() { error.retrying(Retry::Reconnect) } else { error }
}

/// What a refusal says of the server, and not of what was asked for, is an error.
fn settled<T>(reply: Result<T, Refusal>) -> Outcome<T> {
    match reply {
        Err(refusal) if refusal.status == 401 || refusal.error().retry() == Retry::Unsure => {
            Err(refusal.error())
        }
        reply => Ok(reply),
    }
}
