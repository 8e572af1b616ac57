//! What a mailbox cannot do is refused before it is asked.

use crate::{path, session};
use carteiro_mail::backends::memory::{Server, Verb};
use carteiro_mail::{Capabilities, Categories, FlagChange, Flags, Kind, Selection};
use carteiro_world::Clock;
use futures_util::StreamExt;

const NOTHING: Capabilities = Capabilities {
    folders: false,
    edit_folders: false,
    move_messages: false,
    reports_new_ids: false,
    flags: false,
    marks_read: false,
    categories: Categories::Nothing,
    heeds_junk: false,
    append: false,
    expunge_one: false,
    removes_at_once: false,
    fetch_parts: false,
    watch: false,
};

#[tokio::test]
async fn what_a_mailbox_cannot_do_is_unsupported_and_nobody_asks_it() {
    let server = Server::new();
    let inbox = path("INBOX");
    let now = "2026-03-02T10:00:00Z".parse().unwrap();
    server.deliver(&inbox, "Subject: a\r\n\r\n", Flags::default(), now).unwrap();
    let (mailbox, told) = session(server.open(), Clock::system()).await;
    server.set_capabilities(NOTHING);
    let selection = Selection::of(inbox.clone());
    let found: Vec<_> = mailbox.messages(selection).await.unwrap().collect().await;
    let message = found[0].as_ref().unwrap().message.reference.clone();
    let one = || vec![message.clone()];
    let seen = FlagChange { seen: Some(true), flagged: None, ..FlagChange::default() };
    let content = b"Subject: b\r\n\r\n".to_vec().into();
    let refused = [
        mailbox.move_to(one(), path("Archive")).await.remove(0).map(drop),
        mailbox.copy_to(one(), path("Archive")).await.remove(0).map(drop),
        mailbox.flag(one(), seen).await.remove(0),
        mailbox.append(inbox, content, Flags::default(), None).await.map(drop),
        mailbox.create_folder(path("New")).await,
        mailbox.rename_folder(path("Archive"), path("Old")).await,
        mailbox.delete_folder(path("Archive")).await,
        mailbox.watch(path("INBOX"), None).next().await.unwrap().map(drop),
    ];
    for refused in refused {
        let error = refused.unwrap_err();
        assert_eq!(error.kind(), Kind::Unsupported, "{error}");
        assert!(!error.operation().is_empty() && error.to_string().contains("this mailbox"), "{error}");
    }
    for verb in [
        Verb::Move,
        Verb::Copy,
        Verb::Flag,
        Verb::Append,
        Verb::CreateFolder,
        Verb::RenameFolder,
        Verb::Watch,
    ] {
        assert_eq!(server.calls(verb), 0, "{verb:?}");
    }
    assert!(told.lock().unwrap().is_empty());
    // What every mailbox can do goes on.
    assert!(mailbox.folders().await.is_ok());
    assert!(mailbox.delete(one()).await[0].is_ok());
}
