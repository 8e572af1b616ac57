//! What is told before a run is what the run does.

mod pop3;

use crate::examples::whole;
use crate::places::Place;
use crate::web::Web;
use crate::world::{World, automation, bytes, checked, text};
use carteiro_engine::actions::catalogue;
use carteiro_engine::explain::{Explanation, What, explain};
use carteiro_engine::{Automation, Event, Library};
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::path::Path;

fn told(written: &str) -> Explanation {
    let library =
        Library::beside(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/test.yaml")));
    let checked = Automation::load_with("test.yaml", written.as_bytes(), &library);
    let checked = checked.unwrap_or_else(|mistakes| panic!("{mistakes:?}\n{written}"));
    explain("test.yaml", written.as_bytes(), &checked, &library, &TimeZone::UTC).unwrap()
}

/// The step in the file that a step of a run is: one of an automation that it runs is a step of that one.
fn in_its_file(step: &str) -> &str {
    step.rsplit_once(".run_automation.").map_or(step, |(_, inner)| inner)
}

/// Which changes were told, by step and kind.
fn changes(told: &Explanation) -> BTreeSet<(String, String)> {
    let all = std::iter::once(told).chain(&told.runs).flat_map(|one| &one.changes);
    all.map(|change| {
        let json = serde_json::to_value(change).unwrap();
        (change.step.path.clone(), json["kind"].as_str().unwrap().to_owned())
    })
    .collect()
}

/// Which changes were made.
fn made(world: &World) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for report in world.events.lock().unwrap().iter() {
        let json = serde_json::to_value(report).unwrap();
        let kind = match &report.event {
            Event::Effect { .. } | Event::MessagesDone { .. } => json["kind"].as_str().unwrap(),
            Event::FileSaved { .. } => "save_files",
            Event::AutomationStarted { .. } => "run_automation",
            _ => continue,
        };
        found.insert((in_its_file(report.step.as_deref().unwrap()).to_owned(), kind.to_owned()));
    }
    found
}

/// The commands that the automation gives to a simulator that holds the mail of the examples.
async fn commands(written: &str) -> (Vec<String>, World) {
    let (standing, world) = (Place::Simulator.stand().await.unwrap(), World::with_mail());
    standing.fill(&world).await;
    drop(standing.commands());
    world.run_on(written, standing.host(&world)).await;
    (standing.commands(), world)
}

/// What was searched for to choose among messages.
fn searched(commands: &[String]) -> BTreeSet<String> {
    let criteria = commands.iter().filter_map(|command| command.strip_prefix("UID SEARCH "));
    let bare = criteria.map(|criteria| match criteria.strip_prefix("RETURN (") {
        Some(rest) => rest.split_once(") ").unwrap().1,
        None => criteria,
    });
    bare.filter(|criteria| criteria.starts_with("UNDELETED")).map(str::to_owned).collect()
}

/// What was fetched of messages, in the words of an explanation.
fn fetched(commands: &[String]) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for command in commands.iter().filter(|command| command.starts_with("UID FETCH")) {
        for (item, what) in [
            ("BODY.PEEK[HEADER.FIELDS", "header"),
            ("BODY.PEEK[HEADER]", "all_headers"),
            ("BODYSTRUCTURE", "structure"),
            ("BODY.PEEK[]", "bytes"),
        ] {
            if command.contains(item) {
                found.insert(what);
            }
        }
    }
    found
}

fn foretold(told: &Explanation) -> BTreeSet<&'static str> {
    let what = told.looks.iter().flat_map(|look| &look.reads).flat_map(|reading| &reading.what);
    what.map(|what| match what {
        What::Header => "header",
        What::AllHeaders => "all_headers",
        What::Structure => "structure",
        // Small messages come whole.
        What::Text | What::Purpose | What::Content => "bytes",
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_is_asked_for_what_was_told_and_nothing_else() {
    for filter in [
        "{ status: unread }",
        "{ status: all }",
        "{ flagged: true, size: { over: 10, under: 5MB } }",
        "{ size: { under: 5GiB } }",
        "{ subject: Invoice, status: unread }",
        "{ body: Hello }",
        "{ received: { on: 2026-11-22 } }",
        "{ received: { after: 2026-11-20, before: 2026-11-24 } }",
        "{ received: { after: 2026-11-20 08:30 } }",
        "{ any: [ { status: unread }, { flagged: true } ] }",
        "{ any: [ { status: unread }, { subject: News } ] }",
        "{ any: [ { status: unread, subject: Invoice }, { flagged: true, received: { before: 2027-01-01 } } ] }",
        "{ not: { status: unread } }",
        "{ not: { status: unread, flagged: true } }",
        "{ not: { received: { on: 2026-11-22 } } }",
        "{ not: { not: { received: { on: 2026-11-22 } } } }",
        "{ not: { any: [ { status: read }, { size: { over: 1MB } } ] } }",
        "{ all: [ { status: unread }, { any: [ { flagged: false }, { size: { under: 1KB } } ] } ] }",
        "{ header: [ { name: X-A }, { name: List-Id } ] }",
        "{ class: [mail, invitation, receipt, bounce] }",
        "{ not: { class: [mail, invitation, receipt, bounce] } }",
        "{ class: [bounce], status: unread }",
        "{ attachment_name: pdf, has_attachments: true }",
    ] {
        let steps = format!(
            "- count_mail: {{ session: finance, where: {filter}, as: n }}\n- for_each_mail:\n    session: finance\n    where: {filter}\n    do: [ log: {{ text: x }} ]\n"
        );
        let written = automation(&steps);
        let (told, (commands, world)) = (told(&written), commands(&written).await);
        let asked: BTreeSet<String> = told.looks.iter().map(|look| look.asked.clone()).collect();
        assert_eq!(searched(&commands), asked, "{filter}\n{}", world.told());
        let counted = commands.iter().any(|command| command.contains("RETURN (COUNT)"));
        assert_eq!(counted, told.looks[0].counted_there, "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_more_is_fetched_than_was_told() {
    for (filter, text) in [
        ("{ status: unread }", "{{ mail.subject }}"),
        ("{ class: [mail, invitation, receipt, bounce] }", "{{ mail.subject }}"),
        ("{ class: [mail, invitation, receipt, bounce] }", "{{ mail.attachments | length }}"),
        ("{ class: [mail, invitation, receipt, bounce] }", "{{ mail.headers }}"),
        ("{ class: [mail, invitation, receipt, bounce], has_attachments: true }", "x"),
        ("{ class: [mail, invitation, receipt, bounce], body: Hello }", "x"),
        ("{ status: unread }", "{{ mail.text }}"),
        ("{ status: unread }", "{{ mail.headers['X-A'] }} {{ mail.attachments | length }}"),
    ] {
        let steps = format!(
            "- for_each_mail:\n    session: finance\n    where: {filter}\n    do: [ log: {{ text: \"{text}\" }} ]\n"
        );
        let written = automation(&steps);
        let (commands, world) = commands(&written).await;
        assert_eq!(fetched(&commands), foretold(&told(&written)), "{filter} {text}\n{}", world.told());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_example_asks_or_changes_what_was_not_told() {
    let mut kinds = BTreeSet::new();
    for example in catalogue().into_iter().flat_map(|entry| entry.examples) {
        let (title, web) = (example.title, Web::of_the_examples().await);
        let written = web.instead(&whole(example.steps));
        let told = told(&written);
        let (commands, world) = commands(&written).await;
        let looks = std::iter::once(&told).chain(&told.runs).flat_map(|one| &one.looks);
        let asked: BTreeSet<String> = looks.map(|look| look.asked.clone()).collect();
        for criteria in searched(&commands) {
            // To find one message again, and whether a folder is empty.
            let others = ["UNDELETED HEADER Message-ID", "UNDELETED LARGER"];
            let is_other = criteria == "UNDELETED" || others.iter().any(|other| criteria.starts_with(other));
            assert!(asked.contains(&criteria) || is_other, "{title}: {criteria} is not among {asked:?}");
        }
        let (changes, made) = (changes(&told), made(&world));
        assert!(made.is_subset(&changes), "{title}: {made:?} is not within {changes:?}");
        kinds.extend(made.into_iter().map(|(_, kind)| kind));
    }
    assert_eq!(kinds.len(), 15, "every kind of change is made by some example: {kinds:?}");
}

#[test]
fn the_examples_are_explained() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let told = told(&text(&path));
            let looks = std::iter::once(&told).chain(&told.runs).any(|one| !one.looks.is_empty());
            assert!(looks, "{}", path.display());
        }
    }
    for name in ["archive-invoices", "back-up-folder", "flag-large-mail"] {
        let told = told(&text(&Path::new(folder).join(format!("{name}.yaml"))));
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_json_snapshot!(format!("explained-{name}"), told);
        });
    }
}

#[test]
fn what_holds_an_expression_is_told_as_it_is_written() {
    let told = told(
        "name: T
time_zone: America/Sao_Paulo
variables: { invoice: INV-1, limit: 5MB, since: 2026-01-01, folder: Bills }
steps:
  - connect:
      session: s
      mail_server: { host: h, auth: { basic: { username: { credential: a/b.user }, password: { credential: a/b.c } } } }
  - move:
      session: s
      folder: '{{ folder }}'
      where:
        subject: '{{ invoice }}'
        size: { over: '{{ limit }}', under: 9MB }
        received: { on: '{{ since }}', before: 2026-06-01 }
        any: [ { header: [ { name: X-A, contains: '{{ invoice }}' }, { name: X-B } ] }, { flagged: true } ]
      limit: '{{ 1 + 1 }}'
      to: 'Old/{{ folder }}'
",
    );
    insta::assert_json_snapshot!(told);
}

#[test]
fn steps_tell_why_messages_are_read_whatever_they_are_called() {
    let written = automation(
        "- for_each_mail:
    session: finance
    as: letter
    do:
      - if:
          condition: \"{{ 'urgent' in letter.text }}\"
          then:
            - retry: { times: 2, do: [ { save_mail: { to: mail } } ] }
      - get_mail: { where: { subject: '{{ letter.subject }}' }, on_missing: nothing, as: other }
      - log: { text: '{{ other.attachments | length }}' }
      - delete: { message: other }
",
    );
    let told = told(&written);
    let because = |look: usize| {
        let reads = &told.looks[look].reads;
        let last = reads.last().unwrap();
        last.because.iter().map(|one| one.name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(because(0), ["save_mail"]);
    assert!(!told.looks[0].in_parts);
    assert_eq!(because(1), ["log"]);
    let waits = told.looks[0].body.iter().map(|turn| (turn.step.action, turn.waits, turn.joined));
    assert_eq!(
        waits.collect::<Vec<_>>(),
        [
            ("if", false, false),
            ("retry", false, false),
            ("save_mail", true, false),
            ("get_mail", false, false),
            ("log", false, false),
            ("delete", false, true),
        ]
    );
    assert_eq!(told.changes.iter().map(|one| one.sessions.join(" ")).collect::<Vec<_>>(), ["", "finance"]);
}

#[test]
fn automations_that_are_run_are_explained_once_each() {
    let files = |name: &Path| match name.to_str().unwrap() {
        "a.yaml" => Ok(b"name: A\nsteps: [ run_automation: { file: b.yaml }, log: { text: x } ]\n".to_vec()),
        "b.yaml" => Ok(bytes(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/flag-large-mail.yaml"))),
        _ => Err(std::io::ErrorKind::NotFound.into()),
    };
    let library = Library::new(Path::new("main.yaml"), files);
    let main = b"name: Main\nsteps: [ run_automation: { file: b.yaml }, run_automation: { file: a.yaml }, run_automation: { file: b.yaml } ]\n";
    let checked = Automation::load_with("main.yaml", main, &library).unwrap();
    let told = explain("main.yaml", main, &checked, &library, &TimeZone::UTC).unwrap();
    let runs: Vec<&str> = told.runs.iter().map(|one| one.automation.as_str()).collect();
    assert_eq!(runs, ["Flag large mail", "A"]);
    assert_eq!((told.changes.len(), told.runs[0].looks.len()), (3, 1));
}

#[tokio::test]
async fn a_value_that_no_run_could_use_fails_as_the_run_does() {
    let written = automation(
        "- for_each_mail: { session: finance, where: { received: { on: 9999-12-31 } }, do: [ log: { text: x } ] }\n",
    );
    let checked = checked(&written);
    let explained = explain("test.yaml", written.as_bytes(), &checked, &Library::none(), &TimeZone::UTC);
    let (world, failure) = (World::new(), explained.unwrap_err());
    let met = world.run(&written).await.summary.failure.unwrap();
    assert_eq!((met.words, met.kind), (failure.words, failure.kind));
}
