//! Every example that a person is shown.

use crate::places::{Place, assert_same, contents, sent};
use crate::web::Web;
use crate::world::{World, automation, indented};
use carteiro_engine::Status;
use carteiro_engine::actions::{Example, catalogue};
use futures_util::StreamExt;

/// As a whole automation.
pub fn whole(steps: &str) -> String {
    if steps.starts_with("- connect") {
        format!("name: Example\nsteps:\n{}", indented(steps))
    } else {
        automation(steps)
    }
}

#[tokio::test]
async fn every_example_of_every_action_runs_as_it_is_shown() {
    for entry in catalogue() {
        assert!(!entry.examples.is_empty(), "{} has no example", entry.name);
        for (number, example) in entry.examples.iter().enumerate() {
            let world = World::with_mail();
            let web = Web::of_the_examples().await;
            let outcome = world.run(&web.instead(&whole(example.steps))).await;
            let told = world.told();
            assert_eq!(outcome.status(), Status::Ok, "{}: {}\n{told}", entry.name, example.title);
            let after = format!("{told}\n---\n{}", world.files().join("\n"));
            insta::with_settings!({ description => example.title, omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("{}-{}", entry.name, number + 1), after);
            });
        }
    }
}

/// Runs every example there and in memory, a few at once.
async fn same_as_in_memory(place: Place) {
    let examples = catalogue()
        .into_iter()
        .flat_map(|entry| entry.examples.iter().map(move |example| (entry.name, example)));
    let compared = |(name, example): (&'static str, &'static Example)| async move {
        let Some(standing) = place.stand().await else { return };
        let (memory, world) = (World::with_mail(), World::with_mail());
        standing.fill(&world).await;
        let web = Web::of_the_examples().await;
        let text = web.instead(&whole(example.steps));
        memory.run(&text).await;
        let outcome = world.run_on(&text, standing.host(&world)).await;
        let what = format!("{name}: {} on {place:?}", example.title);
        assert_eq!(outcome.status(), Status::Ok, "{what}\n{}", world.told());
        // Which of several messages meets a failure first, and deals with it, is a matter of speed.
        if !memory.told().contains(r#""event":"caught""#) {
            assert_eq!(in_any_order(&world.told()), in_any_order(&memory.told()), "{what}");
        }
        assert_eq!((world.logged(), world.files()), (memory.logged(), memory.files()), "{what}");
        assert_eq!(sent(&world), sent(&memory), "{what}");
        let memory = contents(&memory.server.open()).await;
        assert_same(&standing, &standing.contents().await, &memory, &what);
    };
    futures_util::stream::iter(examples).for_each_concurrent(8, compared).await;
}

/// What is done to different messages overlaps at will, and each server refuses in its own words.
pub fn in_any_order(told: &str) -> Vec<String> {
    let ours = |line: &str| {
        let mut event: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Some(failure) = event.get_mut("failure").and_then(|failure| failure.as_object_mut()) {
            failure.shift_remove("detail");
        }
        event.to_string()
    };
    let mut lines: Vec<String> = told.lines().map(ours).collect();
    lines.sort_unstable();
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_does_the_same_on_the_simulator() {
    same_as_in_memory(Place::Simulator).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_does_the_same_on_the_simulator_of_exchange() {
    same_as_in_memory(Place::Exchange).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_does_the_same_on_the_simulator_of_outlook() {
    same_as_in_memory(Place::Outlook).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_does_the_same_on_dovecot() {
    same_as_in_memory(Place::Dovecot).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_does_the_same_on_cyrus() {
    same_as_in_memory(Place::Cyrus).await;
}
