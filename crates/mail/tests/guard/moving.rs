//! Moves whose answer was lost.

use crate::{path, session};
use carteiro_mail::backends::memory::{Server, Verb};
use carteiro_mail::{Error, Flags, FolderPath, Kind, Mailbox, MessageRef, Result, Retry, Selection};
use carteiro_world::{Clock, words::Phrase};
use futures_util::StreamExt;

fn lost(retry: Retry) -> Error {
    Error::new(Kind::Unreachable, Phrase::new("connection-lost")).retrying(retry)
}

fn deliver(server: &Server, folder: &FolderPath, raw: &'static str) {
    let at = "2026-03-02T10:00:00Z".parse().unwrap();
    server.deliver(folder, raw, Flags::default(), at).unwrap();
}

/// A mailbox with these letters in the inbox, and a folder for them that holds others.
async fn standing(letters: &[&'static str], others: &[&'static str]) -> (Server, Mailbox, Vec<MessageRef>) {
    let server = Server::new();
    server.create_folder(&path("Done")).unwrap();
    for letter in letters {
        deliver(&server, &FolderPath::inbox(), letter);
    }
    for other in others {
        deliver(&server, &path("Done"), other);
    }
    let (mailbox, _) = session(server.open(), Clock::system()).await;
    let found = mailbox.messages(Selection::of(FolderPath::inbox())).await.unwrap();
    let references = found.map(|one| one.unwrap().message.reference).collect().await;
    (server, mailbox, references)
}

fn kind(moved: &Result<MessageRef>) -> Option<Kind> {
    moved.as_ref().err().map(Error::kind)
}

const NAMED: &str = "Message-ID: <a@acme.example>\r\nSubject: a\r\n\r\n";
const TWIN: &str = "Message-ID: <b@acme.example>\r\nSubject: b\r\n\r\n";
const NAMELESS: &str = "Subject: nameless\r\n\r\n";

#[tokio::test]
async fn what_may_have_been_moved_and_is_not_recognised_again_is_of_unknown_outcome() {
    let (server, mailbox, references) = standing(&[NAMED, TWIN, NAMELESS], &[TWIN]).await;
    server.lose_answers(Verb::Move, 1, lost(Retry::Unsure));
    let moved = mailbox.move_to(references, path("Done")).await;
    assert_eq!(
        [kind(&moved[0]), kind(&moved[1]), kind(&moved[2])],
        [None, Some(Kind::OutcomeUnknown), Some(Kind::OutcomeUnknown)],
        "{moved:?}"
    );
    assert_eq!(moved[1].as_ref().unwrap_err().operation(), "move");
    assert_eq!(server.messages(&path("Done")).unwrap().len(), 4, "all were moved, once");
    assert_eq!(server.calls(Verb::Locate), 1, "all are looked for at once");
}

#[tokio::test]
async fn what_somebody_else_took_away_before_the_first_try_is_not_found() {
    let (server, mailbox, references) = standing(&[NAMED, NAMELESS], &[]).await;
    mailbox.delete(references.clone()).await;
    server.fail(Verb::Move, 1, lost(Retry::Reconnect));
    let moved = mailbox.move_to(references, path("Done")).await;
    assert_eq!([kind(&moved[0]), kind(&moved[1])], [Some(Kind::NotFound); 2], "{moved:?}");
}

#[tokio::test]
async fn a_look_that_breaks_off_is_taken_again_and_moves_nothing() {
    let (server, mailbox, references) = standing(&[NAMED], &[]).await;
    server.lose_answers(Verb::Move, 1, lost(Retry::Unsure));
    server.fail(Verb::Locate, 1, lost(Retry::Unsure));
    let moved = mailbox.move_to(references, path("Done")).await;
    assert_eq!(kind(&moved[0]), None, "{moved:?}");
    assert_eq!((server.calls(Verb::Move), server.calls(Verb::Locate)), (2, 2));
}
