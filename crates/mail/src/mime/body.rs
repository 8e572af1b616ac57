//! Which parts are the text of a message (RFC 2046 §5.1).

use super::structure::{Body, Structure};
use super::{Disposition, Part};

impl Structure {
    /// The parts that are the text of the message itself.
    pub(super) fn body(&self) -> Body {
        let mut body = Body::default();
        if !self.parts.is_empty() {
            self.collect(0, &mut body);
        }
        body
    }

    fn collect(&self, index: usize, body: &mut Body) {
        let Some(part) = self.parts.get(index) else {
            return;
        };
        if part.is_leaf {
            self.take(index, part, body);
        } else if part.content_type == "multipart/alternative" {
            // §5.1.4: each says the same; a person gets the plain one and the rich one.
            for (child, _) in self.children(index) {
                self.collect(child, body);
            }
        } else if part.is_multipart() {
            self.collect_sequence(index, body);
        } else if part.is_tnef() && !part.is_message() {
            for (child, part) in self.children(index).filter(|(_, part)| part.is_packed_text()) {
                self.take(child, part, body);
            }
        }
    }

    /// Mixed, related, report, signed and what is not known (§5.1.3): the first text is the body, what follows is beside
    /// it. Except the same text again in HTML, from senders who write mixed and mean alternative.
    fn collect_sequence(&self, index: usize, body: &mut Body) {
        let mut children = self.children(index);
        let before = *body;
        for (child, _) in children.by_ref() {
            self.collect(child, body);
            if *body == before {
                continue;
            }
            if body.html.is_none()
                && self.parts.get(child).is_some_and(|part| part.is_leaf)
                && let Some((next, part)) = children.next()
                && part.is_leaf
                && part.content_type == "text/html"
            {
                self.take(next, part, body);
            }
            // Outlook sends the plain text for others and the rich one for itself.
            for (child, _) in self.children(index).filter(|(_, part)| part.is_tnef()) {
                self.collect(child, body);
            }
            return;
        }
    }

    fn take(&self, index: usize, part: &Part, body: &mut Body) {
        // A name makes a file of a text, unless it stands where only the text of the message can stand.
        let alone =
            part.parent.is_none() || self.is_alternative(index) || self.holder_is(index, "multipart/related");
        if part.disposition == Some(Disposition::Attachment) || (part.name.is_some() && !alone) {
            return;
        }
        let place = match part.content_type.as_str() {
            "text/plain" => &mut body.plain,
            "text/html" => &mut body.html,
            _ => return,
        };
        place.get_or_insert(index);
    }
}
