//! Sending: all of a message in one request where that is not too large; else a draft, its attachments, and `send`.
//!
//! Exchange keeps the copy. Where the answer is lost, what it has kept tells whether the message went out
//! (learn.microsoft.com/graph/api/user-sendmail, learn.microsoft.com/graph/api/message-send).

use super::address::{below, quoted};
use super::draft::MIME;
use super::item::Item;
use super::lighten::{LIGHT, Light, encoded, lighten};
use super::mailbox::Online;
use super::open::Outlook;
use super::page::Page;
use super::request::Request;
use crate::backend::{Cost, Pending};
use crate::mime::Header;
use crate::reading::HEADER_CAP;
use crate::transport::{Accepts, Keeps, Open, Sent, Submission, Transport};
use crate::{Error, FolderPath, Notices, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::http::Method;
use std::future::ready;
use std::sync::Arc;

impl Open for Outlook {
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Transport>> {
        Box::pin(async move {
            let online = self.opened_to_send(renew, notices).await?;
            Ok(Arc::new(Way(online)) as Arc<dyn Transport>)
        })
    }

    fn keeps(&self) -> Keeps {
        Keeps::Copy
    }
}

/// A way out for mail.
struct Way(Online);

impl Transport for Way {
    fn accepts(&self) -> Accepts {
        // What a tenant takes it tells when it is asked to.
        Accepts { size: None, eight_bit: true, utf8: true, reports: false }
    }

    fn send(&self, submission: Submission) -> Pending<'_, Sent> {
        Box::pin(async move {
            let header = header(&submission).await?;
            let before = hidden(&header, submission.envelope.to());
            let light = lighten(submission.content.clone(), &self.0.speaker.outlook.spools).await?;
            if light.heavy.is_empty() && submission.content.len() + before.len() as u64 <= LIGHT {
                self.at_once(&header, &light, before).await?;
            } else {
                self.by_draft(&header, &light, before).await?;
            }
            Ok(Sent { to: submission.envelope.to().to_vec(), reply: String::new() })
        })
    }

    fn is_open(&self) -> bool {
        true
    }

    fn cost(&self) -> Cost {
        self.0.cost()
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }
}

impl Way {
    async fn at_once(&self, header: &Header, light: &Light, before: Vec<u8>) -> Result<()> {
        let speaker = &self.0.speaker;
        let mime = encoded(light.mime.clone(), before, &speaker.outlook.spools).await?;
        let url = below(&speaker.root, &["sendMail"]);
        match speaker.order(&Request::new(Method::POST, url).carrying(MIME, mime)).await {
            Ok(sent) => sent.map_err(|refusal| refusal.of_message(&FolderPath::inbox())),
            // What was kept of it was sent; what was not may be on its way.
            Err(error) if error.retry() == Retry::Unsure => match self.kept(header, "sentitems").await {
                Ok(Some(_)) => Ok(()),
                _ => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    async fn by_draft(&self, header: &Header, light: &Light, before: Vec<u8>) -> Result<()> {
        let speaker = &self.0.speaker;
        let url = below(&speaker.root, &["messages"]);
        let draft = match self.0.make(url, light, before).await {
            // Nobody gets a draft. One whose name was lost is not left there.
            Err(error) if error.retry() == Retry::Unsure => {
                if let Ok(Some(lost)) = self.kept(header, "drafts").await {
                    self.0.discard(&lost.id).await;
                }
                return Err(error.retrying(Retry::Reconnect));
            }
            draft => draft?,
        };
        let url = below(&speaker.root, &["messages", &draft.id, "send"]);
        let error = match speaker.order(&Request::new(Method::POST, url)).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(refusal)) => refusal.of_message(&FolderPath::inbox()),
            Err(error) => error,
        };
        if error.retry() != Retry::Unsure {
            self.0.discard(&draft.id).await;
            return Err(error);
        }
        match self.was_sent(&draft.id).await {
            Ok(true) => Ok(()),
            // What is gone from among the drafts cannot go out any more.
            Ok(false) if self.0.discard(&draft.id).await => Err(error.retrying(Retry::Reconnect)),
            _ => Err(error),
        }
    }

    /// The name of a draft stays with the copy among what was sent (learn.microsoft.com/graph/outlook-immutable-id).
    async fn was_sent(&self, id: &str) -> Result<bool> {
        let options = [("$select", "id,isDraft")];
        let request = Request::get(&self.0.speaker.root, &["messages", id], &options);
        match self.0.speaker.ask::<Item>(&request).await? {
            Ok(item) => Ok(!item.flags().draft),
            Err(refusal) if refusal.is_missing() => Ok(true),
            Err(refusal) => Err(refusal.error()),
        }
    }

    /// A message of this name in one of the mailbox's own folders.
    async fn kept(&self, header: &Header, folder: &str) -> Result<Option<Item>> {
        let Some(id) = &header.message_id else { return Ok(None) };
        let filter = format!("internetMessageId eq {}", quoted(&format!("<{id}>")));
        let options = [("$filter", filter.as_str()), ("$top", "1"), ("$select", "id")];
        let segments = ["mailFolders", folder, "messages"];
        let request = Request::get(&self.0.speaker.root, &segments, &options);
        let mut found: Page<Item> = self.0.speaker.ask(&request).await?.map_err(|refusal| refusal.error())?;
        Ok(found.take()?.into_iter().next())
    }
}

/// Those to whom it goes and does not say so. Exchange reads that from a field, and leaves the field out
/// (learn.microsoft.com/graph/outlook-send-mime-message).
fn hidden(header: &Header, to: &[String]) -> Vec<u8> {
    let shown = |address: &String| {
        let mut all = header.to.iter().chain(&header.cc).chain(&header.bcc);
        all.any(|known| known.address.eq_ignore_ascii_case(address))
    };
    let hidden: Vec<&str> = to.iter().filter(|to| !shown(to)).map(String::as_str).collect();
    if hidden.is_empty() { Vec::new() } else { format!("Bcc: {}\r\n", hidden.join(",\r\n ")).into_bytes() }
}

async fn header(submission: &Submission) -> Result<Header> {
    let content = submission.content.clone();
    let read = tokio::task::spawn_blocking(move || content.read(0..content.len(), HEADER_CAP));
    let block = read.await.map_err(Error::internal)??;
    let end = memchr::memmem::find(&block, b"\r\n\r\n").map_or(block.len(), |at| at + 4);
    Ok(Header::parse(&block.slice(..end)))
}
