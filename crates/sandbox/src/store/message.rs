use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use super::{Flags, Marks, Origin, Revision};
use crate::mime::{Part, SearchText};

/// One message in a folder. Clones share the bytes.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its number in the folder, never used again.
    pub uid: u32,
    /// Its flags.
    pub flags: Flags,
    /// When it came in.
    pub received_at: Timestamp,
    pub(crate) marks: Arc<Marks>,
    pub(crate) origin: Origin,
    pub(crate) revision: Revision,
    /// The folder and the UID it had first in this mailbox: what it is known by, wherever it is moved.
    pub(crate) birth: Option<(u32, u32)>,
    pub(super) content: Arc<Content>,
}

/// The bytes, and what was read out of them once someone asked.
#[derive(Debug)]
pub(super) struct Content {
    raw: Arc<[u8]>,
    structure: OnceLock<Part>,
    search_text: OnceLock<SearchText>,
}

impl Content {
    pub(super) fn new(raw: Arc<[u8]>) -> Self {
        Self { raw, structure: OnceLock::new(), search_text: OnceLock::new() }
    }
}

impl Message {
    /// The message as it was received.
    pub fn raw(&self) -> &[u8] {
        &self.content.raw
    }

    /// The same with other bytes, as it would be.
    pub(crate) fn with_bytes(&self, raw: &[u8]) -> Self {
        Self { content: Arc::new(Content::new(raw.into())), ..self.clone() }
    }

    pub(crate) fn structure(&self) -> &Part {
        self.content.structure.get_or_init(|| Part::of_message(self.raw()))
    }

    pub(crate) fn search_text(&self) -> &SearchText {
        self.content.search_text.get_or_init(|| SearchText::read(self.raw()))
    }
}
