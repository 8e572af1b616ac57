//! What a watch asks for, of a server that does not listen for long or has much to tell.

use crate::client::Client;
use crate::exchange::{Asked, answers, folder, message, page, well_known};
use crate::server::{Body, Server};
use carteiro_auth::Renew;
use carteiro_mail::{Backend, Change, Cursor, Error, FolderPath, Kind, MessageRef, Notices, Open, ServerId};
use carteiro_world::Clock;
use carteiro_world::clock::Time;
use futures_util::StreamExt;
use jiff::Timestamp;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const POLL: Duration = Duration::from_secs(7);
/// So many states there are.
const STATES: usize = 30;
const COOKIE: &str = "X-BackEndOverrideCookie=mailbox-server~1942";
const SET_COOKIE: &str = "Set-Cookie: other=1; path=/\r\nSet-Cookie: X-BackEndOverrideCookie=mailbox-server~1942; path=/; secure\r\n";

/// For whom the time between two looks has passed at once, and no other time passes.
struct Looks;

impl Time for Looks {
    fn now(&self) -> Timestamp {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    fn sleep(&self, span: Duration) -> futures_util::future::BoxFuture<'static, ()> {
        Box::pin(async move {
            if span != POLL {
                std::future::pending::<()>().await;
            }
        })
    }
}

/// The names of what comes with one answer, and whether it is the last.
type Page = (Vec<usize>, bool);

struct Desk {
    server: Server,
    /// The requests, in their order.
    said: Arc<Mutex<Vec<String>>>,
    backend: Arc<dyn Backend>,
}

impl Desk {
    /// With what comes of the nth look at a folder, and what is answered to who listens.
    async fn new(
        looked: impl Fn(usize) -> Page + Send + Sync + 'static,
        listened: impl Fn(Vec<u8>) -> Body + Send + Sync + 'static,
    ) -> Self {
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&said);
        let server = Server::answering(move |request| {
            let asked = Asked::of(request);
            let operation = asked.operation();
            let mut said = kept.lock().unwrap();
            said.push(request.to_owned());
            let looks = said.iter().filter(|body| Asked::of(body).operation() == "SyncFolderItems").count();
            match operation {
                "GetFolder" => well_known(&asked).into(),
                "FindFolder" => {
                    answers(operation, [page(&asked, "t:Folders", 1, |_| folder("inbox", b"Inbox"))]).into()
                }
                "SyncFolderItems" => answers(operation, [synced(looks.min(STATES), looked(looks))]).into(),
                "Subscribe" => Body::Headed {
                    head: SET_COOKIE,
                    status: "200 OK",
                    body: answers(operation, [b"<m:SubscriptionId>s</m:SubscriptionId>".to_vec()]),
                },
                "GetStreamingEvents" => {
                    listened(answers(operation, [b"<m:ConnectionStatus>OK</m:ConnectionStatus>".to_vec()]))
                }
                "Unsubscribe" => answers(operation, [Vec::new()]).into(),
                other => panic!("{other} was not expected"),
            }
        })
        .await;
        let mut client = Client::to(&server.url());
        client.ews.config.poll = POLL;
        client.ews.world.clock = Clock::from(Looks);
        let open: &dyn Open = &client.ews;
        let backend = open.open(Renew::WhenExpired, Notices::default()).await.unwrap();
        Self { server, said, backend }
    }

    fn count(&self, operation: &str) -> usize {
        self.bodies(operation).len()
    }

    fn bodies(&self, operation: &str) -> Vec<String> {
        let said = self.said.lock().unwrap();
        said.iter().filter(|body| Asked::of(body).operation() == operation).cloned().collect()
    }

    /// The heads of the requests of an operation.
    fn heads(&self, operation: &str) -> Vec<String> {
        let said = self.said.lock().unwrap();
        let all = self.server.heads().into_iter().zip(said.iter());
        all.filter(|(_, body)| Asked::of(body).operation() == operation).map(|(head, _)| head).collect()
    }

    async fn heard(&self, operation: &str) {
        while self.count(operation) == 0 {
            tokio::task::yield_now().await;
        }
    }
}

fn synced(state: usize, (names, is_last): Page) -> Vec<u8> {
    let changes = names.into_iter().flat_map(|name| {
        [b"<t:Create>".to_vec(), message(&name.to_string(), b""), b"</t:Create>".to_vec()].concat()
    });
    let begin = format!(
        "<m:SyncState>{state}</m:SyncState><m:IncludesLastItemInRange>{is_last}</m:IncludesLastItemInRange>\
         <m:Changes>"
    );
    [begin.into_bytes(), changes.collect(), b"</m:Changes>".to_vec()].concat()
}

fn forgotten(answer: Vec<u8>) -> Body {
    let answer = String::from_utf8(answer).unwrap();
    let refused = answer.replace("\"Success\"", "\"Error\"").replace("NoError", "ErrorSubscriptionNotFound");
    refused.into_bytes().into()
}

fn name(told: Option<Result<Change, Error>>) -> (usize, Cursor) {
    match told {
        Some(Ok(Change::Arrived { message: MessageRef { id: Some(ServerId::Item(id)), .. }, cursor })) => {
            (id.parse().unwrap(), cursor)
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_forgets_each_subscription_is_looked_at_from_time_to_time() {
    for answered in [forgotten, Body::Whole as fn(Vec<u8>) -> Body] {
        let desk = Desk::new(|look| (if look == 100 { vec![1] } else { Vec::new() }, true), answered).await;
        let mut changes = desk.backend.watch(FolderPath::inbox(), None, Renew::WhenExpired);
        assert!(matches!(changes.next().await, Some(Ok(Change::CaughtUp { .. }))));
        assert_eq!(name(changes.next().await).0, 1);
        // 1, 2, 4 … 32 looks stand between two streams.
        assert_eq!(desk.count("SyncFolderItems"), 100);
        assert_eq!(desk.count("GetStreamingEvents"), 7);
    }
}

#[tokio::test]
async fn a_long_absence_is_told_answer_by_answer_and_told_again_from_any_place_in_it() {
    let many = |look: usize| match look {
        1 => (Vec::new(), true),
        look if look < 12 => (vec![look * 10, look * 10 + 1], false),
        _ => (vec![120], true),
    };
    let desk = Desk::new(many, Body::Whole).await;
    let begin = desk.backend.cursor(FolderPath::inbox()).await.unwrap();
    let mut changes = desk.backend.watch(FolderPath::inbox(), Some(begin), Renew::WhenExpired);
    assert_eq!(name(changes.next().await).0, 20);
    assert_eq!(desk.count("SyncFolderItems"), 2, "what follows is not asked for before it is wanted");
    let (second, cursor) = name(changes.next().await);
    assert_eq!((second, desk.count("SyncFolderItems")), (21, 2));
    let after = serde_json::to_string(&cursor).unwrap();
    assert!(after.contains("\"2\""), "the next answer is asked for from here: {after}");
    let mut told = Vec::new();
    loop {
        match changes.next().await {
            Some(Ok(Change::CaughtUp { .. })) => break,
            change => told.push(name(change).0),
        }
    }
    assert_eq!((told.first(), told.last(), told.len()), (Some(&30), Some(&120), 19));
}

#[tokio::test]
async fn what_was_told_of_an_answer_is_not_told_again_when_it_comes_with_a_later_one() {
    let shifted = |look: usize| match look {
        1 => (Vec::new(), true),
        2 => (vec![1, 2, 3], true),
        3 => (vec![4], false),
        _ => (vec![2, 1, 3], true),
    };
    let desk = Desk::new(shifted, Body::Whole).await;
    let begin = desk.backend.cursor(FolderPath::inbox()).await.unwrap();
    let mut changes = desk.backend.watch(FolderPath::inbox(), Some(begin), Renew::WhenExpired);
    assert_eq!(name(changes.next().await).0, 1);
    let (two, after_two) = name(changes.next().await);
    drop(changes);
    let mut changes = desk.backend.watch(FolderPath::inbox(), Some(after_two), Renew::WhenExpired);
    let (four, after_four) = name(changes.next().await);
    drop(changes);
    let mut changes = desk.backend.watch(FolderPath::inbox(), Some(after_four), Renew::WhenExpired);
    assert_eq!((two, four, name(changes.next().await).0), (2, 4, 3));
    assert!(matches!(changes.next().await, Some(Ok(Change::CaughtUp { .. }))));
}

#[tokio::test]
async fn a_cursor_of_another_kind_of_server_begins_anew_and_says_so() {
    let desk = Desk::new(|_| (Vec::new(), true), Body::Whole).await;
    let cursor = serde_json::from_str("{\"uids\":{\"validity\":1,\"next\":1}}").unwrap();
    let mut changes = desk.backend.watch(FolderPath::inbox(), Some(cursor), Renew::WhenExpired);
    assert!(matches!(changes.next().await, Some(Ok(Change::Reset { .. }))));
    assert!(matches!(changes.next().await, Some(Ok(Change::CaughtUp { .. }))));
}

#[tokio::test]
async fn of_a_state_nothing_else_is_asked() {
    let desk = Desk::new(|look| (vec![look], look == 3), Body::Whole).await;
    desk.backend.cursor(FolderPath::inbox()).await.unwrap();
    let asked = desk.bodies("SyncFolderItems");
    assert_eq!(asked.len(), 3);
    assert!(asked.iter().all(|body| !body.contains("AdditionalProperties")), "{asked:?}");
}

#[tokio::test]
async fn a_state_after_which_always_comes_the_same_is_no_answer() {
    let desk = Desk::new(|_| (Vec::new(), false), Body::Whole).await;
    let error = desk.backend.cursor(FolderPath::inbox()).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Protocol, "{error:?}");
    let begin = serde_json::from_str("{\"sync\": {\"state\": \"30\", \"told\": []}}").unwrap();
    let mut changes = desk.backend.watch(FolderPath::inbox(), Some(begin), Renew::WhenExpired);
    let error = changes.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), Kind::Protocol, "{error:?}");
}

#[tokio::test]
async fn a_stream_is_asked_for_where_its_subscription_is() {
    let desk = Desk::new(|_| (Vec::new(), true), Body::Broken).await;
    let mut changes = desk.backend.watch(FolderPath::inbox(), None, Renew::WhenExpired);
    assert!(matches!(changes.next().await, Some(Ok(Change::CaughtUp { .. }))));
    assert!(changes.next().await.unwrap().is_err(), "the connection broke");
    drop(changes);
    desk.heard("Unsubscribe").await;
    let [subscribe] = desk.heads("Subscribe").try_into().unwrap();
    assert!(subscribe.contains("x-preferserveraffinity: true\r\n"), "{subscribe}");
    assert!(subscribe.contains("x-anchormailbox: ana@sandbox.test\r\n"), "{subscribe}");
    assert!(!subscribe.contains("cookie:"), "{subscribe}");
    for operation in ["GetStreamingEvents", "Unsubscribe"] {
        let [head] = desk.heads(operation).try_into().unwrap();
        assert!(head.contains(&format!("cookie: {COOKIE}\r\n")), "{operation}: {head}");
        assert!(head.contains("x-preferserveraffinity: true\r\n"), "{operation}: {head}");
    }
    let others = desk.heads("SyncFolderItems");
    assert!(others.iter().all(|head| !head.contains("cookie:") && !head.contains("affinity")), "{others:?}");
}

#[tokio::test]
async fn a_subscription_that_the_server_has_forgotten_is_not_ended_again() {
    let desk = Desk::new(|look| (if look == 3 { vec![1] } else { Vec::new() }, true), forgotten).await;
    let mut changes = desk.backend.watch(FolderPath::inbox(), None, Renew::WhenExpired);
    assert!(matches!(changes.next().await, Some(Ok(Change::CaughtUp { .. }))));
    assert_eq!(name(changes.next().await).0, 1);
    drop(changes);
    desk.backend.cursor(FolderPath::inbox()).await.unwrap();
    assert_eq!((desk.count("Subscribe"), desk.count("Unsubscribe")), (1, 0));
}
