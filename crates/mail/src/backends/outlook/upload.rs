//! Attachments that travel by themselves: one request for small ones, an upload session for large ones
//! (learn.microsoft.com/graph/api/attachment-createuploadsession).

use super::address::same_origin;
use super::fault::{self, Refusal};
use super::lighten::{Heavy, base64};
use super::mailbox::Online;
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

impl Online {
    /// Attaches a file to a draft.
    pub(super) async fn attach(&self, draft: &str, file: &Heavy) -> Result<()> {
        if file.size >= SMALL {
            match self.session(draft, file).await? {
                Ok(url) => return self.upload(&url, file).await,
                Err(refusal) if refusal.is(&["ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"]) => {}
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
        self.speaker.order(&request).await?.map_err(|refusal| refusal.error())
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
        let session: Session = match self.speaker.ask(&request).await? {
            Ok(session) => session,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let url = session.upload_url.as_deref().and_then(|url| Url::parse(url).ok());
        let url = url.ok_or_else(|| fault::nonsense("an upload without an address"))?;
        // The address is a secret, and so is what goes there.
        let is_safe = url.scheme() == "https" || same_origin(&url, &self.speaker.outlook.config.endpoint);
        if is_safe { Ok(Ok(url)) } else { Err(fault::nonsense("an upload in the clear")) }
    }

    /// One piece after the other; where an answer is lost, the session tells where to go on.
    async fn upload(&self, url: &Url, file: &Heavy) -> Result<()> {
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
                    let Some(next) = next.or((end < file.size).then_some(end)) else { return Ok(()) };
                    tries = if next > at { 0 } else { tries + 1 };
                    at = next;
                    if tries >= TRIES {
                        return Err(fault::nonsense("an upload that does not go on"));
                    }
                    continue;
                }
                // It was there already.
                Ok(Err(refusal)) if refusal.status == 416 || refusal.status == 409 => refusal.error(),
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
        Ok(())
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
