//! A connection that NTLM signs in: what is sent before it is, and where nobody wants it.

use crate::client::Client;
use crate::exchange::{Asked, answers, element, folder, message, page, well_known};
use crate::relay::Relay;
use crate::server::{Body, Server};
use carteiro_auth::Credential;
use carteiro_mail::backends::ews::Ews;
use carteiro_mail::{Flags, FolderPath, Kind, Mailbox};
use carteiro_sandbox::{Options, Sandbox};
use carteiro_world::Secret;
use carteiro_world::clock::Manual;
use carteiro_world::spool::Spools;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

fn by_ntlm(url: &str) -> Client {
    let mut client = Client::to(url);
    let (user, password) = ("ana@sandbox.test".to_owned(), Secret::new("sandbox"));
    client.ews.world.credentials = Arc::new(Credential::Ntlm { user, domain: None, password });
    client
}

async fn append(mailbox: &Mailbox) -> Result<(), carteiro_mail::Error> {
    let letter = b"Subject: a\r\nMessage-ID: <a@else.test>\r\n\r\nhello\r\n".to_vec();
    mailbox.append(FolderPath::inbox(), letter.into(), Flags::default(), None).await.map(drop)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_goes_only_over_a_connection_that_is_signed_in() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let relay = Relay::to(sandbox.http_addr(), |_| {}).await;
    let mut client = by_ntlm(&relay.url());
    let clock = Manual::at("2026-11-22T12:00:00Z".parse().unwrap());
    let mut world = client.ews.world.clone();
    (world.clock, world.dialer.clock) = (clock.clock(), clock.clock());
    client.ews = Ews::new(client.ews.config.clone(), world, Spools::default());
    let mailbox = client.mailbox().await;
    append(&mailbox).await.unwrap();
    for _ in 0..3 {
        // The connection is not used again after so long without a request.
        clock.advance(Duration::from_secs(5));
        append(&mailbox).await.unwrap();
    }
    let said = relay.heard();
    let created = said.iter().filter(|body| Asked::of(body).operation() == "CreateItem").count();
    assert_eq!((created, sandbox.account().messages("INBOX").unwrap().len()), (4, 4));
}

fn answer(request: &str) -> Body {
    let asked = Asked::of(request);
    let operation = asked.operation();
    let told = match operation {
        "GetFolder" => well_known(&asked),
        "FindFolder" => answers(operation, [page(&asked, "t:Folders", 1, |_| folder("inbox", b"Inbox"))]),
        "CreateItem" | "GetItem" => answers(operation, [element("m:Items", &message("a", b""))]),
        other => panic!("{other} was not expected"),
    };
    told.into()
}

#[tokio::test]
async fn a_server_that_lets_everybody_in_is_asked_what_was_to_be_asked() {
    for status in ["200 OK", "400 Bad Request", "500 Internal Server Error"] {
        let server = Server::answering(move |request| {
            if request.is_empty() {
                Body::Headed { head: "", status, body: Vec::new() }
            } else {
                answer(request)
            }
        })
        .await;
        let mailbox = by_ntlm(&server.url()).mailbox().await;
        append(&mailbox).await.unwrap_or_else(|error| panic!("{status}: {error:?}"));
    }
}

#[tokio::test]
async fn what_stands_before_a_server_leaves_nothing_open_of_what_was_never_sent() {
    for status in ["502 Bad Gateway", "504 Gateway Timeout"] {
        let down = Arc::new(AtomicBool::new(false));
        let is_down = Arc::clone(&down);
        let server = Server::answering(move |request| {
            let status = if is_down.load(Ordering::Relaxed) { status } else { "200 OK" };
            if request.is_empty() {
                Body::Headed { head: "", status, body: Vec::new() }
            } else {
                answer(request)
            }
        })
        .await;
        let mailbox = by_ntlm(&server.url()).mailbox().await;
        down.store(true, Ordering::Relaxed);
        let error = append(&mailbox).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Unreachable, "{status}: {error:?}");
    }
}
