//! `process: once`: what a run has done, later runs leave out.

use crate::world::{World, automation, checked, mail, path, shown};
use carteiro_engine::seen::{Claim, Ended, Item, Ledger, Ledgers, Of, OnDisk};
use carteiro_engine::{Automation, Failure, Status};
use carteiro_mail::MessageRef;
use carteiro_mail::backends::memory::Verb;
use futures_util::future::BoxFuture;
use std::sync::Arc;

const LOG: &str = "- for_each_mail:
    session: finance
    process: once
    do:
      - log: { text: '{{ mail.subject }}' }
";

#[tokio::test]
async fn what_is_done_is_left_out_and_nothing_of_it_is_read() {
    let world = World::with_mail();
    assert_eq!(world.steps(LOG).await.summary.done, 4);
    let read = world.server.calls(Verb::Fetch);
    world.deliver(&mail("New", &[]));
    let outcome = world.steps(LOG).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 1));
    assert_eq!(world.logged(), ["Invoice 41", "Invoice 42", "News", "Note", "New"]);
    assert_eq!(
        world.server.calls(Verb::Fetch) - read,
        2,
        "the header of the new one, and its parts for its class"
    );
    assert!(world.told().contains("\"skipped\":4"), "{}", world.told());
}

#[tokio::test]
async fn a_limit_counts_what_is_new() {
    let world = World::with_mail();
    let steps = LOG.replace("process: once", "process: once\n    limit: 3");
    for done in [3, 1, 0] {
        assert_eq!(world.steps(&steps).await.summary.done, done);
    }
}

#[tokio::test]
async fn what_failed_is_tried_again() {
    let world = World::with_mail();
    let steps = "- for_each_mail:
    session: finance
    process: once
    do:
      - if: { condition: \"{{ 'Invoice' in mail.subject }}\", then: [ { copy: { to: Later } } ] }
";
    let outcome = world.steps(steps).await;
    assert_eq!((outcome.summary.done, outcome.summary.failed), (2, 2));
    world.server.create_folder(&path("Later")).unwrap();
    let outcome = world.steps(steps).await;
    assert_eq!((outcome.summary.done, outcome.summary.failed), (2, 0));
    assert_eq!(world.subjects("Later"), ["Invoice 41", "Invoice 42"]);
}

#[tokio::test]
async fn other_automations_loops_and_steps_before_it_do_not_matter() {
    let world = World::with_mail();
    assert_eq!(world.steps(LOG).await.summary.done, 4);
    let before = format!("- log: {{ text: first }}\n{LOG}");
    assert_eq!(world.steps(&before).await.summary.done, 0);
    let other = automation(LOG).replace("name: Test", "name: Other");
    assert_eq!(world.run(&other).await.summary.done, 4);
    let with_id = LOG.replace("process: once", "process: once\n    id: second");
    assert_eq!(world.steps(&format!("{LOG}{with_id}")).await.summary.done, 4);
    assert_eq!(world.steps(&with_id.replace("INBOX", "Inbox")).await.summary.done, 0);
}

#[tokio::test]
async fn two_copies_that_are_there_together_are_two_messages() {
    let world = World::new();
    world.deliver(&mail("Twin", &[]));
    world.deliver(&mail("Twin", &[]));
    assert_eq!(world.steps(LOG).await.summary.done, 2);
    world.deliver(&mail("Twin", &[]));
    assert_eq!(world.steps(LOG).await.summary.done, 1, "its original is still there");
}

#[tokio::test]
async fn a_copy_counts_though_the_other_was_moved_or_deleted_by_the_loop() {
    for effect in ["move: { to: Done }", "delete: {}", "delete: { permanently: true }"] {
        let world = World::new();
        world.deliver(&mail("Twin", &[]));
        world.deliver(&mail("Twin", &[]));
        let steps = format!(
            "- for_each_mail:\n    session: finance\n    process: once\n    limit: 1\n    do:\n      - {effect}\n"
        );
        for _ in 0..2 {
            assert_eq!(world.steps(&steps).await.summary.done, 1, "{effect}");
        }
        assert!(world.subjects("INBOX").is_empty(), "{effect}");
    }
}

#[tokio::test]
async fn what_is_stored_anew_after_its_original_vanished_is_the_same() {
    let world = World::new();
    let uid = world.deliver(&mail("Again", &[]));
    assert_eq!(world.steps(LOG).await.summary.done, 1);
    world.server.remove(&path("INBOX"), uid).unwrap();
    world.deliver(&mail("Again", &[]));
    let outcome = world.steps(LOG).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 0), "{}", world.told());
    assert!(world.told().contains("item_skipped"));
    let without_id = mail("Plain", &[]).replace("Message-ID", "X-Other-ID");
    let uid = world.deliver(&without_id);
    assert_eq!(world.steps(LOG).await.summary.done, 1);
    world.server.remove(&path("INBOX"), uid).unwrap();
    world.deliver(&without_id);
    assert_eq!(world.steps(LOG).await.summary.done, 1, "without a Message-ID nothing tells it from another");
}

#[tokio::test]
async fn a_folder_that_was_renumbered_is_recognised() {
    let world = World::with_mail();
    assert_eq!(world.steps(LOG).await.summary.done, 4);
    world.server.renumber();
    assert_eq!(world.steps(LOG).await.summary.done, 0, "{}", world.told());
    assert_eq!(world.steps(LOG).await.summary.done, 0);
}

/// Forgets how items end, as a process that is killed does.
struct Killed(Arc<dyn Ledgers>);
struct Forgetful(Arc<dyn Ledger>);

impl Ledgers for Killed {
    fn open<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>> {
        Box::pin(async move { Ok(Arc::new(Forgetful(self.0.open(of).await?)) as _) })
    }

    fn trying<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>> {
        self.0.trying(of)
    }
}

impl Ledger for Forgetful {
    fn known<'a>(&'a self, items: &'a [Item]) -> BoxFuture<'a, Result<Vec<Option<Ended>>, Failure>> {
        self.0.known(items)
    }

    fn claim<'a>(
        &'a self,
        item: &'a Item,
        run: &'a str,
        apart: bool,
    ) -> BoxFuture<'a, Result<Claim, Failure>> {
        self.0.claim(item, run, apart)
    }

    fn settle<'a>(
        &'a self,
        _: &'a Item,
        _: Ended,
        _: Option<MessageRef>,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

#[tokio::test]
async fn what_a_killed_run_had_begun_is_done_again_and_told() {
    let mut world = World::new();
    world.deliver(&mail("One", &[]));
    let ledgers = Arc::clone(&world.seen);
    world.seen = Arc::new(Killed(Arc::clone(&ledgers)));
    world.steps(LOG).await;
    world.seen = ledgers;
    let outcome = world.steps(LOG).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 1));
    assert_eq!(world.told().matches("seen-begun").count(), 1, "{}", world.told());
    assert_eq!(world.steps(LOG).await.summary.done, 0);
}

#[tokio::test]
async fn what_may_have_taken_place_is_left_to_a_person() {
    let world = World::new();
    world.deliver(&mail("One", &[]));
    let steps = LOG.replace("log: { text: '{{ mail.subject }}' }", "copy: { to: Done }");
    let error = carteiro_mail::Error::new(
        carteiro_mail::Kind::OutcomeUnknown,
        carteiro_world::phrase!("session-closed"),
    );
    world.server.lose_answers(Verb::Copy, 1, error);
    assert_eq!(world.steps(&steps).await.summary.failed, 1);
    let outcome = world.steps(&steps).await;
    assert_eq!((outcome.summary.done, outcome.summary.failed), (0, 0));
    assert!(world.told().contains("seen-unknown"), "{}", world.told());
    assert_eq!(world.subjects("Done"), ["One"]);
}

#[tokio::test]
async fn what_is_remembered_on_the_disk_outlives_the_process() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("deep/seen");
    for done in [4, 0] {
        let mut world = World::with_mail();
        world.seen = Arc::new(OnDisk::beneath(Ok(folder.clone())));
        assert_eq!(world.steps(LOG).await.summary.done, done, "{}", world.told());
    }
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files.len(), 1);
    assert!(files[0].to_string_lossy().starts_with("Test-"), "{files:?}");
}

#[tokio::test]
async fn two_runs_at_once_do_not_share_a_ledger() {
    let data = tempfile::tempdir().unwrap();
    let ledgers = || OnDisk::beneath(Ok(data.path().to_owned()));
    let mut world = World::with_mail();
    world.seen = Arc::new(ledgers());
    let other = ledgers().open(Of::Automation("Test")).await.unwrap();
    let outcome = world.steps(LOG).await;
    assert_eq!(outcome.summary.failure.unwrap().words.code, "seen-in-use");
    drop(other);
    assert_eq!(world.steps(LOG).await.summary.done, 4);
}

#[test]
fn two_loops_over_one_folder_need_an_id() {
    checked(&automation(&format!("{LOG}{}", LOG.replace("process: once", "process: once\n    id: b"))));
    let twice = automation(&format!("{LOG}{LOG}"));
    let mistakes = Automation::load("test.yaml", twice.as_bytes()).unwrap_err();
    assert_eq!(mistakes.len(), 1, "{}", shown(&mistakes));
    assert_eq!(mistakes[0].code(), "loop-once-twice");
}
