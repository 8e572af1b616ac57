//! Python's `email` sees in a draft what its author put there.

use crate::{draft, file, person};
use carteiro_mail::draft::{self, Attached, Bcc, Carried, Draft, Original, Quoted};
use carteiro_mail::mime::{Header, Importance};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// What Python sees; `None` where there is no Python.
#[expect(
    clippy::disallowed_methods,
    reason = "where Python is, and whether it must be, is said from outside"
)]
fn read_back(draft: Draft) -> Option<Value> {
    draft.check().unwrap();
    let mut raw = Vec::new();
    draft.write(Bcc::Kept, &mut raw).unwrap();
    let python = std::env::var("CARTEIRO_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/draft/read_back.py");
    let child = Command::new(&python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{python}: {error}");
            eprintln!("skipped: {python}: {error}");
            return None;
        }
    };
    child.stdin.take().unwrap().write_all(&raw).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["defects"], json!([]), "{}", String::from_utf8_lossy(&raw));
    assert_eq!((&told["ascii"], &told["bare_line_ends"]), (&json!(true), &json!(0)));
    assert!(told["longest_line"].as_u64().unwrap() <= 998);
    Some(told)
}

#[test]
fn everybody_is_in_their_field_with_their_name() {
    let long: Vec<_> = (0..40).map(|n| person(Some("Somebody Else"), &format!("p{n}@example.org"))).collect();
    let sent = Draft {
        from: person(Some("Ana Ávila"), "ana@example.org"),
        to: vec![person(Some("Silva, Bia \"B\""), "bia@example.org"), person(None, "caio@example.org")],
        cc: long,
        bcc: vec![person(Some("日本 太郎"), "taro@example.org")],
        ..draft()
    };
    let Some(told) = read_back(sent) else { return };
    assert_eq!(told["from"], json!([["Ana Ávila", "ana@example.org"]]));
    assert_eq!(told["to"], json!([["Silva, Bia \"B\"", "bia@example.org"], ["", "caio@example.org"]]));
    assert_eq!(told["cc"].as_array().unwrap().len(), 40);
    assert_eq!(told["bcc"], json!([["日本 太郎", "taro@example.org"]]));
    assert_eq!(told["date"], "2026-11-22T08:30:00-03:00");
    assert_eq!(told["message_id"], "<1@example.org>");
}

#[test]
fn subjects_of_any_script_and_length_are_read_as_written() {
    let long = "Relatório de vendas da região sul e sudeste ".repeat(8);
    for subject in [
        "Report",
        "",
        "Cobrança nº 18",
        "=?utf-8?Q?not_encoded?=",
        "🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚 entrega",
        long.trim(),
        "a rather long subject in plain letters that does not fit on one line of a message at all",
        &"x".repeat(2000),
    ] {
        let Some(told) = read_back(Draft { subject: subject.to_owned(), ..draft() }) else { return };
        assert_eq!(told["subject"], subject);
    }
}

#[test]
fn text_and_html_and_files_stand_where_programs_look_for_them() {
    let shown =
        Attached { content_id: Some("logo@1".to_owned()), ..file("logo.png", "image/png", b"\x89PNG") };
    let bytes: Vec<u8> = (0..200_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
    let sent = Draft {
        text: Some("Olá,\n\nsegue o relatório.   \nFrom here on =20 stays.\n.\n".to_owned()),
        html: Some("<p>Olá <img src=\"cid:logo@1\"></p>".to_owned()),
        attachments: vec![
            file("relatório final (v2).pdf", "application/pdf", &bytes),
            file("empty.bin", "application/octet-stream", b""),
            file(&format!("{}.txt", "nome muito longo – ".repeat(12)), "text/plain", b"a\nb"),
            shown,
        ],
        ..draft()
    };
    let Some(told) = read_back(sent) else { return };
    let content = &told["content"];
    assert_eq!(content["type"], "multipart/mixed");
    let said = &content["parts"][0];
    assert_eq!(said["type"], "multipart/alternative");
    let text = "Olá,\n\nsegue o relatório.   \nFrom here on =20 stays.\n.\n";
    assert_eq!(said["parts"][0], json!({ "type": "text/plain", "text": text }));
    let related = &said["parts"][1];
    assert_eq!(related["parts"][0]["text"], "<p>Olá <img src=\"cid:logo@1\"></p>\n");
    assert_eq!(related["parts"][1]["id"], "<logo@1>");
    assert_eq!(related["parts"][1]["disposition"], "inline");
    let pdf = &content["parts"][1];
    assert_eq!((&pdf["name"], &pdf["size"]), (&json!("relatório final (v2).pdf"), &json!(200_000)));
    assert_eq!(pdf["sha256"], hex(&bytes));
    assert_eq!(content["parts"][2]["size"], 0);
    assert_eq!(content["parts"][3]["name"], format!("{}.txt", "nome muito longo – ".repeat(12)));
}

#[test]
fn a_message_as_a_file_is_a_file() {
    let inner = b"Subject: inner\r\n\r\nHello.\r\n";
    let sent = Draft { attachments: vec![file("a.eml", "message/rfc822", inner)], ..draft() };
    let Some(told) = read_back(sent) else { return };
    assert_eq!(told["content"]["parts"][1]["sha256"], hex(inner));
}

#[test]
fn lines_of_any_length_are_carried() {
    for text in ["x".repeat(5000), "é".repeat(3000), "a b ".repeat(1000), "\u{0}\u{7}\t \n".to_owned()] {
        let Some(told) = read_back(Draft { text: Some(text.clone()), ..draft() }) else { return };
        let read = told["content"]["text"].as_str().unwrap().trim_end_matches('\n');
        assert!(read == text.trim_end_matches('\n'), "{read:.40?} … {text:.40?}");
    }
}

#[test]
fn who_is_not_to_be_seen_is_left_out_of_what_goes_to_others() {
    let mut raw = Vec::new();
    let sent = Draft { bcc: vec![person(None, "eve@example.org")], ..draft() };
    sent.write(Bcc::LeftOut, &mut raw).unwrap();
    assert!(!String::from_utf8(raw).unwrap().contains("eve"));
}

#[test]
fn an_answer_is_in_its_conversation_with_the_message_below() {
    let header =
        Header::parse(b"Message-ID: <2@a.example>\r\nReferences: <1@a.example>\r\nSubject: RES: Pedido\r\n");
    let (in_reply_to, references) = draft::thread(&header);
    let mut sent = Draft {
        subject: draft::replied(&header.subject),
        in_reply_to,
        references,
        importance: Importance::High,
        fields: vec![("X-Order".to_owned(), "nº 7".to_owned())],
        text: Some("Sim.".to_owned()),
        ..draft()
    }
    .completed();
    sent.quote(&Original {
        heading: vec!["Em 22/11/2026, Ana escreveu:".to_owned()],
        text: "Olá\n".to_owned(),
        html: Some("<p>Olá <img src='cid:logo@a'></p>".to_owned()),
        quoted: Quoted::Marked,
    });
    sent.attachments.push(Attached {
        content_id: Some("logo@a".to_owned()),
        ..file("logo.png", "image/png", b"\x89PNG")
    });
    sent.show();
    let Some(told) = read_back(sent) else { return };
    assert_eq!((&told["subject"], &told["in_reply_to"]), (&json!("Re: Pedido"), &json!("<2@a.example>")));
    assert_eq!(told["references"], json!(["<1@a.example>", "<2@a.example>"]));
    assert_eq!((&told["importance"], &told["x_order"]), (&json!("high"), &json!("nº 7")));
    let said = &told["content"];
    assert_eq!(said["parts"][0]["text"], "Sim.\n\nEm 22/11/2026, Ana escreveu:\n> Olá\n");
    let related = &said["parts"][1];
    assert!(related["parts"][0]["text"].as_str().unwrap().contains("cid:logo@a"), "{related}");
    assert_eq!(
        (&related["type"], &related["parts"][1]["id"]),
        (&json!("multipart/related"), &json!("<logo@a>"))
    );
}

#[test]
fn a_message_that_goes_along_is_a_message_and_untouched() {
    let inner = "From: Ana <ana@a.example>\r\nSubject: Inner\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nOne\r\n--b--\r\n";
    let carried = Carried::of_message(inner.as_bytes()).unwrap();
    let sent = Draft {
        attachments: vec![Attached { carried, ..file("Inner.eml", "message/rfc822", inner.as_bytes()) }],
        ..draft()
    };
    let mut raw = Vec::new();
    sent.clone().write(Bcc::LeftOut, &mut raw).unwrap();
    assert!(String::from_utf8(raw).unwrap().contains(inner));
    let Some(told) = read_back(sent) else { return };
    let along = &told["content"]["parts"][1];
    assert_eq!((&along["type"], &along["parts"][0]["subject"]), (&json!("message/rfc822"), &json!("Inner")));
    assert_eq!(along["parts"][0]["parts"][0]["text"], "One");
}

fn hex(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}
