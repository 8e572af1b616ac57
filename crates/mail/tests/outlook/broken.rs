//! What is no answer is an error, whatever it is instead: not a hang, not a panic, and not all the memory that there is.

use crate::client::Client;
use crate::memory::most_memory;
use crate::server::{Asked, Body, Reply, Server};
use carteiro_mail::{Error, FolderPath, Found, Kind, Mailbox, Selection, Unreadable};
use carteiro_world::Secret;
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const MESSAGES: usize = 3;
/// The kinds of request that reading a folder takes: opening, listing, and what is told of each message.
const STEPS: [&str; 3] = ["open", "list", "tell"];
/// So often a piece of [`PIECE`] bytes makes 1 GB.
const GIGABYTE: u64 = 1 << 14;
const PIECE: usize = 1 << 16;
/// What an answer may take of memory, besides what it says.
const ROOM: u64 = 160 << 20;

/// What a server says in place of an answer.
type Instead = fn(&[u8]) -> Body;

fn message(n: usize) -> Value {
    json!({
        "id": n.to_string(),
        "receivedDateTime": "2026-11-22T12:00:00Z",
        "internetMessageId": format!("<{n}@else.test>"),
        "subject": "all of it",
    })
}

fn step(asked: &Asked) -> &'static str {
    match asked {
        asked if asked.path.contains("$top=1000") => "list",
        asked if asked.path.ends_with("$batch") && !asked.json().to_string().contains("messages") => "open",
        _ => "tell",
    }
}

fn answer(asked: &Asked) -> Value {
    if !asked.path.ends_with("$batch") {
        return json!({ "value": (0..MESSAGES).map(message).collect::<Vec<_>>() });
    }
    let one = |one: &Value| {
        let url = one["url"].as_str().unwrap();
        let body = match url.split("/messages/").nth(1).and_then(|rest| rest.split('?').next()) {
            Some(id) => message(id.parse().unwrap()),
            None if url.contains("/messages") => json!({ "value": [] }),
            None => json!({ "id": url.rsplit('/').next().unwrap().split('?').next().unwrap() }),
        };
        json!({ "id": one["id"], "status": 200, "headers": {}, "body": body })
    };
    json!({ "responses": asked.json()["requests"].as_array().unwrap().iter().map(one).collect::<Vec<_>>() })
}

/// A mailbox of a server that says this in place of the answer to a step.
async fn facing(
    broken: &'static str,
    instead: impl Fn(&[u8]) -> Body + Send + Sync + 'static,
) -> (Server, Client) {
    let server = Server::answering(move |asked| {
        let whole = answer(asked).to_string().into_bytes();
        let body = if step(asked) == broken { instead(&whole) } else { Body::Whole(whole) };
        Reply { status: 200, fields: Vec::new(), body }
    })
    .await;
    let client = Client::in_no_time(&server.url(), Secret::new("token"));
    (server, client)
}

async fn messages(client: &Client) -> Result<Vec<Result<Found, Unreadable>>, Error> {
    let mailbox: Mailbox = client.open().await?;
    Ok(mailbox.messages(Selection::of(FolderPath::inbox())).await?.collect().await)
}

/// Reading ends, and what is wrong is told: of all, or of each message that did not come.
async fn fails(step: &'static str, what: &str, instead: impl Fn(&[u8]) -> Body + Send + Sync + 'static) {
    let (_server, client) = facing(step, instead).await;
    let told = |error: &Error| {
        assert!(matches!(error.kind(), Kind::Protocol | Kind::Unreachable), "{step}, {what}: {error:?}");
    };
    match messages(&client).await {
        Err(error) => {
            assert_ne!(step, "tell", "{what}: {error:?}");
            told(&error);
        }
        Ok(found) => {
            assert_eq!((step, found.len()), ("tell", MESSAGES), "{what}");
            assert!(found.iter().all(Result::is_err), "{what}");
            found.iter().filter_map(|one| one.as_ref().err()).for_each(|lost| told(&lost.error));
        }
    }
}

/// A gigabyte of `piece` behind what comes first.
fn endless(first: &str, piece: &str) -> Body {
    let piece = piece.repeat(PIECE.div_ceil(piece.len())).into_bytes();
    Body::Repeated(first.as_bytes().to_vec(), piece, GIGABYTE)
}

const WRONG: &[(&str, Instead)] = &[
    ("a page", |_| Body::Whole(b"<!DOCTYPE html><html><body>Sign in<br></body></html>".to_vec())),
    ("bytes", |_| Body::Whole((0..=255).collect::<Vec<u8>>().repeat(40))),
    ("a text", |_| Body::Whole(b"\"value\"".to_vec())),
    ("a list", |_| Body::Whole(b"[]".to_vec())),
    ("other types", |_| Body::Whole(br#"{"value": {"id": 1}, "responses": 5}"#.to_vec())),
    ("other types within", |_| {
        Body::Whole(br#"{"value": [{"id": 1}], "responses": [{"id": "0", "status": "200"}]}"#.to_vec())
    }),
    ("depth", |_| Body::Whole([b"{\"a\":", "[".repeat(1 << 20).as_bytes()].concat())),
    ("more behind it", |whole| Body::Whole([whole, b"{}"].concat())),
    ("a link to another server", |_| {
        let page =
            br#"{"value": [{"id": "1"}], "@odata.nextLink": "http://127.0.0.2:1/v1.0/me", "responses": []}"#;
        Body::Whole(page.to_vec())
    }),
];

const ENDLESS: &[(&str, Instead)] = &[
    ("blanks", |_| endless("", " ")),
    ("a text", |_| endless("{\"value\":[{\"subject\":\"", "x")),
    ("halves of characters", |_| endless("{\"value\":[{\"subject\":\"", "\\ud800")),
    ("a name", |_| endless("{\"", "x")),
    ("nesting", |_| endless("{\"x\":", "[")),
    ("elements", |_| endless("{\"x\":[0", ",0")),
    ("messages", |_| endless("{\"responses\":[],\"value\":[{}", ",{}")),
    ("answers", |_| {
        endless("{\"responses\":[{\"id\":\"0\",\"status\":200}", ",{\"id\":\"0\",\"status\":200}")
    }),
];

#[tokio::test]
async fn what_is_no_answer_is_an_error() {
    for step in STEPS {
        for (what, instead) in WRONG {
            fails(step, what, instead).await;
        }
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_an_error_long_before_it_could_have_ended() {
    let before = most_memory();
    for ((what, instead), step) in ENDLESS.iter().zip(STEPS.iter().cycle()) {
        fails(step, what, instead).await;
        assert!(most_memory() - before < ROOM, "{step}, {what}: {} bytes", most_memory() - before);
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_anywhere_is_an_error() {
    for step in STEPS {
        for per_mille in (1..1000).step_by(53) {
            let cut = move |answer: &[u8]| answer[..(answer.len() * per_mille / 1000).max(1)].to_vec();
            fails(step, &format!("cut at {per_mille}"), move |answer| Body::Whole(cut(answer))).await;
            fails(step, &format!("broken at {per_mille}"), move |answer| Body::Broken(cut(answer))).await;
        }
    }
}

#[tokio::test]
async fn pages_without_an_end_are_an_error() {
    let asked_for = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&asked_for);
    let url: Arc<Mutex<String>> = Arc::default();
    let own = Arc::clone(&url);
    let server = Server::answering(move |asked| {
        if asked.path.ends_with("$batch") {
            return Reply::json(200, &answer(asked));
        }
        *counted.lock().unwrap() += 1;
        let next = format!("{}/me/mailFolders?$skiptoken=x", own.lock().unwrap());
        Reply::json(200, &json!({ "value": [], "@odata.nextLink": next }))
    })
    .await;
    *url.lock().unwrap() = server.url();
    let client = Client::in_no_time(&server.url(), Secret::new("token"));
    let mailbox = client.mailbox().await;
    assert_eq!(mailbox.folders().await.unwrap_err().kind(), Kind::Protocol);
    assert!(messages(&client).await.is_err());
    assert!(mailbox.cursor(FolderPath::inbox()).await.is_err());
    assert!(*asked_for.lock().unwrap() < 1000);
}

#[tokio::test]
async fn half_a_character_stops_nothing() {
    let (_server, client) = facing("tell", |whole| {
        let text = String::from_utf8(whole.to_vec()).unwrap();
        Body::Whole(text.replace("all of it", "cut \\ud83d").into_bytes())
    })
    .await;
    let found = messages(&client).await.unwrap();
    let headers = found.iter().map(|one| &one.as_ref().unwrap().message.header);
    let told: Vec<_> = headers.map(|header| (header.subject.as_str(), header.replaced_characters)).collect();
    assert_eq!(told, [("cut \u{fffd}", 1); MESSAGES]);
}
