//! `CreateItem` and `SendItem`: a message is put among the drafts, and sent from there.
//!
//! In two steps, since the draft's name tells afterwards whether the second took place: what is still there was not sent.

use super::change::item_ids;
use super::delete;
use super::fault::{self, Refusal};
use super::folders::distinguished;
use super::locate;
use super::mailbox::Exchange;
use super::open::Ews;
use super::request::{Request, mime_content};
use super::xml::{Element, Xml};
use crate::backend::{Cost, Pending};
use crate::backends::exchange::unsent;
use crate::mime::Header;
use crate::transport::{Accepts, Keeps, Open, Sent, Submission, Transport};
use crate::{Error, FolderPath, Kind, Notices, Result, Retry};
use carteiro_auth::Renew;
use std::sync::{Arc, Mutex, PoisonError};

impl Open for Ews {
    fn open(&self, renew: Renew, _: Notices) -> Pending<'_, Arc<dyn Transport>> {
        Box::pin(async move {
            let exchange = self.opened(renew).await?;
            Ok(Arc::new(Out { exchange, left: Mutex::default() }) as Arc<dyn Transport>)
        })
    }

    fn keeps(&self) -> Keeps {
        Keeps::Copy
    }
}

/// The way out for mail.
struct Out {
    exchange: Exchange,
    /// Drafts that were not sent, and that the server had no time to remove.
    left: Mutex<Vec<String>>,
}

/// A message among the drafts.
struct Draft {
    id: String,
    /// Which version of it: what has been changed since is not sent.
    change: String,
}

/// What became of a draft that was to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Removed {
    ByUs,
    /// It was gone: sent, or removed by somebody else.
    Before,
    /// It may be there still.
    Unsure,
}

impl Transport for Out {
    fn accepts(&self) -> Accepts {
        // What it takes it tells when it is asked to.
        Accepts { size: None, eight_bit: true, utf8: true, reports: false }
    }

    fn send(&self, submission: Submission) -> Pending<'_, Sent> {
        Box::pin(async move {
            let header = submission.header().await?;
            let before = if submission.envelope.of_draft {
                self.drafts(&header).await.map_err(unsent)?
            } else {
                // Its name is new.
                Some(Vec::new())
            };
            let draft = match self.draft(&submission, &header).await {
                Ok(draft) => draft,
                // Nobody gets a draft. One whose name was lost is not left there.
                Err(error) => {
                    if error.retry() == Retry::Unsure {
                        self.discard_lost(&header, before).await;
                    }
                    return Err(unsent(error));
                }
            };
            let error = match self.go(&draft).await {
                Ok(()) => {
                    self.tidy().await;
                    return Ok(sent(&submission));
                }
                Err(error) => error,
            };
            if error.retry() != Retry::Unsure {
                self.discard(&draft.id).await;
                return Err(error);
            }
            match self.is_there(&draft).await {
                Ok(false) => return Ok(sent(&submission)),
                Err(_) => return Err(error),
                Ok(true) => {}
            }
            // It may be on its way out even now: only a draft that we took away goes nowhere.
            match self.remove(&draft.id).await {
                Removed::ByUs => Err(error.retrying(Retry::Reconnect)),
                Removed::Before => Ok(sent(&submission)),
                Removed::Unsure => Err(error),
            }
        })
    }

    fn is_open(&self) -> bool {
        true
    }

    fn cost(&self) -> Cost {
        self.exchange.cost()
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(async {
            self.tidy().await;
            Ok(())
        })
    }
}

fn sent(submission: &Submission) -> Sent {
    Sent { to: submission.envelope.to().to_vec(), reply: String::new() }
}

impl Out {
    async fn draft(&self, submission: &Submission, header: &Header) -> Result<Draft> {
        let ews = &self.exchange.speaker.ews;
        let shown = |address: &String| {
            header.to.iter().chain(&header.cc).any(|known| known.address.eq_ignore_ascii_case(address))
        };
        let hidden: Vec<&String> = submission.envelope.to().iter().filter(|to| !shown(to)).collect();
        let request = Request::new("CreateItem", &[("MessageDisposition", "SaveOnly")], |xml| {
            xml.within("m:SavedItemFolderId", |xml| distinguished(ews, "drafts", xml));
            xml.within("m:Items", |xml| {
                xml.within("t:Message", |xml| {
                    mime_content(xml);
                    // To whom it goes and does not say so.
                    if !hidden.is_empty() {
                        xml.within("t:BccRecipients", |xml| hidden.iter().for_each(|to| mailbox(xml, to)));
                    }
                });
            });
        });
        let request = request.carrying(submission.content.clone());
        let reply = self.exchange.speaker.ask_one(request).await?.map_err(|refusal| of_sending(&refusal))?;
        read(&reply).ok_or_else(|| fault::nonsense("a draft without a name"))
    }

    async fn go(&self, draft: &Draft) -> Result<()> {
        let ews = &self.exchange.speaker.ews;
        let request = Request::new("SendItem", &[("SaveItemToFolder", "true")], |xml| {
            xml.within("m:ItemIds", |xml| {
                xml.empty("t:ItemId", &[("Id", &draft.id), ("ChangeKey", &draft.change)]);
            });
            xml.within("m:SavedItemFolderId", |xml| distinguished(ews, "sentitems", xml));
        });
        self.exchange.speaker.ask_one(request).await?.map(drop).map_err(|refusal| of_sending(&refusal))
    }

    async fn is_there(&self, draft: &Draft) -> Result<bool> {
        let request = Request::new("GetItem", &[], |xml| {
            xml.within("m:ItemShape", |xml| {
                xml.text("t:BaseShape", "IdOnly");
            });
            item_ids(xml, [draft.id.as_str()]);
        });
        match self.exchange.speaker.ask_one(request).await? {
            Ok(_) => Ok(true),
            Err(refusal) if refusal.code == "ErrorItemNotFound" => Ok(false),
            Err(refusal) => Err(refusal.error()),
        }
    }

    /// Removes a draft that nobody sends: later, where the server is as busy as it was when it was to be sent.
    async fn discard(&self, id: &str) {
        if self.remove(id).await == Removed::Unsure {
            self.left.lock().unwrap_or_else(PoisonError::into_inner).push(id.to_owned());
        }
    }

    /// Removes what is left. Where that fails again it stays: it was worth a try.
    async fn tidy(&self) {
        let left = || self.left.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let Some(id) = left().pop() else { return };
            if self.remove(&id).await == Removed::Unsure {
                return left().push(id);
            }
        }
    }

    async fn remove(&self, id: &str) -> Removed {
        let version = self.exchange.speaker.version;
        match self.exchange.speaker.ask_one(delete::request([id], version)).await {
            Ok(Ok(_)) => Removed::ByUs,
            Ok(Err(refusal)) if refusal.code == "ErrorItemNotFound" => Removed::Before,
            _ => Removed::Unsure,
        }
    }

    /// Removes what was made and has no name here: of the drafts with its Message-ID those that were not there before it. A
    /// draft that somebody has written may have the same.
    async fn discard_lost(&self, header: &Header, before: Option<Vec<String>>) {
        let Some(before) = before else { return };
        let Ok(Some(now)) = self.drafts(header).await else { return };
        for id in now.iter().filter(|id| !before.contains(id)) {
            self.discard(id).await;
        }
    }

    /// The drafts of this Message-ID; `None` where nobody can tell.
    async fn drafts(&self, header: &Header) -> Result<Option<Vec<String>>> {
        let Some(id) = &header.message_id else { return Ok(None) };
        let request = Request::new("FindItem", &[("Traversal", "Shallow")], |xml| {
            xml.within("m:ItemShape", |xml| {
                xml.text("t:BaseShape", "IdOnly");
            });
            xml.within("m:Restriction", |xml| {
                xml.append(&locate::any_of(&[id]));
            });
            xml.within("m:ParentFolderIds", |xml| distinguished(&self.exchange.speaker.ews, "drafts", xml));
        });
        let Ok(found) = self.exchange.speaker.ask_one(request).await? else { return Ok(None) };
        let items = found.find("Items").map(|items| items.children.as_slice()).unwrap_or_default();
        let id = |item: &Element| Some(item.child("ItemId")?.attribute("Id")?.to_owned());
        Ok(Some(items.iter().filter_map(id).collect()))
    }
}

fn read(reply: &Element) -> Option<Draft> {
    let id = reply.find("ItemId")?;
    Some(Draft {
        id: id.attribute("Id")?.to_owned(),
        change: id.attribute("ChangeKey").unwrap_or_default().to_owned(),
    })
}

fn mailbox(xml: &mut Xml, address: &str) {
    xml.within("t:Mailbox", |xml| {
        xml.text("t:EmailAddress", address);
    });
}

/// The folders are the mailbox's own: what is not found is what is sent, or to whom.
fn of_sending(refusal: &Refusal) -> Error {
    let error = refusal.error();
    if error.kind() == Kind::NotFound { refusal.of_message(&FolderPath::inbox()) } else { error }
}
