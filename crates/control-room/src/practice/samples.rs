//! The automations that one begins with.

use super::Place;
use carteiro_world::{Language, Phrase, phrase};

struct Sample {
    path: &'static str,
    name: Phrase,
    about: Phrase,
    text: &'static str,
}

fn samples() -> [Sample; 3] {
    [
        Sample {
            path: "samples/archive-invoices.yaml",
            name: phrase!("practice-archive"),
            about: phrase!("practice-archive-about"),
            text: include_str!("samples/archive-invoices.yaml"),
        },
        Sample {
            path: "samples/acknowledge-orders.yaml",
            name: phrase!("practice-orders"),
            about: phrase!("practice-orders-about"),
            text: include_str!("samples/acknowledge-orders.yaml"),
        },
        Sample {
            path: "samples/list-unread.yaml",
            name: phrase!("practice-unread"),
            about: phrase!("practice-unread-about"),
            text: include_str!("samples/list-unread.yaml"),
        },
    ]
}

/// Each with its path, for a mailbox at this place.
pub(super) fn all(place: &Place, language: Language) -> impl Iterator<Item = (&'static str, String)> {
    let (imap, smtp, username) =
        (place.ports.imap.to_string(), place.ports.smtp.to_string(), place.username.clone());
    samples().into_iter().map(move |Sample { path, name, about, text }| {
        let text = text.replace("THE_NAME", &language.say(&name));
        let text = text.replace("THE_DESCRIPTION", &language.say(&about));
        let text = text.replace("THE_IMAP_PORT", &imap).replace("THE_SMTP_PORT", &smtp);
        (path, text.replace("THE_USER", &username))
    })
}
