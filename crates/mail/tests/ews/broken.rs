//! What is no answer is an error, whatever it is instead: not a hang, not a panic, and not all the memory that there is.

use crate::client::Client;
use crate::exchange::{Asked, answers, element, folder, message, page, well_known};
use crate::memory::most_memory;
use crate::server::{Body, Server};
use carteiro_mail::{Error, FolderPath, Found, Kind, Mailbox, Selection, Unreadable};
use futures_util::StreamExt;
use std::sync::Arc;

const MESSAGES: usize = 3;
const OPERATIONS: [&str; 4] = ["GetFolder", "FindFolder", "FindItem", "GetItem"];
/// So often a piece of [`PIECE`] bytes makes 1 GB.
const GIGABYTE: u64 = 1 << 14;
const PIECE: usize = 1 << 16;
/// What an answer may take of memory, besides what it says.
const ROOM: u64 = 96 << 20;

/// What a server says in place of an answer.
type Instead = fn(&[u8]) -> Body;

fn answer(request: &str) -> (&str, Vec<u8>) {
    let asked = Asked::of(request);
    let operation = asked.operation();
    let body = match operation {
        "GetFolder" => well_known(&asked),
        "FindFolder" => answers(operation, [page(&asked, "t:Folders", 1, |_| folder("done", b"Done"))]),
        "FindItem" => {
            answers(operation, [page(&asked, "t:Items", MESSAGES, |n| message(&n.to_string(), b""))])
        }
        "GetItem" => {
            let item = |id: &str| element("m:Items", &message(id, b"<t:Subject>all of it</t:Subject>"));
            answers(operation, asked.all("ItemId", "Id").into_iter().map(item))
        }
        other => panic!("{other} was not expected"),
    };
    (operation, body)
}

/// A mailbox of a server that says this in place of the answer to an operation.
async fn facing(
    broken: &'static str,
    instead: impl Fn(&[u8]) -> Body + Send + Sync + 'static,
) -> (Server, Client) {
    let server = Server::answering(move |request| {
        let (operation, whole) = answer(request);
        if operation == broken { instead(&whole) } else { whole.into() }
    })
    .await;
    let client = Client::to(&server.url());
    (server, client)
}

async fn messages(client: &Client) -> Result<Vec<Result<Found, Unreadable>>, Error> {
    let mailbox: Mailbox = client.open().await?;
    Ok(mailbox.messages(Selection::of(FolderPath::parse("Done").unwrap())).await?.collect().await)
}

/// Reading ends, and what is wrong is told: of all, or of each message that did not come.
async fn fails(operation: &'static str, what: &str, instead: impl Fn(&[u8]) -> Body + Send + Sync + 'static) {
    let (_server, client) = facing(operation, instead).await;
    let told = |error: &Error| {
        assert!(matches!(error.kind(), Kind::Protocol | Kind::Unreachable), "{operation}, {what}: {error:?}");
    };
    match messages(&client).await {
        Err(error) => {
            assert_ne!(operation, "GetItem", "{what}: {error:?}");
            told(&error);
        }
        Ok(found) => {
            assert_eq!((operation, found.len()), ("GetItem", MESSAGES), "{what}");
            let lost = found.iter().filter_map(|one| one.as_ref().err());
            lost.for_each(|unreadable| told(&unreadable.error));
            let read = found.iter().filter_map(|one| one.as_ref().ok());
            assert!(
                read.map(|one| &one.message.header.subject).all(|subject| subject == "all of it"),
                "{what}"
            );
            assert!(found.iter().any(Result::is_err), "{what}");
        }
    }
}

fn replaced(answer: &[u8], from: &str, to: &str) -> Body {
    let text = std::str::from_utf8(answer).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1).into_bytes().into()
}

/// What comes before the answer to the first item, and in it.
fn until<'a>(answer: &'a [u8], mark: &str) -> &'a [u8] {
    let text = std::str::from_utf8(answer).unwrap();
    &answer[..text.find(mark).unwrap() + mark.len()]
}

/// A gigabyte of `piece`, where an element is whole or where one is to come.
fn endless(answer: &[u8], mark: &str, piece: &str) -> Body {
    let piece = piece.repeat(PIECE.div_ceil(piece.len())).into_bytes();
    Body::Repeated { before: until(answer, mark).to_vec(), piece, times: GIGABYTE, after: Vec::new() }
}

const WITHIN: &str = "<m:ResponseCode>";
const BEFORE: &str = "<m:ResponseMessages>";
const FIRST: &str = "encoding=\"utf-8\"?>";

const WRONG: &[(&str, Instead)] = &[
    ("nothing", |_| Vec::new().into()),
    ("a page", |_| b"<!DOCTYPE html><html><body>Sign in<br></body></html>".to_vec().into()),
    ("a page that is well-formed", |_| b"<html><body>Sign in</body></html>".to_vec().into()),
    ("JSON", |_| b"{\"error\": \"&#0;\"}".to_vec().into()),
    ("bytes", |_| (0..=255).collect::<Vec<u8>>().repeat(40).into()),
    ("text of two bytes a character", |answer| {
        let text = std::str::from_utf8(answer).unwrap().encode_utf16();
        text.flat_map(u16::to_le_bytes).collect::<Vec<u8>>().into()
    }),
    ("an end of another name", |answer| replaced(answer, "</m:ResponseCode>", "</m:ResponseCod>")),
    ("an end too many", |answer| replaced(answer, WITHIN, "</m:ResponseCode><m:ResponseCode>")),
    ("no end", |answer| replaced(answer, "</m:ResponseCode>", "")),
    ("entities", |answer| {
        let entities = "<!DOCTYPE a [<!ENTITY a \"a\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;\">]>";
        replaced(answer, FIRST, &format!("{FIRST}{entities}"))
    }),
    ("an entity from elsewhere", |answer| {
        replaced(answer, FIRST, &format!("{FIRST}<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"))
    }),
    ("a type within", |answer| replaced(answer, BEFORE, &format!("{BEFORE}<!DOCTYPE a>"))),
];

const ENDLESS: &[(&str, Instead)] = &[
    ("blanks before", |answer| endless(answer, FIRST, " ")),
    ("blanks between", |answer| endless(answer, BEFORE, "\r\n")),
    ("blanks within", |answer| endless(answer, WITHIN, " ")),
    ("a text", |answer| endless(answer, WITHIN, "x")),
    ("characters that are none", |answer| endless(answer, WITHIN, "&#xD800;")),
    ("a comment", |answer| endless(answer, BEFORE, "<!-- ")),
    ("comments", |answer| endless(answer, WITHIN, "<!-- --><? ?>")),
    ("a section", |answer| endless(answer, WITHIN, "<![CDATA[")),
    ("a tag", |answer| endless(answer, BEFORE, "<m:a b=\"c\" d")),
    ("a name", |answer| endless(answer, "<m:ResponseMessages", "s")),
    ("a value", |answer| endless(answer, "ResponseClass=\"", "&amp;")),
    ("nesting", |answer| endless(answer, WITHIN, "<m:a>")),
    ("nesting before", |answer| endless(answer, FIRST, "<a>")),
    ("elements", |answer| endless(answer, WITHIN, "<a/>")),
    ("elements before", |answer| endless(answer, "<s:Body>", "<a/>")),
    ("elements with values", |answer| endless(answer, WITHIN, &format!("<a b=\"{}\"/>", "x".repeat(60_000)))),
    ("ends", |answer| endless(answer, BEFORE, "</a>")),
    ("a type", |answer| endless(answer, FIRST, "<!DOCTYPE a [")),
];

#[tokio::test]
async fn what_is_no_answer_is_an_error() {
    for operation in OPERATIONS {
        for (what, instead) in WRONG {
            fails(operation, what, instead).await;
        }
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_an_error_long_before_it_could_have_ended() {
    let before = most_memory();
    for ((what, instead), operation) in ENDLESS.iter().zip(OPERATIONS.iter().cycle()) {
        fails(operation, what, instead).await;
        assert!(most_memory() - before < ROOM, "{operation}, {what}: {} bytes", most_memory() - before);
    }
}

/// Cut off anywhere, with and without an end of the connection.
#[tokio::test]
async fn an_answer_that_breaks_off_anywhere_is_an_error() {
    for operation in OPERATIONS {
        for per_mille in (0..1000).step_by(53) {
            let cut = move |answer: &[u8]| answer[..answer.len() * per_mille / 1000].to_vec();
            // What comes behind the last message is missed by nobody.
            let cut = move |answer: &[u8]| match answer.windows(12).rposition(|some| some == b"</t:Message>")
            {
                Some(last) if operation == "GetItem" => cut(&answer[..last]),
                _ => cut(answer),
            };
            fails(operation, &format!("cut at {per_mille}"), move |answer| cut(answer).into()).await;
            fails(operation, &format!("broken at {per_mille}"), move |answer| Body::Broken(cut(answer)))
                .await;
        }
    }
}

#[tokio::test]
async fn answers_beyond_those_that_were_asked_for_are_passed_over() {
    for operation in OPERATIONS {
        let (_server, client) = facing(operation, |answer| {
            replaced(answer, "</m:ResponseMessages>", "<a><b/>c</a><a/></m:ResponseMessages>")
        })
        .await;
        let found = messages(&client).await.unwrap();
        assert_eq!(found.iter().filter(|one| one.is_ok()).count(), MESSAGES, "{operation}");
    }
}

#[tokio::test]
async fn a_session_goes_on_after_an_answer_that_broke_off_once() {
    for operation in OPERATIONS {
        let once = Arc::new(std::sync::atomic::AtomicBool::new(true));
        let (_server, client) = facing(operation, move |answer| {
            if once.swap(false, std::sync::atomic::Ordering::Relaxed) {
                return Body::Broken(answer[..answer.len() / 2].to_vec());
            }
            answer.to_vec().into()
        })
        .await;
        let found = match messages(&client).await {
            // Whoever opens a session decides whether to try again.
            Err(_) if operation == "GetFolder" => messages(&client).await,
            found => found,
        };
        let found = found.unwrap();
        let subjects = found.iter().map(|one| one.as_ref().map(|one| one.message.header.subject.as_str()));
        assert!(subjects.clone().all(|subject| matches!(subject, Ok("all of it"))), "{operation}: {found:?}");
        assert_eq!(subjects.count(), MESSAGES, "{operation}");
    }
}
