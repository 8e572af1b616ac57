//! What goes wrong, and what is said about it.

use crate::world::{CONNECT, World, automation, mail, path};
use carteiro_engine::host::{Outgoing, Server as Wanted};
use carteiro_engine::{Automation, Event, Failure, Host, Library, OpenMailbox, Status, run};
use carteiro_mail::backends::memory::{Server, SignIn, Verb};
use carteiro_mail::{Error, Kind, Open, Retry, transport, transports};
use carteiro_world::phrase;
use std::path::Path;
use std::sync::Arc;

#[tokio::test]
async fn a_session_that_cannot_be_opened_is_told_from_other_failures() {
    let world = World::with_mail();
    world.server.set_sign_in(SignIn::Refused);
    let outcome = world.steps("- log: { text: never }\n").await;
    assert_eq!(outcome.status(), Status::Failed);
    assert!(outcome.could_not_connect());
    let failure = outcome.summary.failure.unwrap();
    assert_eq!(failure.kind, Kind::SignInFailed);
    assert_eq!(failure.place.unwrap().path, "steps[0]");
}

#[tokio::test]
async fn a_credential_that_nobody_gave_says_how_to_give_it() {
    let world = World::new();
    let text = automation("").replace("mail/finance.password", "mail/other-box.password");
    let outcome = world.run(&text).await;
    let failure = outcome.summary.failure.unwrap();
    assert_eq!(failure.kind, Kind::SignInNeeded);
    let words = failure.words.to_string();
    assert!(
        words.contains("CARTEIRO_CREDENTIAL_MAIL__OTHER_BOX__PASSWORD") && words.contains("--credentials"),
        "{words}"
    );
}

#[tokio::test]
async fn a_broken_connection_is_mended_and_told() {
    let world = World::with_mail();
    let broken = Error::new(Kind::Unreachable, phrase!("server-turned-away")).retrying(Retry::Reconnect);
    world.server.fail(Verb::Move, 1, broken);
    let outcome = world
        .steps("- for_each_mail: { session: finance, concurrency: 1, do: [ { move: { to: Done } } ] }\n")
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.subjects("Done").len(), 4);
    let events = world.events.lock().unwrap();
    assert!(events.iter().any(|report| matches!(report.event, Event::Retrying { .. })));
    assert!(events.iter().any(|report| matches!(report.event, Event::Reconnected { .. })));
}

#[tokio::test]
async fn what_is_wrong_with_the_session_ends_the_loop() {
    let world = World::new();
    for number in 1..=20 {
        world.deliver(&mail(&format!("Mail {number}"), &[]));
    }
    let gone = Error::new(Kind::SignInNeeded, phrase!("server-refused"));
    world.server.fail(Verb::Flag, 100, gone);
    let outcome = world
        .steps("- for_each_mail: { session: finance, concurrency: 1, do: [ { mark: { read: true } } ] }\n")
        .await;
    assert_eq!(outcome.status(), Status::Failed);
    assert_eq!(outcome.summary.failed, 1);
}

/// Two servers, told apart by who signs in.
struct Two {
    ours: Server,
    other: Server,
}

impl OpenMailbox for Two {
    fn opener(&self, wanted: Wanted) -> Result<Arc<dyn Open>, Failure> {
        let is_other = wanted.identity.ends_with("@other.example.org");
        Ok(if is_other { self.other.open() } else { self.ours.open() })
    }

    fn way_out(&self, _: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        Ok(transports::memory::Server::new().open())
    }
}

const OTHER: &str = "
  - connect:
      session: other
      mail_server:
        host: other.example.org
        auth: { basic: { username: me, password: { credential: mail/me.password } } }
";

#[tokio::test]
async fn what_is_wrong_with_another_mailbox_is_about_the_message_at_hand() {
    let gone = || Error::new(Kind::Unreachable, phrase!("server-refused"));
    let to_the_other = "{ append_mail: { session: other, folder: Kept, message: mail } }";
    let connecting = "{ run_automation: { file: called.yaml } }";
    for (before, step) in [(OTHER, to_the_other), ("", connecting)] {
        let (world, other) = (World::with_mail(), Server::new());
        other.create_folder(&path("Kept")).unwrap();
        other.fail(Verb::Append, 100, gone());
        if before.is_empty() {
            other.set_sign_in(SignIn::Refused);
        }
        let steps = format!(
            "  - for_each_mail:
      session: finance
      do:
        - if: {{ condition: \"{{{{ mail.subject == 'News' }}}}\", then: [ {step} ] }}
        - move: {{ to: Done }}
"
        );
        let text = format!("name: Test\nsteps:{CONNECT}{}{steps}", before.trim_start_matches('\n'));
        let called = format!("name: Called\nsteps:{OTHER}");
        let library = Library::new(Path::new("main.yaml"), move |_| Ok(called.clone().into_bytes()));
        let checked = Automation::load_with("main.yaml", text.as_bytes(), &library);
        let checked = Arc::new(checked.unwrap_or_else(|mistakes| panic!("{mistakes:#?}")));
        let mailboxes = Arc::new(Two { ours: world.server.clone(), other });
        let host = Host { mailboxes, ..world.host() };
        let outcome = run(checked, &world.variables, host, world.stop.clone()).await;
        let told = world.told();
        assert_eq!((outcome.status(), outcome.summary.failed), (Status::WithFailures, 1), "{step}\n{told}");
        assert_eq!((outcome.summary.done, world.subjects("INBOX")), (3, vec!["News".to_owned()]), "{told}");
    }
}

#[tokio::test]
async fn steps_work_on_a_message_in_any_order_and_follow_it() {
    let world = World::with_mail();
    let outcome = world
        .steps(
            "- create_folder: { session: finance, folder: Later }
- for_each_mail:
    session: finance
    where: { subject: { exact: Note } }
    do:
      - move: { to: Done }
      - mark: { read: true, flagged: false }
      - copy: { to: Later }
      - log: { text: '{{ mail.folder }} {{ mail.flags.read }} {{ mail.flags.flagged }}' }
      - delete: {}
      - log: { text: '{{ mail.folder }}' }
",
        )
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.subjects("Trash"), ["Note"]);
    assert_eq!(world.subjects("Later"), ["Note"]);
    assert_eq!(world.logged(), ["Done true false", "Trash"]);
}

#[tokio::test]
async fn reading_marks_nothing_as_read() {
    let world = World::with_mail();
    world.steps("- for_each_mail: { session: finance, do: [ { save_mail: { to: x } }, { log: { text: '{{ mail.text }}' } } ] }\n").await;
    let unread = world.server.messages(&crate::world::path("INBOX")).unwrap();
    assert_eq!(unread.iter().filter(|message| message.flags.seen).count(), 1);
}

#[tokio::test]
async fn a_message_that_was_given_up_did_not_fail() {
    let world = World::with_mail();
    world.server.fail(Verb::Flag, 1, Error::new(Kind::Cancelled, phrase!("run-cancelled")));
    let outcome = world
        .steps("- for_each_mail: { session: finance, concurrency: 1, do: [ { mark: { read: true } } ] }\n")
        .await;
    assert_eq!((outcome.status(), outcome.summary.failed), (Status::Cancelled, 0), "{}", world.told());
}

#[tokio::test]
async fn a_loop_over_a_missing_folder_never_began() {
    let world = World::with_mail();
    let outcome = world
        .steps("- for_each_mail: { session: finance, folder: Missing, do: [ { mark: { read: true } } ] }\n")
        .await;
    assert_eq!(outcome.status(), Status::Failed);
    assert!(!world.told().contains("loop_started"), "{}", world.told());
}
