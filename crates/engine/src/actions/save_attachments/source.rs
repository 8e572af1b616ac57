//! What there may be to save of a message, and the bytes of it that are here: all, or those of some parts of a large one.

use crate::actions::opening::is_worth_it;
use crate::actions::saving::{blocking, whole};
use crate::failure::Failure;
use crate::vars::Mail;
use carteiro_mail::Content;
use carteiro_mail::mime::{Attachment, Encoding, Part, PartId, Structure};
use carteiro_world::Spool;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Where the bytes come from.
pub(super) struct Source {
    structure: Arc<Structure>,
    here: Here,
}

#[derive(Clone)]
enum Here {
    Message(Spool),
    Parts(HashMap<PartId, Content>),
}

/// Something that may be saved.
pub(super) struct Candidate {
    pub(super) attachment: Attachment,
    /// Between what sizes its size is; exactly one when its bytes are here.
    pub(super) size: RangeInclusive<u64>,
    pub(super) content: Option<Content>,
}

impl Source {
    /// What is here of the message. One that was read by parts stays so; of any other all is fetched.
    pub(super) async fn of(mail: &Mail) -> Result<Self, Failure> {
        match (mail.structure(), mail.picked()) {
            (Some(structure), Some(picked)) => {
                let parts = picked.into_iter().map(|content| (content.part().id.clone(), content)).collect();
                Ok(Self { structure: Arc::clone(structure), here: Here::Parts(parts) })
            }
            _ => Self::all(mail).await,
        }
    }

    async fn all(mail: &Mail) -> Result<Self, Failure> {
        let (content, structure) = whole(mail).await?;
        Ok(Self { structure, here: Here::Message(content) })
    }

    /// Fetches what is missing.
    pub(super) async fn add(&mut self, mail: &Mail, missing: Vec<PartId>) -> Result<(), Failure> {
        let Here::Parts(parts) = &mut self.here else { return Ok(()) };
        if !is_worth_it(&self.structure, mail.size(), &missing) {
            *self = Self::all(mail).await?;
            return Ok(());
        }
        let known = Some(Arc::clone(&self.structure));
        let fetched = mail.session().contents(&mail.reference(), missing.clone(), known).await?;
        for (id, content) in missing.into_iter().zip(fetched) {
            parts.insert(id, content?);
        }
        Ok(())
    }

    /// Everything that may be saved.
    pub(super) async fn candidates(&self, nested: bool) -> Result<Vec<Candidate>, Failure> {
        let (structure, here) = (Arc::clone(&self.structure), self.here.clone());
        blocking(move || {
            let candidate = |part: &Part| {
                let content = match &here {
                    Here::Message(spool) => Some(Content::within(spool.clone(), part)),
                    Here::Parts(parts) => parts.get(&part.id).cloned(),
                };
                let Some(content) = content else { return Ok(told(&structure, part)) };
                let size = content.size()?;
                let attachment = structure.file(part, size);
                Ok(Candidate { attachment, size: size..=size, content: Some(content) })
            };
            all(&structure, nested).map(candidate).collect()
        })
        .await
    }
}

/// The parts that may be saved.
pub(super) fn all(structure: &Structure, nested: bool) -> impl Iterator<Item = &Part> {
    let inner = structure.nested().filter(move |part| nested && (part.name.is_some() || !part.is_text()));
    structure.attachments().chain(inner)
}

/// What the server says of a part. It counts encoded octets.
pub(super) fn told(structure: &Structure, part: &Part) -> Candidate {
    let octets = part.octets;
    let size = match part.encoding {
        // Nothing, or it did not say.
        _ if octets == 0 => 0..=u64::MAX,
        Encoding::Identity => octets..=octets,
        // Lines may be shorter than they are by custom, though none is of less than 16 letters.
        Encoding::Base64 | Encoding::Uuencode => octets / 3 * 2..=octets.div_ceil(4) * 3,
        // Three octets for one at most, and line ends that are none.
        Encoding::QuotedPrintable => octets / 4..=octets,
    };
    let attachment = structure.file(part, part.encoding.decoded_estimate(octets));
    Candidate { attachment, size, content: None }
}
