//! Servers that never come to an end.

use crate::client::{Client, all};
use crate::script::{SELECTED, SIGNED_IN, Script};
use carteiro_mail::Kind;
use std::time::Duration;

#[tokio::test]
async fn an_endless_greeting_line_is_cut_off() {
    let script = Script::play(&[&format!("| * OK {}\nsilence", "x".repeat(17 * 1024 * 1024))]).await;
    let error = Client::to(script.port()).refused().await;
    assert_eq!(error.kind(), Kind::Protocol, "{error}");
}

#[tokio::test]
async fn endless_talk_while_signing_in_ends_with_the_time_allowed() {
    let script = Script::play(&["S: * OK ready\nC: CAPABILITY\nflood * OK hello"]).await;
    let mut client = Client::to(script.port());
    client.imap.config.timeout = Duration::from_millis(300);
    assert_eq!(client.refused().await.kind(), Kind::Timeout);
    let script = Script::play(&["S: * OK ready\nC: CAPABILITY\nflood * LIST () \"/\" \"x\""]).await;
    assert_eq!(Client::to(script.port()).refused().await.kind(), Kind::Protocol);
}

#[tokio::test]
async fn endless_talk_in_answer_to_a_command_breaks_the_protocol() {
    for talk in ["* 1 EXISTS", "* OK still here", "* 1 FETCH (UID 1 FLAGS ())", "* SEARCH 1", "* 1 EXPUNGE"] {
        let script = Script::play(&[&format!("{SIGNED_IN}{SELECTED}C: NOOP\nflood {talk}")]).await;
        let backend = Client::to(script.port()).backend().await.unwrap();
        let error = all(&*backend).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Protocol, "{talk}: {error}");
    }
}
