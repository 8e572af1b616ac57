//! Conditions together and inside each other, folders below, orders and limits.

use super::Row;
use crate::letter::among;
use carteiro_mail::mime::Class;

pub fn together() -> Vec<Row> {
    let half = "2026-03-11T00:00:00Z".parse::<jiff::Timestamp>().unwrap();
    vec![
        Row::new(
            "{ status: unread, from: '@acme.example', subject: { regex: '[0-9]' }, has_attachments: true }",
            |l| {
                !l.seen
                    && among(&[l.from], "@acme.example")
                    && l.subject.is_some_and(|subject| subject.chars().any(|c| c.is_ascii_digit()))
                    && !l.files.is_empty()
            },
        )
        .below("INBOX"),
        Row::new("{ all: [{ status: unread }, { flagged: true }, { body: a }] }", |l| {
            !l.seen && l.flagged && l.says("a")
        }),
        Row::new("{ any: [{ status: unread }, { flagged: true }] }", |l| !l.seen || l.flagged),
        Row::new("{ any: [{ subject: invoice }, { body: invoice }, { attachment_name: invoice }] }", |l| {
            l.about("invoice")
                || l.says("invoice")
                || l.files.iter().any(|name| name.to_lowercase().contains("invoice"))
        }),
        Row::new("{ not: { any: [{ status: unread }, { flagged: true }] } }", |l| l.seen && !l.flagged),
        Row::new("{ not: { all: [{ status: unread }, { flagged: true }] } }", |l| l.seen || !l.flagged),
        Row::new("{ not: { not: { status: unread } } }", |l| !l.seen),
        Row::nothing("{ status: unread, not: { status: unread } }"),
        Row::new("{ any: [{ received: { before: 2026-03-11 } }, { not: { status: read } }] }", move |l| {
            l.received_at < half || !l.seen
        }),
        Row::new("{ not: { received: { on: 2026-03-10 } } }", |l| {
            !l.received_at.to_string().starts_with("2026-03-10")
        }),
        Row::new("{ not: { received: { before: '2026-03-10T12:00:00.5Z' } } }", |l| {
            l.received_at > "2026-03-10T12:00:00Z".parse().unwrap()
        }),
        Row::new("{ not: { from: ana } }", |l| !among(&[l.from], "ana")),
        Row::of_classes(
            "{ any: [{ class: [bounce] }, { all: [{ class: [mail] }, { flagged: true }, { not: { has_attachments: true } }] }] }",
            |l| l.class == Class::Bounce || l.class == Class::Mail && l.flagged && l.files.is_empty(),
        ),
        Row::new("{ any: [{ size: { under: 700 } }, { header: { name: X-Ticket } }], status: read }", |l| {
            (l.size() < 700 || !l.header("X-Ticket").is_empty()) && l.seen
        }),
        Row::new("{ subject: fatura }", |l| l.about("fatura")).below("Clients"),
        Row::new("{ status: all }", |_| true).folder("Clients"),
        Row::new("{ status: all }", |_| true).below("Clients"),
        Row::new("{ status: all }", |_| true).below("Clients/Acme").newest(),
        Row::new("{ status: all }", |_| true).folder("Clients/Acme/2026").newest(),
        Row::new("{ status: unread }", |l| !l.seen).folder("Übung & Co"),
        Row::new("{ status: all }", |_| true).newest(),
        Row::new("{ status: all }", |_| true).first(1),
        Row::new("{ status: all }", |_| true).newest().first(5),
        Row::new("{ status: unread }", |l| !l.seen).newest().first(17),
        Row::new("{ body: fatura }", |l| l.says("fatura")).newest().first(3),
        Row::new("{ has_attachments: true }", |l| !l.files.is_empty()).below("Clients").newest().first(9),
        Row::new("{ received: { after: 2026-03-10 }, not: { flagged: true } }", move |l| {
            l.received_at >= half && !l.flagged
        })
        .below("Clients")
        .first(20),
        Row::new("{ from: ana }", |l| among(&[l.from], "ana")).first(1000),
    ]
}
