//! The message that a receipt or a bounce speaks of.

use crate::mime::Header;

/// What is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Original {
    pub(super) message_id: Option<String>,
    pub(super) subject: Option<String>,
}

impl Original {
    /// Out of the message, or its header, that came along.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let end = [&b"\r\n\r\n"[..], b"\n\n"]
            .into_iter()
            .filter_map(|gap| memchr::memmem::find(bytes, gap).map(|at| at + gap.len()))
            .min();
        let header = Header::parse(bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes));
        Self {
            message_id: header.message_id,
            subject: Some(header.subject).filter(|subject| !subject.is_empty()),
        }
    }

    /// Its Message-ID; when it did not come along, the one that `header`, of the answer, says it answers.
    pub(super) fn message_id(&self, header: &Header) -> Option<String> {
        let answered = || header.in_reply_to.first().or_else(|| header.references.last()).cloned();
        self.message_id.clone().or_else(answered)
    }
}
