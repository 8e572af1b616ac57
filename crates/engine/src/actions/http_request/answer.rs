//! What comes back, and what is kept of it.

use super::HttpMethod;
use super::failure;
use crate::actions::saving::{SavedFile, blocking, write};
use crate::failure::Failure;
use crate::run::Permit;
use crate::values::Statuses;
use crate::vars::{Record, Value};
use carteiro_world::files::Collision;
use carteiro_world::http::{Client, HeaderMap, Request, Response, StatusCode, header};
use carteiro_world::{Clock, Spool, phrase};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What counts as an answer, and where it goes.
pub(super) struct Expected {
    pub(super) statuses: Vec<Statuses>,
    pub(super) save_to: Option<PathBuf>,
    pub(super) collision: Collision,
    pub(super) method: HttpMethod,
    /// Whether asking twice does no harm.
    pub(super) repeatable: bool,
}

/// An answer, as the journal keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    status: u16,
    url: String,
    headers: Vec<(String, String)>,
    text: Option<String>,
    pub(super) file: Option<SavedFile>,
}

/// How much of a refusal is told.
const TOLD: usize = 300;

impl Expected {
    /// What is wrong with it, before anything is sent.
    pub(super) fn check(&self) -> Result<(), Failure> {
        match &self.save_to {
            Some(path) if path.file_name().is_none() => Err(Failure::invalid(phrase!("file-name-missing"))),
            _ => Ok(()),
        }
    }
}

/// Sends the request and reads its answer.
pub(super) async fn ask(
    client: &Client,
    clock: &Clock,
    request: Request,
    expected: Expected,
    permit: &Permit,
) -> Result<Answer, Failure> {
    let Expected { method, repeatable, .. } = expected;
    let unanswered = |failed| failure::unanswered(&failed, method, repeatable);
    // A server that refuses may repeat what it was sent.
    let may_tell = !request.has_secrets();
    let response = client.send(request).await.map_err(unanswered)?;
    let status = response.status;
    if !expected.statuses.iter().any(|statuses| statuses.contains(status.as_u16())) {
        let host = response.url.host_str().unwrap_or_default().to_owned();
        let refused = failure::refused(&host, status, &response.headers, clock, method, repeatable);
        let said = if may_tell { beginning(response).await } else { String::new() };
        return Err(refused.because(said));
    }
    let url = response.url.to_string();
    let headers = response.headers.clone();
    let content = response.spool().await.map_err(unanswered)?;
    let kept = keep(&headers, content, &expected, permit).await;
    // It is done: a file that cannot be written must not make it happen twice.
    let (text, file) = kept.map_err(|failed| failure::lost(failed, method, repeatable))?;
    Ok(Answer { status: status.as_u16(), url, headers: shown(&headers), text, file })
}

async fn keep(
    headers: &HeaderMap,
    content: Spool,
    expected: &Expected,
    permit: &Permit,
) -> Result<(Option<String>, Option<SavedFile>), Failure> {
    let kind = content_type(headers);
    let Some(path) = &expected.save_to else {
        let decoded = blocking(move || {
            let bytes = content.read(0..u64::MAX, usize::MAX)?;
            Ok(text(&kind, &bytes))
        });
        return Ok((Some(decoded.await?), None));
    };
    let (folder, name) = (path.parent().unwrap_or(Path::new("")).to_owned(), path.file_name());
    let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (files, collision) = (permit.files().clone(), expected.collision);
    let saved = blocking(move || {
        let Some(reserved) = files.folder(&folder)?.reserve(&name, collision)? else { return Ok(None) };
        let written = write(reserved, content.reader(0..content.len()), |_| Ok(()))?;
        let essence = kind.split(';').next().unwrap_or_default().trim().to_owned();
        Ok(written.map(|written| written.into_saved(&essence)))
    });
    Ok((None, saved.await?))
}

impl Answer {
    /// What is taken for the answer of a request that is not sent.
    pub(super) fn expected(request: &Request, expected: &Expected) -> Self {
        let status = expected.statuses.first().map_or(StatusCode::OK.as_u16(), Statuses::first);
        let url = request.url.to_string();
        Self { status, url, headers: Vec::new(), text: Some(String::new()), file: None }
    }

    /// For variables.
    pub(super) fn value(&self) -> Value {
        let json = self.text.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), Value::text(value)));
        let fields = [
            ("status", Value::count(self.status.into())),
            ("url", Value::text(&self.url)),
            ("headers", Record::in_any_case(headers).into()),
            ("text", Value::maybe(self.text.as_ref())),
            ("json", json.as_ref().map_or(Value::Nothing, Value::from_json)),
            ("file", self.file.as_ref().map_or(Value::Nothing, SavedFile::value)),
        ];
        Record::new(fields).into()
    }
}

/// The header as a variable has it: without cookies, which are secrets of a session that is not kept.
fn shown(headers: &HeaderMap) -> Vec<(String, String)> {
    let names = headers.keys().filter(|name| **name != header::SET_COOKIE);
    let joined = names.map(|name| {
        let values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        (name.to_string(), values.collect::<Vec<_>>().join(", "))
    });
    joined.collect()
}

fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// In the charset that the type names, or in that of a mark at its beginning, or in UTF-8.
fn text(kind: &str, bytes: &[u8]) -> String {
    let charset = kind.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    });
    let encoding = charset.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    encoding.unwrap_or(encoding_rs::UTF_8).decode(bytes).0.into_owned()
}

/// What a server says first when it refuses.
async fn beginning(mut response: Response) -> String {
    let kind = content_type(&response.headers);
    let mut said = Vec::new();
    while said.len() < TOLD {
        match response.chunk().await {
            Ok(Some(piece)) => said.extend_from_slice(&piece),
            Ok(None) | Err(_) => break,
        }
    }
    let said: String = text(&kind, &said).chars().take(TOLD).collect();
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}
