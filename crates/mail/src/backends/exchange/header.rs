//! The header, as Exchange has taken it apart.

use crate::mime::{self, Address, Class, Header};

/// Adds the fields that the typed ones stand for to those that were told.
pub(in crate::backends) fn complete(header: &mut Header) {
    // A message that came without a date was sent at some time all the same, says Exchange.
    let has_fields = !header.fields.is_empty();
    for (name, value) in typed(header) {
        let is_told = name == "Date" && has_fields;
        if header.get(name).is_none() && !value.is_empty() && !is_told {
            header.fields.push((name.to_owned(), value));
        }
    }
}

fn typed(header: &Header) -> [(&'static str, String); 10] {
    let people = |all: &[Address]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let ids = |all: &[String]| all.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join(" ");
    let sent_at = header.sent_at.map(|at| at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string());
    [
        ("Subject", header.subject.clone()),
        ("From", people(&header.from)),
        ("To", people(&header.to)),
        ("Cc", people(&header.cc)),
        ("Bcc", people(&header.bcc)),
        ("Reply-To", people(&header.reply_to)),
        ("Date", sent_at.unwrap_or_default()),
        ("Message-ID", header.message_id.as_ref().map(|id| format!("<{id}>")).unwrap_or_default()),
        ("In-Reply-To", ids(&header.in_reply_to)),
        ("References", ids(&header.references)),
    ]
}

/// What a message is for, by its class (MS-OXCMSG §2.2.1.3, MS-OXOCAL, MS-OXOMSG §2.2.1): Exchange reads that off a
/// message when it comes in.
pub(in crate::backends) fn class(item_class: &str) -> Class {
    let class = item_class.to_ascii_uppercase();
    let words: Vec<&str> = class.split('.').collect();
    match words.as_slice() {
        ["IPM", "SCHEDULE", "MEETING", ..] => Class::Invitation,
        // Not delivered, or not yet.
        ["REPORT", .., "NDR"] | ["REPORT", .., "DELAYED", "DR"] => Class::Bounce,
        ["REPORT", ..] => Class::Receipt,
        _ => Class::Mail,
    }
}

/// `Message-ID` without its brackets.
pub(in crate::backends) fn message_id(text: &str) -> Option<String> {
    mime::identifiers(text).into_iter().next()
}
