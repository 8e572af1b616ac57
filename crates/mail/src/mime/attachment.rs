//! A part as a person sees it: a file with a name and a size.

use super::{Disposition, Part, PartId, Structure, decode, naming};
use carteiro_world::Spool;
use serde::Serialize;
use std::io;

/// A part as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Which part it is.
    pub id: PartId,
    /// What it is called: never empty, one line, as its sender wrote it. Whoever makes a file of it makes the name safe.
    pub name: String,
    /// Type and subtype in small letters.
    pub content_type: String,
    /// How many octets it has when decoded: counted where the content is here, else about so many.
    pub size: u64,
    /// Whether it is shown in the text, which refers to it by [`Attachment::content_id`].
    pub inline: bool,
    /// What HTML refers to it by, without the brackets.
    pub content_id: Option<String>,
    /// The message within the message that it came in.
    pub within: Option<PartId>,
}

impl Structure {
    /// [`Structure::attachments`] as files, with the sizes their encoding lets one expect.
    pub fn files(&self) -> Vec<Attachment> {
        let sized = |part: &Part| match &part.packed {
            Some(_) => part.octets,
            None => part.encoding.decoded_estimate(part.octets),
        };
        self.attachments().map(|part| self.file(part, sized(part))).collect()
    }

    /// [`Structure::attachments`] as files, with the sizes that their bytes in `spool` have.
    pub fn counted_files(&self, spool: &Spool) -> io::Result<Vec<Attachment>> {
        self.attachments().map(|part| Ok(self.file(part, decode::size(spool, part)?))).collect()
    }

    /// Any part as a file of this size.
    pub fn file(&self, part: &Part, size: u64) -> Attachment {
        Attachment {
            id: part.id.clone(),
            name: naming::name(part),
            content_type: part.content_type.clone(),
            size,
            inline: self.is_inline(part),
            content_id: part.content_id.clone(),
            within: self.message_of(part).map(|message| message.id.clone()),
        }
    }

    /// A part that HTML can refer to, and that its sender did not call an attachment. Programs give an identifier to
    /// every attachment, so one more sign is asked for.
    fn is_inline(&self, part: &Part) -> bool {
        let related = part.parent.and_then(|at| self.parts.get(at));
        let related = related.is_some_and(|holder| holder.content_type == "multipart/related");
        part.content_id.is_some()
            && part.disposition != Some(Disposition::Attachment)
            && (related
                || part.disposition == Some(Disposition::Inline)
                || part.content_type.starts_with("image/"))
    }
}
