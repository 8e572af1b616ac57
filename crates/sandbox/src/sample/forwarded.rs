use jiff::{SignedDuration, Timestamp};

use super::{
    build::{Letter, Part},
    invoice,
    people::{colleague, supplier_of},
    written::{Charset, Encoding},
};

/// Invoices of this number and above were sent to somebody else.
const ELSEWHERE: u32 = 500;

/// An invoice passed on as a message in a message, every third time twice.
pub(super) fn write(nth: u32, received_at: Timestamp) -> Vec<u8> {
    let day_before = received_at.checked_sub(SignedDuration::from_hours(26)).unwrap_or(received_at);
    let mut inside = invoice::write(ELSEWHERE + nth, day_before);
    let supplier = supplier_of(ELSEWHERE + nth);
    let passes = if nth.is_multiple_of(3) { 2 } else { 1 };
    for pass in 1..=passes {
        let letter = Letter {
            id: format!("forward-{nth}-{pass}"),
            from: colleague(nth + pass),
            subject: format!("{}{}", if supplier.portuguese { "Enc: " } else { "Fwd: " }, supplier.name),
            received_at,
            fields: Vec::new(),
        };
        let note = Part::text("plain", "Ana, isto é para você.\n", Charset::Utf8, Encoding::QuotedPrintable);
        inside = letter.write(Charset::Utf8, &Part::multipart("mixed", [note, Part::message(inside)]));
    }
    inside
}
