//! Lists, a page after the other.

use super::address::same_origin;
use super::batch::Told;
use super::call::Speaker;
use super::fault::{self, Refusal, Said};
use super::request::Request;
use crate::Result;
use carteiro_world::http::{Method, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A page of a list (OData JSON 4.01 §13, learn.microsoft.com/graph/paging).
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub(super) struct Page<T> {
    /// There is always a list, be it empty: what has none is no page.
    #[serde(default = "none")]
    value: Option<Vec<T>>,
    /// Where the next one is.
    #[serde(default, rename = "@odata.nextLink")]
    pub(super) next: Option<String>,
    /// Where what happens from now on is.
    #[serde(default, rename = "@odata.deltaLink")]
    pub(super) delta: Option<String>,
    #[serde(default, rename = "@odata.count")]
    pub(super) count: Option<u64>,
    #[serde(default)]
    error: Option<Said>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { value: None, next: None, delta: None, count: None, error: None }
    }
}

impl<T: DeserializeOwned + Send + 'static> Told for Page<T> {
    fn error(&self) -> Option<&Said> {
        self.error.as_ref()
    }
}

impl<T> Page<T> {
    /// Takes out what it tells.
    pub(super) fn take(&mut self) -> Result<Vec<T>> {
        self.value.take().ok_or_else(|| fault::nonsense("a page without a list"))
    }
}

/// A server that has no end of empty pages has none at all.
pub(super) const MOST_EMPTY: usize = 20;
/// Fewer at a time are not asked for.
const LEAST: usize = 50;

/// How many to ask for at a time after this answer, where that many were too much for the server; `None`: they were not, or there
/// is no asking for fewer.
pub(super) fn fewer<T>(answer: &Result<Result<T, Refusal>>, top: usize) -> Option<usize> {
    let is_too_much = match answer {
        Ok(Ok(_)) => false,
        Ok(Err(refusal)) => matches!(refusal.status, 500 | 504),
        // What answered in its place said nothing but that.
        Err(error) => error.words().code == "server-unavailable",
    };
    (is_too_much && top > LEAST).then(|| (top / 2).max(LEAST))
}

impl Speaker {
    /// Asks for what a server named as an address: none but its own gets to see who asks.
    pub(super) fn following(&self, link: &str) -> Result<Request> {
        let url =
            Url::parse(link).map_err(|error| fault::nonsense(format!("a link that is none: {error}")))?;
        if same_origin(&url, &self.outlook.config.endpoint) {
            Ok(Request::new(Method::GET, url))
        } else {
            Err(fault::nonsense(format!("a link to another server: {}", url.origin().ascii_serialization())))
        }
    }

    /// All pages from this one on, each shown to `each`, which says whether that will do.
    pub(super) async fn pages<T: DeserializeOwned + Send + 'static>(
        &self,
        first: Page<T>,
        size: usize,
        mut each: impl FnMut(Vec<T>) -> Result<bool>,
    ) -> Result<Result<(), Refusal>> {
        let (mut page, mut empty) = (first, 0);
        loop {
            let told = page.take()?;
            empty = if told.is_empty() { empty + 1 } else { 0 };
            let enough = each(told)?;
            let Some(link) = page.next.filter(|_| !enough) else { return Ok(Ok(())) };
            if empty > MOST_EMPTY {
                return Err(fault::nonsense("one empty page after the other"));
            }
            page = match self.ask(&self.following(&link)?.in_pages_of(size)).await? {
                Ok(page) => page,
                Err(refusal) => return Ok(Err(refusal)),
            };
        }
    }
}
