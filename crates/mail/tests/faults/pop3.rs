//! POP3 servers that break, lie, stay silent or listen in.

mod maildrop;
mod pipeline;

use crate::client::CANARY;
use crate::lab::{fresh, port, server};
use crate::script::Script;
use carteiro_auth::{Credential, Renew};
use carteiro_mail::backends::pop3::{Config, Pop3};
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::{
    Backend, Error, FolderPath, Kind, Limits, Mailbox, Message, MessageRef, Notices, Open, Parts,
    Permissions, Query, Retry, Selection, Unreadable, Wanted,
};
use carteiro_world::dial::Dialer;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Secret, Transcript, egress};
use futures_util::StreamExt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Signs in by USER and PASS, to a server that tells what it can do.
const IN: &str = "S: +OK ready
c
S: +OK
S: USER
S: TOP
S: UIDL
S: RESP-CODES
S: .
c
S: +OK
c
S: +OK in
c
S: +OK
S: TOP
S: UIDL
S: .
";

/// Three messages.
const LISTED: &str = "c
S: +OK
S: 1 40
S: 2 50
S: 3 60
S: .
c
S: +OK
S: 1 a
S: 2 b
S: 3 c
S: .
";

const BYE: &str = "c\nS: +OK bye\n";

struct Client {
    pop3: Pop3,
    said: Arc<Mutex<Vec<String>>>,
}

fn client(port: u16) -> Client {
    let clock = Clock::system();
    let said: Arc<Mutex<Vec<String>>> = Arc::default();
    let listener = Arc::clone(&said);
    let config = Config {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::None,
        timeout: Duration::from_secs(20),
        patience: Duration::from_secs(20),
        poll: Duration::from_mins(1),
    };
    let user = "ana@sandbox.test".to_owned();
    let world = World {
        tls: Tls::trusting(Vec::new()).unwrap(),
        credentials: Arc::new(Credential::Password { user, password: Secret::new(CANARY) }),
        dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
        clock,
        random: Random::system(),
        transcript: Transcript::new(move |line| listener.lock().unwrap().push(line.to_owned())),
        stages: carteiro_mail::Stages::default(),
    };
    Client { pop3: Pop3::new(config, world, Spools::default()), said }
}

impl Client {
    async fn backend(&self) -> Result<Arc<dyn Backend>, Error> {
        self.pop3.open(Renew::WhenExpired, Notices::default()).await
    }

    async fn refused(&self) -> Error {
        match self.backend().await {
            Err(error) => error,
            Ok(_) => panic!("signed in"),
        }
    }

    async fn mailbox(&self) -> Mailbox {
        let limits = Limits { pause: Duration::ZERO, ..Limits::default() };
        let open = Arc::new(self.pop3.clone());
        Mailbox::open(open, Clock::system(), limits, Permissions::default(), |_| {}).await.unwrap()
    }

    fn transcript(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }
}

async fn all(backend: &dyn Backend) -> Result<Vec<MessageRef>, Error> {
    backend.search(FolderPath::inbox(), Query::default()).await
}

async fn read(backend: &dyn Backend, messages: Vec<MessageRef>) -> Vec<Result<Message, Unreadable>> {
    let parts = Parts { content: true, ..Parts::default() };
    backend.fetch(messages, Wanted::from(parts)).collect().await
}

/// A session in which `what` is done after the listing.
async fn listed(what: &str) -> (Script, Arc<dyn Backend>, Vec<MessageRef>) {
    let script = Script::play(&[&format!("{IN}{LISTED}{what}")]).await;
    let backend = client(script.port()).backend().await.unwrap();
    let messages = all(&*backend).await.unwrap();
    (script, backend, messages)
}

#[tokio::test]
async fn what_is_no_pop3_is_told_from_a_server_that_turns_away() {
    for (greeting, kind, code) in [
        ("S: * OK IMAP", Kind::Protocol, "pop3-no-greeting"),
        ("S: 220 smtp", Kind::Protocol, "pop3-no-greeting"),
        ("S: -ERR full", Kind::Throttled, "server-turned-away"),
        ("S: -ERR [SYS/PERM] broken", Kind::Denied, "pop3-needs-a-person"),
    ] {
        let error = client(Script::play(&[greeting]).await.port()).refused().await;
        assert_eq!((error.kind(), error.words().code.as_ref()), (kind, code), "{error}");
    }
}

#[tokio::test]
async fn refusals_of_a_sign_in_are_told_apart_by_their_codes() {
    for (answer, kind, retry) in [
        ("-ERR no", Kind::SignInFailed, Retry::Never),
        ("-ERR [AUTH] no", Kind::SignInFailed, Retry::Never),
        ("-ERR [IN-USE] wait", Kind::Throttled, Retry::Later),
        ("-ERR maildrop already locked", Kind::Throttled, Retry::Later),
        ("-ERR [LOGIN-DELAY] wait", Kind::Throttled, Retry::Later),
        ("-ERR [SYS/TEMP] wait", Kind::Throttled, Retry::Later),
        ("-ERR [SYS/PERM] call somebody", Kind::Denied, Retry::Never),
    ] {
        let script = format!("S: +OK ready\nc\nS: -ERR what\nc\nS: +OK\nc\nS: {answer}\n");
        let client = client(Script::play(&[&script]).await.port());
        let error = client.refused().await;
        assert_eq!((error.kind(), error.retry()), (kind, retry), "{answer}: {error}");
        assert!(!client.transcript().contains(CANARY));
    }
}

#[tokio::test]
async fn a_server_that_repeats_the_password_is_not_heard() {
    let script = format!("S: +OK ready\nc\nS: -ERR what\nc\nS: +OK\nc\nS: -ERR PASS {CANARY} is wrong\n");
    let client = client(Script::play(&[&script]).await.port());
    let error = client.refused().await;
    assert!(!format!("{error:?} {}", client.transcript()).contains(CANARY), "{error:?}");
}

#[tokio::test]
async fn without_stls_nothing_is_shown() {
    let script = Script::play(&["S: +OK ready\nc\nS: +OK\nS: USER\nS: .\nc\n"]).await;
    let mut client = client(script.port());
    client.pop3.config.security = Security::Starttls;
    let error = client.refused().await;
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Tls, "starttls-missing"));
    assert_eq!(script.heard(), ["CAPA"]);
}

#[tokio::test]
async fn exchange_takes_a_token_in_a_line_of_its_own() {
    let script = "S: +OK ready\nc\nS: +OK\nS: SASL PLAIN XOAUTH2\nS: .\nc\nS: + \nc\nS: +OK in\nc\nS: -ERR\n";
    let script = Script::play(&[script]).await;
    let mut client = client(script.port());
    let (user, token) = ("ana@sandbox.test".to_owned(), Secret::new(CANARY));
    client.pop3.world.credentials = Arc::new(Credential::Bearer { user, token, expires_at: None });
    client.backend().await.unwrap();
    let heard = script.heard();
    assert_eq!(heard[1], "AUTH XOAUTH2");
    assert!(heard[2].starts_with("dXNlcj1hbmFAc2FuZGJveC50ZXN0AWF1dGg9QmVhcmVy"), "{heard:?}");
    assert!(!client.transcript().contains("dXNlcj1h"));
}

#[tokio::test]
async fn lines_and_listings_without_end_are_refused() {
    for (flood, code) in [
        ("c\n| +OK\\r\\n1 5\n".to_owned() + &format!("| {}\n", "x".repeat(70_000)), "imap-response-too-long"),
        ("c\nS: +OK\nflood 1 2\n".to_owned(), "pop3-endless"),
    ] {
        let script = Script::play(&[&format!("{IN}{flood}")]).await;
        let backend = client(script.port()).backend().await.unwrap();
        let error = all(&*backend).await.unwrap_err();
        assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Protocol, code), "{error}");
    }
}

#[tokio::test]
async fn a_message_without_end_is_given_up_far_beyond_its_size() {
    let line = "x".repeat(500);
    let (_script, backend, messages) = listed(&format!("c\nS: +OK\nflood {line}\n")).await;
    let error = read(&*backend, messages).await.remove(0).unwrap_err().error;
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Protocol, "pop3-message-too-large"));
}

#[tokio::test]
async fn a_size_that_lies_does_no_harm() {
    let (_script, backend, mut messages) =
        listed("c\nS: +OK 3 octets\nS: Subject: long\nS: \nS: much longer than forty bytes, for certain, is this\nS: .\n").await;
    messages.truncate(1);
    let message = read(&*backend, messages).await.remove(0).unwrap();
    assert_eq!((message.header.subject.as_str(), message.reference.key.size), ("long", 40));
    assert_eq!(message.size, message.content.unwrap().len());
}

#[tokio::test]
async fn one_message_that_is_refused_stops_no_other() {
    let letter = |subject: &str| format!("c\nS: +OK\nS: Subject: {subject}\nS: \nS: ..dots\nS: .\n");
    let (_script, backend, messages) =
        listed(&format!("{}c\nS: -ERR no such message\n{}", letter("a"), letter("c"))).await;
    let read = read(&*backend, messages).await;
    assert_eq!(read[0].as_ref().unwrap().header.subject, "a");
    assert_eq!(read[1].as_ref().unwrap_err().error.kind(), Kind::NotFound);
    assert_eq!(read[2].as_ref().unwrap().header.subject, "c");
}

#[tokio::test]
async fn an_end_in_the_middle_of_a_message_is_a_broken_connection() {
    let (_script, backend, messages) = listed("c\nS: +OK\nS: Subject: half\n").await;
    for one in read(&*backend, messages).await {
        let error = one.unwrap_err().error;
        assert_eq!((error.kind(), error.retry()), (Kind::Unreachable, Retry::Reconnect), "{error}");
    }
}

#[tokio::test]
async fn a_message_is_found_again_by_its_name_though_numbers_changed() {
    let first = format!("{IN}{LISTED}");
    let second = format!(
        "{IN}c\nS: +OK\nS: 1 60\nS: .\nc\nS: +OK\nS: 1 c\nS: .\nc\nS: +OK\nS: Subject: c\nS: \nS: .\n{BYE}"
    );
    let script = Script::play(&[&first, &second]).await;
    let client = client(script.port());
    let mailbox = client.mailbox().await;
    let found: Vec<_> = mailbox.messages(Selection::of(FolderPath::inbox())).await.unwrap().collect().await;
    // `a` and `b` have gone with the connection.
    let subjects: Vec<_> = found.into_iter().map(|one| one.unwrap().message.header.subject.clone()).collect();
    assert_eq!(subjects, ["c"]);
}

#[tokio::test]
async fn names_that_are_odd_or_given_twice_tell_messages_apart_all_the_same() {
    let odd = "c\nS: +OK\nS: 1 40\nS: 2 40\nS: 3 40\nS: 4 40\nS: .\nc\nS: +OK\nS: 1 same\nS: 2 same\nS: 3 with blanks\nS: 4 é\nS: .\n\
        c\nS: +OK\nS: Message-ID: <1@x>\nS: .\nc\nS: +OK\nS: Message-ID: <2@x>\nS: .\n";
    let script = Script::play(&[&format!("{IN}{odd}")]).await;
    let backend = client(script.port()).backend().await.unwrap();
    let found = all(&*backend).await.unwrap();
    let names: std::collections::HashSet<_> = found.iter().map(|one| one.id.clone()).collect();
    assert_eq!((found.len(), names.len()), (4, 4));
}

#[tokio::test]
async fn of_two_that_nothing_tells_apart_none_is_removed() {
    let twins = "c\nS: +OK\nS: 1 40\nS: 2 40\nS: .\nc\nS: -ERR no UIDL\n\
        c\nS: +OK\nS: Subject: x\nS: .\nc\nS: +OK\nS: Subject: x\nS: .\n";
    let script = Script::play(&[&format!("{IN}{twins}")]).await;
    let backend = client(script.port()).backend().await.unwrap();
    let found = all(&*backend).await.unwrap();
    assert_eq!(found.len(), 2);
    for answer in backend.delete(found).await.unwrap() {
        assert_eq!(answer.unwrap_err().words().code, "pop3-twins");
    }
    assert!(!script.heard().iter().any(|line| line.starts_with("DELE")));
}

#[tokio::test]
async fn without_uidl_and_top_messages_are_told_apart_by_what_is_in_them() {
    let alike = "c\nS: +OK\nS: 1 40\nS: 2 40\nS: .\nc\nS: -ERR no UIDL\nc\nS: -ERR no TOP\n\
        c\nS: +OK\nS: Subject: b\nS: \nS: .\nc\nS: +OK\nS: Subject: a\nS: \nS: .\nc\nS: +OK\nc\nS: +OK\n";
    let before = "S: +OK ready\nc\nS: -ERR what\nc\nS: +OK\nc\nS: +OK in\nc\nS: -ERR what\n";
    let script = Script::play(&[&format!("{before}{alike}")]).await;
    let backend = client(script.port()).backend().await.unwrap();
    let found = all(&*backend).await.unwrap();
    assert!(backend.delete(found).await.unwrap().iter().all(Result::is_ok));
    let heard = script.heard();
    assert_eq!(heard[6..], ["TOP 1 0", "RETR 2", "RETR 1", "DELE 1", "DELE 2"]);
}

#[tokio::test]
async fn what_was_removed_is_removed_again_when_the_connection_broke_before_quit() {
    let first = format!("{IN}{LISTED}c\nS: +OK\n");
    let second = format!("{IN}{LISTED}c\nS: +OK\n{BYE}");
    let script = Script::play(&[&first, &second]).await;
    let client = client(script.port());
    let mailbox = client.mailbox().await;
    let messages = all_of(&mailbox).await;
    assert!(mailbox.delete(vec![messages[1].clone()]).await[0].is_ok());
    mailbox.close().await.unwrap();
    let removed: Vec<String> = script.heard().into_iter().filter(|line| line.starts_with("DELE")).collect();
    assert_eq!(removed, ["DELE 2", "DELE 2"]);
}

#[tokio::test]
async fn what_is_gone_after_a_quit_without_answer_is_removed() {
    let first = format!("{IN}{LISTED}c\nS: +OK\nc\n");
    let second = format!("{IN}c\nS: +OK\nS: 1 40\nS: .\nc\nS: +OK\nS: 1 a\nS: .\n{BYE}");
    let script = Script::play(&[&first, &second]).await;
    let mailbox = client(script.port()).mailbox().await;
    let messages = all_of(&mailbox).await;
    assert!(mailbox.delete(vec![messages[1].clone()]).await[0].is_ok());
    mailbox.close().await.unwrap();
}

#[tokio::test]
async fn what_nobody_confirms_is_of_unknown_outcome() {
    let first = format!("{IN}{LISTED}c\nS: +OK\nc\n");
    let script = Script::play(&[&first, "S: -ERR [SYS/PERM] gone for good"]).await;
    let mailbox = client(script.port()).mailbox().await;
    let messages = all_of(&mailbox).await;
    assert!(mailbox.delete(vec![messages[1].clone()]).await[0].is_ok());
    let error = mailbox.close().await.unwrap_err();
    assert_eq!(error.kind(), Kind::OutcomeUnknown, "{error}");
}

/// All there is, by what a mailbox has.
async fn all_of(mailbox: &Mailbox) -> Vec<MessageRef> {
    let letter = |id: &str, size: u64| MessageRef {
        folder: FolderPath::inbox(),
        id: Some(serde_json::from_value(serde_json::json!({ "immutable": id })).unwrap()),
        key: carteiro_mail::ContentKey { size, ..carteiro_mail::ContentKey::default() },
    };
    assert_eq!(mailbox.count(Selection::of(FolderPath::inbox())).await.unwrap(), 3);
    vec![letter("a", 40), letter("b", 50), letter("c", 60)]
}

#[tokio::test]
async fn a_server_without_top_gives_headers_all_the_same() {
    let (script, backend, mut messages) =
        listed("c\nS: -ERR what\nc\nS: +OK\nS: Subject: a\nS: \nS: text\nS: .\n").await;
    messages.truncate(1);
    let read: Vec<_> = backend.fetch(messages, Wanted::from(Parts::default())).collect().await;
    assert_eq!(read[0].as_ref().unwrap().header.subject, "a");
    assert_eq!(script.heard()[6..], ["TOP 1 0", "RETR 1"]);
}

#[tokio::test]
async fn silence_in_the_middle_is_no_hang() {
    let script = Script::play(&[&format!("{IN}c\nS: +OK\nsilence\n")]).await;
    let mut client = client(script.port());
    client.pop3.config.patience = Duration::from_millis(50);
    let backend = client.backend().await.unwrap();
    assert_eq!(all(&*backend).await.unwrap_err().kind(), Kind::Timeout);
}

#[tokio::test]
async fn dovecot_lets_in_by_every_security() {
    let Some(dovecot) = server("dovecot") else { return };
    let mut client = client(port(&dovecot, "pop3"));
    let user = format!("{}@lab.test", fresh("test-"));
    client.pop3.world.credentials = Arc::new(Credential::Password { user, password: Secret::new("pw-test") });
    assert_eq!(all(&*client.backend().await.unwrap()).await.unwrap(), []);
}
