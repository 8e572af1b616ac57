//! One of the messages that a step would find, as a person reads it.

use super::found::MOST;
use super::{Looks, Subject};
use crate::access::Caller;
use crate::hex::hex;
use crate::{Problem, Result};
use carteiro_engine::preview;
use carteiro_mail::draft::html_to_show;
use carteiro_mail::mime::Address;
use carteiro_mail::{Kind, Message, MessageRef};
use carteiro_world::phrase;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// The text of a message, and what its files are called.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MessageShown {
    /// Whom it is for.
    pub to: Vec<String>,
    /// Who gets a copy.
    pub cc: Vec<String>,
    /// The text that a person reads, as `mail.text` is in a template.
    pub text: String,
    /// The HTML that its sender wrote: nothing in it runs, loads anything or leads anywhere. None: it has none, or none that
    /// can be made so.
    pub html: Option<String>,
    /// Whether there is more text than this.
    pub is_cut: bool,
    /// Its files, but for what is shown inside its text.
    pub attachments: Vec<FileShown>,
}

/// A file of a message.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileShown {
    /// As its sender calls it.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// Bytes, about.
    pub size: u64,
}

impl Looks {
    /// One of at most `most` messages that the step at this place would find now: the one that a preview calls `id`.
    ///
    /// `NotFound`: it is no longer among them; else as [`Looks::messages`] has it.
    pub async fn message(
        &self,
        caller: &Caller,
        subject: Subject,
        (step, most): (&str, usize),
        id: &str,
    ) -> Result<MessageShown> {
        if !(1..=MOST).contains(&most) {
            return Err(Problem::new(Kind::InvalidInput, phrase!("look-most", most = MOST)));
        }
        let words = phrase!("audit-look-message", step = step, name = subject.name);
        let host = self.host(caller, &subject).await?;
        let is_meant = |reference: &MessageRef| name(reference) == id;
        // On the heap: what reads a message is large.
        let message = Box::pin(preview::message(
            subject.checked.clone(),
            &subject.variables,
            host,
            step,
            most,
            is_meant,
        ));
        self.look(caller, &subject, words, message).await.map(MessageShown::from)
    }
}

/// What a preview calls a message: says nothing of it, and knows it again.
pub(super) fn name(reference: &MessageRef) -> String {
    let digest = Sha256::digest(serde_json::to_vec(reference).unwrap_or_default());
    hex(digest.get(..16).unwrap_or_default())
}

impl From<Message> for MessageShown {
    fn from(message: Message) -> Self {
        let text = message.text.as_deref();
        let shown = |all: &[Address]| all.iter().map(ToString::to_string).collect();
        let files = message.structure.as_ref().map(|structure| structure.files()).unwrap_or_default();
        let files = files.into_iter().filter(|file| !file.inline);
        Self {
            to: shown(&message.header.to),
            cc: shown(&message.header.cc),
            text: text.map(|text| text.plain.clone()).unwrap_or_default(),
            html: text.and_then(|text| html_to_show(text.html.as_deref()?)),
            is_cut: text.is_some_and(|text| text.truncated),
            attachments: files
                .map(|file| FileShown { name: file.name, content_type: file.content_type, size: file.size })
                .collect(),
        }
    }
}
