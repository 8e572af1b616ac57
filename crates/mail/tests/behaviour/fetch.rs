//! What is read of a message.

use crate::fixture::{Fixture, MARCH, inbox, spool};
use crate::letter::{letter, parcel};
use carteiro_mail::{Flags, Kind, Message, Parts};
use std::io::Read;

const CONTENT: Parts =
    Parts { all_headers: false, structure: false, text: false, purpose: false, content: true };

every_backend! {
    the_header_flags_size_and_date_always_come_along,
    what_is_asked_for_comes,
    the_content_is_every_byte,
    a_message_of_eight_megabytes_comes_whole,
    odd_messages_are_messages,
    answers_come_in_the_order_of_the_question,
    a_message_that_is_gone_is_not_found_and_the_others_come,
}

every_backend! {
    when |can| can.append;
    many_messages_come_in_few_turns,
}

fn bytes(message: &Message) -> Vec<u8> {
    let mut bytes = Vec::new();
    let content = message.content.as_ref().unwrap();
    content.reader(0..u64::MAX).read_to_end(&mut bytes).unwrap();
    bytes
}

async fn the_header_flags_size_and_date_always_come_along(on: &Fixture) {
    let raw = letter("one");
    on.put_raw(&inbox(), raw.clone()).await;
    let message = on.messages(&inbox()).await.remove(0);
    assert_eq!(message.header.subject, "one");
    assert_eq!(message.header.from[0].address, "ana@sandbox.test");
    assert!(message.header.message_id.is_some());
    assert_eq!(message.size, raw.len() as u64);
    assert_eq!(message.received_at, Some(MARCH));
    assert_eq!(message.flags, Flags::default());
    assert_eq!(message.reference.key.message_id, message.header.message_id);
    assert_eq!((message.reference.key.size, message.reference.key.received_at), (message.size, Some(MARCH)));
    assert!(message.text.is_none() && message.content.is_none());
}

async fn what_is_asked_for_comes(on: &Fixture) {
    on.put_raw(&inbox(), parcel("parcel", "a.pdf", 3_000)).await;
    on.put(&inbox(), &["letter"]).await;
    let with = async |parts| on.messages_with(&inbox(), parts).await;
    let all_headers = with(Parts { all_headers: true, ..Parts::default() }).await;
    assert_eq!(all_headers[1].header.get("x-ticket"), Some("4711"));
    let structure = with(Parts { structure: true, ..Parts::default() }).await;
    let files = structure[0].structure.as_ref().unwrap().files();
    assert_eq!(
        (files.len(), files[0].name.as_str(), files[0].content_type.as_str()),
        (1, "a.pdf", "application/pdf")
    );
    assert_eq!(structure[1].has_attachments(), Some(false));
    let text = with(Parts { text: true, ..Parts::default() }).await;
    assert_eq!(text[0].text.as_ref().unwrap().plain.trim_end(), "See the file.");
    assert_eq!(text[1].text.as_ref().unwrap().plain, "Olá, letter.\n");
    assert!(with(CONTENT).await[0].content.is_some());
}

async fn the_content_is_every_byte(on: &Fixture) {
    let eight_bit: Vec<u8> = (1..=255_u8).filter(|byte| !b"\r\n".contains(byte)).collect();
    let mut raw = letter("bytes");
    raw.extend_from_slice(b")\r\nA1 OK FETCH done\r\n* 1 EXPUNGE\r\n{5}\r\n");
    raw.extend_from_slice(&eight_bit);
    raw.extend_from_slice(b"\r\nno line end");
    on.put_raw(&inbox(), raw.clone()).await;
    let message = on.messages_with(&inbox(), CONTENT).await.remove(0);
    let came = on.standing.taste.as_it_comes(raw);
    assert_eq!(bytes(&message), came);
    assert_eq!(message.size, came.len() as u64);
}

async fn a_message_of_eight_megabytes_comes_whole(on: &Fixture) {
    let raw = parcel("large", "large.pdf", 8_000_000);
    on.put_raw(&inbox(), raw.clone()).await;
    let message = on.messages_with(&inbox(), CONTENT).await.remove(0);
    assert!(bytes(&message) == raw);
    assert_eq!(message.structure.as_ref().unwrap().files()[0].name, "large.pdf");
}

async fn odd_messages_are_messages(on: &Fixture) {
    let endless: &[u8] = b"Subject: no end of the header";
    let mut raws: Vec<&[u8]> = vec![
        b"Subject: no body\r\n\r\n",
        endless,
        b"\r\nno header\r\n",
        b"Subject: =?utf-8?Q?cut=\r\nFrom: (((\r\nTo: <@@>\r\n\r\n.\r\n",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x--\r\n",
        b"Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner\r\n",
    ];
    if on.standing.taste.endless_headers {
        raws.retain(|raw| *raw != endless);
        let refused = on.mailbox.append(inbox(), endless.to_vec().into(), Flags::default(), None).await;
        assert_eq!(refused.unwrap_err().kind(), Kind::Rejected);
    }
    for raw in &raws {
        on.put_raw(&inbox(), raw.to_vec()).await;
    }
    for bits in 0..32_u8 {
        let parts = Parts {
            all_headers: bits & 1 != 0,
            structure: bits & 2 != 0,
            text: bits & 4 != 0,
            purpose: bits & 8 != 0,
            content: bits & 16 != 0,
        };
        let read = on.messages_with(&inbox(), parts).await;
        assert_eq!(read.len(), raws.len(), "{parts:?}");
        for (message, raw) in read.iter().zip(&raws) {
            assert!(message.structure.is_some() || bits < 2, "{parts:?}");
            if parts.content {
                assert_eq!(bytes(message), on.standing.taste.as_it_comes(raw.to_vec()));
            }
        }
    }
}

async fn answers_come_in_the_order_of_the_question(on: &Fixture) {
    on.put(&inbox(), &["a", "b", "c", "d"]).await;
    let mut references = on.references(&inbox()).await;
    references.reverse();
    references.swap(0, 2);
    let read = on.mailbox.fetch(references, Parts::default()).await;
    let subjects: Vec<_> = read.iter().map(|one| one.as_ref().unwrap().header.subject.as_str()).collect();
    assert_eq!(subjects, ["b", "c", "d", "a"]);
}

async fn a_message_that_is_gone_is_not_found_and_the_others_come(on: &Fixture) {
    on.put(&inbox(), &["a", "b", "c"]).await;
    let references = on.references(&inbox()).await;
    assert!(on.mailbox.delete(vec![references[1].clone()]).await[0].is_ok());
    let read = on.mailbox.fetch(references.clone(), CONTENT).await;
    assert!(read[0].is_ok() && read[2].is_ok(), "{read:?}");
    if on.mailbox.capabilities().await.expunge_one {
        let gone = read[1].as_ref().unwrap_err();
        assert_eq!(gone.error.kind(), Kind::NotFound, "{gone:?}");
        assert_eq!(gone.reference, references[1]);
    }
}

async fn many_messages_come_in_few_turns(on: &Fixture) {
    for n in 0..150 {
        let content = spool(&letter(&format!("m{n}"))).await;
        on.mailbox.append(inbox(), content, Flags::default(), Some(MARCH)).await.unwrap();
    }
    let before = on.mailbox.cost().await;
    let text = Parts { text: true, ..Parts::default() };
    assert_eq!(on.messages_with(&inbox(), text).await.len(), 150);
    let after = on.mailbox.cost().await;
    if after.received > 0 {
        // SELECT, look and search, headers, texts; what is sent together may leave in two pieces.
        let most = 6 + on.standing.taste.more_requests(150);
        assert!(after.turns - before.turns <= most, "{before:?} {after:?}");
        assert!(after.commands - before.commands <= most, "{before:?} {after:?}");
    }
}
