//! Steps that fail, come by again, wait, and end the run.

use crate::web::{Web, answer};
use crate::world::{World, automation, mail, path};
use carteiro_engine::actions::catalogue;
use carteiro_engine::{Event, Host, Outcome, Report, Status};
use carteiro_mail::backends::memory::Verb;
use carteiro_mail::{Error, Flags, Kind};
use carteiro_world::phrase;
use std::sync::Arc;
use std::time::Duration;

fn failing(kind: Kind) -> Error {
    Error::new(kind, phrase!("server-refused"))
}

/// The world's host, where `heard` hears every event too.
fn hearing(world: &World, heard: impl Fn(&Report) + Send + Sync + 'static) -> Host {
    let mut host = world.host();
    let told = Arc::clone(&host.events);
    host.events = Arc::new(move |report: Report| {
        heard(&report);
        told.report(report);
    });
    host
}

/// Runs these steps; whenever the run waits before it tries again, the time passes.
async fn while_time_passes(world: &World, steps: &str) -> Outcome {
    let clock = world.clock.clone();
    let host = hearing(world, move |report| {
        let span = match &report.event {
            Event::TryingAgain { pause_ms, .. } => Duration::from_millis(*pause_ms),
            Event::Waiting { .. } => Duration::from_hours(48),
            _ => return,
        };
        let clock = clock.clone();
        tokio::spawn(async move { clock.advance(span) });
    });
    world.run_on(&automation(steps), host).await
}

fn pauses(world: &World) -> Vec<u64> {
    let events = world.events.lock().unwrap();
    let pauses = events.iter().filter_map(|report| match &report.event {
        Event::TryingAgain { pause_ms, .. } => Some(*pause_ms),
        _ => None,
    });
    pauses.collect()
}

fn lines(world: &World, event: &str) -> Vec<String> {
    let wanted = format!("\"event\":\"{event}\"");
    world.told().lines().filter(|line| line.contains(&wanted)).map(str::to_owned).collect()
}

#[tokio::test]
async fn values_are_worked_on_in_order_with_their_numbers() {
    let world = World::new();
    let outcome = world
        .steps(
            "- set: { name: all, value: '' }
- for_each:
    in: [a, b, '{{ 1 + 2 }}']
    index: n
    do:
      - set: { name: all, value: '{{ all }}{{ n }}{{ item }} ' }
      - set: { name: own, value: '{{ item }}' }
- log: { text: '{{ all }}' }
- for_each:
    in: { x: 1, y: two }
    as: field
    do:
      - log: { text: '{{ field.name }}={{ field.value }}' }
- for_each: { in: [], do: [ { log: { text: never } } ] }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["1a 2b 33 ", "x=1", "y=two"]);
}

#[tokio::test]
async fn what_is_no_list_is_not_looped_over() {
    let world = World::new();
    let outcome =
        world.steps("- for_each: { in: \"{{ 'a' ~ 'b' }}\", do: [ { log: { text: never } } ] }\n").await;
    let failure = outcome.summary.failure.unwrap();
    assert_eq!((failure.kind, failure.words.code.as_ref()), (Kind::InvalidInput, "value-misfit"));
}

#[tokio::test]
async fn every_pass_does_its_own_effects_once() {
    let world = World::with_mail();
    let outcome = world
        .steps(
            "- for_each_mail:
    session: finance
    where: { subject: Invoice }
    do:
      - for_each: { in: [1, 2, 3], do: [ { for_each: { in: [1, 2], do: [ { copy: { to: Done } } ] } } ] }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.subjects("Done").len(), 12);
}

#[tokio::test]
async fn what_was_done_is_not_done_again_when_steps_are_tried_again() {
    let world = World::with_mail();
    world.server.fail(Verb::Flag, 2, failing(Kind::Timeout));
    let outcome = while_time_passes(
        &world,
        "- for_each_mail:
    session: finance
    where: { subject: { exact: Note } }
    do:
      - retry:
          times: 3
          do:
            - for_each: { in: [1, 2], do: [ { copy: { to: Done } } ] }
            - mark: { read: true }
",
    )
    .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.subjects("Done"), ["Note", "Note"]);
    assert_eq!(pauses(&world), [5000, 5000]);
    insta::assert_snapshot!(lines(&world, "trying_again").join("\n"), @r#"
    {"step":"steps[1].for_each_mail.do[0]","items":[1],"event":"trying_again","attempt":1,"times":3,"failure":{"kind":"timeout","code":"server-refused","operation":"mark","place":{"line":18,"column":17,"path":"steps[1].for_each_mail.do[0].retry.do[1]"}},"pause_ms":5000}
    {"step":"steps[1].for_each_mail.do[0]","items":[1],"event":"trying_again","attempt":2,"times":3,"failure":{"kind":"timeout","code":"server-refused","operation":"mark","place":{"line":18,"column":17,"path":"steps[1].for_each_mail.do[0].retry.do[1]"}},"pause_ms":5000}
    "#);
}

#[tokio::test]
async fn what_is_new_in_a_list_that_is_made_anew_is_done() {
    let world = numbered(3);
    world.server.fail(Verb::Move, 1, failing(Kind::Timeout));
    let steps = "- retry:
    times: 3
    do:
      - list_mail: { session: finance, as: mails }
      - for_each:
          in: '{{ mails }}'
          as: m
          do:
            - append_csv: { to: list.csv, row: ['{{ m.subject }}'] }
            - if:
                condition: \"{{ m.subject == 'Mail 01' }}\"
                then: [ { delete: { message: m, permanently: true } } ]
                else: [ { move: { message: m, to: Done } } ]
";
    let outcome = while_time_passes(&world, steps).await;
    assert_eq!((outcome.status(), pauses(&world).len()), (Status::Ok, 1), "{}", world.told());
    assert_eq!(world.subjects("Done"), ["Mail 02", "Mail 03"]);
    let lines = crate::world::text(&world.folder.path().join("list.csv"));
    assert_eq!(lines, "Mail 01\r\nMail 02\r\nMail 03\r\n");
}

#[tokio::test]
async fn values_that_are_the_same_are_each_done_once() {
    let world = World::new();
    world.server.fail(Verb::Folders, 1, failing(Kind::Timeout));
    let steps = "- set: { name: values, value: [a, b, a] }
- retry:
    times: 1
    do:
      - for_each: { in: '{{ values }}', do: [ { append_csv: { to: list.csv, row: ['{{ item }}'] } } ] }
      - set: { name: values, value: [b, a, a, a] }
      - list_folders: { session: finance, as: folders }
";
    let outcome = while_time_passes(&world, steps).await;
    assert_eq!((outcome.status(), pauses(&world).len()), (Status::Ok, 1), "{}", world.told());
    let lines = crate::world::text(&world.folder.path().join("list.csv"));
    assert_eq!(lines, "a\r\nb\r\na\r\na\r\n");
}

#[tokio::test]
async fn what_is_made_of_something_else_in_a_second_try_is_another_effect() {
    let world = numbered(2);
    // The first answer is lost though the message was moved: the second try finds the next one.
    world.server.lose_answers(Verb::Move, 1, failing(Kind::Timeout));
    let web = Web::start(|_| answer(200, &[], "")).await;
    let steps = format!(
        "- retry:
    times: 2
    do:
      - get_mail: {{ session: finance, as: m }}
      - http_request: {{ url: {}, text: '{{{{ m.subject }}}}' }}
      - append_csv: {{ to: list.csv, row: ['{{{{ m.subject }}}}'] }}
      - save_mail: {{ message: m, to: mail, name: note, on_collision: overwrite, as: file }}
      - append_mail: {{ session: finance, folder: Kept, file: '{{{{ file }}}}' }}
      - create_draft: {{ session: finance, folder: Drafts, to: a@b.example, subject: Note, attachments: '{{{{ file }}}}' }}
      - create_folder: {{ session: finance, folder: 'Made/{{{{ m.subject }}}}' }}
      - move: {{ message: m, to: Done }}
",
        web.url("/")
    );
    world.server.create_folder(&path("Kept")).unwrap();
    let outcome = while_time_passes(&world, &steps).await;
    assert_eq!((outcome.status(), pauses(&world).len()), (Status::Ok, 1), "{}", world.told());
    let asked: Vec<String> = web.asked().iter().map(|asked| asked.body.clone()).collect();
    assert_eq!(asked, ["Mail 01", "Mail 02"]);
    let lines = crate::world::text(&world.folder.path().join("list.csv"));
    assert_eq!(lines, "Mail 01\r\nMail 02\r\n");
    assert_eq!(world.subjects("Kept"), ["Mail 01", "Mail 02"]);
    assert_eq!(world.subjects("Drafts").len(), 2);
    for number in ["01", "02"] {
        assert!(world.server.messages(&path(&format!("Made/Mail {number}"))).is_ok());
    }
    assert_eq!(world.subjects("Done"), ["Mail 01", "Mail 02"]);
}

#[tokio::test]
async fn a_message_that_was_stored_and_moved_is_gone_on_with_where_it_is() {
    for store in [
        "append_mail: { message: m, session: finance, as: stored }",
        "create_draft: { session: finance, to: a@b.example, subject: Draft, folder: INBOX, as: stored }",
    ] {
        let world = numbered(1);
        world.server.fail(Verb::Flag, 2, failing(Kind::Timeout));
        let steps = format!(
            "- get_mail: {{ session: finance, as: m }}
- retry:
    times: 3
    do:
      - {store}
      - move: {{ message: stored, to: Done }}
      - log: {{ text: '{{{{ stored.folder }}}}' }}
      - mark: {{ message: stored, flagged: true }}
"
        );
        let outcome = while_time_passes(&world, &steps).await;
        assert_eq!((outcome.status(), pauses(&world).len()), (Status::Ok, 2), "{}", world.told());
        assert_eq!(world.logged(), ["Done", "Done", "Done"]);
        let done = world.server.messages(&path("Done")).unwrap();
        assert_eq!(done.iter().map(|message| message.flags.flagged).collect::<Vec<_>>(), [true]);
    }
}

#[tokio::test]
async fn messages_that_were_done_are_not_done_again_when_their_loop_is() {
    let world = World::with_mail();
    world.server.fail(Verb::Flag, 1, failing(Kind::Unreachable));
    let outcome = while_time_passes(
        &world,
        "- retry:
    times: 1
    do:
      - for_each_mail:
          session: finance
          concurrency: 1
          do:
            - copy: { to: Done }
            - if: { condition: \"{{ mail.subject == 'Note' }}\", then: [ { mark: { read: true } } ] }
",
    )
    .await;
    assert_eq!(pauses(&world).len(), 1);
    assert_eq!(world.subjects("Done").len(), 4, "{}", world.told());
    assert!(world.told().contains("\"repeated\":true"));
    // The first try is part of the run.
    assert_eq!((outcome.status(), outcome.summary.failed), (Status::WithFailures, 1));
}

#[tokio::test]
async fn pauses_grow_when_they_are_to_and_end_with_the_last_try() {
    let world = World::new();
    world.server.fail(Verb::Folders, 100, failing(Kind::Throttled));
    let steps = "- retry:
    times: 4
    pause: 20m
    backoff: exponential
    do:
      - list_folders: { session: finance, as: folders }
";
    let outcome = while_time_passes(&world, steps).await;
    assert_eq!(outcome.summary.failure.unwrap().kind, Kind::Throttled);
    assert_eq!(pauses(&world), [1_200_000, 2_400_000, 3_600_000, 3_600_000]);
}

#[tokio::test]
async fn only_failures_that_are_meant_are_tried_again() {
    for (kinds, tries) in [("", 0), ("kinds: [not_found],", 2), ("kinds: [exists, quota],", 0)] {
        let world = World::with_mail();
        let steps = format!(
            "- retry: {{ times: 2, {kinds} do: [ {{ for_each_mail: {{ session: finance, folder: Missing, do: [ {{ log: {{ text: never }} }} ] }} }} ] }}\n"
        );
        let outcome = while_time_passes(&world, &steps).await;
        assert_eq!(outcome.summary.failure.unwrap().kind, Kind::NotFound);
        assert_eq!(pauses(&world).len(), tries, "{kinds}");
    }
}

#[tokio::test]
async fn a_pause_before_trying_again_ends_when_the_run_is_stopped() {
    let world = World::new();
    world.server.fail(Verb::Folders, 100, failing(Kind::Timeout));
    let stop = world.stop.clone();
    let host = hearing(&world, move |report| {
        if matches!(report.event, Event::TryingAgain { .. }) {
            stop.now();
        }
    });
    let steps =
        "- retry: { times: 9, pause: 300d, do: [ { list_folders: { session: finance, as: folders } } ] }\n";
    let outcome = world.run_on(&automation(steps), host).await;
    assert_eq!(outcome.status(), Status::Cancelled);
    assert_eq!(pauses(&world).len(), 1);
}

#[tokio::test]
async fn the_first_clause_for_the_kind_is_run_and_no_other() {
    for (clauses, logged) in [
        (
            "{ kinds: [exists], do: [ { log: { text: a } } ] }, { kinds: [denied, not_found], do: [ { log: { text: b } } ] }, { do: [ { log: { text: c } } ] }",
            "b",
        ),
        ("{ kinds: [exists], do: [ { log: { text: a } } ] }, { do: [ { log: { text: c } } ] }", "c"),
        (
            "{ as: why, do: [ { log: { text: '{{ why.kind }} {{ why.operation }} {{ why.step }}: {{ why }}' } } ] }",
            "not_found search steps[1].try.do[0]: There is no folder \"Missing\" in this mailbox.",
        ),
    ] {
        let world = World::new();
        let outcome = world
            .steps(&format!(
                "- try: {{ do: [ {{ for_each_mail: {{ session: finance, folder: Missing, do: [ {{ log: {{ text: never }} }} ] }} }}, {{ log: {{ text: never }} }} ], catch: [ {clauses} ] }}\n"
            ))
            .await;
        assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
        assert_eq!(world.logged(), [logged]);
    }
}

#[tokio::test]
async fn a_failure_without_a_clause_goes_on_after_what_is_done_at_the_end() {
    let world = World::new();
    let outcome = world
        .steps(
            "- try:
    do: [ { for_each_mail: { session: finance, folder: Missing, do: [ { log: { text: never } } ] } } ]
    catch: [ { kinds: [exists], do: [ { log: { text: never } } ] } ]
    finally: [ { log: { text: end } } ]
- log: { text: never }
",
        )
        .await;
    assert_eq!(outcome.summary.failure.unwrap().kind, Kind::NotFound);
    assert_eq!(world.logged(), ["end"]);
    assert_eq!(lines(&world, "caught").len(), 0);
}

#[tokio::test]
async fn a_failure_at_the_end_is_told_and_does_not_hide_the_first() {
    let world = World::new();
    let missing = |folder: &str| {
        format!(
            "for_each_mail: {{ session: finance, folder: {folder}, do: [ {{ log: {{ text: never }} }} ] }}"
        )
    };
    let steps =
        |body: &str| format!("- try: {{ do: [ {{ {body} }} ], finally: [ {{ {} }} ] }}\n", missing("Second"));
    let outcome = world.steps(&steps(&missing("First"))).await;
    assert_eq!(outcome.summary.failure.unwrap().words.args["folder"], "First");
    let told = lines(&world, "finally_failed");
    assert!(told.len() == 1 && told[0].contains("Second"), "{told:?}");

    let world = World::new();
    let outcome = world.steps(&steps("log: { text: fine }")).await;
    assert_eq!(outcome.summary.failure.unwrap().words.args["folder"], "Second");
    assert_eq!(lines(&world, "finally_failed").len(), 0);
}

#[tokio::test]
async fn ending_a_run_is_never_caught_and_what_is_done_at_the_end_is_done() {
    let world = World::with_mail();
    let stop = world.stop.clone();
    let host = hearing(&world, move |report| {
        if matches!(report.event, Event::Waiting { .. }) {
            stop.now();
        }
    });
    let steps = "- try:
    do:
      - wait: { for: 365d }
      - log: { text: never }
    catch: [ { do: [ { log: { text: never } } ] } ]
    finally:
      - wait: { for: 365d }
      - for_each_mail: { session: finance, do: [ { move: { to: Done } } ] }
      - log: { text: end }
- log: { text: never }
";
    let outcome = world.run_on(&automation(steps), host).await;
    assert_eq!(outcome.status(), Status::Cancelled, "{}", world.told());
    assert_eq!(world.logged(), ["end"]);
    assert_eq!(world.subjects("Done").len(), 4);
}

#[tokio::test]
async fn what_may_have_taken_place_can_be_caught_and_stays_unknown() {
    let world = World::with_mail();
    world.server.fail(Verb::Copy, 1, failing(Kind::OutcomeUnknown));
    let copy = "try: { do: [ { copy: { to: Done } } ], catch: [ { kinds: [outcome_unknown], as: e, do: [ { log: { text: '{{ e.kind }}' } } ] } ] }";
    let outcome = while_time_passes(
        &world,
        &format!(
            "- for_each_mail:
    session: finance
    limit: 1
    do:
      - retry:
          times: 1
          do:
            - {copy}
            - move: {{ to: Missing }}
          kinds: [not_found]
"
        ),
    )
    .await;
    assert_eq!((outcome.status(), outcome.summary.failed), (Status::WithFailures, 1), "{}", world.told());
    assert_eq!(world.logged(), ["outcome_unknown", "outcome_unknown"]);
    assert_eq!(world.server.calls(Verb::Copy), 1, "it is not done again by itself");
}

#[tokio::test]
async fn time_passes_by_the_clock() {
    let world = World::new();
    let outcome = while_time_passes(
        &world,
        "- wait: { for: '{{ 47 }}h' }\n- wait: { until: 2026-11-25 08:00 }\n- wait: { until: 2020-01-01 }\n- log: { text: later }\n",
    )
    .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["later"]);
    insta::assert_snapshot!(lines(&world, "waiting").join("\n"), @r#"
    {"step":"steps[1]","event":"waiting","until":"2026-11-24T11:00:00Z"}
    {"step":"steps[2]","event":"waiting","until":"2026-11-25T11:00:00Z"}
    "#);
}

#[tokio::test]
async fn a_wait_in_a_loop_lies_between_the_messages() {
    let world = World::with_mail();
    let outcome = while_time_passes(
        &world,
        "- for_each_mail: { session: finance, do: [ { wait: { for: 48h } }, { move: { to: Done } } ] }\n",
    )
    .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let waits = lines(&world, "waiting");
    assert_eq!(waits.len(), 4);
    assert!(waits[0].contains("2026-11-24T12") && waits[3].contains("2026-11-30T12"), "{waits:?}");
}

#[tokio::test]
async fn a_message_that_waits_is_given_up_at_once_when_the_run_is_stopped() {
    let world = World::with_mail();
    let stop = world.stop.clone();
    let host = hearing(&world, move |report| {
        if matches!(report.event, Event::Waiting { .. }) {
            stop.now();
        }
    });
    let steps =
        "- for_each_mail: { session: finance, do: [ { wait: { until: 2999-01-01 } }, { delete: {} } ] }\n";
    let outcome = world.run_on(&automation(steps), host).await;
    assert_eq!((outcome.status(), outcome.summary.failed), (Status::Cancelled, 0));
    assert_eq!(world.subjects("INBOX").len(), 4, "what comes after the wait relied on it");
}

#[tokio::test]
async fn an_automation_ends_its_run_as_it_says() {
    for (how, status) in
        [("", Status::Ok), ("as: failed", Status::Failed), ("as: cancelled", Status::Cancelled)]
    {
        let world = World::new();
        let outcome = world
            .steps(&format!(
                "- set: {{ name: why, value: enough }}
- try:
    do:
      - for_each: {{ in: [1, 2], do: [ {{ retry: {{ times: 3, do: [ {{ stop: {{ reason: '{{{{ why }}}}', {how} }} }} ] }} }} ] }}
    catch: [ {{ do: [ {{ log: {{ text: never }} }} ] }} ]
    finally: [ {{ log: {{ text: end }} }} ]
- log: {{ text: never }}
"
            ))
            .await;
        assert_eq!(outcome.status(), status, "{}", world.told());
        assert_eq!(world.logged(), ["end"]);
        assert_eq!(lines(&world, "stopped").len(), 1);
        let words = outcome.summary.failure.map(|failure| failure.words.to_string());
        let expected = "The automation ended the run: enough".to_owned();
        assert_eq!(words, (status != Status::Ok).then_some(expected));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn messages_that_were_begun_are_finished_and_no_further_one_is_begun() {
    let world = World::new();
    for number in 1..=40 {
        world.deliver(&mail(&format!("Mail {number}"), &[]));
    }
    let outcome = world
        .steps(
            "- for_each_mail:
    session: finance
    concurrency: 4
    do:
      - mark: { read: true }
      - if: { condition: \"{{ mail.subject == 'Mail 3' }}\", then: [ { stop: {} } ] }
      - move: { to: Done }
- log: { text: never }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let begun = lines(&world, "item_started").len();
    assert!((3..=7).contains(&begun), "{begun}");
    assert_eq!(outcome.summary.done, begun as u64);
    let left = world.server.messages(&path("INBOX")).unwrap();
    assert_eq!(left.iter().filter(|message| message.flags.seen).count(), 1, "only the one that ended it");
    assert_eq!(world.subjects("Done").len(), begun - 1);
}

/// So many messages.
fn numbered(count: usize) -> World {
    let world = World::new();
    for number in 1..=count {
        world.deliver(&mail(&format!("Mail {number:02}"), &[]));
    }
    world
}

fn read(world: &World) -> usize {
    let messages = world.server.messages(&path("INBOX")).unwrap();
    messages.iter().filter(|message| message.flags.seen).count()
}

#[tokio::test]
async fn messages_after_the_one_that_ends_the_run_are_left_alone_however_deep_the_step_stands() {
    let stop = "if: { condition: \"{{ mail.subject == 'Mail 03' }}\", then: [ { stop: {} } ] }";
    let inner = "for_each_mail: { session: finance, where: { subject: { exact: Mail 01 } }, as: other, do: [ STOP ] }";
    for around in [
        "STOP",
        "try: { do: [ STOP ] }",
        "try: { do: [ { mark: { flagged: true } } ], finally: [ STOP ] }",
        "retry: { times: 1, do: [ STOP ] }",
        "for_each: { in: [1], do: [ { if: { condition: true, then: [ STOP ] } } ] }",
        inner,
    ] {
        let world = numbered(20);
        let first =
            if around == "STOP" { stop.to_owned() } else { around.replace("STOP", &format!("{{ {stop} }}")) };
        let steps = format!(
            "- for_each_mail:\n    session: finance\n    do:\n      - {first}\n      - mark: {{ read: true }}\n"
        );
        let outcome = world.steps(&steps).await;
        assert_eq!((outcome.status(), outcome.summary.done >= 3), (Status::Ok, true), "{}", world.told());
        assert_eq!(read(&world), 2, "{around}");
    }
}

#[tokio::test]
async fn the_example_of_ending_a_run_does_what_its_title_says() {
    let world = World::new();
    for number in 1..=20 {
        let flags = Flags { flagged: number == 4, ..Flags::default() };
        world.deliver_with(&mail(&format!("Mail {number:02}"), &[]), flags);
    }
    let entry = catalogue().into_iter().find(|entry| entry.name == "stop").unwrap();
    let outcome = world.steps(entry.examples[0].steps).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 4), "{}", world.told());
    assert_eq!(read(&world), 3);
}

#[tokio::test]
async fn the_guide_ends_a_run_at_the_message_that_is_too_large() {
    let guide = include_str!("../../../../docs/guide/errors.md");
    let block = guide.split("```yaml\n").find(|block| block.contains("- stop:")).unwrap();
    let steps = block.split("```").next().unwrap().replace("session: work", "session: finance");
    let world = World::new();
    for number in 1..=9 {
        let text = "x".repeat(if number == 4 { 2000 } else { 1 });
        world.deliver(&mail(&format!("Mail {number}"), &[("a.txt", "text/plain", &text)]));
    }
    let outcome = world.steps(&steps.replace("50000000", "2000")).await;
    let reason = outcome.summary.failure.as_ref().unwrap().words.to_string();
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Failed, 3), "{}", world.told());
    assert!(reason.ends_with("Mail 4 is too large"), "{reason}");
    assert_eq!(world.subjects("Done"), ["Mail 1", "Mail 2", "Mail 3"]);
}

#[tokio::test]
async fn ending_the_run_at_the_end_of_steps_that_failed_ends_it() {
    for (how, status) in [("ok", Status::Ok), ("failed", Status::Failed)] {
        let world = numbered(20);
        let outcome = world
            .steps(&format!(
                "- for_each_mail:
    session: finance
    do:
      - try:
          do:
            - if: {{ condition: \"{{{{ mail.subject == 'Mail 03' }}}}\", then: [ {{ move: {{ to: Missing }} }} ] }}
          finally:
            - if: {{ condition: \"{{{{ mail.subject == 'Mail 03' }}}}\", then: [ {{ stop: {{ as: {how} }} }} ] }}
      - mark: {{ read: true }}
- log: {{ text: never }}
"
            ))
            .await;
        assert_eq!((outcome.status(), read(&world)), (status, 2), "{}", world.told());
        assert_eq!(world.logged(), [""; 0]);
        assert!(lines(&world, "caught")[0].contains("folder-missing"), "{}", world.told());
    }
}

#[tokio::test]
async fn a_message_at_which_the_run_fails_is_not_done() {
    let world = World::with_mail();
    let outcome = world
        .steps("- for_each_mail: { session: finance, concurrency: 1, do: [ { stop: { as: failed } } ] }\n")
        .await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Failed, 0), "{}", world.told());
    assert_eq!(lines(&world, "item_started").len(), 1);
}

#[tokio::test]
async fn a_session_may_be_opened_again_by_whoever_deals_with_the_failure() {
    let world = World::new();
    let connect = "{ connect: { session: other, mail_server: { host: imap.example.org, auth: { basic: { username: me, password: { credential: mail/me.password } } } } } }";
    let steps = format!(
        "- try:
    do:
      - {connect}
      - for_each_mail: {{ session: other, folder: Missing, do: [ {{ log: {{ text: never }} }} ] }}
    catch:
      - do: [ {connect} ]
- list_folders: {{ session: other, as: folders }}
"
    );
    let outcome = world.steps(&steps).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(lines(&world, "connected").len(), 3);
}

#[tokio::test]
async fn steps_within_steps_are_run_as_deep_as_a_file_may_be() {
    let world = World::with_mail();
    let mut steps = "{ log: { text: deep } }".to_owned();
    let mut runs = 0;
    for level in 0..40 {
        steps = match level % 3 {
            0 => format!("{{ try: {{ do: [ {steps} ] }} }}"),
            1 => format!("{{ retry: {{ times: 1, do: [ {steps} ] }} }}"),
            _ => format!("{{ for_each: {{ in: [1], do: [ {steps} ] }} }}"),
        };
        let text = automation(&format!("- {steps}\n"));
        match carteiro_engine::Automation::load("deep.yaml", text.as_bytes()) {
            Ok(_) => {
                runs += 1;
                assert_eq!(world.run(&text).await.status(), Status::Ok);
            }
            Err(mistakes) => assert_eq!(mistakes[0].code(), "file-too-deep"),
        }
    }
    assert!((15..40).contains(&runs), "{runs}");
}
