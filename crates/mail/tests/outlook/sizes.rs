//! At which size a message goes out in which way, and how little memory that takes.

use crate::client::Client;
use crate::memory::most_memory;
use crate::server::{Asked, Reply, Server};
use carteiro_mail::{Envelope, Error, Kind, Sent};
use carteiro_world::spool::{Spools, Writer};
use carteiro_world::{Secret, Spool};
use serde_json::json;
use std::io::Write;
use std::sync::{Arc, Mutex};

const MB: u64 = 1_000_000;
/// What a message may take of memory, however large.
const ROOM: u64 = 64 << 20;

/// A message with attachments of these sizes, decoded.
fn message(attachments: &[u64], text: u64, kind: &str) -> Spool {
    let mut writer = Spools::default().writer();
    let head = format!(
        "From: ana@sandbox.test\r\nTo: bia@sandbox.test\r\nSubject: large\r\nMessage-ID: <large@sandbox.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
    );
    writer.write_all(head.as_bytes()).unwrap();
    lines(&mut writer, "a line of text that is written\r\n", text);
    for (n, size) in attachments.iter().enumerate() {
        let head = format!(
            "\r\n--b\r\nContent-Type: application/pdf; name=\"{n}.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Disposition: attachment; filename=\"{n}.pdf\"\r\n\r\n"
        );
        writer.write_all(head.as_bytes()).unwrap();
        // 57 bytes become 76 letters.
        lines(&mut writer, &format!("{}\r\n", "QUJD".repeat(19)), size * 78 / 57);
    }
    writer.write_all(b"\r\n--b--\r\n").unwrap();
    writer.finish_here().unwrap()
}

fn lines(writer: &mut Writer, line: &str, bytes: u64) {
    for _ in 0..bytes / line.len() as u64 {
        writer.write_all(line.as_bytes()).unwrap();
    }
}

/// Takes whatever is sent, and keeps what it was.
#[derive(Default)]
struct Taken {
    requests: Vec<(String, usize)>,
    ranges: Vec<String>,
    signed: bool,
}

/// What was asked for: the last word of the address, and how much went along.
fn way(asked: &Asked) -> &str {
    asked.path.split('?').next().unwrap().rsplit('/').next().unwrap()
}

async fn server(taken: Arc<Mutex<Taken>>, url: Arc<Mutex<String>>) -> Server {
    Server::answering(move |asked| {
        let mut taken = taken.lock().unwrap();
        if !asked.path.ends_with("$batch") {
            taken.requests.push((format!("{} {}", asked.method, way(asked)), asked.length));
        }
        match way(asked) {
            "$batch" => {
                let all = asked.json()["requests"].as_array().unwrap().clone();
                let folder =
                    |one: &serde_json::Value| json!({"id": one["id"], "status": 200, "body": {"id": "f"}});
                Reply::json(200, &json!({ "responses": all.iter().map(folder).collect::<Vec<_>>() }))
            }
            "sendMail" | "send" => Reply::json(202, &json!({})),
            "messages" if asked.method == "GET" => Reply::json(200, &json!({"value": []})),
            "messages" => Reply::json(201, &json!({"id": "draft"})),
            "attachments" => Reply::json(201, &json!({"id": "attachment"})),
            "createUploadSession" => {
                let url = format!("{}/upload", url.lock().unwrap());
                Reply::json(201, &json!({"uploadUrl": url, "nextExpectedRanges": ["0-"]}))
            }
            "upload" => {
                taken.signed |= asked.field("authorization").is_some();
                let range = asked.field("content-range").unwrap().to_owned();
                let (range_of, all) = range.strip_prefix("bytes ").unwrap().split_once('/').unwrap();
                let last: u64 = range_of.split_once('-').unwrap().1.parse().unwrap();
                let all: u64 = all.parse().unwrap();
                taken.ranges.push(range);
                if last + 1 == all {
                    return Reply::json(201, &json!({}));
                }
                Reply::json(200, &json!({"nextExpectedRanges": [(last + 1).to_string()]}))
            }
            other => panic!("{other} was not expected"),
        }
    })
    .await
}

async fn sends(content: Spool) -> (Result<Sent, Error>, Taken) {
    let (taken, url): (Arc<Mutex<Taken>>, Arc<Mutex<String>>) = (Arc::default(), Arc::default());
    let server = server(Arc::clone(&taken), Arc::clone(&url)).await;
    *url.lock().unwrap() = server.url();
    let outgoing = Client::to(&server.url(), Secret::new("token")).outgoing();
    let envelope = Envelope::new("ana@sandbox.test", ["bia@sandbox.test"]).unwrap();
    let sent = outgoing.send(envelope, content).await;
    let taken = std::mem::take(&mut *taken.lock().unwrap());
    (sent, taken)
}

fn ways(taken: &Taken) -> Vec<&str> {
    let mut ways: Vec<&str> = taken.requests.iter().map(|(way, _)| way.as_str()).collect();
    ways.dedup();
    ways
}

const BY_SESSION: [&str; 4] = ["POST messages", "POST createUploadSession", "PUT upload", "POST send"];

#[tokio::test]
async fn what_fits_goes_out_in_one_request_and_what_does_not_is_uploaded() {
    let whole = &["POST sendMail"][..];
    let small = &["POST messages", "POST attachments", "POST send"][..];
    for (size, expected) in [
        (MB, whole),
        (2 * MB, whole),
        // What is 3 MB as a file is 4 MB as mail.
        (3 * MB - 1000, small),
        (3 * MB + MB / 2, &BY_SESSION),
        (4 * MB, &BY_SESSION),
        (30 * MB, &BY_SESSION),
        (149 * MB, &BY_SESSION),
    ] {
        let (sent, taken) = sends(message(&[size], 1000, "mixed")).await;
        assert!(sent.is_ok(), "{size}: {sent:?}");
        assert_eq!(ways(&taken), expected, "{size}");
        let most = taken.requests.iter().map(|(_, length)| *length).max().unwrap();
        assert!(most <= 4 << 20, "{size}: {most}");
        assert!(!taken.signed, "an address of an upload is not shown a token");
        let uploaded = taken.ranges.last().map(|last| last.rsplit('/').next().unwrap().to_owned());
        let decoded: Option<u64> = uploaded.map(|all| all.parse().unwrap());
        assert!(decoded.is_none_or(|decoded| size - decoded < 100), "{size}: {decoded:?}");
    }
}

#[tokio::test]
async fn of_many_attachments_only_as_many_are_uploaded_as_must_be() {
    let (sent, taken) = sends(message(&[MB / 2, MB, MB, MB], 1000, "mixed")).await;
    sent.unwrap();
    let attached = taken.requests.iter().filter(|(way, _)| way == "POST attachments").count();
    assert_eq!((attached, taken.requests.len()), (2, 4));
}

#[tokio::test]
async fn what_no_way_takes_is_refused_before_anything_is_said() {
    for (content, words) in [
        (message(&[151 * MB], 1000, "mixed"), "graph-attachment-too-large"),
        (message(&[76 * MB, 76 * MB], 1000, "mixed"), "graph-message-too-large"),
        (message(&[], 4 * MB, "mixed"), "graph-rest-too-large"),
        (message(&[4 * MB], 1000, "signed"), "graph-rest-too-large"),
    ] {
        let (sent, taken) = sends(content).await;
        let error = sent.unwrap_err();
        assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Rejected, words));
        assert!(taken.requests.is_empty(), "{:?}", taken.requests);
    }
}

#[tokio::test]
async fn a_message_of_150_mb_takes_no_more_memory_than_a_small_one() {
    let content = message(&[149 * MB], 1000, "mixed");
    let before = most_memory();
    sends(content).await.0.unwrap();
    let more = most_memory() - before;
    assert!(more < ROOM, "{more} bytes");
}
