//! What goes out: to whom, kept where, and with which permissions.

use crate::desk::{Desk, inbox, letter, path, references};
use carteiro_mail::{Envelope, Flags, Keeps, Kind};

pub fn to(all: &[&str]) -> Envelope {
    Envelope::new("ana@sandbox.test", all).unwrap()
}

pub fn large() -> Vec<u8> {
    let file = format!("{}\r\n", "QUJD".repeat(19)).repeat(70_000);
    format!(
        "From: ana@sandbox.test\r\nTo: bia@sandbox.test\r\nSubject: large\r\nMessage-ID: <large@sandbox.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
         hello\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=a.pdf\r\n\r\n{file}\r\n--b--\r\n"
    )
    .into_bytes()
}

pub fn bias(desk: &Desk) -> Vec<Vec<u8>> {
    let bia = desk.sandbox.store().account("bia@sandbox.test").unwrap();
    bia.messages("INBOX").unwrap().iter().map(|message| message.raw().to_vec()).collect()
}

#[tokio::test]
async fn a_message_arrives_and_is_kept_once_among_what_was_sent() {
    let desk = Desk::new().await;
    let outgoing = desk.client.outgoing();
    assert_eq!(outgoing.keeps(), Keeps::Copy);
    for raw in [letter("small"), large()] {
        let sent = outgoing.send(to(&["bia@sandbox.test"]), raw.into()).await.unwrap();
        assert_eq!(sent.to, ["bia@sandbox.test"]);
    }
    assert_eq!(desk.subjects("Sent"), ["large", "small"]);
    assert_eq!((bias(&desk).len(), desk.subjects("Drafts").len()), (2, 0));
    let with_file = bias(&desk).into_iter().find(|raw| String::from_utf8_lossy(raw).contains("a.pdf"));
    assert!(with_file.is_some_and(|raw| raw.len() > 5_000_000));
}

#[tokio::test]
async fn who_is_not_shown_gets_it_and_is_not_shown() {
    let desk = Desk::new().await;
    let raw = String::from_utf8(letter("a")).unwrap().replace("To: bia@", "To: carla@");
    let outgoing = desk.client.outgoing();
    outgoing.send(to(&["carla@sandbox.test", "bia@sandbox.test"]), raw.into_bytes().into()).await.unwrap();
    let arrived = bias(&desk);
    assert_eq!(arrived.len(), 1);
    assert!(
        !String::from_utf8_lossy(&arrived[0]).contains("bia@"),
        "{:?}",
        String::from_utf8_lossy(&arrived[0])
    );
}

#[tokio::test]
async fn who_may_only_send_sends_what_is_small_and_is_told_what_large_mail_takes() {
    let desk = Desk::new().await;
    let sender = desk.allowed("https://graph.microsoft.com/Mail.Send").await;
    let outgoing = sender.outgoing();
    outgoing.send(to(&["bia@sandbox.test"]), letter("small").into()).await.unwrap();
    let before = desk.relay.heard().len();
    let error = outgoing.send(to(&["bia@sandbox.test"]), large().into()).await.unwrap_err();
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Denied, "graph-needs-write"));
    assert_eq!((bias(&desk).len(), desk.relay.heard().len()), (1, before));
}

#[tokio::test]
async fn an_upload_that_breaks_off_goes_on_where_it_was() {
    let desk = Desk::new().await;
    let outgoing = desk.client.outgoing();
    outgoing.look().await.unwrap();
    desk.fails("graph-cut-upload-once");
    outgoing.send(to(&["bia@sandbox.test"]), large().into()).await.unwrap();
    assert_eq!(bias(&desk).len(), 1);
    let ranges = desk.relay.heard();
    let ranges = ranges.iter().filter_map(|asked| asked.field("content-range")).count();
    assert!((3..=4).contains(&ranges), "{ranges}");
}

#[tokio::test]
async fn a_large_message_is_stored_with_what_is_in_it() {
    let desk = Desk::new().await;
    let mailbox = desk.client.mailbox().await;
    let stored = mailbox.append(path("Drafts"), large().into(), Flags::default(), None).await.unwrap();
    assert_eq!(references(&mailbox, &path("Drafts")).await.len(), 1);
    let part = mailbox.part(&stored, &carteiro_mail::mime::PartId::new("2")).await.unwrap();
    assert_eq!(part.size().unwrap(), 70_000 * 57);
}

#[tokio::test]
async fn a_shared_mailbox_is_read_changed_and_sent_from() {
    let desk = Desk::new().await;
    desk.client.outgoing().send(to(&["bia@sandbox.test"]), letter("a").into()).await.unwrap();
    let mut client = desk.allowed("https://graph.microsoft.com/.default").await;
    client.outlook.config.mailbox = Some("bia@sandbox.test".to_owned());
    let mailbox = client.mailbox().await;
    let all = references(&mailbox, &inbox()).await;
    let moved = mailbox.move_to(all, path("Archive")).await;
    assert!(moved.len() == 1 && moved[0].is_ok(), "{moved:?}");
    let raw = String::from_utf8(letter("b")).unwrap().replace("From: ana@", "From: bia@");
    let envelope = Envelope::new("bia@sandbox.test", ["ana@sandbox.test"]).unwrap();
    client.outgoing().send(envelope, raw.into_bytes().into()).await.unwrap();
    assert_eq!(desk.subjects("INBOX"), ["b"]);
    assert!(desk.relay.heard().iter().any(|asked| asked.path.contains("/users/bia@sandbox.test/sendMail")));
    desk.fails("graph-closed-mailbox=bia@sandbox.test");
    assert_eq!(client.open().await.err().unwrap().kind(), Kind::Denied);
}
