//! Each request of ours is as Microsoft describes it: the address, the method, what is selected, what is written.

use crate::desk::{Desk, inbox, letter, path, references};
use crate::server::Asked;
use carteiro_mail::{Condition, Envelope, FlagChange, Flags, Keyword, Parts, Query, Selection};
use futures_util::StreamExt;
use serde_json::Value;
use std::collections::BTreeSet;

const SCHEMA: &str = include_str!("../../../sandbox/tests/schema/graph_mail.json");
/// Described on pages of their own, and not in the description of mail: json-batching, message-delta,
/// message-permanentdelete, mailfolder-permanentdelete (learn.microsoft.com/graph).
const ELSEWHERE: [(&str, &str); 4] = [
    ("POST", "/$batch"),
    ("GET", "/me/mailFolders/{}/messages/delta"),
    ("POST", "/me/messages/{}/permanentDelete"),
    ("POST", "/me/mailFolders/{}/permanentDelete"),
];

/// One request, alone or out of a batch.
struct One {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    prefer: String,
    body: Value,
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            assert_ne!(*first, b'+', "a blank is no plus: {text}");
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

impl One {
    fn new(method: &str, address: &str, prefer: &str, body: Value) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let option = |one: &str| {
            let (name, value) = one.split_once('=').unwrap();
            (name.to_owned(), decoded(value))
        };
        let query = query.split('&').filter(|one| !one.is_empty()).map(option).collect();
        let (method, prefer) = (method.to_owned(), prefer.to_owned());
        Self { method, path: path.to_owned(), query, prefer, body }
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The address with `{}` for what names something.
    fn template(&self) -> String {
        let mut template = String::new();
        let mut named = false;
        for segment in self.path.split('/').skip(1) {
            let within = ["mailFolders", "messages", "childFolders"];
            let word = ["delta", "$count", "messages"].contains(&segment);
            template.push('/');
            template.push_str(if named && !word { "{}" } else { segment });
            named = within.contains(&segment) && (word || !named);
        }
        template
    }
}

/// All requests, those out of batches among them.
fn all(heard: &[Asked]) -> Vec<One> {
    let mut all = Vec::new();
    for asked in heard {
        let path = asked.path.strip_prefix("/v1.0").unwrap();
        let is_json = asked.field("content-type") == Some("application/json");
        let body = if is_json { asked.json() } else { Value::Null };
        let one = One::new(&asked.method, path, asked.field("prefer").unwrap_or_default(), body);
        if one.path == "/$batch" {
            let within = one.body["requests"].as_array().unwrap();
            assert!((1..=20).contains(&within.len()));
            for inner in within {
                let text = |name: &str| inner[name].as_str().unwrap();
                let prefer = inner["headers"]["Prefer"].as_str().unwrap_or_default();
                all.push(One::new(text("method"), text("url"), prefer, inner["body"].clone()));
            }
        }
        all.push(one);
    }
    all
}

struct Schema(Value);

impl Schema {
    fn templates(&self) -> BTreeSet<(String, String)> {
        let mut templates = BTreeSet::new();
        for (path, methods) in self.0["paths"].as_object().unwrap() {
            let segment = |segment: &str| if segment.starts_with('{') { "{}" } else { segment }.to_owned();
            let path = path.split('/').map(segment).collect::<Vec<_>>().join("/");
            for method in methods.as_object().unwrap().keys() {
                templates.insert((method.to_uppercase(), path.clone()));
            }
        }
        templates.extend(ELSEWHERE.map(|(method, path)| (method.to_owned(), path.to_owned())));
        templates
    }

    /// The properties of a type, inherited ones among them.
    fn properties(&self, name: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.gather(&self.0["components"]["schemas"][name], &mut found);
        assert!(!found.is_empty(), "{name}");
        found
    }

    fn gather(&self, of: &Value, found: &mut BTreeSet<String>) {
        if let Some(name) = of["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap();
            self.gather(&self.0["components"]["schemas"][name], found);
        }
        for part in of["allOf"].as_array().into_iter().flatten() {
            self.gather(part, found);
        }
        found.extend(of["properties"].as_object().into_iter().flat_map(|all| all.keys().cloned()));
    }
}

fn large() -> Vec<u8> {
    let file = format!("{}\r\n", "QUJD".repeat(19)).repeat(60_000);
    format!(
        "From: ana@sandbox.test\r\nTo: bia@sandbox.test\r\nSubject: large\r\nMessage-ID: <large@sandbox.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n\
         Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{file}\r\n--b--\r\n"
    )
    .into_bytes()
}

/// All that a session can do.
async fn everything(desk: &Desk) {
    let mailbox = desk.client.mailbox().await;
    mailbox.create_folder(path("Clients & Co/Acme '1'")).await.unwrap();
    mailbox.rename_folder(path("Clients & Co/Acme '1'"), path("Acme")).await.unwrap();
    let flags = Flags { seen: true, flagged: true, answered: true, ..Flags::default() };
    let at = "2026-11-22T12:00:00.5Z".parse().unwrap();
    for n in 0..6 {
        let raw = letter(&format!("it's {n}"));
        mailbox.append(inbox(), raw.into(), flags.clone(), Some(at)).await.unwrap();
    }
    let received = Condition::Received { from: Some(at), until: None };
    let either = Condition::Any(vec![Condition::Seen(false), Condition::Flagged(true)]);
    let not = Condition::Not(Box::new(Condition::All(vec![received.clone(), either.clone()])));
    for condition in [None, Some(received), Some(either), Some(not)] {
        for parts in [Parts::default(), Parts { all_headers: true, content: true, ..Parts::default() }] {
            let query = Query { condition: condition.clone() };
            let selection = Selection { query, parts, ..Selection::of(inbox()) };
            mailbox.count(selection.clone()).await.unwrap();
            let found: Vec<_> = mailbox.messages(selection).await.unwrap().collect().await;
            assert!(found.iter().all(Result::is_ok));
        }
    }
    let all = references(&mailbox, &inbox()).await;
    let keywords = vec![(Keyword::Forwarded, true)];
    let change = FlagChange { seen: Some(false), flagged: Some(false), keywords, ..FlagChange::default() };
    assert!(mailbox.flag(all.clone(), change).await.iter().all(Result::is_ok));
    assert!(mailbox.copy_to(all.clone(), path("Acme")).await.iter().all(Result::is_ok));
    let moved = mailbox.move_to(all[..2].to_vec(), path("Acme")).await;
    let nameless = carteiro_mail::MessageRef { id: None, ..moved[0].as_ref().unwrap().clone() };
    let _ = mailbox.fetch(vec![nameless], Parts::default()).await;
    assert!(mailbox.delete(all[2..].to_vec()).await.iter().all(Result::is_ok));
    mailbox.cursor(inbox()).await.unwrap();
    mailbox.delete_folder(path("Acme")).await.unwrap();
    let outgoing = desk.client.outgoing();
    for raw in [letter("small"), large()] {
        let envelope = Envelope::new("ana@sandbox.test", ["bia@sandbox.test"]).unwrap();
        outgoing.send(envelope, raw.into()).await.unwrap();
    }
}

#[tokio::test]
async fn every_request_is_as_microsoft_describes_it() {
    let desk = Desk::new().await;
    everything(&desk).await;
    let schema = Schema(serde_json::from_str(SCHEMA).unwrap());
    let templates = schema.templates();
    let heard = desk.relay.heard();
    let (uploads, others): (Vec<Asked>, Vec<Asked>) =
        heard.into_iter().partition(|asked| asked.field("content-range").is_some());
    assert!(!uploads.is_empty() && uploads.iter().all(|asked| asked.field("authorization").is_none()));
    let (message, folder) =
        (schema.properties("microsoft.graph.message"), schema.properties("microsoft.graph.mailFolder"));
    let mut kinds = BTreeSet::new();
    for one in all(&others) {
        let kind = (one.method.clone(), one.template());
        assert!(templates.contains(&kind), "{kind:?}");
        assert!(one.prefer.contains("IdType=\"ImmutableId\""), "{kind:?}");
        let of_messages = kind.1.contains("/messages");
        let known = if of_messages { &message } else { &folder };
        for name in one.option("$select").into_iter().flat_map(|all| all.split(',')) {
            assert!(known.contains(name), "{kind:?}: {name}");
        }
        if one.option("$orderby").is_some() {
            assert_eq!(one.option("$orderby"), Some("receivedDateTime"));
            assert!(one.option("$filter").is_none_or(|filter| filter.starts_with("receivedDateTime ")));
        }
        assert!(one.query.iter().all(|(name, value)| name != "$search" && !value.is_empty()), "{kind:?}");
        if kind.0 == "PATCH" || kind.1.ends_with("Folders") && kind.0 == "POST" {
            for name in one.body.as_object().unwrap().keys() {
                assert!(known.contains(name), "{kind:?}: {name}");
            }
        }
        kinds.insert(kind);
    }
    assert!(kinds.len() >= 18, "{kinds:?}");
}
