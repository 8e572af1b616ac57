//! Runs in which nothing happens.

use crate::examples::{in_any_order, whole};
use crate::places::{Place, Standing};
use crate::web::{Web, answer};
use crate::world::{World, automation, bytes, checked, mail, path};
use carteiro_engine::actions::{Example, catalogue};
use carteiro_engine::seen::OnDisk;
use carteiro_engine::{Event, Host, Outcome, Status, rehearse};
use futures_util::StreamExt;
use std::sync::{Arc, Mutex};

async fn rehearsed(world: &World, text: &str, host: Host) -> Outcome {
    rehearse(checked(text), &world.variables, host, world.stop.clone()).await.unwrap()
}

/// What was told since the last time, but for what tells the one kind of run from the other.
fn told(world: &World) -> Vec<String> {
    let told = world.told().replace(r#","dry_run":true"#, "").replace(r#","unsent":true"#, "");
    world.events.lock().unwrap().clear();
    in_any_order(&told)
}

/// Whether a command of IMAP changes something (RFC 9051 §6.3, §6.4).
fn changes(command: &str) -> bool {
    let command = command.strip_prefix("UID ").unwrap_or(command);
    let reads =
        ["CAPABILITY", "STARTTLS", "AUTHENTICATE", "LOGIN", "LOGOUT", "ID", "ENABLE", "NAMESPACE", "LIST"];
    let reads_too =
        ["STATUS", "SELECT", "EXAMINE", "SEARCH", "FETCH", "NOOP", "IDLE", "UNSELECT", "CLOSE", "LSUB"];
    let verb = command.split(' ').next().unwrap_or_default();
    verb.chars().any(|letter| letter.is_ascii_uppercase())
        && !reads.contains(&verb)
        && !reads_too.contains(&verb)
}

/// Rehearses every example there and runs it then, a few at once.
async fn the_rehearsal_and_then_the_run(place: Option<Place>) {
    let examples = catalogue()
        .into_iter()
        .flat_map(|entry| entry.examples.iter().map(move |example| (entry.name, example)));
    let compared = |(name, example): (&'static str, &'static Example)| async move {
        let world = World::with_mail();
        let standing = match place {
            None => Standing::memory(&world),
            Some(place) => {
                let Some(standing) = place.stand().await else { return };
                standing.fill(&world).await;
                standing
            }
        };
        let web = Web::of_the_examples().await;
        let text = web.instead(&whole(example.steps));
        let what = format!("{name}: {} on {place:?}", example.title);
        let before = (standing.contents().await, world.files());
        standing.commands();
        let rehearsed = rehearsed(&world, &text, standing.host(&world)).await;
        let rehearsal = told(&world);
        let changing: Vec<String> =
            standing.commands().into_iter().filter(|command| changes(command)).collect();
        assert_eq!(changing, [""; 0], "{what}");
        assert_eq!((standing.contents().await, world.files()), before, "{what}");
        let sent = web.asked().iter().any(|asked| !asked.line.starts_with("GET "));
        assert!(!sent, "{what}");
        let outcome = world.run_on(&text, standing.host(&world)).await;
        let did = told(&world);
        // What a web server answers cannot be known, and what several messages do at once meets its failure anywhere.
        let tells = |event: &str| did.iter().any(|line| line.contains(event));
        if !tells(r#""kind":"http_request""#) && !tells(r#""event":"caught""#) {
            assert_eq!((rehearsed.status(), rehearsal), (outcome.status(), did), "{what}");
        }
    };
    futures_util::stream::iter(examples).for_each_concurrent(8, compared).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsal_changes_nothing_and_tells_what_the_run_does() {
    the_rehearsal_and_then_the_run(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsal_tells_what_the_run_does_on_the_simulator() {
    the_rehearsal_and_then_the_run(Some(Place::Simulator)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsal_tells_what_the_run_does_on_dovecot() {
    the_rehearsal_and_then_the_run(Some(Place::Dovecot)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsal_tells_what_the_run_does_on_cyrus() {
    the_rehearsal_and_then_the_run(Some(Place::Cyrus)).await;
}

/// Later steps, other sessions, and automations that are run find what earlier steps would have done.
#[tokio::test]
async fn later_steps_find_what_earlier_ones_would_have_done() {
    let world = World::with_mail();
    std::fs::create_dir(world.folder.path().join("lists")).unwrap();
    let text = format!(
        "{}{}",
        automation(
            "- create_folder: { session: finance, folder: Done/2026 }
- for_each_mail:
    session: finance
    where: { subject: Invoice }
    do:
      - save_attachments: { to: invoices }
      - append_csv: { to: lists/all.csv, row: ['{{ mail.subject }}'] }
      - mark: { read: true }
      - move: { to: Done/2026 }
"
        ),
        "  - connect:
      session: again
      mail_server:
        host: imap.example.org
        auth: { basic: { username: finance@example.org, password: { credential: mail/finance.password } } }
  - for_each_mail:
      session: again
      folder: Done/2026
      where: { status: read }
      do:
        - log: { text: 'Done: {{ mail.subject }}' }
  - count_mail: { session: again, folder: INBOX, as: left }
  - log: { text: '{{ left }} left' }
"
    );
    for _ in 0..2 {
        let outcome = rehearsed(&world, &text, world.host()).await;
        assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
        assert_eq!(world.logged(), ["Done: Invoice 41", "Done: Invoice 42", "2 left"]);
        let rehearsal = told(&world);
        assert_eq!(world.files(), ["lists/"]);
        assert_eq!(world.subjects("INBOX").len(), 4);
        let copy = World::with_mail();
        std::fs::create_dir(copy.folder.path().join("lists")).unwrap();
        copy.run(&text).await;
        assert_eq!(rehearsal, told(&copy));
    }
    let outcome = world.run(&text).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(bytes(world.folder.path().join("invoices/a.txt")), b"text");
}

#[tokio::test]
async fn a_rehearsal_says_that_it_is_one() {
    let world = World::new();
    rehearsed(&world, &automation("- log: { text: a }"), world.host()).await;
    assert!(world.told().starts_with(r#"{"event":"run_started","automation":"Test","dry_run":true}"#));
}

#[tokio::test]
async fn what_was_processed_once_is_known_and_nothing_more_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut world = World::with_mail();
    world.seen = Arc::new(OnDisk::beneath(Ok(data.clone())));
    let steps = "- for_each_mail:
    session: finance
    process: once
    do:
      - log: { text: '{{ mail.subject }}' }
";
    for _ in 0..2 {
        assert_eq!(rehearsed(&world, &automation(steps), world.host()).await.summary.done, 4);
    }
    assert!(!data.exists());
    assert_eq!(world.steps(steps).await.summary.done, 4);
    world.deliver(&mail("New", &[]));
    for _ in 0..2 {
        assert_eq!(rehearsed(&world, &automation(steps), world.host()).await.summary.done, 1);
    }
    assert_eq!(world.steps(steps).await.summary.done, 1);
}

#[tokio::test]
async fn a_request_that_may_change_something_is_not_sent() {
    let world = World::new();
    let web = Web::start(|_| answer(200, &[], "answer")).await;
    let steps = format!(
        "- http_request: {{ url: 'http://127.0.0.1:{0}/a', as: read }}
- http_request: {{ url: 'http://127.0.0.1:{0}/b', text: x, expect: [201], as: written }}
- log: {{ text: '{{{{ read.text }}}} {{{{ written.status }}}} {{{{ written.text }}}}.' }}
",
        web.port
    );
    let outcome = rehearsed(&world, &automation(&steps), world.host()).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["answer 201 ."]);
    let lines: Vec<String> = web.asked().into_iter().map(|asked| asked.line).collect();
    assert_eq!(lines, ["GET /a"]);
    assert!(world.told().contains(r#""unsent":true"#));
}

#[tokio::test]
async fn a_rehearsal_does_not_wait_for_time_to_pass() {
    let world = World::new();
    let steps = "- wait: { for: 30d }\n- wait: { until: 2030-01-01 08:00 }\n- log: { text: done }\n";
    let outcome = rehearsed(&world, &automation(steps), world.host()).await;
    assert_eq!((outcome.status(), world.logged()), (Status::Ok, vec!["done".to_owned()]));
}

/// Mail of others comes in whatever we do.
#[tokio::test]
async fn a_rehearsal_waits_for_mail_as_the_run_does() {
    let world = World::with_mail();
    let server = world.server.clone();
    let events = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&events);
    let host = Host {
        events: Arc::new(move |report: carteiro_engine::Report| {
            if matches!(report.event, Event::Waiting { for_mail: true, .. }) {
                let at = "2026-11-22T12:00:00Z".parse().unwrap();
                let raw = mail("The code is 1234", &[]);
                server.deliver(&path("INBOX"), raw, carteiro_mail::Flags::default(), at).unwrap();
            }
            heard.lock().unwrap().push(report.event);
        }),
        ..world.host()
    };
    let steps =
        "- wait_for_mail: { session: finance, where: { subject: code }, since: any, timeout: 5m, as: code }
- move: { message: code, to: Done }
- count_mail: { session: finance, folder: Done, as: moved }
- log: { text: '{{ code.subject }}, {{ moved }}' }
";
    let outcome = rehearsed(&world, &automation(steps), host).await;
    assert_eq!(outcome.status(), Status::Ok, "{:?}", events.lock().unwrap());
    let events = events.lock().unwrap();
    let logged = events.iter().find_map(|event| match event {
        Event::Log { text } => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(logged, Some("The code is 1234, 1"));
    assert!(world.subjects("Done").is_empty());
}
