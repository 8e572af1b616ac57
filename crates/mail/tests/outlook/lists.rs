//! Lists of folders of which a server cannot tell much at a time.

use crate::desk::{Desk, inbox};
use crate::relay::Fate;
use crate::server::{Asked, Body, Reply};
use carteiro_mail::{Kind, Parts, Selection};
use futures_util::StreamExt;
use serde_json::json;
use std::sync::Mutex;

/// How many messages a request asks for at a time.
fn top(asked: &Asked) -> Option<usize> {
    asked.path.split("$top=").nth(1)?.split('&').next()?.parse().ok()
}

fn lists(desk: &Desk) -> Vec<usize> {
    let heard = desk.relay.heard();
    heard.iter().filter(|asked| asked.path.contains("/messages?")).filter_map(top).collect()
}

#[tokio::test]
async fn where_much_at_a_time_is_too_much_less_is_asked_for() {
    let said = json!({ "error": { "code": "UnknownError", "message": "" } });
    let empty = Reply { status: 500, fields: Vec::new(), body: Body::Whole(Vec::new()) };
    for (refused, filters) in [
        (Reply::json(504, &said), true),
        (empty.clone(), true),
        (Reply::json(504, &said), false),
        (empty, false),
    ] {
        let subjects: Vec<String> = (0..130).map(|n| format!("m{n:03}")).collect();
        let desk = Desk::with(&subjects.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let mailbox = desk.client.mailbox().await;
        if !filters {
            desk.fails("graph-inefficient-filter");
        }
        desk.relay.meddles(move |asked| match top(asked) {
            Some(many) if many > 100 => Fate::Instead(refused.clone()),
            _ => Fate::Passes,
        });
        let text = Selection { parts: Parts { text: true, ..Parts::default() }, ..Selection::of(inbox()) };
        let found: Vec<_> = mailbox.messages(text).await.unwrap().collect().await;
        assert!(found.len() == 130 && found.iter().all(Result::is_ok), "{}", found.len());
        let lists = lists(&desk);
        assert!(lists.starts_with(&[1000, 500, 250, 125, 62]), "{lists:?}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_tell_few_either_is_not_asked_for_ever() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    let said = Reply::json(504, &json!({ "error": { "code": "UnknownError", "message": "" } }));
    desk.relay
        .meddles(move |asked| if top(asked).is_some() { Fate::Instead(said.clone()) } else { Fate::Passes });
    let error = mailbox.messages(Selection::of(inbox())).await.err().unwrap();
    assert_eq!(error.kind(), Kind::Unreachable, "{error:?}");
    assert!(lists(&desk).len() < 40 && lists(&desk).iter().all(|many| *many >= 50), "{:?}", lists(&desk));
}

#[tokio::test]
async fn an_empty_page_that_is_not_the_last_is_not_the_end() {
    let desk = Desk::with(&["a", "b"]).await;
    let mailbox = desk.client.mailbox().await;
    let (pages, url) = (Mutex::new(0), desk.relay.url());
    desk.relay.meddles(move |asked| {
        let mut pages = pages.lock().unwrap();
        if !asked.path.contains("/messages?") || *pages == 5 {
            return Fate::Passes;
        }
        *pages += 1;
        let path = asked.path.strip_prefix("/v1.0").unwrap();
        Fate::Instead(Reply::json(200, &json!({ "value": [], "@odata.nextLink": format!("{url}{path}") })))
    });
    let found: Vec<_> = mailbox.messages(Selection::of(inbox())).await.unwrap().collect().await;
    assert_eq!(found.iter().filter(|one| one.is_ok()).count(), 2);
}
