//! Opening one part of a message.

use crate::fixture::{Fixture, inbox};
use crate::letter::{letter, parcel};
use carteiro_mail::mime::PartId;
use carteiro_mail::{Kind, MessageRef, Parts};
use tokio::io::AsyncReadExt;

every_backend! {
    when |can| can.append && can.fetch_parts;
    a_part_comes_without_the_rest,
}

every_backend! {
    when |can| can.append;
    a_part_is_what_its_sender_had_however_it_was_encoded,
    a_letter_has_one_part,
    an_unknown_part_is_not_found,
    a_part_of_a_message_that_is_gone_is_not_found,
    several_parts_come_together_and_each_answers_for_itself,
    a_large_part_comes_in_many_pieces,
    opening_a_part_leaves_the_message_unread,
    a_part_is_opened_though_connections_break,
}

const MESSAGE: &str = "From: ana@sandbox.test\r\nSubject: parts\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=a\r\n\r\npreamble\r\n\
--a\r\nContent-Type: multipart/related; boundary=b\r\n\r\n\
--b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
<p>Ol=E1=\r\n!</p>\r\n\
--b\r\nContent-Type: image/png\r\nContent-ID: <i@x>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n\
iVBORw0KGgo=\r\n\
--b--\r\n\
--a\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: BASE64\r\n\r\n\
JVBERi0x\r\nLjcK\r\n\
--a\r\nContent-Type: message/rfc822\r\n\r\n\
Subject: inner\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n\
--c\r\nContent-Type: text/plain\r\n\r\ninner text\r\n\
--c\r\nContent-Type: text/csv; name=a.csv\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
a=3Bb\r\n\
--c--\r\n\
--a\r\nContent-Type: text/plain; name=empty.txt\r\n\r\n\r\n\
--a--\r\nepilogue\r\n";

async fn put(on: &Fixture, raw: impl Into<Vec<u8>>) -> MessageRef {
    on.put_raw(&inbox(), raw.into()).await;
    on.references(&inbox()).await.pop().unwrap()
}

async fn read(on: &Fixture, message: &MessageRef, id: &str) -> Vec<u8> {
    let content = on.mailbox.part(message, &PartId::new(id)).await.unwrap();
    let mut read = Vec::new();
    content.stream().read_to_end(&mut read).await.unwrap();
    assert_eq!(content.size().unwrap(), read.len() as u64, "{id}");
    read
}

async fn a_part_is_what_its_sender_had_however_it_was_encoded(on: &Fixture) {
    let message = put(on, MESSAGE).await;
    let parts: [(&str, &[u8]); 6] = [
        ("1.1", b"<p>Ol\xe1!</p>"),
        ("1.2", b"\x89PNG\r\n\x1a\n"),
        ("2", b"%PDF-1.7\n"),
        ("3.1", b"inner text"),
        ("3.2", b"a;b"),
        ("4", b""),
    ];
    for (id, bytes) in parts {
        assert_eq!(read(on, &message, id).await, bytes, "{id}");
    }
    let inner = String::from_utf8(read(on, &message, "3").await).unwrap();
    assert!(inner.starts_with("Subject: inner\r\n") && inner.contains("a=3Bb"), "{inner}");
}

async fn a_letter_has_one_part(on: &Fixture) {
    let message = put(on, letter("one")).await;
    assert_eq!(read(on, &message, "1").await, "Olá, one.\r\n".as_bytes());
    let error = on.mailbox.part(&message, &PartId::new("2")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
}

async fn an_unknown_part_is_not_found(on: &Fixture) {
    let message = put(on, MESSAGE).await;
    for id in ["5", "2.1", "3.3", "1.1.1", "0", "", "HEADER", "1] UID", "\r\nX LOGOUT", "99999999999"] {
        let error = on.mailbox.part(&message, &PartId::new(id)).await.unwrap_err();
        assert_eq!(error.kind(), Kind::NotFound, "{id:?}: {error}");
        assert!(error.words().code == "part-missing", "{id:?}: {error}");
    }
    assert_eq!(read(on, &message, "2").await, b"%PDF-1.7\n", "the session goes on");
}

async fn a_part_of_a_message_that_is_gone_is_not_found(on: &Fixture) {
    let message = put(on, MESSAGE).await;
    assert!(on.mailbox.delete(vec![message.clone()]).await[0].is_ok());
    if on.mailbox.capabilities().await.expunge_one {
        let error = on.mailbox.part(&message, &PartId::new("2")).await.unwrap_err();
        assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::NotFound, "message-gone"), "{error}");
    }
}

async fn several_parts_come_together_and_each_answers_for_itself(on: &Fixture) {
    let message = put(on, MESSAGE).await;
    let ids = ["2", "9", "1.2", "2"].map(PartId::new).to_vec();
    let structure = Parts { structure: true, ..Parts::default() };
    let told = on.messages_with(&inbox(), structure).await.remove(0).structure;
    for known in [None, told] {
        let mut opened = on.mailbox.contents(&message, ids.clone(), known).await.unwrap().into_iter();
        assert_eq!(opened.next().unwrap().unwrap().size().unwrap(), 9);
        assert_eq!(opened.next().unwrap().unwrap_err().kind(), Kind::NotFound);
        assert_eq!(opened.next().unwrap().unwrap().part().content_type, "image/png");
        assert_eq!(opened.next().unwrap().unwrap().size().unwrap(), 9);
        assert!(opened.next().is_none());
    }
    assert!(on.mailbox.contents(&message, Vec::new(), None).await.unwrap().is_empty());
}

async fn a_part_comes_without_the_rest(on: &Fixture) {
    let message = put(on, parcel("large", "large.pdf", 3_000_000)).await;
    let before = on.mailbox.cost().await;
    assert_eq!(read(on, &message, "1").await, b"See the file.");
    let after = on.mailbox.cost().await;
    assert!(after.received - before.received < 5_000, "{before:?} {after:?}");
    assert!(after.turns - before.turns <= 2, "{before:?} {after:?}");
}

async fn a_large_part_comes_in_many_pieces(on: &Fixture) {
    let message = put(on, parcel("large", "large.pdf", 2_000_000)).await;
    let content = on.mailbox.part(&message, &PartId::new("2")).await.unwrap();
    let mut stream = content.stream();
    let (mut buffer, mut total) = (vec![0; 10_000], 0);
    loop {
        let read = stream.read(&mut buffer).await.unwrap();
        if read == 0 {
            break;
        }
        for (at, byte) in buffer[..read].iter().enumerate() {
            assert_eq!(*byte, b"ABC"[(total + at) % 3]);
        }
        total += read;
    }
    assert!(total > 1_400_000, "{total}");
}

async fn opening_a_part_leaves_the_message_unread(on: &Fixture) {
    let message = put(on, MESSAGE).await;
    read(on, &message, "1.1").await;
    read(on, &message, "3").await;
    assert!(on.mailbox.part(&message, &PartId::new("7")).await.is_err());
    assert!(!on.messages(&inbox()).await[0].flags.seen);
}

async fn a_part_is_opened_though_connections_break(on: &Fixture) {
    let message = put(on, parcel("large", "large.pdf", 3_000_000)).await;
    on.standing.line.cut();
    assert_eq!(read(on, &message, "1").await, b"See the file.");
    on.standing.line.cut();
    assert!(read(on, &message, "2").await.len() > 2_000_000);
}
