//! The automations that one begins with.

use super::Place;
use carteiro_world::Language;

const ALL: [(&str, &str); 3] = [
    ("samples/archive-invoices.yaml", include_str!("samples/archive-invoices.yaml")),
    ("samples/acknowledge-orders.yaml", include_str!("samples/acknowledge-orders.yaml")),
    ("samples/list-unread.yaml", include_str!("samples/list-unread.yaml")),
];

/// Each with its path, for a mailbox at this place.
pub(super) fn all(place: &Place, language: Language) -> impl Iterator<Item = (&'static str, String)> {
    let (imap, smtp, username) =
        (place.ports.imap.to_string(), place.ports.smtp.to_string(), place.username.clone());
    ALL.into_iter().map(move |(path, text)| {
        let stem = path.trim_start_matches("samples/").trim_end_matches(".yaml");
        let word = |part: &str| language.word(&format!("practice-{stem}.{part}")).unwrap_or_default();
        let text = text.replace("THE_NAME", &word("name")).replace("THE_DESCRIPTION", &word("description"));
        let text = text.replace("THE_IMAP_PORT", &imap).replace("THE_SMTP_PORT", &smtp);
        (path, text.replace("THE_USER", &username))
    })
}
