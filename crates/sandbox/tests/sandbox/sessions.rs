//! Two clients in one mailbox.

use carteiro_sandbox::{Flag, Flags};

use crate::{
    client::{Client, start, three_messages},
    judge,
};

#[tokio::test]
async fn a_removal_by_another_session_waits_until_positions_are_not_in_use() {
    let sandbox = start(three_messages()).await;
    let (mut one, mut two) =
        (Client::select(sandbox.imap_addr()).await, Client::select(sandbox.imap_addr()).await);
    two.command("UID STORE 1 +FLAGS.SILENT (\\Deleted)").await;
    two.command("EXPUNGE").await;
    assert_eq!(one.command("SEARCH FLAGGED").await, "* SEARCH 3\r\nT OK Searched\r\n");
    assert_eq!(
        one.command("STORE 3 +FLAGS (\\Answered)").await,
        "* 3 FETCH (FLAGS (\\Flagged \\Answered \\Recent))\r\nT OK Stored\r\n"
    );
    assert!(
        one.command("FETCH 1 UID")
            .await
            .ends_with("T NO [EXPUNGEISSUED] Some of these messages are gone\r\n")
    );
    assert_eq!(one.command("UID FETCH 1 FLAGS").await, "* 1 EXPUNGE\r\nT OK Fetched\r\n");
    assert_eq!(one.command("FETCH 2 UID").await, "* 2 FETCH (UID 3)\r\nT OK Fetched\r\n");
    judge::read_all(&one.heard);
}

#[tokio::test]
async fn a_new_message_and_a_flag_are_told_with_the_next_command() {
    let sandbox = start(three_messages()).await;
    let mut one = Client::select(sandbox.imap_addr()).await;
    sandbox
        .account()
        .append("INBOX", *b"Subject: 4\r\n\r\n", Flags::default(), jiff::Timestamp::UNIX_EPOCH)
        .unwrap();
    sandbox.account().flag("INBOX", 2, Flag::Answered).unwrap();
    assert_eq!(
        one.command("NOOP").await,
        "* 4 EXISTS\r\n* 4 RECENT\r\n* 2 FETCH (FLAGS (\\Answered \\Recent))\r\nT OK Nothing done\r\n"
    );
    assert_eq!(one.command("NOOP").await, "T OK Nothing done\r\n");
}

#[tokio::test]
async fn a_message_that_came_and_went_unseen_is_never_told() {
    let sandbox = start(three_messages()).await;
    let mut one = Client::select(sandbox.imap_addr()).await;
    let uid =
        sandbox.account().append("INBOX", *b"a: b", Flags::default(), jiff::Timestamp::UNIX_EPOCH).unwrap();
    sandbox.account().remove("INBOX", uid).unwrap();
    assert_eq!(one.command("NOOP").await, "T OK Nothing done\r\n");
}

#[tokio::test]
async fn idle_tells_changes_as_they_happen() {
    let sandbox = start(three_messages()).await;
    let mut one = Client::select(sandbox.imap_addr()).await;
    one.send("T IDLE\r\n").await;
    assert_eq!(one.line().await.unwrap(), "+ Idling\r\n");
    sandbox.account().append("INBOX", *b"a: b", Flags::default(), jiff::Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(one.line().await.unwrap(), "* 4 EXISTS\r\n");
    assert_eq!(one.line().await.unwrap(), "* 4 RECENT\r\n");
    sandbox.account().remove("INBOX", 1).unwrap();
    assert_eq!(one.line().await.unwrap(), "* 1 EXPUNGE\r\n");
    one.send("DONE\r\n").await;
    assert_eq!(one.line().await.unwrap(), "T OK Idled\r\n");
}

#[tokio::test]
async fn a_session_ends_when_another_deletes_its_folder() {
    let sandbox = start(three_messages()).await;
    sandbox.account().create("Old").unwrap();
    let (mut one, mut two) =
        (Client::select(sandbox.imap_addr()).await, Client::select(sandbox.imap_addr()).await);
    one.command("SELECT Old").await;
    two.command("SELECT Old").await;
    assert_eq!(two.command("DELETE Old").await, "T OK Deleted\r\n");
    assert_eq!(two.command("NOOP").await, "T OK Nothing done\r\n");
    one.send("T NOOP\r\n").await;
    assert!(String::from_utf8(one.rest().await).unwrap().contains("* BYE "));
}

#[tokio::test]
async fn only_one_session_sees_a_message_as_recent() {
    let sandbox = start(three_messages()).await;
    let mut one = Client::sign_in(sandbox.imap_addr()).await;
    assert!(one.command("EXAMINE INBOX").await.contains("* 3 RECENT"));
    assert!(one.command("SELECT INBOX").await.contains("* 3 RECENT"));
    assert!(Client::sign_in(sandbox.imap_addr()).await.command("SELECT INBOX").await.contains("* 0 RECENT"));
}

#[tokio::test]
async fn commands_sent_together_are_answered_in_order() {
    let sandbox = start(three_messages()).await;
    let mut one = Client::sign_in(sandbox.imap_addr()).await;
    one.send("a SELECT INBOX\r\nb UID FETCH 1 FLAGS\r\nc APPEND Sent {4+}\r\na: b\r\nd UID MOVE 1 Sent\r\ne NOOP\r\n").await;
    let all = one.until("e OK").await;
    let tags: Vec<_> =
        all.lines().filter(|line| !line.starts_with('*')).filter_map(|line| line.get(..1)).collect();
    assert_eq!(tags, ["a", "b", "c", "d", "e"]);
    assert_eq!(sandbox.account().messages("Sent").unwrap().len(), 2);
    assert_eq!(
        sandbox.commands()[1..3],
        ["SELECT INBOX".to_owned(), "UID FETCH 1 FLAGS".to_owned()],
        "what was received can be looked at"
    );
    assert_eq!(sandbox.commands()[0], "LOGIN ***");
}
