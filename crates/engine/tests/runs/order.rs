//! Items overlap, and what people see is in order all the same.

use crate::world::{World, mail};
use carteiro_engine::Status;
use carteiro_mail::backends::memory::Verb;

fn many(count: usize) -> World {
    let world = World::new();
    for number in 1..=count {
        world.deliver(&mail(&format!("Mail {number}"), &[("same.txt", "text/plain", &"x".repeat(number))]));
    }
    world
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn names_of_files_are_given_in_the_order_of_the_messages() {
    let world = many(60);
    let outcome = world
        .steps(
            "- for_each_mail:
    session: finance
    do:
      - mark: { read: true }
      - save_attachments: { to: all, as: files }
      - move: { to: Done }
      - log: { text: '{{ files[0].name }} {{ files[0].size }}' }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let expected: Vec<String> = (1..=60)
        .map(|n| if n == 1 { "same.txt 1".to_owned() } else { format!("same ({n}).txt {n}") })
        .collect();
    assert_eq!(world.logged(), expected);
    assert_eq!(world.subjects("Done").len(), 60);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_files_that_replace_each_other_the_last_message_wins() {
    for action in [
        "save_attachments: { to: x, on_collision: overwrite }",
        "save_mail: { to: x, name: same, on_collision: overwrite }",
    ] {
        let world = World::new();
        // The first takes longest to write.
        let big = "x".repeat(8_000_000);
        world.deliver(&mail("First", &[("same.eml", "text/plain", &big)]));
        world.deliver(&mail("Last", &[("same.eml", "text/plain", "last")]));
        let outcome =
            world.steps(&format!("- for_each_mail: {{ session: finance, do: [ {{ {action} }} ] }}\n")).await;
        assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
        let saved = crate::world::text(&world.folder.path().join("x/same.eml"));
        assert!(saved.len() < 1000 && saved.contains("last"), "{action}: {} bytes", saved.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_variable_from_outside_is_changed_by_one_message_after_the_other() {
    let world = many(50);
    let outcome = world
        .steps(
            "- set: { name: seen, value: '' }
- set: { name: count, value: 0 }
- for_each_mail:
    session: finance
    do:
      - mark: { flagged: true }
      - set: { name: count, value: '{{ count + 1 }}' }
      - set: { name: own, value: '{{ count }}' }
      - if:
          condition: '{{ count <= 3 }}'
          then:
            - set: { name: seen, value: '{{ seen }}{{ mail.subject }};' }
- log: { text: '{{ count }} {{ seen }}' }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["50 Mail 1;Mail 2;Mail 3;"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn files_in_a_variable_from_outside_are_those_of_the_last_message() {
    let world = World::new();
    // The first takes longest to write.
    world.deliver(&mail("First", &[("first.txt", "text/plain", &"x".repeat(8_000_000))]));
    world.deliver(&mail("Last", &[("last.txt", "text/plain", "last")]));
    let outcome = world
        .steps(
            "- set: { name: files, value: '' }
- for_each_mail: { session: finance, do: [ { save_attachments: { to: x, as: files } } ] }
- log: { text: '{{ files[0].name }}' }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["last.txt"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn events_of_one_message_stand_together_in_the_order_of_the_messages() {
    let world = many(40);
    world.steps("- for_each_mail: { session: finance, do: [ { copy: { to: Done } }, { mark: { read: true } } ] }\n").await;
    let events = world.events.lock().unwrap();
    let items: Vec<u64> = events.iter().filter_map(|report| report.items.first().copied()).collect();
    assert_eq!(items.len(), 40 * 4);
    assert!(items.is_sorted(), "{items:?}");
}

#[tokio::test]
async fn a_message_that_fails_lets_the_others_go_on() {
    let world = many(5);
    world.server.make_unreadable(&crate::world::path("INBOX"), 2);
    let outcome = world
        .steps(
            "- for_each_mail:
    session: finance
    do:
      - if:
          condition: \"{{ mail.subject == 'Mail 4' }}\"
          then:
            - move: { to: Missing/Folder }
          else:
            - log: { text: '{{ mail.subject }}' }
- log: { text: after }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::WithFailures);
    assert_eq!((outcome.summary.done, outcome.summary.failed), (3, 2));
    assert_eq!(world.logged(), ["Mail 1", "Mail 3", "Mail 5", "after"]);
    let told = world.told();
    let failed: Vec<&str> = told.lines().filter(|line| line.contains("item_failed")).collect();
    assert!(failed[1].contains("steps[1].for_each_mail.do[0].if.then[0]"), "{failed:?}");
}

#[tokio::test]
async fn a_loop_that_stops_at_a_failure_touches_nothing_after_it() {
    let world = many(5);
    let outcome = world
        .steps(
            "- for_each_mail:
    session: finance
    on_error: stop
    do:
      - if: { condition: \"{{ mail.subject == 'Mail 3' }}\", then: [ { move: { to: Missing } } ] }
      - move: { to: Done }
- log: { text: never }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Failed);
    assert_eq!(world.subjects("Done"), ["Mail 1", "Mail 2"]);
    assert_eq!(world.logged(), Vec::<String>::new());
}

#[tokio::test]
async fn one_folder_is_made_once_for_all_messages() {
    let world = many(30);
    let outcome = world
        .steps("- for_each_mail: { session: finance, do: [ { create_folder: { folder: New/2026 } }, { move: { to: New/2026 } } ] }\n")
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.server.calls(Verb::CreateFolder), 1);
    assert_eq!(world.subjects("New/2026").len(), 30);
}

#[tokio::test]
async fn a_run_that_is_stopped_closes_its_sessions() {
    let world = many(3);
    world.stop.now();
    let outcome = world.steps("- log: { text: never }\n").await;
    assert_eq!(outcome.status(), Status::Cancelled);
    assert_eq!(world.logged(), Vec::<String>::new());
}

#[tokio::test]
async fn a_run_that_is_stopped_leaves_no_message_half_done() {
    let world = many(20);
    let (stop, mut host) = (world.stop.clone(), world.host());
    let told = std::sync::Arc::clone(&host.events);
    host.events = std::sync::Arc::new(move |report: carteiro_engine::Report| {
        if matches!(report.event, carteiro_engine::Event::Effect { .. }) {
            stop.now();
        }
        told.report(report);
    });
    let steps = "- for_each_mail:
    session: finance
    concurrency: 4
    do:
      - mark: { read: true }
      - save_attachments: { to: x }
      - move: { to: Done }
- log: { text: never }
";
    let outcome = world.run_on(&crate::world::automation(steps), host).await;
    assert_eq!(outcome.status(), Status::Cancelled);
    assert_eq!(world.logged(), Vec::<String>::new());
    let done = world.subjects("Done").len();
    assert!((1..20).contains(&done), "{done}");
    assert_eq!((outcome.summary.done, outcome.summary.failed), (done as u64, 0));
    assert_eq!(outcome.summary.files, done as u64);
    let left = world.server.messages(&crate::world::path("INBOX")).unwrap();
    assert!(left.iter().all(|message| !message.flags.seen));
}

#[tokio::test]
async fn an_effect_is_told_when_something_changed() {
    let world = many(1);
    let outcome = world
        .steps(
            "- create_folder: { session: finance, folder: INBOX }
- create_folder: { session: finance, folder: New }
- for_each_mail:
    session: finance
    do:
      - save_attachments: { to: x }
      - save_attachments: { to: x, on_collision: skip }
      - delete: {}
      - delete: {}
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let told = world.told();
    let effects = |kind: &str| told.matches(&format!("\"kind\":\"{kind}\"")).count();
    assert_eq!((effects("create_folder"), effects("save_files"), effects("delete")), (1, 1, 1), "{told}");
}
