//! Automations over POP3, at Dovecot, whose mailbox is filled by IMAP.

use crate::lab::{fresh, port, server};
use crate::network;
use crate::world::World;
use carteiro_engine::event::{Effect, Event};
use carteiro_engine::host::{Outgoing, Server, Way};
use carteiro_engine::{Failure, Host, OpenMailbox, Status, Stop};
use carteiro_mail::{Open, transport};
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const EXAMPLE: &str = include_str!("../../../../examples/empty-maildrop.yaml");

struct Maildrop {
    world: World,
    user: String,
    pop3: u16,
    imap: u16,
}

impl Maildrop {
    /// `None` when this machine does not have it.
    fn stand() -> Option<Self> {
        let dovecot = server("dovecot")?;
        let (pop3, imap) = (port(&dovecot, "pop3"), port(&dovecot, "imap"));
        let mut world = World::new();
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ME__PASSWORD", "pw-test");
        world.variables.insert("host".into(), "127.0.0.1".into());
        world.variables.insert("port".into(), pop3.into());
        Some(Self { world, user: format!("{}@lab.test", fresh("test-")), pop3, imap })
    }

    /// The example, for this mailbox.
    fn example(&self) -> String {
        let open = EXAMPLE.replace("protocol: pop3\n", "protocol: pop3\n        security: none\n");
        open.replace("orders@example.org", &self.user)
    }

    /// These steps in a session of this protocol.
    fn steps(&self, protocol: &str, steps: &str) -> String {
        let port = if protocol == "pop3" { self.pop3 } else { self.imap };
        let user = &self.user;
        let steps = steps.lines().fold(String::new(), |mut all, line| {
            writeln!(all, "  {line}").unwrap();
            all
        });
        format!(
            "name: Steps
steps:
  - connect:
      session: here
      mail_server:
        protocol: {protocol}
        host: 127.0.0.1
        port: {port}
        security: none
        auth: {{ basic: {{ username: '{user}', password: {{ credential: mail/me.password }} }} }}
{steps}"
        )
    }

    /// Runs it; all is well.
    async fn run(&mut self, text: &str) {
        let variables = std::mem::take(&mut self.world.variables);
        if text.contains("variables:") {
            self.world.variables.clone_from(&variables);
        }
        let said = Arc::default();
        let host = network::host(&self.world, &said);
        let outcome = self.world.run_on(text, host).await;
        assert_eq!(outcome.status(), Status::Ok, "{}\n{}", self.world.told(), said.lock().unwrap());
        self.world.variables = variables;
    }

    /// Puts letters into it, by IMAP.
    async fn put(&mut self, letters: &[&str]) {
        let mut steps = String::new();
        for (n, letter) in letters.iter().enumerate() {
            self.world.person_writes(&format!("{n}.eml"), letter.as_bytes());
            writeln!(steps, "- append_mail: {{ session: here, folder: INBOX, file: {n}.eml }}").unwrap();
        }
        let text = self.steps("imap", &steps);
        self.run(&text).await;
        for n in 0..letters.len() {
            std::fs::remove_file(self.world.folder.path().join(format!("{n}.eml"))).unwrap();
        }
    }

    /// The subjects in it, by IMAP.
    async fn subjects(&mut self) -> Vec<String> {
        let before = self.world.logged().len();
        let text = self.steps(
            "imap",
            "- for_each_mail: { session: here, where: { class: [mail, bounce] }, do: [{ log: { text: '{{ mail.subject }}' } }] }",
        );
        self.run(&text).await;
        self.world.logged().split_off(before)
    }
}

fn with_file(subject: &str) -> String {
    format!(
        "From: ana@acme.example\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: application/pdf; name=order.pdf\r\nContent-Disposition: attachment; filename=order.pdf\r\n\r\n\
         {subject}\r\n.dots\r\n--b--\r\n"
    )
}

fn plain(subject: &str) -> String {
    format!("From: bia@globex.example\r\nSubject: {subject}\r\nMessage-ID: <{subject}@x>\r\n\r\nhello\r\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_are_taken_out_of_a_maildrop_once_and_what_was_marked_is_remembered() {
    let Some(mut maildrop) = Maildrop::stand() else { return };
    maildrop.put(&[&with_file("order-1"), &plain("order-2"), &plain("news")]).await;
    let example = maildrop.example();
    maildrop.run(&example).await;
    assert_eq!(maildrop.world.logged(), ["Took order-1", "order-2 has no PDF file"]);
    assert_eq!(maildrop.world.files(), ["orders/", "orders/order.pdf 14"]);
    let pending = maildrop.world.events.lock().unwrap().iter().any(|report| {
        matches!(&report.event, Event::Effect { effect: Effect::Delete { pending: true, .. }, .. })
    });
    assert!(pending, "{}", maildrop.world.told());
    // What was removed is gone once the session has ended; what was marked is unread no longer.
    assert_eq!(maildrop.subjects().await, ["order-2", "news"]);
    let before = maildrop.world.logged().len();
    maildrop.run(&example).await;
    assert_eq!(maildrop.world.logged().len(), before);
    let again = maildrop.steps(
        "pop3",
        "- mark: { session: here, folder: INBOX, where: { status: read }, read: false }
- count_mail: { session: here, where: { status: unread }, as: unread }
- log: { text: '{{ unread }} unread' }",
    );
    maildrop.run(&again).await;
    assert_eq!(maildrop.world.logged().last().unwrap(), "2 unread");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_is_removed_than_one_session_keeps_waiting() {
    let Some(mut maildrop) = Maildrop::stand() else { return };
    let letters: Vec<String> = (0..130).map(|n| plain(&format!("m{n}"))).collect();
    maildrop.put(&letters.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let one_by_one = maildrop.steps(
        "pop3",
        "- for_each_mail: { session: here, do: [{ delete: { permanently: true } }] }
- count_mail: { session: here, as: left }
- log: { text: '{{ left }} left' }",
    );
    maildrop.run(&one_by_one).await;
    assert_eq!(maildrop.world.logged().last().unwrap(), "0 left");
    assert!(maildrop.subjects().await.is_empty());
    maildrop.put(&[&plain("a"), &plain("b")]).await;
    let at_once = maildrop.steps(
        "pop3",
        "- delete: { session: here, folder: INBOX, where: { subject: a }, permanently: true, as: gone }",
    );
    maildrop.run(&at_once).await;
    assert_eq!(maildrop.subjects().await, ["b"]);
}

/// Looks for new mail often, and leaves the server time to take in some.
struct Restless(Arc<dyn OpenMailbox>);

impl OpenMailbox for Restless {
    fn opener(&self, mut server: Server) -> Result<Arc<dyn Open>, Failure> {
        if let Way::MailServer(_, config) = &mut server.way {
            config.poll = Duration::from_millis(200);
        }
        self.0.opener(server)
    }

    fn way_out(&self, outgoing: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        self.0.way_out(outgoing)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_that_comes_in_is_waited_for() {
    let (Some(mut maildrop), Some(mut sender)) = (Maildrop::stand(), Maildrop::stand()) else { return };
    sender.user.clone_from(&maildrop.user);
    maildrop.put(&[&plain("before")]).await;
    let text = maildrop.steps(
        "pop3",
        "- wait_for_mail: { session: here, where: { subject: code }, timeout: 5m, as: found }
- log: { text: 'came: {{ found.subject }}' }",
    );
    maildrop.world.variables.clear();
    let said: Arc<Mutex<String>> = Arc::default();
    let host = network::host(&maildrop.world, &said);
    let host = Host { mailboxes: Arc::new(Restless(Arc::clone(&host.mailboxes))), ..host };
    let sending = async {
        for n in 0.. {
            // The same letter would be put once: no run does what another of the same journal has done.
            sender.put(&[&plain(&format!("code {n}"))]).await;
            // Each is a message more to look at: the next one when the server was asked again.
            let asked = || said.lock().unwrap().matches("C: UIDL").count();
            let before = asked();
            while asked() == before {
                tokio::task::yield_now().await;
            }
        }
    };
    let outcome = tokio::select! {
        outcome = maildrop.world.run_on(&text, host) => outcome,
        () = sending => unreachable!("letters never end"),
    };
    assert_eq!(outcome.status(), Status::Ok, "{}", maildrop.world.told());
    assert!(maildrop.world.logged()[0].starts_with("came: code "));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsal_over_pop3_removes_nothing_and_marks_nothing() {
    let Some(mut maildrop) = Maildrop::stand() else { return };
    maildrop.put(&[&with_file("order-1"), &plain("order-2")]).await;
    let example = maildrop.example();
    let host = network::host(&maildrop.world, &Arc::default());
    let checked = crate::world::checked(&example);
    let outcome =
        carteiro_engine::rehearse(checked, &maildrop.world.variables, host, Stop::default()).await.unwrap();
    assert_eq!(outcome.status(), Status::Ok, "{}", maildrop.world.told());
    assert_eq!(maildrop.subjects().await, ["order-1", "order-2"]);
    maildrop.run(&example).await;
    assert!(maildrop.world.logged().contains(&"Took order-1".to_owned()));
}
