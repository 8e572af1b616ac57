//! Steps that work on all messages of a folder that are meant.

use crate::world::{World, mail, path};
use carteiro_engine::journal::{Claim, EffectKey, InMemory, Journal, Outcome, Pass, Token};
use carteiro_engine::{Event, Failure, Host, Report, Status};
use carteiro_mail::backends::memory::Verb;
use carteiro_mail::{Error, Flags, Kind};
use carteiro_world::phrase;
use futures_util::future::BoxFuture;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Keeps what was done under one run, as a re-run does.
#[derive(Default)]
struct SameRun(InMemory);

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

fn crowd(count: usize) -> World {
    let world = World::new();
    for number in 1..=count {
        let flags = Flags { seen: number % 2 == 0, ..Flags::default() };
        world.deliver_with(&mail(&format!("Mail {number}"), &[]), flags);
    }
    world
}

fn failed(world: &World) -> Vec<(String, Kind)> {
    let events = world.events.lock().unwrap();
    let failed = events.iter().filter_map(|report| match &report.event {
        Event::MessageFailed { subject, failure, .. } => Some((subject.clone(), failure.kind)),
        _ => None,
    });
    failed.collect()
}

#[tokio::test]
async fn one_step_moves_what_is_meant_and_leaves_the_rest() {
    let world = crowd(1201);
    let steps = "- move: { session: finance, folder: INBOX, where: { status: read }, limit: 599, to: Done, as: moved }
- log: { text: '{{ moved.done }} {{ moved.failed }}' }
";
    let outcome = world.steps(steps).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 599), "{}", world.told());
    assert_eq!(world.logged(), ["599 0"]);
    assert_eq!((world.subjects("Done").len(), world.subjects("INBOX").len()), (599, 602));
    assert_eq!(world.server.calls(Verb::Move), 2, "a window at a time");
    assert!(world.subjects("INBOX").contains(&"Mail 1200".to_owned()), "the oldest went first");
}

#[tokio::test]
async fn a_message_that_fails_is_named_and_stops_no_other() {
    let world = crowd(4);
    world.server.make_unreadable(&path("INBOX"), 2);
    let steps = "- move: { session: finance, folder: INBOX, to: Done, as: moved }
- log: { text: '{{ moved.done }} {{ moved.failed }}' }
";
    let outcome = world.steps(steps).await;
    assert_eq!((outcome.status(), outcome.summary.failed), (Status::WithFailures, 1));
    assert_eq!(world.logged(), ["3 1"]);
    assert_eq!(failed(&world), [(String::new(), Kind::Content)]);
    let refused = Error::new(Kind::Rejected, phrase!("server-refused"));
    world.server.fail(Verb::Flag, 1, refused);
    let steps = "- mark: { session: finance, folder: Done, where: { subject: '3' }, flagged: true }\n";
    let outcome = world.steps(steps).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::WithFailures, 0));
    assert_eq!(failed(&world).pop().unwrap(), ("Mail 3".to_owned(), Kind::Rejected));
}

#[tokio::test]
async fn a_folder_that_is_missing_fails_the_step_and_not_each_message() {
    let world = crowd(3);
    let outcome = world
        .steps("- copy: { session: finance, folder: INBOX, to: Nowhere }\n- log: { text: never }\n")
        .await;
    assert_eq!((outcome.status(), outcome.summary.failed), (Status::Failed, 0));
    assert_eq!(outcome.summary.failure.unwrap().place.unwrap().path, "steps[1]");
    assert_eq!(failed(&world), []);
}

#[tokio::test]
async fn what_an_earlier_try_has_done_to_a_message_is_not_done_again() {
    let mut world = crowd(3);
    world.journal = Arc::new(SameRun::default());
    let steps = "- copy: { session: finance, folder: INBOX, to: Done }
- save_attachments: { session: finance, folder: INBOX, to: files, as: saved }
- log: { text: '{{ saved.files | length }} {{ saved.done }}' }
";
    world.deliver(&mail("File", &[("a.txt", "text/plain", "a")]));
    assert_eq!(world.steps(steps).await.status(), Status::Ok);
    world.deliver(&mail("New", &[("b.txt", "text/plain", "b")]));
    assert_eq!(world.steps(steps).await.status(), Status::Ok);
    assert_eq!(world.subjects("Done"), ["Mail 1", "Mail 2", "Mail 3", "File", "New"]);
    assert_eq!(world.files(), ["files/", "files/a.txt 1", "files/b.txt 1"]);
    assert_eq!(world.logged(), ["1 4", "2 5"], "what was saved before is told again");
}

#[tokio::test]
async fn whose_outcome_is_unknown_is_left_to_a_person() {
    let mut world = crowd(2);
    world.journal = Arc::new(SameRun::default());
    let unknown = Error::new(Kind::OutcomeUnknown, phrase!("server-refused"));
    world.server.lose_answers(Verb::Copy, 1, unknown);
    let steps = "- copy: { session: finance, folder: INBOX, to: Done }\n";
    assert_eq!(world.steps(steps).await.summary.failed, 2);
    let again = world.steps(steps).await;
    assert_eq!((again.summary.done, again.summary.failed), (0, 2));
    assert_eq!(world.subjects("Done").len(), 2, "never repeated by itself");
}

/// Remembers how many effects are remembered.
#[derive(Default)]
struct Counting {
    journal: InMemory,
    known: Mutex<Vec<Arc<[Pass]>>>,
    most: AtomicUsize,
}

impl Journal for Counting {
    fn claim<'a>(&'a self, key: &'a EffectKey) -> BoxFuture<'a, Result<Claim, Failure>> {
        let mut known = self.known.lock().unwrap();
        known.push(Arc::clone(&key.within));
        self.most.fetch_max(known.len(), Ordering::Relaxed);
        self.journal.claim(key)
    }

    fn settle(&self, token: Token, outcome: Outcome) -> BoxFuture<'_, Result<(), Failure>> {
        self.journal.settle(token, outcome)
    }

    fn done<'a>(&'a self, run: &'a str, within: &'a Arc<[Pass]>) -> BoxFuture<'a, Result<u64, Failure>> {
        self.journal.done(run, within)
    }

    fn finished(&self, run: &str, within: &Arc<[Pass]>) {
        self.known.lock().unwrap().retain(|known| known != within);
        self.journal.finished(run, within);
    }
}

#[tokio::test]
async fn messages_that_are_done_take_no_memory() {
    let copy = "copy: { session: finance, folder: INBOX, to: Done }";
    let save = "save_attachments: { session: finance, folder: INBOX, to: files }";
    for (steps, most) in [
        (format!("- {copy}\n"), 500),
        (format!("- {save}\n"), 1),
        (format!("- retry: {{ times: 1, do: [ {{ {copy} }} ] }}\n"), 1201),
    ] {
        let mut world = World::new();
        for number in 1..=1201 {
            world.deliver(&mail(&format!("Mail {number}"), &[("a.txt", "text/plain", "a")]));
        }
        let journal = Arc::new(Counting::default());
        world.journal = Arc::clone(&journal) as Arc<dyn Journal>;
        let outcome = world.steps(&steps).await;
        assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 1201), "{steps}");
        assert_eq!(journal.most.load(Ordering::Relaxed), most, "{steps}");
        assert_eq!(journal.known.lock().unwrap().len(), 0, "{steps}");
    }
}

fn messages_done(world: &World) -> Vec<(u64, u64)> {
    let events = world.events.lock().unwrap();
    let done = events.iter().filter_map(|report| match &report.event {
        Event::MessagesDone { done, failed, .. } => Some((*done, *failed)),
        _ => None,
    });
    done.collect()
}

#[tokio::test]
async fn a_step_that_ends_early_tells_what_was_done_until_then() {
    let world = crowd(1201);
    let gone = Error::new(Kind::SignInNeeded, phrase!("server-refused"));
    let events = Arc::clone(&world.events);
    let server = world.server.clone();
    let host = Host {
        events: Arc::new(move |report: Report| {
            if matches!(report.event, Event::Progress { done: 500, .. }) {
                server.fail(Verb::Flag, 1, gone.clone());
            }
            events.lock().unwrap().push(report);
        }),
        ..world.host()
    };
    let steps = "- mark: { session: finance, folder: INBOX, flagged: true }\n";
    let outcome = world.run_on(&crate::world::automation(steps), host).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Failed, 500), "{}", world.told());
    assert_eq!(messages_done(&world), [(500, 0)]);
}

#[tokio::test]
async fn what_was_done_in_an_earlier_try_counts_once_and_is_in_the_result() {
    let copy = "copy: { session: finance, folder: INBOX, to: Done, as: result }";
    let moving = "move: { session: finance, folder: INBOX, to: Done, as: result }";
    let save = "save_attachments: { session: finance, folder: INBOX, to: files, as: result }";
    for step in [copy, moving, save] {
        let world = World::new();
        for number in 1..=5 {
            world.deliver(&mail(&format!("Mail {number}"), &[("a.txt", "text/plain", "a")]));
        }
        world.server.fail(Verb::Folders, 2, Error::new(Kind::Rejected, phrase!("server-refused")));
        let steps = format!(
            "- retry:
    times: 2
    pause: 0s
    kinds: [rejected]
    do:
      - {step}
      - list_folders: {{ session: finance, as: folders }}
- log: {{ text: '{{{{ result.done }}}} {{{{ result.failed }}}}' }}
"
        );
        let outcome = world.steps(&steps).await;
        assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 5), "{}", world.told());
        assert_eq!(outcome.summary.files, if step == save { 5 } else { 0 });
        assert_eq!(
            (world.logged(), messages_done(&world)),
            (vec!["5 0".to_owned()], vec![(5, 0), (0, 0), (0, 0)])
        );
    }
}

#[tokio::test]
async fn a_run_that_is_asked_to_end_does_so_between_two_windows() {
    let world = crowd(1201);
    let stop = world.stop.clone();
    let events = move |report: Report| {
        if matches!(report.event, Event::Progress { .. }) {
            stop.now();
        }
    };
    let host = Host { events: Arc::new(events), ..world.host() };
    let text = crate::world::automation("- mark: { session: finance, folder: INBOX, read: true }\n");
    let outcome = world.run_on(&text, host).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Cancelled, 500));
}

#[tokio::test]
async fn deleting_what_is_in_the_trash_leaves_it_there_unless_for_good() {
    let world = crowd(2);
    let steps = "- delete: { session: finance, folder: INBOX }
- delete: { session: finance, folder: Trash, as: again }
- log: { text: '{{ again.done }}' }
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    assert_eq!((world.subjects("Trash").len(), world.logged()), (2, vec!["0".to_owned()]));
    let steps = "- delete: { session: finance, folder: Trash, permanently: true }\n";
    assert_eq!(world.steps(steps).await.summary.done, 2);
    assert_eq!(world.subjects("Trash").len(), 0);
}

#[tokio::test]
async fn headers_alone_are_read_of_what_is_changed() {
    let world = crowd(10);
    world
        .steps("- mark: { session: finance, folder: INBOX, where: { subject: mail }, flagged: true }\n")
        .await;
    let parts = world.server.calls(Verb::Fetch);
    // Each header once, and once the parts, which tell its class.
    assert_eq!(parts, 20);
}

#[tokio::test]
async fn captures_and_fields_of_each_message_name_its_files() {
    let world = World::with_mail();
    let steps = r"- save_attachments:
    session: finance
    folder: INBOX
    where: { subject: { regex: '^Invoice (?<number>\d+)' } }
    to: '{{ mail.match.number }}'
    rename: '{{ mail.subject }} {{ attachment.name }}'
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    let files = ["41/", "41/Invoice 41 a.pdf 6", "41/Invoice 41 a.txt 4", "42/", "42/Invoice 42 a.pdf 6"];
    assert_eq!(world.files(), files);
}

#[tokio::test]
async fn the_messages_of_a_list_are_fetched_whole_one_by_one() {
    let world = crowd(3);
    let steps = "- list_mail: { session: finance, as: all }
- for_each:
    in: '{{ all }}'
    as: letter
    do:
      - save_mail: { message: letter, to: mail, name: '{{ letter.subject }}' }
      - append_mail: { session: finance, folder: Done, message: letter }
";
    let outcome = world.steps(steps).await;
    assert_eq!((outcome.status(), outcome.summary.files), (Status::Ok, 3), "{}", world.told());
    let size = mail("Mail 2", &[]).len();
    assert!(world.files().contains(&format!("mail/Mail 2.eml {size}")), "{:?}", world.files());
    assert_eq!(world.subjects("Done"), ["Mail 1", "Mail 2", "Mail 3"]);
}

#[tokio::test]
async fn fields_of_each_message_have_what_they_name() {
    let world = World::with_mail();
    let steps = "- save_attachments:
    session: finance
    folder: INBOX
    where: { subject: Invoice 42 }
    to: '{{ mail.headers.subject }}'
    rename: '{{ mail.text | trim }} {{ mail.attachments | length }} {{ attachment.name }}'
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.files(), ["Invoice 42/", "Invoice 42/Hello. 1 a.pdf 6"]);
}

#[tokio::test]
async fn another_message_is_another_effect() {
    let mut world = crowd(5);
    world.journal = Arc::new(SameRun::default());
    let steps = "- get_mail: { session: finance, where: { status: unread }, as: next }
- mark: { message: next, read: true }
- copy: { message: next, to: Done }
";
    for _ in 0..2 {
        assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    }
    assert_eq!(world.subjects("Done"), ["Mail 1", "Mail 3"]);
}

#[tokio::test]
async fn messages_of_a_list_are_worked_on_in_any_order_and_follow_their_moves() {
    let world = World::with_mail();
    let steps = "- create_folder: { session: finance, folder: Later }
- list_mail: { session: finance, where: { subject: invoice }, as: all }
- set: { name: first, value: '{{ all[0] }}' }
- set: { name: second, value: '{{ all[1] }}' }
- move: { message: second, to: Done }
- move: { message: first, to: Later }
- mark: { message: first, flagged: true }
- move: { message: second, to: Later }
- delete: { message: first }
- save_attachments: { message: second, to: files }
- log: { text: '{{ first.folder }} {{ second.folder }} {{ first.flags.flagged }}' }
";
    let outcome = world.steps(steps).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["Trash Later true"]);
    assert_eq!(
        (world.subjects("Later"), world.subjects("Trash")),
        (vec!["Invoice 42".into()], vec!["Invoice 41".into()])
    );
}

#[tokio::test]
async fn a_list_says_when_there_is_more_than_it_holds() {
    let world = crowd(1001);
    let steps = "- list_mail: { session: finance, as: all }\n- log: { text: '{{ all | length }}' }\n";
    assert_eq!(world.steps(steps).await.status(), Status::Ok);
    assert_eq!(world.logged(), ["1000"]);
    assert!(world.told().contains("list-has-more"));
    let outcome = world.steps("- list_mail: { session: finance, limit: '{{ 1001 }}', as: all }\n").await;
    assert_eq!(outcome.summary.failure.unwrap().words.code, "list-limit");
}

#[tokio::test]
async fn a_message_that_is_missing_fails_or_is_nothing() {
    let world = World::with_mail();
    let outcome = world.steps("- get_mail: { session: finance, where: { subject: nowhere }, as: m }\n").await;
    assert_eq!(outcome.summary.failure.unwrap().kind, Kind::NotFound);
    let steps = "- get_mail: { session: finance, where: { subject: nowhere }, on_missing: nothing, as: m }
- move: { message: m, to: Done }
";
    let failure = world.steps(steps).await.summary.failure.unwrap();
    assert_eq!(
        (&*failure.words.code, failure.place.unwrap().path.as_str()),
        ("message-expected", "steps[2].move.message")
    );
}

#[tokio::test]
async fn the_same_filter_counts_what_it_moves_and_without_one_everything_counts() {
    let world = World::with_mail();
    let meeting = mail("Meeting", &[]);
    world.deliver(&meeting.replace("multipart/mixed; boundary=b", "text/calendar; method=REQUEST"));
    let steps = "- count_mail: { session: finance, as: all }
- count_mail: { session: finance, where: { class: [mail, invitation, receipt, bounce] }, as: every }
- count_mail: { session: finance, where: { status: unread }, as: unread }
- move: { session: finance, folder: INBOX, where: { status: unread }, to: Done, as: moved }
- log: { text: '{{ all }} {{ every }} {{ unread }} {{ moved.done }}' }
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["5 5 3 3"]);
}

#[tokio::test]
async fn a_folder_that_was_renamed_or_deleted_can_be_made_again() {
    let world = World::new();
    let steps = "- create_folder: { session: finance, folder: New }
- rename_folder: { session: finance, folder: New, to: Old }
- create_folder: { session: finance, folder: New }
- delete_folder: { session: finance, folder: New }
- create_folder: { session: finance, folder: New }
- folder_exists: { session: finance, folder: New, as: there }
- log: { text: '{{ there }}' }
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["true"]);
}

#[tokio::test]
async fn only_an_empty_folder_is_deleted_where_that_is_asked_for_and_never_the_inbox() {
    let world = World::with_mail();
    world.server.create_folder(&path("Done/2026")).unwrap();
    for (folder, code) in
        [("INBOX", "inbox-stays"), ("Done", "folder-not-empty"), ("Nowhere", "folder-missing")]
    {
        let steps = format!(
            "- set: {{ name: which, value: {folder} }}\n- delete_folder: {{ session: finance, folder: '{{{{ which }}}}', only_if_empty: true }}\n"
        );
        assert_eq!(world.steps(&steps).await.summary.failure.unwrap().words.code, code);
    }
    let steps = "- move: { session: finance, folder: INBOX, to: Done/2026 }
- delete_folder: { session: finance, folder: Done/2026, only_if_empty: true }
";
    assert_eq!(world.steps(steps).await.summary.failure.unwrap().words.code, "folder-not-empty");
    let steps = "- delete_folder: { session: finance, folder: Done/2026 }\n- delete_folder: { session: finance, folder: Done, only_if_empty: true }\n";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
}
