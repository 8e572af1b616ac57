//! A try that takes too long.

use crate::stuck::Stuck;
use crate::{path, session};
use carteiro_mail::backends::memory::{Server, Verb};
use carteiro_mail::{ContentKey, Flags, Kind, Mailbox, MessageRef, Notice, Parts, ServerId};
use carteiro_world::clock::Manual;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

struct Desk {
    server: Server,
    opens: Arc<Stuck>,
    clock: Manual,
    mailbox: Mailbox,
    told: Arc<Mutex<Vec<Notice>>>,
    message: MessageRef,
}

async fn desk() -> Desk {
    let server = Server::new();
    let now = "2026-03-02T10:00:00Z".parse().unwrap();
    let uid = server.deliver(&path("INBOX"), "Subject: a\r\n\r\n", Flags::default(), now).unwrap();
    let opens = Arc::new(Stuck { first: 1, ..Stuck::on(server.open()) });
    let clock = Manual::at(now);
    let (mailbox, told) = session(Arc::clone(&opens) as Arc<dyn carteiro_mail::Open>, clock.clock()).await;
    // The inbox is the first folder that was made.
    let id = Some(ServerId::Uid { validity: 1, uid });
    let message = MessageRef { folder: path("INBOX"), id, key: ContentKey::default() };
    Desk { server, opens, clock, mailbox, told, message }
}

impl Desk {
    /// Lets the time pass until `work` ends.
    async fn outlast<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        let work = tokio::spawn(work);
        while !work.is_finished() {
            tokio::task::yield_now().await;
            self.clock.advance(Duration::from_mins(1));
        }
        work.await.unwrap()
    }

    fn passed(&self) -> Duration {
        self.clock.clock().since("2026-03-02T10:00:00Z".parse().unwrap())
    }
}

#[tokio::test]
async fn a_question_that_takes_too_long_is_a_timeout_and_the_next_goes_over_another_connection() {
    let desk = desk().await;
    let mailbox = desk.mailbox.clone();
    let error = desk.outlast(async move { mailbox.folders().await }).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (Kind::Timeout, "list_folders"), "{error}");
    assert!(error.to_string().contains("600"), "{error}");
    assert!(desk.passed() >= Duration::from_mins(10));
    assert_eq!(desk.opens.opened.load(Ordering::Relaxed), 1);
    assert_eq!(desk.mailbox.folders().await.unwrap().len(), 6);
    assert_eq!(desk.opens.opened.load(Ordering::Relaxed), 2);
    assert!(matches!(desk.told.lock().unwrap().last(), Some(Notice::Reconnected)));
}

#[tokio::test]
async fn a_change_that_takes_too_long_may_have_taken_place_and_is_not_repeated() {
    let desk = desk().await;
    let (mailbox, message) = (desk.mailbox.clone(), desk.message.clone());
    let copied = desk.outlast(async move { mailbox.copy_to(vec![message], path("Archive")).await }).await;
    let error = copied[0].as_ref().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (Kind::OutcomeUnknown, "copy"), "{error}");
    assert_eq!(desk.server.calls(Verb::SignIn), 1, "nothing was tried again");
    assert!(desk.mailbox.copy_to(vec![desk.message.clone()], path("Archive")).await[0].is_ok());
    assert_eq!(desk.server.calls(Verb::SignIn), 2);
}

#[tokio::test]
async fn content_takes_as_long_as_it_needs_and_what_waits_behind_it_does_too() {
    let desk = desk().await;
    let content = Parts { content: true, ..Parts::default() };
    let (mailbox, message) = (desk.mailbox.clone(), desk.message.clone());
    let fetching = tokio::spawn(async move { mailbox.fetch(vec![message], content).await });
    let mailbox = desk.mailbox.clone();
    let listing = tokio::spawn(async move { mailbox.folders().await });
    for _ in 0..100 {
        tokio::task::yield_now().await;
        desk.clock.advance(Duration::from_mins(1));
    }
    assert!(!fetching.is_finished() && !listing.is_finished());
    fetching.abort();
    assert!(fetching.await.unwrap_err().is_cancelled());
    let error = desk.outlast(listing).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), Kind::Timeout, "{error}");
}
