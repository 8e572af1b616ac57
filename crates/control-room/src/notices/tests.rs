//! Notices: everybody's list, and the way to a webhook, which is a server of the test.

use super::{News, Notices};
use crate::access::Access;
use crate::app::Asked;
use crate::audit::Actor;
use crate::settings::Settings;
use crate::testing::{Ahead, Log, Standing, on_both};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carteiro_mail::Kind;
use carteiro_world::{Clock, Language, Secret, phrase};
use futures_util::future::join_all;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

on_both!(
    everybody_is_told_once_and_says_what_they_have_read,
    a_notice_goes_to_the_webhook_once_and_is_known_to_be_ours,
    what_the_webhook_refuses_is_tried_later_and_later_and_given_up,
    a_secret_that_anybody_could_guess_is_refused,
);

const EN: Language = Language::English;

/// A webhook: what it answers, and what it was told.
#[derive(Clone)]
struct Hook {
    url: String,
    status: Arc<Mutex<StatusCode>>,
    told: Arc<Mutex<Vec<(HeaderMap, String)>>>,
}

impl Hook {
    async fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        // Many a webhook is known by a secret in its path.
        let url = format!("http://{}/canary-hook", listener.local_addr().unwrap());
        let hook = Self { url, status: Arc::new(Mutex::new(StatusCode::NO_CONTENT)), told: Arc::default() };
        let router = Router::new().fallback(hear).with_state(hook.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        hook
    }

    fn answers(&self, status: StatusCode) {
        *self.status.lock().unwrap() = status;
    }

    fn told(&self) -> Vec<(HeaderMap, String)> {
        self.told.lock().unwrap().clone()
    }
}

async fn hear(State(hook): State<Hook>, headers: HeaderMap, body: String) -> StatusCode {
    hook.told.lock().unwrap().push((headers, body));
    *hook.status.lock().unwrap()
}

struct Room {
    notices: Notices,
    clock: Ahead,
    ana: String,
    bia: String,
}

impl Room {
    async fn new(standing: &Standing) -> Self {
        let clock = Ahead::default();
        let ground = standing.ground(Clock::from(clock.clone())).await;
        let access = Access::new(ground.clone());
        let by = &Actor::TERMINAL;
        let ana = access.first(by, "Ana", &Secret::new("correct horse"), EN).await.unwrap().id;
        let bia = access.add_person(by, "Bia", &Secret::new("correct horse")).await.unwrap().id;
        Self { notices: Notices::new(ground), clock, ana, bia }
    }

    /// With this webhook.
    async fn hooked(standing: &Standing, hook: &Hook) -> Self {
        let room = Self::new(standing).await;
        let settings = Settings {
            reach_this_machine: true,
            notice_webhook: Some(hook.url.clone()),
            ..Settings::default()
        };
        room.notices.ground.decide(&Actor::TERMINAL, 0, &settings).await.unwrap();
        room
    }

    async fn tell(&self, people: &[&String], event: &str) {
        let people: BTreeSet<String> = people.iter().map(|one| (*one).clone()).collect();
        let words = phrase!("notice-connection-refused", name = event);
        let news = News {
            because: Some(phrase!("connection-sign-in-again")),
            ..News::about("connection", "c", event.to_owned(), words)
        };
        let mut change = self.notices.ground.db.begin().await.unwrap();
        self.notices.tell(&mut change, &people, &news).await.unwrap();
        change.commit().await.unwrap();
    }
}

async fn everybody_is_told_once_and_says_what_they_have_read(standing: &Standing) {
    let room = Room::new(standing).await;
    let Room { notices, ana, bia, .. } = &room;
    for event in ["one", "two", "one"] {
        room.tell(&[ana, bia], event).await;
    }
    room.tell(&[ana], "three").await;
    let all = notices.of(ana, &Asked::default(), EN).await.unwrap().items;
    let said: Vec<&str> = all.iter().map(|one| one.said.as_str()).collect();
    assert!(said.len() == 3 && said[0].contains("three") && said[2].contains("one"), "{said:?}");
    assert_eq!(all[0].because.as_deref(), Some("Somebody has to sign in again."));
    assert_eq!((notices.unread(ana).await.unwrap(), notices.unread(bia).await.unwrap()), (3, 2));
    notices.read(ana, &all[0].id).await.unwrap();
    notices.read(ana, &all[0].id).await.unwrap();
    assert_eq!(notices.unread(ana).await.unwrap(), 2);
    let of_another = notices.read(bia, &all[1].id).await.unwrap_err();
    assert_eq!(of_another.kind(), Kind::NotFound);
    notices.read_all(ana).await.unwrap();
    assert_eq!((notices.unread(ana).await.unwrap(), notices.unread(bia).await.unwrap()), (0, 2));
}

async fn a_notice_goes_to_the_webhook_once_and_is_known_to_be_ours(standing: &Standing) {
    let hook = Hook::listen().await;
    let room = Room::hooked(standing, &hook).await;
    let key = *b"0123456789abcdef0123456789abcdef";
    let secret = Secret::new(format!("whsec_{}", STANDARD.encode(key)));
    assert!(!room.notices.is_signed().await.unwrap());
    room.notices.sign_with(&Actor::TERMINAL, &secret).await.unwrap();
    assert!(room.notices.is_signed().await.unwrap());
    room.tell(&[&room.ana], "one").await;
    // Of several processes one sends it.
    let arrived = join_all((0..4).map(|_| room.notices.deliver())).await;
    assert_eq!(arrived.into_iter().map(Result::unwrap).sum::<usize>(), 1);
    let told = hook.told();
    let [(headers, body)] = told.as_slice() else { panic!("{told:?}") };
    let field = |name: &str| headers[name].to_str().unwrap().to_owned();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{}.{}.{body}", field("webhook-id"), field("webhook-timestamp")).as_bytes());
    assert_eq!(field("webhook-signature"), format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())));
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (&body["event"], &body["about"]["kind"]),
        (&"notice-connection-refused".into(), &"connection".into())
    );
    let words = |language: &str| body["words"][language].as_str().unwrap().to_owned();
    assert!(words("en").contains("refuses") && words("pt-BR").contains("recusa"), "{body}");
    let one = room.notices.deliveries(&Asked::default(), EN).await.unwrap().items.remove(0);
    assert!(one.id == field("webhook-id") && one.done_at.is_some() && one.due_at.is_none(), "{one:?}");
    let done = room.notices.retry(&one.id).await.unwrap_err();
    assert_eq!(done.kind(), Kind::NotFound, "it has arrived");
    // Nothing is signed where there is no secret.
    room.notices.sign_with(&Actor::TERMINAL, &Secret::new("")).await.unwrap();
    assert!(!room.notices.is_signed().await.unwrap());
    room.tell(&[&room.ana], "two").await;
    assert_eq!(room.notices.deliver().await.unwrap(), 1);
    assert!(!hook.told()[1].0.contains_key("webhook-signature"));
}

async fn what_the_webhook_refuses_is_tried_later_and_later_and_given_up(standing: &Standing) {
    let (log, _heard) = Log::heard();
    let hook = Hook::listen().await;
    let room = Room::hooked(standing, &hook).await;
    hook.answers(StatusCode::INTERNAL_SERVER_ERROR);
    room.tell(&[&room.ana], "one").await;
    let last = async || room.notices.deliveries(&Asked::default(), EN).await.unwrap().items.remove(0);
    for tries in 1..=7 {
        assert_eq!(room.notices.deliver().await.unwrap(), 0);
        assert_eq!(room.notices.deliver().await.unwrap(), 0, "not at once");
        let one = last().await;
        assert_eq!((one.tries, one.due_at.is_some()), (tries, tries < 7), "{one:?}");
        assert_eq!(one.failed.as_deref(), Some("127.0.0.1 answered with status 500."));
        room.clock.pass(Duration::from_hours(12) + Duration::from_mins(1));
    }
    room.clock.pass(Duration::from_hours(1000));
    assert_eq!(room.notices.deliver().await.unwrap(), 0);
    assert_eq!(hook.told().len(), 7);
    let lines: Vec<String> =
        log.text().lines().filter(|line| line.contains("not sent")).map(str::to_owned).collect();
    assert!(lines.len() == 7 && lines.iter().all(|line| line.contains("status 500")), "{lines:?}");
    assert!(lines[6].contains("is_given_up=true") && !log.text().contains("canary"), "{}", log.text());
    // Mended, and tried again by somebody.
    hook.answers(StatusCode::OK);
    room.notices.retry(&last().await.id).await.unwrap();
    assert_eq!(room.notices.deliver().await.unwrap(), 1);
    assert_eq!((last().await.tries, last().await.failed), (1, None));
}

async fn a_secret_that_anybody_could_guess_is_refused(standing: &Standing) {
    let room = Room::new(standing).await;
    for short in ["x", "whsec_", "whsec_AAAA", "whsec_not Base64, though it is long enough for a secret"] {
        let refused = room.notices.sign_with(&Actor::TERMINAL, &Secret::new(short)).await.unwrap_err();
        assert_eq!((refused.kind(), refused.pointer()), (Kind::InvalidInput, Some("/secret")), "{short}");
    }
}
