//! A message is stored whole and once, or not at all.

use crate::desk::{Desk, inbox, letter, path, references};
use crate::doubt::{Hurdle, MAKE, REMOVE, SESSION, is, no};
use crate::relay::Fate;
use crate::sending::{bias, large, to};
use crate::server::Reply;
use carteiro_mail::{Envelope, Error, Flags, Kind, MessageRef};
use serde_json::json;

async fn stores(desk: &Desk, raw: Vec<u8>) -> Result<MessageRef, Error> {
    let mailbox = desk.client.mailbox().await;
    let at = "2020-02-02T02:02:02Z".parse().unwrap();
    mailbox.append(inbox(), raw.into(), Flags::default(), Some(at)).await
}

#[tokio::test]
async fn what_cannot_be_finished_is_not_left_half_done() {
    for status in [429, 504, 401] {
        let desk = Desk::new().await;
        desk.hurries();
        desk.relay.meddles(move |asked| {
            if asked.method == "PATCH" { Fate::Instead(no(status, "UnknownError")) } else { Fate::Passes }
        });
        let error = stores(&desk, letter("a")).await.unwrap_err();
        assert_ne!(error.kind(), Kind::OutcomeUnknown, "{status}: {error:?}");
        assert_eq!(desk.subjects("INBOX").len(), 0, "{status}");
    }
}

#[tokio::test]
async fn what_fails_for_a_while_is_there_once() {
    for hurdle in [
        (|| Fate::Instead(no(429, "TooManyRequests"))) as Hurdle,
        || Fate::Instead(no(401, "InvalidAuthenticationToken")),
        || Fate::Instead(no(504, "UnknownError")),
        || Fate::Lost,
    ] {
        for many in [1, 9] {
            let desk = Desk::new().await;
            let mut left = many;
            desk.hurries();
            desk.relay.meddles(move |asked| {
                let meets = asked.method == "PATCH" && left > 0;
                left -= usize::from(meets);
                if meets { hurdle() } else { Fate::Passes }
            });
            match stores(&desk, letter("a")).await {
                Ok(_) => assert_eq!(desk.subjects("INBOX").len(), 1),
                Err(error) => {
                    assert_ne!(error.kind(), Kind::OutcomeUnknown, "{error:?}");
                    assert_eq!(desk.subjects("INBOX").len(), 0);
                }
            }
        }
    }
}

#[tokio::test]
async fn what_can_neither_be_finished_nor_removed_is_not_stored_again() {
    let desk = Desk::new().await;
    desk.hurries();
    desk.relay.meddles(|asked| {
        let fails = asked.method == "PATCH" || is(asked, REMOVE) || asked.method == "DELETE";
        if fails { Fate::Instead(no(429, "TooManyRequests")) } else { Fate::Passes }
    });
    let error = stores(&desk, letter("a")).await.unwrap_err();
    assert_eq!((error.kind(), desk.asked(MAKE)), (Kind::OutcomeUnknown, 1), "{error:?}");
    assert_eq!(desk.subjects("INBOX").len(), 1);
}

#[tokio::test]
async fn a_token_that_ends_before_it_is_finished_stores_it_once() {
    let desk = Desk::new().await;
    desk.meets(("PATCH", ""), &[|| Fate::Instead(no(401, "InvalidAuthenticationToken"))]);
    stores(&desk, letter("a")).await.unwrap();
    assert_eq!((desk.asked(MAKE), desk.subjects("INBOX").len()), (1, 1));
}

#[tokio::test]
async fn what_a_server_does_not_let_be_set_is_left_as_it_is_and_told() {
    let desk = Desk::new().await;
    desk.meets(("PATCH", ""), &[|| Fate::Instead(no(403, "ErrorAccessDenied"))]);
    let stored = stores(&desk, letter("a")).await.unwrap();
    let mailbox = desk.client.mailbox().await;
    assert_eq!(references(&mailbox, &inbox()).await[0].key.received_at, stored.key.received_at);
    assert_ne!(stored.key.received_at, Some("2020-02-02T02:02:02Z".parse().unwrap()));
}

#[tokio::test]
async fn a_time_that_is_not_kept_is_not_what_it_is_known_by() {
    let desk = Desk::new().await;
    let kept = "2026-11-22T12:34:56Z";
    desk.relay.meddles(move |asked| {
        let body = json!({ "id": "x", "isDraft": true, "receivedDateTime": kept });
        if asked.method == "PATCH" { Fate::Done(Reply::json(200, &body)) } else { Fate::Passes }
    });
    let stored = stores(&desk, letter("a")).await.unwrap();
    assert_eq!(stored.key.received_at, Some(kept.parse().unwrap()));
}

#[tokio::test]
async fn a_folder_that_is_missing_is_named() {
    let desk = Desk::new().await;
    desk.meets(("PATCH", ""), &[|| Fate::Instead(no(404, "ErrorItemNotFound"))]);
    let mailbox = desk.client.mailbox().await;
    let error = mailbox.append(path("Drafts"), letter("a").into(), Flags::default(), None).await.unwrap_err();
    assert!(error.words().to_string().contains("Drafts"), "{error}");
}

#[tokio::test]
async fn large_attachments_do_not_go_to_the_mailbox_of_somebody_else() {
    let desk = Desk::new().await;
    let mut client = desk.allowed("https://graph.microsoft.com/.default").await;
    client.outlook.config.mailbox = Some("bia@sandbox.test".to_owned());
    let (mailbox, outgoing) = (client.mailbox().await, client.outgoing());
    outgoing.look().await.unwrap();
    let before = desk.relay.heard().len();
    let envelope = || Envelope::new("bia@sandbox.test", ["ana@sandbox.test"]).unwrap();
    let stored = mailbox.append(inbox(), large().into(), Flags::default(), None).await.map(drop);
    let sent = outgoing.send(envelope(), large().into()).await.map(drop);
    for refused in [stored, sent] {
        let error = refused.unwrap_err();
        assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Denied, "graph-shared-upload"));
    }
    assert_eq!(desk.relay.heard().len(), before, "nothing is said before");
    // Their own takes it, and so does that of somebody else what is small.
    outgoing.send(envelope(), letter("b").into()).await.unwrap();
    let own = desk.client.outgoing();
    own.send(to(&["bia@sandbox.test"]), large().into()).await.unwrap();
    assert_eq!((bias(&desk).len(), desk.asked(SESSION)), (2, 1));
}

#[tokio::test]
async fn a_server_that_takes_no_large_attachment_there_is_told_of_in_the_same_words() {
    let desk = Desk::new().await;
    let mut client = desk.allowed("https://graph.microsoft.com/.default").await;
    // Her own mailbox by another name of hers, which her token does not say.
    client.outlook.config.mailbox = Some("ANA@sandbox.test".to_owned());
    client.outgoing().send(to(&["bia@sandbox.test"]), large().into()).await.unwrap();
    assert_eq!(bias(&desk).len(), 1);
}
