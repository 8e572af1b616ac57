//! An attachment in TNEF (MS-OXTNEF §2.1.3.3, MS-OXCMSG §2.2.2).

use super::message::{Budget, Message, text};
use super::property::{Property, Tag, Type};
use super::source::Source;
use std::io::{self, Read};
use std::ops::Range;

/// What the value of an object begins with when it is a message: the interface `IMessage`.
const MESSAGE: [u8; 16] = [7, 3, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];

/// What was found of an attachment.
#[derive(Debug, Default)]
pub(super) struct Attached {
    pub(super) title: Option<String>,
    name: Option<String>,
    long_name: Option<String>,
    shown_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content_id: Option<String>,
    flags: u32,
    hidden: bool,
    /// Where its bytes are.
    pub(super) data: Option<Range<u64>>,
    /// When it is a message.
    pub(super) message: Option<Box<Message>>,
}

impl Attached {
    pub(super) fn property<R: Read>(
        &mut self,
        source: &mut Source<R>,
        property: &Property,
        page: u32,
        (depth, budget): (usize, &mut Budget),
    ) -> io::Result<()> {
        let Tag::Known(id) = property.tag else { return Ok(()) };
        match (id, property.kind) {
            (0x3707, _) => self.long_name = text(property, page),
            (0x3704, _) => self.name = text(property, page),
            (0x3001, _) => self.shown_name = text(property, page),
            (0x370e, _) => self.content_type = text(property, page),
            (0x3712, _) => self.content_id = text(property, page),
            (0x3714, Type::Number) => self.flags = property.number().unwrap_or_default(),
            (0x7ffe, Type::Number) => self.hidden = property.number().is_some_and(|hidden| hidden != 0),
            (0x3701, Type::Binary) => _ = self.data.get_or_insert(property.range.clone()),
            (0x3701, Type::Object) => {
                let Range { start, end } = property.range;
                let interface = source.bytes::<16>(end)?;
                self.data = Some(start.saturating_add(16).min(end)..end);
                if interface == Some(MESSAGE) {
                    self.message = Message::read(source, end, depth + 1, budget)?.map(Box::new);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What its sender called it.
    pub(super) fn file_name(&self) -> Option<&str> {
        let names = [&self.long_name, &self.title, &self.name, &self.shown_name];
        names.into_iter().flatten().map(String::as_str).find(|name| !name.trim().is_empty())
    }

    /// Whether it is shown in the text (MS-OXCMSG §2.2.2.25: `attRenderedInBody`).
    pub(super) fn is_inline(&self) -> bool {
        self.content_id.is_some() && (self.flags & 4 != 0 || self.hidden)
    }
}
