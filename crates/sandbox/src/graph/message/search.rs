use jiff::{Timestamp, tz::TimeZone};

use super::View;
use crate::{ews::item::Person, graph::odata::Searched};

impl View<'_> {
    pub fn sent_at(&self) -> Timestamp {
        self.seen.sent_at().unwrap_or(self.seen.message.received_at)
    }

    fn names(&self, fields: &[&str]) -> String {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let people = fields.iter().flat_map(|field| self.seen.people(field));
        let told = |person: Person| format!("{} {}", text(person.shown()), text(person.address));
        people.map(told).collect::<Vec<_>>().join(" ")
    }
}

/// learn.microsoft.com/graph/search-query-parameter: what is searched under which name.
impl Searched for View<'_> {
    fn text(&self, property: Option<&str>) -> Option<String> {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let seen = &self.seen;
        Some(match property {
            None => {
                format!("{}\n{}\n{}", self.names(&["From"]), text(seen.subject()), text(seen.text_body()))
            }
            Some("from") => self.names(&["From"]),
            Some("to") => self.names(&["To"]),
            Some("cc") => self.names(&["Cc"]),
            Some("bcc") => self.names(&["Bcc"]),
            Some("recipients") => self.names(&["To", "Cc", "Bcc"]),
            Some("participants") => self.names(&["From", "To", "Cc", "Bcc"]),
            Some("subject") => text(seen.subject()),
            Some("body") => text(seen.text_body()),
            Some("attachment") => {
                let all = seen.attachments().into_iter().enumerate();
                all.map(|(at, attached)| text(attached.name(seen.raw(), at))).collect::<Vec<_>>().join("\n")
            }
            Some("hasattachment" | "hasattachments") => seen.has_attachments().to_string(),
            Some("importance") => seen.importance().to_lowercase().replace("normal", "medium normal"),
            Some("category") => seen.message.marks.categories.join("\n"),
            Some("kind") => "email".to_owned(),
            Some(_) => return None,
        })
    }

    fn day(&self, property: &str) -> Option<jiff::civil::Date> {
        let at = if property == "sent" { self.sent_at() } else { self.seen.message.received_at };
        Some(at.to_zoned(TimeZone::UTC).date())
    }

    fn size(&self) -> u64 {
        self.seen.raw().len() as u64
    }
}
