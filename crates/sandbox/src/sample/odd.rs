//! Mail as it should not be, and as it comes.

use jiff::Timestamp;

use super::{
    build::{Letter, NameStyle, Part},
    people::{ANA, colleague},
    written::{Charset, Encoding},
};

pub(super) fn write(nth: u32, received_at: Timestamp) -> Vec<u8> {
    match nth % 5 {
        0 => without_date_and_id(nth),
        1 => bounce(nth, received_at),
        2 => only_html_without_subject(nth, received_at),
        3 => long_subject_and_empty_file(nth, received_at),
        _ => without_any_header(),
    }
}

/// Bytes of another charset in the header, no date, no id, no MIME.
fn without_date_and_id(nth: u32) -> Vec<u8> {
    let mut raw =
        b"From: scanner@sandbox.test\r\nTo: ana@sandbox.test\r\nSubject: Digitaliza\xE7\xE3o ".to_vec();
    raw.extend_from_slice(format!("{nth}\r\n\r\nSee the glass.\r\n").as_bytes());
    raw
}

/// A delivery report (RFC 3464 §2).
fn bounce(nth: u32, received_at: Timestamp) -> Vec<u8> {
    let letter = Letter {
        id: format!("bounce-{nth}"),
        from: ("Mail Delivery System", "MAILER-DAEMON@sandbox.test"),
        subject: "Undelivered Mail Returned to Sender".to_owned(),
        received_at,
        fields: vec!["Auto-Submitted: auto-replied".to_owned()],
    };
    let report = "Reporting-MTA: dns; sandbox.test\n\nFinal-Recipient: rfc822; nobody@partner.example\n\
                  Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n";
    let lost = format!(
        "From: {}\nTo: nobody@partner.example\nSubject: Pagamento\nMessage-ID: <lost-{nth}@sandbox.test>\n\n",
        ANA.1
    );
    let parts = [
        Part::text("plain", "Your message could not be delivered.\n", Charset::Utf8, Encoding::EightBit),
        Part::lines("message/delivery-status", report),
        Part::lines("text/rfc822-headers", &lost),
    ];
    letter.write(Charset::Utf8, &Part::multipart("report; report-type=delivery-status", parts))
}

fn only_html_without_subject(nth: u32, received_at: Timestamp) -> Vec<u8> {
    let (id, from) = (format!("html-{nth}"), colleague(nth));
    let letter = Letter { id, from, subject: String::new(), received_at, fields: Vec::new() };
    let html = "<p>Olá &mdash; s&oacute; <b>HTML</b> aqui.</p><script>alert('não')</script>\n";
    letter.write(Charset::Utf8, &Part::text("html", html, Charset::Latin1, Encoding::Base64))
}

fn long_subject_and_empty_file(nth: u32, received_at: Timestamp) -> Vec<u8> {
    let letter = Letter {
        id: format!("long-{nth}"),
        from: colleague(nth),
        subject: "Atualização do cadastro de fornecedores ".repeat(8),
        received_at,
        fields: vec!["X-Empty:".to_owned()],
    };
    let parts = [
        Part::text("plain", "\n", Charset::Utf8, Encoding::EightBit),
        Part::file("application/octet-stream", "vazio – não abrir?.bin", NameStyle::Percent, b""),
    ];
    letter.write(Charset::Utf8, &Part::multipart("mixed", parts))
}

fn without_any_header() -> Vec<u8> {
    b"\r\nOnly a body.\r\n".to_vec()
}
