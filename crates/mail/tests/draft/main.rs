//! Messages of ours, read by others.

#![cfg(test)]

mod hostile;
mod read_back;

use carteiro_mail::draft::{Attached, Bytes, Carried, Draft};
use carteiro_mail::mime::{Address, Importance};

/// A draft with nothing in it but what must be.
fn draft() -> Draft {
    Draft {
        from: person(None, "ana@example.org"),
        to: vec![person(None, "bia@example.org")],
        cc: Vec::new(),
        bcc: Vec::new(),
        reply_to: Vec::new(),
        subject: "Report".to_owned(),
        date: "2026-11-22T08:30:00-03:00[America/Sao_Paulo]".parse().unwrap(),
        message_id: "1@example.org".to_owned(),
        in_reply_to: None,
        references: Vec::new(),
        importance: Importance::Normal,
        fields: Vec::new(),
        text: Some("Hello.\n".to_owned()),
        html: None,
        attachments: Vec::new(),
    }
}

fn person(name: Option<&str>, address: &str) -> Address {
    Address { name: name.map(str::to_owned), address: address.to_owned() }
}

fn file(name: &str, content_type: &str, content: &[u8]) -> Attached {
    Attached {
        name: name.to_owned(),
        content_type: content_type.to_owned(),
        content_id: None,
        carried: Carried::Encoded,
        content: Bytes::All(content.to_vec().into()),
    }
}
