//! What a server keeps of a message: whether it was read, when it came, how large it is; and what it is for.

use super::Row;
use crate::letter::Letter;
use carteiro_mail::mime::Class;
use jiff::Timestamp;

fn from(at: &str) -> impl Fn(&Letter) -> bool + 'static {
    let at: Timestamp = at.parse().unwrap();
    move |letter| letter.received_at >= at
}

fn before(at: &str) -> impl Fn(&Letter) -> bool + 'static {
    let at: Timestamp = at.parse().unwrap();
    move |letter| letter.received_at < at
}

/// From the first moment on, before the second.
fn between(first: &str, second: &str) -> impl Fn(&Letter) -> bool + 'static {
    let (first, second) = (from(first), before(second));
    move |letter| first(letter) && second(letter)
}

pub fn marks() -> Vec<Row> {
    let all = "[mail, invitation, receipt, bounce]";
    let sizes: Vec<u64> =
        crate::corpus::letters().iter().filter(|l| l.folder == "INBOX").map(Letter::size).collect();
    let (least, most) = (*sizes.iter().min().unwrap(), *sizes.iter().max().unwrap());
    let some = sizes[17];
    vec![
        Row::new("{ status: unread }", |l| !l.seen),
        Row::new("{ status: read }", |l| l.seen),
        Row::new("{ status: all }", |_| true),
        Row::new("{ flagged: true }", |l| l.flagged),
        Row::new("{ flagged: false }", |l| !l.flagged),
        Row::new("{ status: unread, flagged: true }", |l| !l.seen && l.flagged),
        // Days of the automation's time zone.
        Row::new("{ received: { on: 2026-03-10 } }", between("2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z")),
        Row::new("{ received: { on: 2026-03-10 } }", between("2026-03-10T03:00:00Z", "2026-03-11T03:00:00Z"))
            .zone("America/Sao_Paulo"),
        Row::new("{ received: { on: 2026-03-11 } }", between("2026-03-10T10:00:00Z", "2026-03-11T10:00:00Z"))
            .zone("Pacific/Kiritimati"),
        Row::new("{ received: { on: 2026-03-29 } }", between("2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z"))
            .zone("Europe/Lisbon"),
        Row::new("{ received: { on: 2025-12-31 } }", |l| l.received_at.to_string() == "2025-12-31T23:59:59Z"),
        Row::new("{ received: { after: 2026-03-10 } }", from("2026-03-11T00:00:00Z")),
        Row::new("{ received: { after: 2026-03-10 } }", from("2026-03-11T03:00:00Z"))
            .zone("America/Sao_Paulo"),
        Row::new("{ received: { before: 2026-03-10 } }", before("2026-03-10T00:00:00Z")),
        Row::new("{ received: { before: 2026-03-10 } }", before("2026-03-10T03:00:00Z"))
            .zone("America/Sao_Paulo"),
        Row::new("{ received: { before: 2026-01-01 } }", before("2026-01-01T00:00:00Z")),
        Row::nothing("{ received: { before: 2025-12-31 } }"),
        Row::nothing("{ received: { after: 2027-01-01 } }"),
        Row::new("{ received: { after: 2026-03-10 12:00 } }", from("2026-03-10T12:00:00Z")),
        Row::new("{ received: { before: 2026-03-10 12:00 } }", before("2026-03-10T12:00:00Z")),
        Row::new("{ received: { after: '2026-03-10T09:00:00.5-03:00' } }", from("2026-03-10T12:00:00.5Z"))
            .zone("Asia/Tokyo"),
        Row::new("{ received: { before: '2026-03-10T09:00:00.5-03:00' } }", before("2026-03-10T12:00:01Z")),
        Row::new(
            "{ received: { after: '2026-03-10T11:59:59.9Z', before: '2026-03-10T12:00:00.1Z' } }",
            |l| l.received_at.to_string() == "2026-03-10T12:00:00Z",
        ),
        Row::nothing("{ received: { after: '2026-03-10T12:00:00.1Z', before: '2026-03-10T12:00:00.9Z' } }"),
        Row::new(
            "{ received: { after: 2026-03-08, before: 2026-03-30 } }",
            between("2026-03-09T00:00:00Z", "2026-03-30T00:00:00Z"),
        ),
        Row::nothing("{ received: { after: 2026-03-30, before: 2026-03-10 } }"),
        Row::nothing("{ received: { on: 2026-03-10, before: 2026-03-10 } }"),
        // Limits are not within.
        Row::of_classes(format!("{{ size: {{ over: {some} }}, class: {all} }}"), move |l| l.size() > some),
        Row::of_classes(format!("{{ size: {{ under: {some} }}, class: {all} }}"), move |l| l.size() < some),
        Row::of_classes(
            format!("{{ size: {{ over: {}, under: {} }}, class: {all} }}", some - 1, some + 1),
            move |l| l.size() == some,
        ),
        Row::new("{ size: { over: 1KB } }", |l| l.size() > 1000),
        Row::new("{ size: { over: 1KiB, under: 1.5KB } }", |l| l.size() > 1024 && l.size() < 1500),
        Row::nothing(format!("{{ size: {{ over: {most} }}, class: {all} }}")),
        Row::nothing(format!("{{ size: {{ under: {least} }}, class: {all} }}")),
        Row::of_classes(format!("{{ class: {all} }}"), |_| true),
        Row::of_classes("{ class: [invitation] }", |l| l.class == Class::Invitation),
        Row::of_classes("{ class: [receipt] }", |l| l.class == Class::Receipt),
        Row::of_classes("{ class: [bounce] }", |l| l.class == Class::Bounce),
        Row::of_classes("{ class: [receipt, bounce], status: unread }", |l| {
            matches!(l.class, Class::Receipt | Class::Bounce) && !l.seen
        }),
        Row::of_classes("{ not: { class: [mail] } }", |l| l.class != Class::Mail),
    ]
}
