//! Waiting for mail on servers that are up to something.

use crate::client::{Client, inbox};
use crate::script::{SELECTED, SIGNED_IN, Script};
use carteiro_mail::{Change, Changes, Kind, Mailbox, MessageRef, ServerId};
use carteiro_sandbox::{Fault, Flags, Options, Sandbox};
use carteiro_world::clock::Manual;
use futures_util::StreamExt;
use std::time::Duration;

/// The session itself, which does nothing.
fn idle_session() -> String {
    format!("{}silence", with_idle())
}

fn with_idle() -> String {
    SIGNED_IN.replace("UIDPLUS MOVE", "UIDPLUS MOVE IDLE")
}

const EXAMINED: &str = "C: EXAMINE \"INBOX\"
S: * 4 EXISTS
S: * OK [UIDVALIDITY 7] valid
S: * OK [UIDNEXT 5] next
S: $ OK [READ-ONLY] examined
";

/// Looks for what came in from this UID on; these are there.
fn looked(from: u32, found: &str) -> String {
    format!(
        "C: NOOP\nC: UID SEARCH UNDELETED UID {from}:*\nS: % OK looked\nS: * SEARCH {found}\nS: $ OK found\n"
    )
}

async fn watched(script: &str) -> (Script, Mailbox, Changes) {
    let script = Script::play(&[&idle_session(), &format!("{}{EXAMINED}{script}", with_idle())]).await;
    let mailbox = Client::to(script.port()).mailbox().await;
    let changes = mailbox.watch(inbox(), None);
    (script, mailbox, changes)
}

async fn uid(changes: &mut Changes) -> u32 {
    match changes.next().await.unwrap().unwrap() {
        Change::Arrived {
            message: MessageRef { id: Some(ServerId::Uid { validity: 7, uid }), .. }, ..
        } => uid,
        change => panic!("{change:?}"),
    }
}

async fn caught_up(changes: &mut Changes) {
    let change = changes.next().await.unwrap().unwrap();
    assert!(matches!(change, Change::CaughtUp { .. }), "{change:?}");
}

#[tokio::test]
async fn what_the_server_tells_while_it_idles_is_looked_for() {
    let script = format!(
        "{}C: IDLE\nS: + idling\nS: * OK Still here\nS: * 5 EXISTS\nc\nS: * 1 RECENT\nS: $ OK idled\n{}\
         C: IDLE\nS: + idling\nS: * 6 EXISTS\nS: * 7 EXISTS\nc\nS: $ OK idled\n{}silence",
        looked(5, "4"),
        looked(5, "5"),
        looked(6, "6 7")
    );
    let (script, _mailbox, mut changes) = watched(&script).await;
    caught_up(&mut changes).await;
    for expected in 5..8 {
        assert_eq!(uid(&mut changes).await, expected);
    }
    assert_eq!(script.heard().iter().filter(|line| *line == "DONE").count(), 2);
}

#[tokio::test]
async fn mail_that_comes_in_while_it_looks_is_looked_for_again() {
    let script = format!(
        "C: NOOP\nC: UID SEARCH UNDELETED UID 5:*\nS: % OK looked\nS: * SEARCH 4\nS: * 5 EXISTS\nS: $ OK found\n{}C: IDLE\nsilence",
        looked(5, "5")
    );
    let (_script, _mailbox, mut changes) = watched(&script).await;
    assert_eq!(uid(&mut changes).await, 5);
    caught_up(&mut changes).await;
}

#[tokio::test]
async fn mail_that_is_told_between_two_commands_is_looked_for() {
    // In the same breath as the end of the search, and while whoever watches deals with what came.
    let at_once = format!(
        "{}S: * 5 EXISTS\nC: IDLE\nS: + idling\nc\nS: $ OK idled\n{}",
        looked(5, "4"),
        looked(5, "5")
    );
    let later = "S: * 6 EXISTS\nC: IDLE\nS: + idling\nc\nS: $ OK idled\n";
    let script = format!("{at_once}{later}{}C: IDLE\nS: + idling\nsilence", looked(6, "6"));
    let (script, _mailbox, mut changes) = watched(&script).await;
    caught_up(&mut changes).await;
    assert_eq!(uid(&mut changes).await, 5);
    assert_eq!(uid(&mut changes).await, 6);
    assert_eq!(script.heard().iter().filter(|line| *line == "DONE").count(), 2);
}

#[tokio::test]
async fn a_server_that_does_not_tell_the_next_uid_is_asked_for_the_last() {
    for told in ["", "S: * OK [UIDNEXT 0] next\n"] {
        for (last, found) in [("4", 5), ("", 1)] {
            let examined = EXAMINED.replace("S: * OK [UIDNEXT 5] next\n", told);
            let script = format!(
                "{}{examined}C: NOOP\nC: UID SEARCH UID *\nS: % OK looked\nS: * SEARCH {last}\nS: $ OK found\n{}C: IDLE\nsilence",
                with_idle(),
                looked(found, &found.to_string())
            );
            let script = Script::play(&[&idle_session(), &script]).await;
            let mailbox = Client::to(script.port()).mailbox().await;
            let mut changes = mailbox.watch(inbox(), None);
            assert_eq!(uid(&mut changes).await, found);
            caught_up(&mut changes).await;
        }
    }
}

#[tokio::test]
async fn where_a_folder_is_can_be_told_without_a_next_uid() {
    for told in
        ["S: * STATUS \"INBOX\" (UIDVALIDITY 7 UIDNEXT 0)\n", "S: * STATUS INBOX (UIDVALIDITY 7)\n", ""]
    {
        for (last, next) in [("4", 5), ("", 1)] {
            let session = format!(
                "{SIGNED_IN}C: STATUS \"INBOX\" (UIDNEXT UIDVALIDITY)\n{told}S: $ OK told\n{SELECTED}\
                 C: NOOP\nC: UID SEARCH UID *\nS: % OK looked\nS: * SEARCH {last}\nS: $ OK found\nsilence"
            );
            let watching = format!("{SIGNED_IN}{EXAMINED}{}silence", looked(next, "5"));
            let script = Script::play(&[&session, &watching]).await;
            let mailbox = Client::to(script.port()).mailbox().await;
            let cursor = mailbox.cursor(inbox()).await.unwrap();
            let mut changes = mailbox.watch(inbox(), Some(cursor));
            assert_eq!(uid(&mut changes).await, 5, "{told}");
        }
    }
}

#[tokio::test]
async fn a_long_idle_is_renewed_before_the_server_ends_it() {
    let script = format!(
        "{}{}{EXAMINED}{}C: IDLE\nS: + idling\nc\nS: $ OK idled\n{}C: IDLE\nS: + idling\nsilence",
        "",
        with_idle(),
        looked(5, "4"),
        looked(5, "5")
    );
    let script = Script::play(&[&idle_session(), &script]).await;
    let manual = Manual::at("2026-03-02T10:00:00Z".parse().unwrap());
    let begun = manual.clock().now();
    let client = Client::to(script.port()).clock(manual.clock()).patience(Duration::from_hours(10));
    let mailbox = client.mailbox().await;
    let mut changes = mailbox.watch(inbox(), None);
    caught_up(&mut changes).await;
    let waiting = tokio::spawn(async move { (uid(&mut changes).await, changes) });
    while script.heard().iter().all(|line| line != "DONE") {
        assert!(manual.clock().since(begun) < Duration::from_mins(29));
        tokio::task::yield_now().await;
        if script.heard().iter().any(|line| line.contains("IDLE")) {
            manual.advance(Duration::from_secs(10));
        }
    }
    assert_eq!(waiting.await.unwrap().0, 5);
}

#[tokio::test]
async fn a_server_that_does_not_want_to_idle_is_asked_from_time_to_time() {
    for refusal in ["S: $ NO not now", "S: $ BAD what", "S: + idling\nS: $ OK idled enough"] {
        let script = format!("{}C: IDLE\n{refusal}\n{}silence", looked(5, "4"), looked(5, "5"));
        let script = Script::play(&[&idle_session(), &format!("{}{EXAMINED}{script}", with_idle())]).await;
        let mut client = Client::to(script.port());
        client.imap.config.poll = Duration::ZERO;
        let mailbox = client.mailbox().await;
        let mut changes = mailbox.watch(inbox(), None);
        caught_up(&mut changes).await;
        assert_eq!(uid(&mut changes).await, 5, "{refusal}");
    }
}

#[tokio::test]
async fn dropping_a_watch_ends_its_connection() {
    let script = format!("{}C: IDLE\nS: + idling\nc\nS: $ OK idled\nc\n", looked(5, "4"));
    let (script, _mailbox, mut changes) = watched(&script).await;
    caught_up(&mut changes).await;
    let waiting = tokio::spawn(async move { changes.next().await.is_some() });
    while script.heard().iter().all(|line| !line.contains("IDLE")) {
        tokio::task::yield_now().await;
    }
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    while script.heard().last().is_none_or(|line| !line.is_empty()) {
        tokio::task::yield_now().await;
    }
    let heard = script.heard();
    assert_eq!(heard[heard.len() - 2], "DONE", "{heard:?}");
}

#[tokio::test]
async fn a_watch_goes_on_where_the_connection_broke_wherever_that_was() {
    let arrived = format!(
        "{}C: IDLE\nS: + idling\nS: * 5 EXISTS\nc\nS: $ OK idled\n{}",
        looked(5, "4"),
        looked(5, "5 6")
    );
    for (before, told) in [
        (format!("{}C: IDLE\nS: + idling\n", looked(5, "4")), vec![5, 6, 7]),
        (format!("{}C: IDLE\nS: + idling\nS: * BYE restart\n", looked(5, "4")), vec![5, 6, 7]),
        (format!("{}C: IDLE\nS: + idling\nS: * 5 EXISTS\nc\n", looked(5, "4")), vec![5, 6, 7]),
        (arrived, vec![5, 6, 7]),
    ] {
        let breaks = format!("{}{EXAMINED}{before}", with_idle());
        let after =
            |from| format!("{}{EXAMINED}{}C: IDLE\nS: + idling\nsilence", with_idle(), looked(from, "5 6 7"));
        let from = if before.contains("5 6") { 7 } else { 5 };
        let script = Script::play(&[&idle_session(), &breaks, &after(from)]).await;
        let mailbox = Client::to(script.port()).mailbox().await;
        let mut changes = mailbox.watch(inbox(), None);
        caught_up(&mut changes).await;
        for expected in told {
            assert_eq!(uid(&mut changes).await, expected, "{before}");
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_come_back_ends_a_watch_with_the_reason() {
    let breaks = format!("{}{EXAMINED}{}C: IDLE\n", with_idle(), looked(5, "4"));
    let script = Script::play(&[&idle_session(), &breaks, "S: * BYE closed for today"]).await;
    let mailbox = Client::to(script.port()).mailbox().await;
    let mut changes = mailbox.watch(inbox(), None);
    caught_up(&mut changes).await;
    let error = changes.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), Kind::Throttled, "{error}");
    assert!(error.to_string().contains("closed for today"), "{error}");
    assert!(changes.next().await.is_none());
}

#[tokio::test]
async fn a_credential_that_is_refused_ends_a_watch_after_a_fresh_one() {
    let refuses = "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC: AUTHENTICATE\nS: $ NO [AUTHENTICATIONFAILED] no\n";
    let script = Script::play(&[&idle_session(), refuses]).await;
    let mailbox = Client::to(script.port()).mailbox().await;
    let mut changes = mailbox.watch(inbox(), None);
    assert_eq!(changes.next().await.unwrap().unwrap_err().kind(), Kind::SignInFailed);
    assert!(changes.next().await.is_none());
    assert_eq!(script.heard().iter().filter(|line| line.contains("AUTHENTICATE")).count(), 3);
}

#[tokio::test]
async fn a_folder_that_was_renumbered_is_told_and_watched_from_there() {
    let simulator = Sandbox::start(Options::default()).await.unwrap();
    let now = "2026-03-02T10:00:00Z".parse().unwrap();
    let store = |subject: &str| {
        let raw = format!("Subject: {subject}\r\n\r\n").into_bytes();
        simulator.account().append("INBOX", raw, Flags::default(), now).unwrap()
    };
    store("a");
    let mailbox =
        Client::to(simulator.imap_addr().port()).signing_in("ana@sandbox.test", "sandbox").mailbox().await;
    let mut changes = mailbox.watch(inbox(), None);
    let begin = changes.next().await.unwrap().unwrap().cursor().clone();
    drop(changes);
    store("b");
    simulator.set_faults([Fault::NewUidValidity]);
    let mut changes = mailbox.watch(inbox(), Some(begin.clone()));
    let reset = changes.next().await.unwrap().unwrap();
    assert!(matches!(reset, Change::Reset { .. }) && *reset.cursor() != begin, "{reset:?}");
    caught_up(&mut changes).await;
    simulator.set_faults([]);
    let uid = store("c");
    let Change::Arrived { message, .. } = changes.next().await.unwrap().unwrap() else {
        panic!("no arrival")
    };
    assert!(matches!(message.id, Some(ServerId::Uid { uid: told, .. }) if told == uid), "{message:?}");
}
