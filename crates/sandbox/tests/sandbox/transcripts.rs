//! Dialogues in `tests/transcripts`: `C:` is sent, `S:` must come, in that order and with nothing between.

use crate::{client::Client, client::start, client::three_messages, judge};

async fn play(transcript: &str) {
    let sandbox = start(three_messages()).await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    for (number, line) in (1..).zip(transcript.lines()) {
        if let Some(sent) = line.strip_prefix("C: ") {
            client.send(format!("{sent}\r\n")).await;
        } else if let Some(expected) = line.strip_prefix("S:") {
            let heard = client.line().await.unwrap_or_else(|error| panic!("line {number}: {error}"));
            assert_eq!(
                heard.trim_end_matches("\r\n"),
                expected.strip_prefix(' ').unwrap_or(expected),
                "line {number}"
            );
        }
    }
    judge::read_all(&client.heard);
}

macro_rules! transcripts {
    ($($name:ident: $file:literal,)*) => {$(
        #[tokio::test]
        async fn $name() {
            play(include_str!(concat!("../transcripts/", $file))).await;
        }
    )*};
}

transcripts! {
    signing_in_by_every_way_that_is_offered: "sign_in.txt",
    folders_are_made_renamed_subscribed_and_deleted: "folders.txt",
    a_message_is_told_in_every_form_fetch_knows: "fetch.txt",
    every_search_key_finds_what_it_names: "search.txt",
    flags_are_set_and_deleted_messages_removed: "store.txt",
    messages_are_copied_moved_and_appended: "copy_move_append.txt",
    mistakes_are_answered_and_the_session_goes_on: "mistakes.txt",
}
