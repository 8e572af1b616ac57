//! Connections break.

use crate::fixture::{Fixture, all_of, inbox};
use crate::letter::parcel;
use carteiro_mail::{Kind, Parts, Selection};
use futures_util::StreamExt;

every_backend! {
    when |can| can.move_messages && can.edit_folders;
    a_session_whose_connections_broke_goes_on,
    a_folder_is_read_to_its_end_though_connections_break,
}

async fn a_session_whose_connections_broke_goes_on(on: &Fixture) {
    let done = on.folder("Done").await;
    on.put(&inbox(), &["a", "b", "c"]).await;
    let references = on.references(&inbox()).await;
    for one in references {
        on.standing.line.cut();
        let moved = on.mailbox.move_to(vec![one], done.clone()).await;
        match &moved[0] {
            // The copy may have been made: doing it again could make another.
            Err(error) if !on.standing.moves_at_once => {
                return assert_eq!(error.kind(), Kind::OutcomeUnknown, "{error:?}");
            }
            moved => assert!(moved.is_ok(), "{moved:?}"),
        }
    }
    on.standing.line.cut();
    assert_eq!(on.subjects(&done).await, ["a", "b", "c"]);
    on.standing.line.cut();
    on.mailbox.folders().await.unwrap();
}

async fn a_folder_is_read_to_its_end_though_connections_break(on: &Fixture) {
    let subjects: Vec<String> = (0..12).map(|n| format!("m{n:02}")).collect();
    for subject in &subjects {
        on.put_raw(&inbox(), parcel(subject, "a.pdf", 1_000_000)).await;
    }
    let selection = Selection { parts: Parts { content: true, ..Parts::default() }, ..all_of(&inbox()) };
    let mut found = on.mailbox.messages(selection).await.unwrap();
    let mut seen = Vec::new();
    while let Some(one) = found.next().await {
        let message = one.unwrap().message;
        assert!(message.content.unwrap().len() > 1_000_000);
        seen.push(message.header.subject.clone());
        if seen.len() == 1 || seen.len() == 6 {
            on.standing.line.cut();
        }
    }
    assert_eq!(seen, subjects);
}
