//! The parts of a message and how they hang together.

use super::{Part, PartId};
use serde::Serialize;
use std::ops::Range;

/// The parts of a message, each before the parts in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Structure {
    /// All parts, containers included; the first is the message itself.
    pub parts: Vec<Part>,
    /// Where the header block of the message is in the spool, empty line included.
    pub header: Range<u64>,
    /// What its sender, or somebody on the way, got wrong, and what became of it.
    pub damaged: Vec<Damage>,
    /// How many parts each part holds.
    #[serde(skip)]
    counts: Vec<u32>,
}

/// Something that had to be repaired or given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// A multipart that says no boundary; read as text.
    NoBoundary(PartId),
    /// A multipart in which its boundary never came; read as text.
    BoundaryNotFound(PartId),
    /// A multipart that was never closed: the message may be cut off.
    NotClosed(PartId),
    /// A header block longer than is read; the rest of it was left out.
    HeaderTooLong(PartId),
    /// A part nested deeper than is looked into; it is one leaf.
    TooDeep(PartId),
    /// A `winmail.dat` that ends early or lies about its lengths; what made sense was unpacked.
    TnefBroken(PartId),
    /// More parts than are looked for; what came after this one was left out.
    TooManyParts(PartId),
}

/// The parts that a person reads as the text of the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) plain: Option<usize>,
    pub(super) html: Option<usize>,
}

impl Structure {
    /// Adds a part to `parent`, an index in [`Structure::parts`], after the parts already in it; gives its own index.
    ///
    /// Parts come in the order of the message, each container before what it holds. The part's id, parent and depth are
    /// set here (RFC 9051 §6.4.5), and the parent is no leaf any more.
    pub fn add(&mut self, parent: Option<usize>, mut part: Part) -> usize {
        let parent = parent.filter(|at| *at < self.parts.len());
        part.parent = parent;
        let ordinal = parent.and_then(|at| self.counts.get_mut(at)).map_or(1, |count| {
            *count += 1;
            *count
        });
        if let Some(holder) = parent.and_then(|at| self.parts.get_mut(at)) {
            holder.is_leaf = false;
            part.depth = holder.depth + 1;
        }
        part.id = self.section(parent, ordinal, part.is_multipart());
        part.is_leaf = !part.is_multipart();
        self.parts.push(part);
        self.counts.push(0);
        self.parts.len() - 1
    }

    fn section(&self, parent: Option<usize>, ordinal: u32, multipart: bool) -> PartId {
        let whole = |prefix: &str| {
            let number = if multipart { "TEXT".to_owned() } else { ordinal.to_string() };
            PartId::new(format!("{prefix}{number}"))
        };
        match parent.and_then(|at| self.parts.get(at)) {
            None => whole(""),
            Some(holder) if holder.is_message() => whole(&format!("{}.", holder.id)),
            Some(holder) => {
                let id = holder.id.as_str();
                match id.strip_suffix("TEXT") {
                    Some(prefix) => PartId::new(format!("{prefix}{ordinal}")),
                    None => PartId::new(format!("{id}.{ordinal}")),
                }
            }
        }
    }

    /// Puts parts into the leaf at `index`: each with its parent, 0 for the leaf and else one more than the parent's place
    /// among them. Their numbers follow a slash: `2/1`.
    pub(super) fn put_into(&mut self, index: usize, children: Vec<(usize, Part)>) {
        let shift = children.len();
        for parent in self.parts.iter_mut().filter_map(|part| part.parent.as_mut()) {
            *parent += if *parent > index { shift } else { 0 };
        }
        if let Some(part) = self.parts.get_mut(index) {
            part.is_leaf = false;
        }
        self.counts.splice(index + 1..=index, std::iter::repeat_n(0, shift));
        let after = self.parts.split_off((index + 1).min(self.parts.len()));
        for (parent, mut part) in children {
            let at = index + parent;
            if let Some(holder) = self.parts.get_mut(at) {
                holder.is_leaf = false;
                let number = match (part.is_packed_text(), part.content_type.as_str()) {
                    (true, "text/html") => "html".to_owned(),
                    (true, _) => "text".to_owned(),
                    (false, _) => {
                        let count = self.counts.get_mut(at);
                        count.map_or(0, |count| (*count += 1, *count).1).to_string()
                    }
                };
                part.id = PartId::new(format!("{}/{number}", holder.id));
                part.depth = holder.depth + 1;
            }
            part.parent = Some(at);
            part.is_leaf = !part.is_message();
            self.parts.push(part);
        }
        self.parts.extend(after);
    }

    /// Makes a multipart in which no parts were found a leaf of text.
    pub(super) fn demote(&mut self, index: usize) {
        let Some(part) = self.parts.get_mut(index) else {
            return;
        };
        if let Some(prefix) = part.id.as_str().strip_suffix("TEXT") {
            part.id = PartId::new(format!("{prefix}1"));
        }
        "text/plain".clone_into(&mut part.content_type);
        part.is_leaf = true;
    }

    /// The part with this id.
    pub fn part(&self, id: &PartId) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == *id)
    }

    /// The text bodies: `text/plain`, `text/html`, or both as alternatives.
    pub fn text_parts(&self) -> (Option<&Part>, Option<&Part>) {
        let body = self.body();
        let part = |index: Option<usize>| index.and_then(|at| self.parts.get(at));
        (part(body.plain), part(body.html))
    }

    /// What a person would save as files: every leaf of the message itself that is not its text, and each message within
    /// it as a whole.
    ///
    /// - A part with a name or the disposition *attachment* is one, whatever its type; so is a part that is no text, with
    ///   a name or without; so is a second text.
    /// - An unnamed text of nothing but a line end is none: mail programs put one behind each attachment.
    /// - What is packed into a `winmail.dat` is among them, and the `winmail.dat` is not.
    /// - Inline images are among them: see [`Attachment::inline`](super::Attachment::inline).
    pub fn attachments(&self) -> impl Iterator<Item = &Part> {
        let body = self.body();
        self.outer()
            .filter(move |(index, part)| {
                let text = body.plain == Some(*index) || body.html == Some(*index);
                (part.is_leaf || part.is_message()) && !text && !is_filler(part) && !part.is_packed_text()
            })
            .map(|(_, part)| part)
    }

    /// Every leaf of the messages within the message, their texts included; what [`Structure::attachments`] gives whole.
    pub fn nested(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_leaf && self.message_of(part).is_some())
    }

    /// The message within the message that holds `part`; `None` when the message itself does.
    pub fn message_of(&self, part: &Part) -> Option<&Part> {
        let mut holder = part.parent;
        while let Some(part) = holder.and_then(|at| self.parts.get(at)) {
            if part.is_message() {
                return Some(part);
            }
            holder = part.parent;
        }
        None
    }

    /// The parts of the message itself: those within its messages are left out.
    pub(super) fn outer(&self) -> impl Iterator<Item = (usize, &Part)> {
        let mut inside: Option<usize> = None;
        self.parts.iter().enumerate().filter(move |(_, part)| {
            if inside.is_some_and(|depth| part.depth > depth) {
                return false;
            }
            inside = part.is_message().then_some(part.depth);
            true
        })
    }

    /// Whether a part is one of several ways to say the same.
    pub(super) fn is_alternative(&self, index: usize) -> bool {
        self.holder_is(index, "multipart/alternative")
    }

    /// Whether the part stands directly in a container of this type.
    pub(super) fn holder_is(&self, index: usize, content_type: &str) -> bool {
        let holder = self.parts.get(index).and_then(|part| part.parent).and_then(|at| self.parts.get(at));
        holder.is_some_and(|holder| holder.content_type == content_type)
    }

    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = (usize, &Part)> {
        let depth = self.parts.get(index).map_or(0, |part| part.depth);
        self.parts
            .iter()
            .enumerate()
            .skip(index + 1)
            .take_while(move |(_, part)| part.depth > depth)
            .filter(move |(_, part)| part.parent == Some(index))
    }
}

fn is_filler(part: &Part) -> bool {
    part.is_text()
        && part.name.is_none()
        && part.disposition != Some(super::Disposition::Attachment)
        && part.octets <= 2
}
