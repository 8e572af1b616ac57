//! Sending: all of a message in one request where that is not too large; else a draft, its attachments, and `send`.
//!
//! Exchange keeps the copy. Where the answer is lost, what it has kept tells whether the message went out
//! (learn.microsoft.com/graph/api/user-sendmail, learn.microsoft.com/graph/api/message-send); nothing else does, and nothing is
//! removed that may be on its way: a draft that was sent has kept its name.

use super::address::{below, quoted};
use super::draft::MIME;
use super::fault::Refusal;
use super::item::Item;
use super::lighten::{LIGHT, Light, encoded, lighten};
use super::mailbox::Online;
use super::open::Outlook;
use super::page::Page;
use super::request::Request;
use crate::backend::{Cost, Pending};
use crate::backends::exchange::unsent;
use crate::mime::Header;
use crate::transport::{Accepts, Keeps, Open, Sent, Submission, Transport};
use crate::{Error, Notices, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::http::Method;
use carteiro_world::phrase;
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
            let header = submission.header().await?;
            let before = hidden(&header, submission.envelope.to());
            let light = lighten(submission.content.clone(), &self.0.speaker.outlook.spools).await?;
            if light.heavy.is_empty() && submission.content.len() + before.len() as u64 <= LIGHT {
                self.at_once(&header, &light, before).await?;
            } else {
                self.by_draft(&submission, &header, &light, before).await?;
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
        Box::pin(async {
            self.tidy().await;
            Ok(())
        })
    }
}

/// What looking once tells of a message that may have been sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Sent,
    /// It is among the drafts, and may be on its way from there.
    Draft,
    Unknown,
}

impl Way {
    async fn at_once(&self, header: &Header, light: &Light, before: Vec<u8>) -> Result<()> {
        let speaker = &self.0.speaker;
        let mime = encoded(light.mime.clone(), before, &speaker.outlook.spools).await?;
        let url = below(&speaker.root, &["sendMail"]);
        let request = Request::new(Method::POST, url).carrying(MIME, mime).once();
        let Err(error) = told(speaker.order(&request).await) else { return Ok(()) };
        if error.retry() == Retry::Unsure && self.look(header, None).await == Look::Sent {
            return Ok(());
        }
        Err(error)
    }

    async fn by_draft(
        &self,
        submission: &Submission,
        header: &Header,
        light: &Light,
        before: Vec<u8>,
    ) -> Result<()> {
        let unsent = &self.0.speaker.outlook.unsent;
        let kept = unsent.take(submission).await?;
        let is_first = kept.is_none();
        let draft = match kept {
            Some(draft) => draft,
            None => self.draft(header, submission.envelope.of_draft, light, before).await?,
        };
        let url = below(&self.0.speaker.root, &["messages", &draft, "send"]);
        let error = match self.0.speaker.order(&Request::new(Method::POST, url).once().going_on()).await {
            Ok(Ok(())) => {
                self.tidy().await;
                return Ok(());
            }
            Ok(Err(refusal)) => {
                let error = refusal.error();
                // What is no draft any more, or is not found, may have gone out.
                let is_draft =
                    !refusal.is_missing() && !refusal.is(&["ErrorInvalidItemForOperationSendItem"]);
                if is_first && is_draft && !refusal.repeated && error.retry() == Retry::Never {
                    self.clear(draft).await;
                    return Err(error);
                }
                error
            }
            // Nobody was asked to send it, or was put off: the next try goes on with it.
            Err(error) if error.retry() != Retry::Unsure => {
                unsent.keep(draft, submission);
                return Err(error);
            }
            Err(error) => error,
        };
        match self.look(header, Some(&draft)).await {
            Look::Sent => Ok(()),
            // A clear no, to what was asked for again only because it had been put off.
            Look::Draft if error.retry() == Retry::Never => Err(error),
            Look::Draft | Look::Unknown => Err(unknown(&error)),
        }
    }

    /// A draft with all that is in the message. As long as there is none nothing was sent, whatever became of it.
    async fn draft(
        &self,
        header: &Header,
        is_of_draft: bool,
        light: &Light,
        before: Vec<u8>,
    ) -> Result<String> {
        let online = &self.0;
        online.may_upload(light)?;
        let there = if is_of_draft {
            self.drafts(header).await.map_err(unsent)?
        } else {
            // Its name is new.
            Some(Vec::new())
        };
        let url = below(&online.speaker.root, &["messages"]);
        let draft = match told(online.make(url, light, before).await) {
            Ok(draft) => draft.id,
            Err(error) => {
                if error.retry() == Retry::Unsure {
                    self.clear_lost(header, there).await;
                }
                return Err(unsent(error));
            }
        };
        if let Err(error) = online.attach_all(&draft, light).await {
            self.clear(draft).await;
            return Err(unsent(error));
        }
        Ok(draft)
    }

    /// Removes a draft that nobody sends: later, where the server is as busy as it was when it was to be sent.
    async fn clear(&self, draft: String) {
        if !self.0.discard(&draft).await {
            self.0.speaker.outlook.unsent.leave(draft);
        }
    }

    /// Removes what was made and has no name here: of the drafts with its Message-ID those that were not there before it.
    async fn clear_lost(&self, header: &Header, before: Option<Vec<String>>) {
        let Some(before) = before else { return };
        let Ok(Some(now)) = self.drafts(header).await else { return };
        for draft in now {
            if !before.contains(&draft) {
                self.clear(draft).await;
            }
        }
    }

    /// Removes what is left of messages that were not sent. What cannot be removed now stays: it was worth a try.
    async fn tidy(&self) {
        let unsent = &self.0.speaker.outlook.unsent;
        while let Some(draft) = unsent.pop() {
            let removed = match self.is_draft(&draft).await {
                Ok(Some(true)) => self.0.discard(&draft).await,
                Ok(_) => true,
                Err(_) => false,
            };
            if !removed {
                return unsent.leave(draft);
            }
        }
    }

    /// The name of a draft stays with the copy among what was sent (learn.microsoft.com/graph/outlook-immutable-id). That it is
    /// not found says nothing: somebody may have removed it, or not every server knows of it yet.
    async fn look(&self, header: &Header, draft: Option<&str>) -> Look {
        let is_draft = match draft {
            Some(id) => self.is_draft(id).await.ok().flatten(),
            None => None,
        };
        if is_draft == Some(false) || self.is_among_the_sent(header).await {
            return Look::Sent;
        }
        if is_draft == Some(true) { Look::Draft } else { Look::Unknown }
    }

    /// `None`: it is not found.
    async fn is_draft(&self, id: &str) -> Result<Option<bool>> {
        let options = [("$select", "id,isDraft")];
        let request = Request::get(&self.0.speaker.root, &["messages", id], &options);
        match self.0.speaker.ask::<Item>(&request).await? {
            Ok(item) => Ok(item.is_draft),
            Err(refusal) if refusal.is_missing() => Ok(None),
            Err(refusal) => Err(refusal.error()),
        }
    }

    async fn is_among_the_sent(&self, header: &Header) -> bool {
        self.named(header, "sentitems").await.is_ok_and(|found| found.is_some_and(|found| !found.is_empty()))
    }

    /// The drafts of this Message-ID; `None` where nobody can tell.
    async fn drafts(&self, header: &Header) -> Result<Option<Vec<String>>> {
        self.named(header, "drafts").await
    }

    /// The messages of this Message-ID in one of the mailbox's own folders; `None` where it has none, or too many have it.
    async fn named(&self, header: &Header, folder: &str) -> Result<Option<Vec<String>>> {
        let Some(id) = &header.message_id else { return Ok(None) };
        let filter = format!("internetMessageId eq {}", quoted(&format!("<{id}>")));
        let options = [("$filter", filter.as_str()), ("$top", "50"), ("$select", "id")];
        let segments = ["mailFolders", folder, "messages"];
        let request = Request::get(&self.0.speaker.root, &segments, &options);
        let Ok(mut found) = self.0.speaker.ask::<Page<Item>>(&request).await? else { return Ok(None) };
        let ids = found.take()?.into_iter().map(|item| item.id).collect();
        Ok(found.next.is_none().then_some(ids))
    }
}

/// A refusal as an error. The folders are the mailbox's own: what is not found is what is sent, or to whom.
fn told<T>(outcome: Result<std::result::Result<T, Refusal>>) -> Result<T> {
    outcome?.map_err(|refusal| refusal.error())
}

/// Nobody knows whether a draft was sent, nor whether it is among the drafts.
fn unknown(error: &Error) -> Error {
    Error::new(error.kind(), phrase!("graph-perhaps-sent")).retrying(Retry::Unsure).because(error)
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
