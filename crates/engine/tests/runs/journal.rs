//! Never twice: every effect asks the journal first.

use crate::examples::whole;
use crate::web::Web;
use crate::world::{World, mail};
use carteiro_engine::actions::catalogue;
use carteiro_engine::journal::{Claim, EffectKey, InMemory, Journal, Outcome, Pass, Token};
use carteiro_engine::{Failure, Status};
use futures_util::future::BoxFuture;
use std::sync::{Arc, Mutex};

/// Lets nothing be done, and remembers who asked.
#[derive(Default)]
struct Refusing(Mutex<Vec<EffectKey>>);

impl Journal for Refusing {
    fn claim<'a>(&'a self, key: &'a EffectKey) -> BoxFuture<'a, Result<Claim, Failure>> {
        self.0.lock().unwrap().push(key.clone());
        Box::pin(std::future::ready(Ok(Claim::Unknown)))
    }

    fn settle(&self, _: Token, _: Outcome) -> BoxFuture<'_, Result<(), Failure>> {
        panic!("nothing was given out");
    }

    fn done<'a>(&'a self, _: &'a str, _: &'a Arc<[Pass]>) -> BoxFuture<'a, Result<u64, Failure>> {
        Box::pin(std::future::ready(Ok(0)))
    }
}

/// Everything that a run could have changed.
fn outside(world: &World) -> String {
    let folders = world.server.folders();
    let mail = folders.iter().map(|folder| format!("{folder:?} {:?}\n", world.server.messages(&folder.path)));
    mail.collect::<String>() + &world.files().join("\n")
}

#[tokio::test]
async fn without_a_claim_no_action_changes_anything() {
    let mut changing = 0;
    for entry in catalogue() {
        for example in entry.examples {
            let mut world = World::with_mail();
            let journal = Arc::new(Refusing::default());
            world.journal = Arc::clone(&journal) as Arc<dyn Journal>;
            let before = outside(&world);
            let web = Web::of_the_examples().await;
            world.run(&web.instead(&whole(example.steps))).await;
            assert_eq!(web.asked().len(), 0, "{}: {}", entry.name, example.title);
            assert_eq!(outside(&world), before, "{}: {}", entry.name, example.title);
            assert_eq!(world.outgoing.taken().len(), 0, "{}: {}", entry.name, example.title);
            changing += usize::from(!journal.0.lock().unwrap().is_empty());
        }
    }
    assert!(changing >= 9, "the examples of only {changing} wanted to change something");
}

/// Keeps what was done under one run, as a re-run does.
#[derive(Default)]
pub struct SameRun(pub InMemory);

impl Journal for SameRun {
    fn claim<'a>(&'a self, key: &'a EffectKey) -> BoxFuture<'a, Result<Claim, Failure>> {
        Box::pin(async move { self.0.claim(&EffectKey { run: "origin".into(), ..key.clone() }).await })
    }

    fn settle(&self, token: Token, outcome: Outcome) -> BoxFuture<'_, Result<(), Failure>> {
        self.0.settle(token, outcome)
    }

    fn done<'a>(&'a self, _: &'a str, within: &'a Arc<[Pass]>) -> BoxFuture<'a, Result<u64, Failure>> {
        self.0.done("origin", within)
    }
}

#[tokio::test]
async fn what_an_earlier_try_has_done_is_not_done_again() {
    let mut world = World::with_mail();
    world.journal = Arc::new(SameRun::default());
    let steps = "- for_each_mail:
    session: finance
    do:
      - copy: { to: Done }
      - save_attachments: { to: files, as: files }
      - log: { text: '{{ files | length }}' }
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok);
    let (copies, files, logged) = (world.subjects("Done"), world.files(), world.logged());
    assert_eq!(copies.len(), 4);
    assert_eq!(world.steps(steps).await.status(), Status::Ok);
    assert_eq!(world.subjects("Done"), copies);
    assert_eq!(world.files(), files);
    assert_eq!(world.logged(), [logged.clone(), logged].concat(), "its result is there again");
    assert!(world.told().contains("\"repeated\":true"));
}

#[tokio::test]
async fn every_effect_has_a_key_of_its_own() {
    let mut world = World::with_mail();
    let journal = Arc::new(Refusing::default());
    world.journal = Arc::clone(&journal) as Arc<dyn Journal>;
    let outcome = world
        .steps("- for_each_mail: { session: finance, do: [ { mark: { read: true } } ] }\n- for_each_mail: { session: finance, do: [ { mark: { read: true } } ] }\n")
        .await;
    assert_eq!((outcome.status(), outcome.summary.failed), (Status::WithFailures, 8));
    let keys = journal.0.lock().unwrap().clone();
    let distinct: std::collections::HashSet<_> = keys.iter().collect();
    assert_eq!((keys.len(), distinct.len()), (8, 8));
    let mailbox_of = |key: &EffectKey| match &key.within[0] {
        Pass::Mail(item) => item.mailbox.clone(),
        other => panic!("{other:?}"),
    };
    let mailbox = mailbox_of(&keys[0]);
    assert!(mailbox.starts_with("imap://") && mailbox.ends_with("@imap.example.org"), "{mailbox}");
    assert!(keys.iter().all(|key| mailbox_of(key) == mailbox));
    assert_eq!(keys[0].step, "steps[1].for_each_mail.do[0]");
    let text = serde_json::to_string(&keys[0]).unwrap();
    assert_eq!(serde_json::from_str::<EffectKey>(&text).unwrap(), keys[0]);
}

#[tokio::test]
async fn a_file_that_fails_does_not_undo_or_repeat_the_files_beside_it() {
    let mut world = World::new();
    world.deliver(&mail(
        "Files",
        &[
            ("a.txt", "text/plain", "a"),
            ("broken.bin", "application/octet-stream\r\nContent-Transfer-Encoding: base64", "!!!!!!!!"),
            ("b.txt", "text/plain", "b"),
        ],
    ));
    world.journal = Arc::new(SameRun::default());
    let steps = "- for_each_mail: { session: finance, do: [ { save_attachments: { to: x } } ] }\n";
    assert_eq!(world.steps(steps).await.status(), Status::WithFailures);
    let saved = |world: &World| world.told().matches("file_saved").count();
    assert_eq!(saved(&world), 2, "{}", world.told());
    let again = world.steps(steps).await;
    assert_eq!((again.summary.done, again.summary.failed), (0, 1), "only what failed is tried again");
    assert_eq!(world.told().matches("\"repeated\":true").count(), 2);
    let files = world.files();
    assert!(!files.iter().any(|file| file.contains("(2).txt")), "{files:?}");
}
