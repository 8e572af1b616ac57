//! Attachments that travel by themselves: one request for small ones, an upload session for large ones
//! (learn.microsoft.com/graph/api/attachment-createuploadsession).

use super::address::same_origin;
use super::draft::shared;
use super::fault::{self, Refusal};
use super::lighten::{Heavy, Light, base64};
use super::mailbox::Online;
use super::page::Page;
use super::request::Request;
use crate::{Content, Error, Result, Retry, mime};
use carteiro_world::Spool;
use carteiro_world::http::{HeaderValue, Method, Url, header};
use serde::Deserialize;
use serde_json::json;
use std::io::Read;

/// What is smaller goes in one request, and has no session.
const SMALL: u64 = 3_000_000;
/// A piece is no larger than 4 MB. Twelve times 320 KiB, which other sessions of Graph ask for.
const PIECE: u64 = 12 * 320 * 1024;
/// So often is one piece begun anew.
const TRIES: usize = 5;
/// So many sessions are opened for one file.
const SESSIONS: usize = 3;
/// What Exchange tells of the size of an attachment counts its properties as well
/// (github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/4601).
const PROPERTIES: u64 = 64 * 1024;

/// An upload session (learn.microsoft.com/graph/api/resources/uploadsession).
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Session {
    upload_url: Option<String>,
    next_expected_ranges: Option<Vec<String>>,
}

impl Session {
    /// Where to go on: `"1048576-"` or `"1048576"`.
    fn next(&self) -> Option<u64> {
        let first = self.next_expected_ranges.as_ref()?.first()?;
        first.split('-').next()?.trim().parse().ok()
    }
}

/// An attachment as it is told.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Attached {
    name: Option<String>,
    size: u64,
}

impl Attached {
    fn is(&self, file: &Heavy) -> bool {
        self.name.as_deref() == Some(file.name.as_str())
            && (file.size..=file.size + PROPERTIES).contains(&self.size)
    }
}

impl Heavy {
    /// Whether it goes by an upload session.
    pub(super) fn is_uploaded(&self) -> bool {
        self.size >= SMALL
    }
}

impl Online {
    /// Attaches all that was taken out of a message.
    pub(super) async fn attach_all(&self, draft: &str, light: &Light) -> Result<()> {
        for (n, file) in light.heavy.iter().enumerate() {
            self.attach(draft, file, light.heavy.get(..n).unwrap_or_default()).await?;
        }
        Ok(())
    }

    /// Attaches a file to a draft, behind those `before` it.
    async fn attach(&self, draft: &str, file: &Heavy, before: &[Heavy]) -> Result<()> {
        if file.is_uploaded() {
            match self.by_sessions(draft, file, before).await? {
                Ok(()) => return Ok(()),
                Err(refusal) if refusal.is(&["ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"]) => {}
                Err(refusal) if refusal.status == 403 && self.is_somebody_elses() => {
                    return Err(shared().because(refusal));
                }
                Err(refusal) => return Err(refusal.error()),
            }
        }
        let bytes = Pieces::of(file).read(0, file.size).await?;
        let bytes = bytes.read(0..bytes.len(), usize::MAX)?;
        let body = json!({
            "@odata.type": "#microsoft.graph.fileAttachment",
            "name": file.name,
            "contentType": file.content_type,
            "isInline": file.inline,
            "contentId": file.content_id,
            "contentBytes": base64(&bytes),
        });
        let request = Request::post(&self.speaker.root, &["messages", draft, "attachments"], body);
        self.speaker.order(&request.once().going_on()).await?.map_err(|refusal| refusal.error())
    }

    /// A session that the server knows no more is followed by another, unless it ended because all of the file was there.
    async fn by_sessions(&self, draft: &str, file: &Heavy, before: &[Heavy]) -> Result<Result<(), Refusal>> {
        for session in 1.. {
            let url = match self.session(draft, file).await? {
                Ok(url) => url,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let Err(ended) = self.upload(&url, file).await? else { break };
            if self.is_attached(draft, file, before).await? {
                break;
            }
            if session >= SESSIONS {
                return Err(ended.error().retrying(Retry::Reconnect));
            }
        }
        Ok(Ok(()))
    }

    /// Whether a file is there, beside those before it that are like it.
    async fn is_attached(&self, draft: &str, file: &Heavy, before: &[Heavy]) -> Result<bool> {
        let like = before.iter().filter(|other| other.name == file.name && other.size == file.size).count();
        let segments = ["messages", draft, "attachments"];
        let request = Request::get(&self.speaker.root, &segments, &[("$select", "id,name,size")]);
        let page: Page<Attached> = match self.speaker.ask(&request.going_on()).await? {
            Ok(page) => page,
            // It was made a moment ago: not every server knows of it yet.
            Err(refusal) if refusal.is_missing() => return Ok(false),
            Err(refusal) => return Err(refusal.error()),
        };
        let mut there = 0;
        let count = |told: Vec<Attached>| {
            there += told.iter().filter(|one| one.is(file)).count();
            Ok(false)
        };
        self.speaker.pages(page, 100, count).await?.map_err(|refusal| refusal.error())?;
        Ok(there > like)
    }

    async fn session(&self, draft: &str, file: &Heavy) -> Result<Result<Url, Refusal>> {
        let mut item = json!({
            "attachmentType": "file",
            "name": file.name,
            "size": file.size,
            "contentType": file.content_type,
            "isInline": file.inline,
        });
        if let (Some(id), Some(item)) = (&file.content_id, item.as_object_mut()) {
            item.insert("contentId".to_owned(), json!(id));
        }
        let segments = ["messages", draft, "attachments", "createUploadSession"];
        let request = Request::post(&self.speaker.root, &segments, json!({ "AttachmentItem": item }));
        let session: Session = match self.speaker.ask(&request.going_on()).await? {
            Ok(session) => session,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let url = session.upload_url.as_deref().and_then(|url| Url::parse(url).ok());
        let url = url.ok_or_else(|| fault::nonsense("an upload without an address"))?;
        // The address is a secret, and so is what goes there.
        let is_safe = url.scheme() == "https" || same_origin(&url, &self.speaker.outlook.config.endpoint);
        if is_safe { Ok(Ok(url)) } else { Err(fault::nonsense("an upload in the clear")) }
    }

    /// One piece after the other; where an answer is lost, the session tells where to go on. Refused: the session has ended.
    async fn upload(&self, url: &Url, file: &Heavy) -> Result<Result<(), Refusal>> {
        let mut pieces = Pieces::of(file);
        let (mut at, mut tries) = (0, 0);
        while at < file.size {
            let end = (at + PIECE).min(file.size);
            let bytes = pieces.read(at, end).await?;
            let range = format!("bytes {at}-{}/{}", end - 1, file.size);
            let range = HeaderValue::from_str(&range).map_err(Error::internal)?;
            let request = Request::new(Method::PUT, url.clone())
                .unsigned()
                .with(header::CONTENT_RANGE, range)
                .carrying("application/octet-stream", bytes);
            let error = match self.put(&request).await {
                Ok(Ok(next)) => {
                    let Some(next) = next.or((end < file.size).then_some(end)) else { return Ok(Ok(())) };
                    tries = if next > at { 0 } else { tries + 1 };
                    at = next;
                    if tries >= TRIES {
                        return Err(fault::nonsense("an upload that does not go on"));
                    }
                    continue;
                }
                // It was there already.
                Ok(Err(refusal)) if refusal.status == 416 || refusal.status == 409 => refusal.error(),
                Ok(Err(refusal)) if matches!(refusal.status, 404 | 410) => return Ok(Err(refusal)),
                Ok(Err(refusal)) => return Err(refusal.error()),
                Err(error) if error.is_connection() => error,
                Err(error) => return Err(error),
            };
            tries += 1;
            if tries >= TRIES {
                return Err(error.retrying(Retry::Reconnect));
            }
            at = self.resumed(url).await.unwrap_or(at);
        }
        Ok(Ok(()))
    }

    /// Where to go on; `None`: it is all there.
    async fn put(&self, request: &Request) -> Result<Result<Option<u64>, Refusal>> {
        let answer = match self.speaker.begin(request, 1).await? {
            Ok(answer) => answer,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let is_whole = answer.status().as_u16() == 201 || answer.headers().contains_key(header::LOCATION);
        let session = self.speaker.read::<Session>(answer).await;
        if is_whole { Ok(Ok(None)) } else { Ok(Ok(session?.next())) }
    }

    async fn resumed(&self, url: &Url) -> Option<u64> {
        let request = Request::new(Method::GET, url.clone()).unsigned();
        let session = self.speaker.ask::<Session>(&request).await.ok()?.ok()?;
        session.next()
    }
}

/// A file that is decoded as it is sent.
struct Pieces {
    content: Content,
    /// What reads it, and how far that is.
    reading: Option<(mime::Content, u64)>,
}

impl Pieces {
    fn of(file: &Heavy) -> Self {
        Self { content: file.content.clone(), reading: None }
    }

    /// Some of it. Who goes back begins anew.
    async fn read(&mut self, from: u64, end: u64) -> Result<Spool> {
        let content = self.content.clone();
        let reading = self.reading.take().filter(|(_, at)| *at <= from);
        let read = tokio::task::spawn_blocking(move || {
            let (mut reader, at) = reading.unwrap_or_else(|| (content.open(), 0));
            std::io::copy(&mut reader.by_ref().take(from - at), &mut std::io::sink())?;
            let mut bytes = Vec::new();
            reader.by_ref().take(end - from).read_to_end(&mut bytes)?;
            std::io::Result::Ok((Spool::from(bytes), (reader, end)))
        });
        let (bytes, reading) = read.await.map_err(Error::internal)??;
        self.reading = Some(reading);
        Ok(bytes)
    }
}
