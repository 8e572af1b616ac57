use std::collections::BTreeSet;

use carteiro_sandbox::{Flag, Options, Sample, load_dir, sample};
use mail_parser::{Message, MessageParser, MimeHeaders};

use crate::{
    client::{Client, start},
    judge,
};

fn now() -> jiff::Timestamp {
    "2026-03-10T12:00:00Z".parse().unwrap()
}

fn parsed(sample: &Sample) -> Message<'_> {
    MessageParser::new().parse(&sample.raw).unwrap_or_default()
}

fn pdfs(message: &Message<'_>) -> usize {
    message
        .attachments()
        .filter(|part| part.content_type().is_some_and(|media| media.subtype() == Some("pdf")))
        .count()
}

#[test]
fn the_same_moment_gives_the_same_mail() {
    let (one, two) = (sample::inbox(now()), sample::inbox(now()));
    assert_eq!(one.len(), 200);
    assert!(one.iter().zip(&two).all(|(one, two)| one.raw == two.raw && one.received_at == two.received_at));
}

#[test]
fn there_is_enough_for_an_automation_that_files_invoices() {
    let inbox = sample::inbox(now());
    let is_invoice = |sample: &&Sample| {
        parsed(sample)
            .subject()
            .is_some_and(|text| text.starts_with("Invoice ") || text.starts_with("Fatura "))
    };
    let invoices: Vec<_> = inbox.iter().filter(is_invoice).collect();
    let (read, unread): (Vec<&Sample>, Vec<&Sample>) =
        invoices.iter().partition(|sample| sample.flags.has(&Flag::Seen));
    assert_eq!((invoices.len(), read.len(), unread.len()), (100, 33, 67));
    let with_pdf = unread.iter().filter(|sample| pdfs(&parsed(sample)) > 0).count();
    assert_eq!(with_pdf, 53);
    let senders: BTreeSet<_> = invoices
        .iter()
        .map(|sample| parsed(sample).from().unwrap().first().unwrap().address.clone().unwrap().into_owned())
        .collect();
    assert_eq!(senders.len(), 8);
}

#[test]
fn mail_came_in_over_the_last_half_year_oldest_first() {
    let dates: Vec<_> = sample::inbox(now()).iter().map(|sample| sample.received_at).collect();
    assert!(dates.is_sorted());
    assert!(dates.last().is_some_and(|last| *last < now()));
    let months: BTreeSet<_> = dates.iter().map(|date| date.strftime("%Y-%m").to_string()).collect();
    assert_eq!(months.len(), 7, "{months:?}");
}

#[test]
fn subjects_and_names_of_files_survive_every_way_they_are_written() {
    let inbox = sample::inbox(now());
    let (mut subjects, mut names) = (BTreeSet::new(), BTreeSet::new());
    for sample in &inbox {
        let message = parsed(sample);
        subjects.insert(message.subject().unwrap_or_default().to_owned());
        names.extend(message.attachments().filter_map(|part| part.attachment_name().map(str::to_owned)));
    }
    assert!(subjects.contains("Invoice 10000 – Acme Ltd"), "{subjects:#?}");
    assert!(subjects.contains("Fatura 2026/181 – Fornecedora São José"), "{subjects:#?}");
    for name in [
        "Invoice-10000.pdf",
        "../../etc/passwd",
        "Fatura 2025-101 Fornecedora São José.pdf",
        "Fatura 2025-103 Padaria Três Irmãos.pdf",
        "Fatura 2025-105 Transportes Açaí & Cia.pdf",
        "invite.ics",
    ] {
        assert!(names.contains(name), "{name} in {names:#?}");
    }
}

#[test]
fn every_address_and_link_is_under_a_reserved_name() {
    for sample in sample::inbox(now()) {
        let text = String::from_utf8_lossy(&sample.raw).replace("=\r\n", "");
        let places = text.match_indices('@').chain(text.match_indices("://"));
        for (at, mark) in places {
            let rest = text.get(at + mark.len()..).unwrap_or_default().chars();
            let host: String = rest.take_while(|c| c.is_ascii_alphanumeric() || ".-".contains(*c)).collect();
            let reserved = host.rsplit('.').next().is_some_and(|top| matches!(top, "" | "test" | "example"));
            assert!(reserved, "{host}");
        }
    }
}

#[tokio::test]
async fn another_parser_understands_what_is_told_of_every_sample() {
    let sandbox = start(Options { mail: sample::inbox(now()), ..Options::default() }).await;
    let mut client = Client::select(sandbox.imap_addr()).await;
    client.command("FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY BODYSTRUCTURE)").await;
    client.command("FETCH 1:* (BODY.PEEK[HEADER] BODY.PEEK[1] BODY.PEEK[2.MIME] BODY.PEEK[2]<0.100>)").await;
    judge::read_all(&client.heard);
    let found =
        client.command("SEARCH CHARSET UTF-8 UNSEEN OR SUBJECT {9+}\r\nInvoice 1 SUBJECT \"Fatura \"").await;
    assert_eq!(found.lines().next().map(|line| line.split(' ').count() - 2), Some(67));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test writes the folder it then loads")]
fn a_folder_of_eml_files_is_loaded_by_name() {
    let folder = std::env::temp_dir().join(format!("carteiro-sandbox-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("b.EML"), "Date: Thu, 1 Jan 1970 00:00:10 +0000\nSubject: b\n\nx\n").unwrap();
    std::fs::write(folder.join("a.eml"), "Subject: a\r\n\r\n").unwrap();
    std::fs::write(folder.join("notes.txt"), "no mail").unwrap();
    let mail = load_dir(&folder).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let raw: Vec<_> = mail.iter().map(|sample| String::from_utf8_lossy(&sample.raw).into_owned()).collect();
    assert_eq!(
        raw,
        ["Subject: a\r\n\r\n", "Date: Thu, 1 Jan 1970 00:00:10 +0000\r\nSubject: b\r\n\r\nx\r\n"]
    );
    assert_eq!(mail[1].received_at.as_second(), 10);
}
