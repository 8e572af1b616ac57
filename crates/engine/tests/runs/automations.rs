//! Every automation in `examples` does what the file of its name in `examples/tests` says, wherever the mailbox is.

use crate::places::{Place, Standing, open, sent};
use crate::signed_in::SignedIn;
use crate::story::{After, Letter, Story};
use crate::web::{Answer, Web, answer};
use crate::world::{World, checked, path, text};
use carteiro_engine::secrets::PREFIX;
use carteiro_engine::tokens::OfLogins;
use carteiro_engine::{Event, Host, Report, run};
use carteiro_mail::{Mailbox, Open, Parts, Selection};
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http;
use carteiro_world::spool::Spools;
use futures_util::StreamExt;
use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");

/// The examples by name, in order.
fn examples(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml");
    let mut names: Vec<String> = entries
        .filter(is_yaml)
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A world as the example finds it, and its web server.
async fn world(story: &Story) -> (World, Option<Web>) {
    let mut world = World::new();
    let given = &story.given;
    for credential in &given.credentials {
        let name = credential.to_uppercase().replace(['/', '.'], "__");
        world.secrets.take_variable(&format!("{PREFIX}{name}"), "s3cret");
    }
    if let Some(person) = &given.signed_in {
        world.tokens = Arc::new(OfLogins::new(Ok(Arc::new(SignedIn(person.clone())))));
    }
    world.variables.extend(given.variables.clone());
    for folder in &given.folders {
        world.server.create_folder(&path(folder)).unwrap();
    }
    for letter in &given.mail {
        // Several messages lie in one folder.
        let _ = world.server.create_folder(&path(&letter.folder));
        let (raw, at) = (letter.raw(), letter.received_at());
        world.server.deliver(&path(&letter.folder), raw, letter.flags(), at).unwrap();
    }
    let Some(server) = &given.web else { return (world, None) };
    let answers: VecDeque<Answer> = server.answers.iter().map(to_send).collect();
    let answers = Mutex::new(answers);
    let web =
        Web::start(move |_| answers.lock().unwrap().pop_front().unwrap_or_else(|| answer(404, &[], "")));
    (world, Some(web.await))
}

fn to_send(of: &crate::story::Answer) -> Answer {
    let kind = if of.body.starts_with('{') { "application/json" } else { "text/plain" };
    answer(of.status, &[("content-type", kind)], of.body.clone())
}

async fn append(mailbox: &Mailbox, letters: &[Letter]) {
    for letter in letters {
        let (folder, raw) = (path(&letter.folder), letter.raw().into_bytes());
        mailbox.append(folder, raw.into(), letter.flags(), Some(letter.received_at())).await.unwrap();
    }
}

/// While a run is under way: mail comes in when it is waited for, and pauses pass.
async fn meanwhile(
    world: &World,
    mailbox: &Mailbox,
    arriving: &[Letter],
    mut reports: mpsc::UnboundedReceiver<Event>,
) -> Infallible {
    let mut next = reports.recv().await;
    while let Some(event) = next {
        if matches!(event, Event::Waiting { .. }) {
            append(mailbox, arriving).await;
        }
        next = if let Event::TryingAgain { pause_ms, .. } = event {
            loop {
                world.clock.advance(Duration::from_millis(pause_ms));
                tokio::task::yield_now().await;
                if let Ok(next) = reports.try_recv() {
                    break Some(next);
                }
            }
        } else {
            reports.recv().await
        };
    }
    std::future::pending().await
}

/// Runs the example, and looks at everything it left.
async fn ran(
    world: &World,
    web: Option<&Web>,
    at: &Arc<dyn Open>,
    host: Host,
    text: &str,
    story: &Story,
) -> After {
    world.events.lock().unwrap().clear();
    let sent_before = sent(world).len();
    let asked_before = web.map_or(0, |web| web.asked().len());
    let (sender, reports) = mpsc::unbounded_channel();
    let events = Arc::clone(&world.events);
    let dialer = Dialer::new(Policy::OPEN, Manual::at(world.clock.clock().now()).clock());
    let host = Host {
        events: Arc::new(move |report: Report| {
            let _ = sender.send(report.event.clone());
            events.lock().unwrap().push(report);
        }),
        // Pauses pass, answers come in time.
        http: http::Client::new(dialer, Spools::default(), world.transcript.clone()),
        ..host
    };
    let mailbox = open(at).await;
    let running = run(checked(text), &world.variables, host, world.stop.clone());
    let outcome = tokio::select! {
        outcome = running => outcome,
        never = meanwhile(world, &mailbox, &story.given.arriving, reports) => match never {},
    };
    let asked = web.map(Web::asked).unwrap_or_default();
    let mut after = After {
        ends: serde_json::to_value(outcome.status()).unwrap().as_str().unwrap().to_owned(),
        mailbox: BTreeMap::new(),
        files: world.contents(),
        log: world.logged(),
        asked: asked[asked_before..].iter().map(|asked| format!("{} {}", asked.line, asked.body)).collect(),
        sent: sent(world).split_off(sent_before),
        says: BTreeMap::new(),
    };
    look(&mailbox, &mut after).await;
    mailbox.close().await.unwrap();
    after
}

/// What is in every folder: a line for each message, and all their texts.
async fn look(mailbox: &Mailbox, after: &mut After) {
    for folder in mailbox.folders().await.unwrap() {
        let name = folder.path.to_string();
        let parts = Parts { text: true, ..Parts::default() };
        let selection = Selection { parts, ..Selection::of(folder.path) };
        let found: Vec<_> = mailbox.messages(selection).await.unwrap().collect().await;
        let (mut lines, mut texts) = (Vec::new(), String::new());
        for message in found.into_iter().map(|one| one.unwrap().message) {
            let flags = &message.flags;
            let named = [
                ("read", flags.seen),
                ("flagged", flags.flagged),
                ("answered", flags.answered),
                ("draft", flags.draft),
            ];
            let named: Vec<&str> = named.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
            let flags = if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) };
            lines.push(format!("{}{flags}", message.header.subject));
            texts += message.text.as_ref().map_or("", |text| text.plain.as_str());
        }
        lines.sort();
        after.mailbox.insert(name.clone(), lines);
        after.says.insert(name, texts.replace("\r\n", "\n"));
    }
}

/// What it does otherwise than its file says.
async fn missed(name: &str, place: Option<Place>) -> Option<String> {
    let story = Story::read(name, &crate::world::bytes(Path::new(FOLDER).join(format!("tests/{name}.yaml"))));
    let mut automation = text(&Path::new(FOLDER).join(format!("{name}.yaml")));
    let (world, web) = world(&story).await;
    if let (Some(web), Some(server)) = (&web, &story.given.web) {
        automation = automation.replace(&format!("https://{}", server.host), &web.url(""));
    }
    let standing = match place {
        None => Standing::memory(&world),
        Some(place) => {
            let standing = place.stand().await?;
            standing.fill(&world).await;
            standing
        }
    };
    let at = standing.opener();
    let before = world.server.folders().into_iter().map(|folder| folder.path.to_string()).collect();
    let found = ran(&world, web.as_ref(), at, standing.host(&world), &automation, &story).await;
    let mut missed = story.after.missed(&before, found);
    if let (None, Some(again)) = (&missed, &story.again) {
        let mailbox = open(at).await;
        append(&mailbox, &again.mail).await;
        mailbox.close().await.unwrap();
        let found = ran(&world, web.as_ref(), at, standing.host(&world), &automation, &story).await;
        missed = again.after.missed(&before, found);
    }
    missed.map(|missed| format!("{name}:\n{}\n{missed}", world.told()))
}

/// All of them, a few at once.
async fn all_do_what_they_say(place: Option<Place>) {
    let names = examples(Path::new(FOLDER));
    let missed = |name: String| async move { missed(&name, place).await };
    let missed = futures_util::stream::iter(names).map(missed).buffered(8);
    let missed: Vec<String> = missed.filter_map(std::future::ready).collect().await;
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}

#[test]
fn every_automation_among_the_examples_has_no_mistakes_and_says_what_it_does() {
    let names = examples(Path::new(FOLDER));
    assert!(names.len() >= 15);
    for name in &names {
        let checked = checked(&text(&Path::new(FOLDER).join(format!("{name}.yaml"))));
        // Exchange in the cloud says of itself that it ends.
        let unexpected: Vec<_> =
            checked.warnings().iter().filter(|warning| warning.code() != "ews-cloud-ends").collect();
        assert!(unexpected.is_empty(), "{name}: {unexpected:?}");
    }
    assert_eq!(examples(&Path::new(FOLDER).join("tests")), names, "each has its file in examples/tests");
}

#[tokio::test]
async fn every_automation_among_the_examples_does_what_it_says() {
    all_do_what_they_say(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_automation_among_the_examples_does_it_on_the_simulator() {
    all_do_what_they_say(Some(Place::Simulator)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_automation_among_the_examples_does_it_on_the_simulator_of_exchange() {
    all_do_what_they_say(Some(Place::Exchange)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_automation_among_the_examples_does_it_on_the_simulator_of_outlook() {
    all_do_what_they_say(Some(Place::Outlook)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_automation_among_the_examples_does_it_on_dovecot() {
    all_do_what_they_say(Some(Place::Dovecot)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_automation_among_the_examples_does_it_on_cyrus() {
    all_do_what_they_say(Some(Place::Cyrus)).await;
}
