//! Automations that run others.

use crate::world::{CONNECT, World, automation, indented, mail};
use carteiro_engine::file::{Mistake, Source};
use carteiro_engine::journal::InMemory;
use carteiro_engine::{Automation, Checked, Host, Library, Outcome, Status, run};
use carteiro_mail::Kind;
use carteiro_world::Language;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// An automation beside these others.
fn load(text: &str, others: &[(&str, String)]) -> Result<Checked, Vec<Mistake>> {
    let others: BTreeMap<String, String> =
        others.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect();
    let read = move |path: &Path| match others.get(&path.display().to_string()) {
        Some(text) => Ok(text.clone().into_bytes()),
        None => Err(io::ErrorKind::NotFound.into()),
    };
    Automation::load_with("main.yaml", text.as_bytes(), &Library::new(Path::new("main.yaml"), read))
}

async fn ran(world: &World, steps: &str, others: &[(&str, String)]) -> Outcome {
    let checked = load(&automation(steps), others).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    run(Arc::new(checked), &world.variables, world.host(), world.stop.clone()).await
}

/// `file line:column code` of each mistake.
fn found(text: &str, others: &[(&str, String)]) -> Vec<String> {
    let mistakes = match load(text, others) {
        Ok(checked) => checked.warnings().to_vec(),
        Err(mistakes) => mistakes,
    };
    let shown = mistakes.iter().map(|mistake| {
        let place = mistake.place.clone().unwrap_or_default();
        format!("{} {place} {}", mistake.file.as_deref().unwrap_or("main.yaml"), mistake.code())
    });
    shown.collect()
}

/// An automation without a session.
fn plain(head: &str, steps: &str) -> String {
    format!("name: Called\n{head}steps:\n{}", indented(steps))
}

fn call(file: &str) -> String {
    plain("", &format!("- run_automation: {{ file: {file} }}\n"))
}

#[tokio::test]
async fn an_automation_has_variables_of_its_own_and_returns_what_it_says() {
    let world = World::new();
    let called = plain(
        "variables:\n  who: { type: text, required: true }\n  times: 2\n",
        "- set: { name: mine, value: '{{ who }}x{{ times }}' }\n- log: { text: '{{ run.automation }}' }\n",
    ) + "returns: { text: '{{ mine }}', n: '{{ times + 1 }}' }\n";
    let outcome = ran(
        &world,
        "- set: { name: mine, value: untouched }
- run_automation: { file: called.yaml, variables: { who: '{{ mine }}' }, as: got }
- log: { text: '{{ got.text }} {{ got.n + 1 }} {{ mine }} {{ run.automation }}' }
",
        &[("called.yaml", called)],
    )
    .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["Called", "untouchedx2 4 untouched Test"]);
}

#[tokio::test]
async fn an_automation_has_sessions_of_its_own_which_end_with_it() {
    let world = World::with_mail();
    let called = format!(
        "name: Called\nsteps:{CONNECT}  - for_each_mail: {{ session: finance, folder: Missing, do: [ {{ log: {{ text: never }} }} ] }}\n"
    );
    let outcome = ran(
        &world,
        "- try: { do: [ { run_automation: { file: called.yaml } } ], catch: [ { do: [ { log: { text: caught } } ] } ] }
- for_each_mail: { session: finance, do: [ { move: { to: Done } } ] }
",
        &[("called.yaml", called)],
    )
    .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let told = world.told();
    let (ended, caught) = (told.find("disconnected").unwrap(), told.find("caught").unwrap());
    assert!(ended < caught, "{told}");
    assert_eq!(world.subjects("Done").len(), 4, "the session of the same name is another one");

    let foreign = plain("", "- disconnect: { session: finance }\n");
    assert_eq!(
        found(&automation("- run_automation: { file: called.yaml }\n"), &[("called.yaml", foreign)]),
        ["called.yaml 3:28 session-unknown"]
    );
}

#[tokio::test]
async fn effects_of_one_automation_that_is_run_twice_are_two() {
    let world = World::new();
    world.deliver(&mail("Note", &[]));
    let called = format!(
        "name: Called\nsteps:{CONNECT}  - for_each_mail: {{ session: finance, do: [ {{ copy: {{ to: Done }} }} ] }}\n"
    );
    let outcome = ran(
        &world,
        "- run_automation: { file: called.yaml }
- retry:
    times: 1
    do:
      - run_automation: { file: called.yaml }
      - for_each: { in: [1, 2], do: [ { run_automation: { file: called.yaml } } ] }
",
        &[("called.yaml", called)],
    )
    .await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 4), "{}", world.told());
    assert_eq!(world.subjects("Done").len(), 4);
}

/// Runs these steps as an automation of this name.
async fn ran_as(world: &World, name: &str, steps: &str, others: &[(&str, String)]) -> Outcome {
    let text = automation(steps).replace("name: Test", &format!("name: {name}"));
    let checked = load(&text, others).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let host = Host { journal: Arc::new(InMemory::default()), ..world.host() };
    run(Arc::new(checked), &world.variables, host, world.stop.clone()).await
}

#[tokio::test]
async fn what_is_done_once_is_done_by_the_automation_that_was_started() {
    let world = World::with_mail();
    let body = "process: once, do: [ { copy: { to: Done } } ]";
    let called = format!("name: Called\nsteps:{CONNECT}  - for_each_mail: {{ session: finance, {body} }}\n");
    let others = [("called.yaml", called.clone())];
    let renamed = [("called.yaml", called.replace("name: Called", "name: Other"))];
    let call = "- run_automation: { file: called.yaml }\n";
    let own = format!("- for_each_mail: {{ session: finance, {body} }}\n");
    for (name, steps, others, copies) in [
        ("One", call.to_owned(), &others, 4),
        ("One", call.to_owned(), &others, 4),
        ("One", call.to_owned(), &renamed, 4),
        // Another automation, and a loop of its own beside that of the one it runs.
        ("Two", call.to_owned(), &others, 8),
        ("Two", format!("{own}{call}"), &others, 12),
        // A second place is another loop, and steps before it change nothing.
        ("Two", format!("- log: {{ text: x }}\n{call}{call}"), &others, 16),
        (
            "Two",
            format!(
                "{call}- for_each: {{ in: [1], do: [ {{ run_automation: {{ file: ./called.yaml }} }} ] }}\n"
            ),
            &others,
            16,
        ),
    ] {
        let outcome = ran_as(&world, name, &steps, others).await;
        assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
        assert_eq!(world.subjects("Done").len(), copies, "{name}: {steps}");
    }
}

#[tokio::test]
async fn a_failure_says_in_which_file_it_is() {
    let world = World::new();
    let inner = plain("variables: { to: { type: number, default: 1 } }\n", "- wait: { for: '{{ to }}' }\n");
    let middle = plain("", "- run_automation: { file: inner.yaml }\n");
    let outcome = ran(
        &world,
        "- run_automation: { file: parts/middle.yaml }\n",
        &[("parts/middle.yaml", middle), ("parts/inner.yaml", inner.clone())],
    )
    .await;
    let failure = outcome.summary.failure.unwrap();
    let file = failure.file.unwrap();
    assert_eq!((failure.kind, &*file), (Kind::InvalidInput, "parts/inner.yaml"));
    let place = failure.place.unwrap();
    assert_eq!((place.line, place.path.as_str()), (4, "steps[0].wait.for"));
    let texts = BTreeMap::from([("parts/inner.yaml".to_owned(), Arc::from(inner.into_bytes()))]);
    let source = Source::with("main.yaml", b"name: Main\n", &texts);
    let mistake = Mistake::new(failure.words, *place).in_file(&file);
    let shown = source.show(&mistake, Language::English, false);
    assert!(shown.starts_with("parts/inner.yaml:4:18: "), "{shown}");
    assert!(shown.contains("4 |   - wait: { for: '{{ to }}' }"), "{shown}");
}

#[tokio::test]
async fn messages_after_the_one_at_which_a_called_automation_ends_the_run_are_left_alone() {
    let world = World::new();
    for number in 1..=20 {
        world.deliver(&mail(&format!("Mail {number:02}"), &[]));
    }
    let head = "variables: { subject: { type: text, required: true } }\n";
    let steps = "- if: { condition: \"{{ subject == 'Mail 03' }}\", then: [ { stop: {} } ] }\n";
    let middle = "- run_automation: { file: inner.yaml, variables: { subject: '{{ subject }}' } }\n";
    let outcome = ran(
        &world,
        "- for_each_mail:
    session: finance
    do:
      - run_automation: { file: middle.yaml, variables: { subject: '{{ mail.subject }}' } }
      - move: { to: Done }
",
        &[("middle.yaml", plain(head, middle)), ("inner.yaml", plain(head, steps))],
    )
    .await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 3), "{}", world.told());
    assert_eq!(world.subjects("Done"), ["Mail 01", "Mail 02"]);
}

#[tokio::test]
async fn ending_the_run_in_an_automation_ends_those_that_run_it() {
    let world = World::with_mail();
    let called = plain("", "- stop: { reason: enough, as: cancelled }\n");
    let outcome = ran(
        &world,
        "- for_each_mail: { session: finance, concurrency: 1, do: [ { run_automation: { file: called.yaml } } ] }
- log: { text: never }
",
        &[("called.yaml", called)],
    )
    .await;
    assert_eq!(outcome.status(), Status::Cancelled);
    assert_eq!(world.told().matches("item_started").count(), 1);
    assert_eq!(world.logged(), Vec::<String>::new());
}

#[tokio::test]
async fn a_message_does_not_leave_the_automation_whose_session_it_is_in() {
    let world = World::with_mail();
    let called = format!(
        "name: Called\nsteps:{CONNECT}  - set: {{ name: last, value: '' }}\n  - for_each_mail: {{ session: finance, do: [ {{ set: {{ name: last, value: '{{{{ mail }}}}' }} }} ] }}\nreturns: ['{{{{ last }}}}']\n"
    );
    let outcome =
        ran(&world, "- run_automation: { file: called.yaml, as: got }\n", &[("called.yaml", called)]).await;
    assert_eq!(outcome.summary.failure.unwrap().words.code, "called-returns-message");
}

#[test]
fn variables_are_given_as_the_automation_wants_them() {
    let called = plain(
        "variables:\n  folder: { type: text, required: true }\n  count: 1\n  secret: { type: credential, default: a/b.c }\n",
        "- log: { text: '{{ folder }}' }\n",
    );
    let found = |variables: &str| {
        let text = plain(
            "variables: { v: x }\n",
            &format!("- run_automation: {{ file: c.yaml, variables: {{ {variables} }} }}\n"),
        );
        found(&text, &[("c.yaml", called.clone())])
    };
    assert_eq!(found("folder: X"), [""; 0]);
    assert_eq!(found("folder: '{{ v }}', count: '{{ v }}', secret: x/y.z"), [""; 0]);
    assert_eq!(found("count: 1"), ["main.yaml 4:29 call-variable-missing"]);
    assert_eq!(found("folder: X, cuont: 1"), ["main.yaml 4:68 call-variable-meant"]);
    assert_eq!(found("folder: X, other: 1"), ["main.yaml 4:68 call-variable-unknown"]);
    assert_eq!(found("folder: X, count: many"), ["main.yaml 4:68 variable-misfit"]);
    assert_eq!(found("folder: X, secret: '{{ v }}'"), ["main.yaml 4:69 call-credential"]);
    assert_eq!(found("folder: '{{ w }}'"), ["main.yaml 4:58 variable-unknown-meant"]);
}

#[test]
fn what_returns_nothing_is_kept_nowhere() {
    let text = plain("", "- run_automation: { file: c.yaml, as: got }\n");
    let others = [("c.yaml", plain("", "- log: { text: x }\n"))];
    assert_eq!(found(&text, &others), ["main.yaml 3:41 call-returns-nothing"]);
    let wrong = plain("returns: '{{ nothing }}'\n", "- log: { text: x }\n");
    assert_eq!(found(&text, &[("c.yaml", wrong)]), ["c.yaml 2:10 variable-unknown"]);
}

#[test]
fn automations_that_run_each_other_are_refused_with_the_chain() {
    assert_eq!(found(&call("main.yaml"), &[]), ["main.yaml 3:29 called-circle"]);
    let others = [("a.yaml", call("sub/b.yaml")), ("sub/b.yaml", call("../a.yaml"))];
    let mistakes = load(&call("a.yaml"), &others).unwrap_err();
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].file.as_deref(), Some("sub/b.yaml"));
    assert_eq!(
        mistakes[0].phrase.to_string(),
        "These automations run each other without end: a.yaml → sub/b.yaml → a.yaml."
    );
}

#[tokio::test]
async fn a_chain_of_automations_is_bounded_and_one_within_the_bound_runs() {
    let chain = |length: usize| -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> =
            (1..length).map(|n| (format!("{n}.yaml"), call(&format!("{}.yaml", n + 1)))).collect();
        files.push((format!("{length}.yaml"), plain("", "- log: { text: end }\n")));
        files
    };
    let named = |files: &[(String, String)]| -> Vec<(&'static str, String)> {
        files.iter().map(|(name, text)| (&*Box::leak(name.clone().into_boxed_str()), text.clone())).collect()
    };
    let world = World::new();
    let outcome = ran(&world, "- run_automation: { file: 1.yaml }\n", &named(&chain(31))).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["end"]);
    assert_eq!(found(&call("1.yaml"), &named(&chain(32))), ["31.yaml 3:29 called-too-many"]);
}

#[test]
fn what_is_wrong_in_a_called_file_is_told_there_and_everything_at_once() {
    let called = "name: Called\nstepss: [ { log: { text: x } } ]\nvariables: { run: 1 }\n".to_owned();
    assert_eq!(
        found(
            &plain(
                "",
                "- run_automation: { file: c.yaml, variables: { x: 1 } }\n- log: { text: '{{ nothing }}' }\n"
            ),
            &[("c.yaml", called)]
        ),
        [
            "main.yaml 4:18 variable-unknown",
            "c.yaml 2:1 file-unknown-key-meant",
            "c.yaml 3:14 variable-name-reserved"
        ]
    );
}

#[test]
fn a_called_file_lies_beside_the_automation_or_below() {
    let found = |file: &str| found(&call(file), &[]);
    for file in ["../x.yaml", "/etc/passwd", "sub/../../x.yaml", "..", "."] {
        assert_eq!(found(file), ["main.yaml 3:29 called-leads-out"], "{file}");
    }
    assert_eq!(found("'{{ run.id }}.yaml'"), ["main.yaml 3:29 called-not-literal"]);
    assert_eq!(found("missing.yaml"), ["main.yaml 3:29 called-missing"]);
}

#[test]
fn a_file_on_the_disk_that_cannot_be_run_is_told_at_the_step_that_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let main = folder.path().join("main.yaml");
    std::fs::create_dir(folder.path().join("folder.yaml")).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        use std::io::Write as _;
        let options = &mut std::fs::OpenOptions::new();
        let mut file =
            options.write(true).create(true).truncate(true).open(folder.path().join(name)).unwrap();
        file.write_all(bytes).unwrap();
    };
    write("large.yaml", &vec![b'#'; 10_000_000]);
    write("binary.yaml", &[0xff, 0xfe, 0]);
    write("empty.yaml", b"");
    write("good.yaml", plain("", "- log: { text: x }\n").as_bytes());
    let found = |file: &str| {
        let library = Library::beside(&main);
        match Automation::load_with("main.yaml", call(file).as_bytes(), &library) {
            Ok(_) => "fine".to_owned(),
            Err(mistakes) => format!("{} {}", mistakes[0].file.as_deref().unwrap_or("-"), mistakes[0].code()),
        }
    };
    assert_eq!(found("good.yaml"), "fine");
    assert_eq!(found("./good.yaml"), "fine");
    assert_eq!(found("large.yaml"), "- called-too-large");
    assert_eq!(found("folder.yaml"), "- called-unreadable");
    assert_eq!(found("missing.yaml"), "- called-missing");
    assert_eq!(found("good.yaml/x.yaml"), "- called-missing");
    assert_eq!(found("binary.yaml"), "binary.yaml file-not-utf8");
    assert_eq!(found("empty.yaml"), "empty.yaml file-empty-file");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link.yaml")).unwrap();
        assert_eq!(found("link.yaml"), "- called-unreadable");
    }
    let alone = Automation::load("main.yaml", call("good.yaml").as_bytes()).unwrap_err();
    assert_eq!(alone[0].code(), "called-missing");
}
