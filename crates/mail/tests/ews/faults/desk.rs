//! A mailbox of four letters, what is done with them, and what is there afterwards.

use crate::client::Client;
use crate::exchange::Asked;
use crate::relay::Relay;
use carteiro_auth::Credential;
use carteiro_mail::{
    Envelope, FlagChange, Flags, FolderPath, Kind, Mailbox, MessageRef, Notice, Parts, Result, Selection,
};
use carteiro_sandbox::sample::Sample;
use carteiro_sandbox::{Fault, Options, Sandbox, User};
use carteiro_world::Secret;
use futures_util::StreamExt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const LETTERS: usize = 4;
/// What is done, in this order.
pub const VERBS: [&str; 7] = ["find", "mark", "copy", "move", "append", "delete", "send"];

/// What became of each verb: the kind of its failure, where it failed.
pub type Outcomes = [Option<Kind>; VERBS.len()];

/// Who signs in, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    Basic,
    Ntlm,
}

/// The nth request of an operation meets faults.
type Armed = Option<(&'static str, usize, Vec<Fault>)>;

pub struct Desk {
    pub sandbox: Arc<Sandbox>,
    pub client: Client,
    faults: Mutex<Vec<Fault>>,
    armed: Arc<Mutex<Armed>>,
    _relay: Relay,
}

pub fn letter(subject: &str) -> Vec<u8> {
    format!(
        "From: ana@sandbox.test\r\nTo: q@else.test\r\nSubject: {subject}\r\nMessage-ID: <{}@else.test>\r\n\r\nhello\r\n",
        subject.replace(' ', "-")
    )
    .into_bytes()
}

impl Desk {
    pub async fn new(sign_in: SignIn) -> Self {
        let received_at = "2026-11-22T12:00:00.123456789Z".parse().unwrap();
        let sample = |n: usize| {
            let raw = letter(&format!("letter {n}"));
            Sample { raw, flags: carteiro_sandbox::Flags::default(), received_at }
        };
        let users = vec![User::new("ana@sandbox.test", "sandbox"), User::new("bia@sandbox.test", "sandbox")];
        let mail = (0..LETTERS).map(sample).collect();
        let options = Options { users, mail, ..Options::default() };
        let sandbox = Arc::new(Sandbox::start(options).await.unwrap());
        sandbox.account().create("Kept").unwrap();
        let armed: Arc<Mutex<Armed>> = Arc::default();
        let (aims, server) = (Arc::clone(&armed), Arc::clone(&sandbox));
        let relay = Relay::to(sandbox.http_addr(), move |body| {
            let mut aims = aims.lock().unwrap();
            if let Some((operation, left, _)) = aims.as_mut()
                && !body.is_empty()
                && *operation == Asked::of(body).operation()
            {
                *left -= 1;
            }
            if let Some((.., faults)) = aims.take_if(|(_, left, _)| *left == 0) {
                server.set_faults(faults);
            }
        })
        .await;
        let mut client = Client::to(&relay.url());
        if sign_in == SignIn::Ntlm {
            let (user, password) = ("ana@sandbox.test".to_owned(), Secret::new("sandbox"));
            client.ews.world.credentials = Arc::new(Credential::Ntlm { user, domain: None, password });
        }
        Self { sandbox, client: client.hurried(), faults: Mutex::default(), armed, _relay: relay }
    }

    /// From now on the server misbehaves so.
    pub fn set(&self, fault: Fault) {
        *self.faults.lock().unwrap() = vec![fault.clone()];
        self.sandbox.set_faults([fault]);
    }

    /// The nth request of this operation meets a fault.
    pub fn arm(&self, operation: &'static str, nth: usize, fault: Fault) {
        self.arm_all(operation, nth, vec![fault]);
    }

    /// The same with several.
    pub fn arm_all(&self, operation: &'static str, nth: usize, faults: Vec<Fault>) {
        *self.armed.lock().unwrap() = Some((operation, nth, faults));
    }

    /// Whether what was armed has met its request.
    pub fn has_met(&self) -> bool {
        self.armed.lock().unwrap().is_none()
    }

    /// Does everything, and answers how it ended.
    pub async fn work(&self, mailbox: &Mailbox) -> Outcomes {
        let kept = FolderPath::parse("Kept").unwrap();
        let letters = self.letters(mailbox).await;
        let found = letters.as_ref().map(drop).map_err(Clone::clone);
        let letters: Vec<MessageRef> = match letters {
            Ok(letters) => letters,
            Err(_) => self.known(mailbox).await,
        };
        let (some, third, fourth) = (letters[..2].to_vec(), letters[2].clone(), letters[3].clone());
        let read = FlagChange { seen: Some(true), ..FlagChange::default() };
        let append = mailbox.append(kept.clone(), letter("appended").into(), Flags::default(), None);
        let outcomes = [
            found,
            all(mailbox.flag(some.clone(), read).await),
            all(mailbox.copy_to(vec![fourth], kept.clone()).await),
            all(mailbox.move_to(some, kept).await),
            append.await.map(drop),
            all(mailbox.delete(vec![third]).await),
            self.send().await,
        ];
        outcomes.map(|outcome| outcome.err().map(|error| error.kind()))
    }

    /// Every letter, read whole.
    async fn letters(&self, mailbox: &Mailbox) -> Result<Vec<MessageRef>> {
        let parts = Parts { content: true, ..Parts::default() };
        let selection = Selection { parts, ..Selection::of(FolderPath::inbox()) };
        let found: Vec<_> = mailbox.messages(selection).await?.collect().await;
        assert_eq!(found.len(), LETTERS);
        let mut letters = Vec::new();
        for (n, one) in found.into_iter().enumerate() {
            let message = one.map_err(|unreadable| unreadable.error)?.message;
            let content = message.content.unwrap().read(0..1000, 1000).unwrap();
            assert_eq!(content, letter(&format!("letter {n}")));
            assert_eq!(message.received_at.unwrap().as_second(), 1_795_348_800);
            letters.push(message.reference);
        }
        Ok(letters)
    }

    /// The same, where the fault does not let them be found.
    async fn known(&self, mailbox: &Mailbox) -> Vec<MessageRef> {
        let faults = self.faults.lock().unwrap().clone();
        self.sandbox.set_faults([]);
        let letters = self.letters(mailbox).await.unwrap();
        self.sandbox.set_faults(faults);
        letters
    }

    async fn send(&self) -> Result<()> {
        let envelope = Envelope::new("ana@sandbox.test", ["q@else.test"]).unwrap();
        self.client.outgoing().send(envelope, letter("sent").into()).await.map(drop)
    }

    /// How many messages of this subject are in a folder.
    fn count(&self, folder: &str, subject: &str) -> usize {
        let is = |raw: &[u8]| String::from_utf8_lossy(raw).contains(&format!("Subject: {subject}\r\n"));
        self.sandbox.account().messages(folder).unwrap().iter().filter(|message| is(message.raw())).count()
    }

    /// Nothing is lost, nothing is there twice, and what is said to be done is done.
    pub fn check(&self, outcomes: Outcomes, what: &str) {
        let done = |verb: &str| outcomes[VERBS.iter().position(|known| *known == verb).unwrap()].is_none();
        let unknown = |verb: &str| {
            outcomes[VERBS.iter().position(|known| *known == verb).unwrap()] == Some(Kind::OutcomeUnknown)
        };
        let fits = |verb: &str, there: usize| match (done(verb), unknown(verb)) {
            (true, _) => there == 1,
            (false, true) => there <= 1,
            (false, false) => there == 0,
        };
        for subject in ["letter 0", "letter 1"] {
            let (inbox, kept) = (self.count("INBOX", subject), self.count("Kept", subject));
            assert_eq!(inbox + kept, 1, "{what}: {subject}");
            assert!(fits("move", kept), "{what}: {subject}");
        }
        assert!(fits("delete", 1 - self.count("INBOX", "letter 2")), "{what}");
        assert_eq!(self.count("INBOX", "letter 3"), 1, "{what}");
        assert!(fits("copy", self.count("Kept", "letter 3")), "{what}");
        assert!(fits("append", self.count("Kept", "appended")), "{what}");
        let sent = self.sandbox.outbox().len();
        assert!(fits("send", sent), "{what}");
        assert_eq!(self.count("Sent", "sent"), sent, "{what}");
        let seen = carteiro_sandbox::Flag::Seen;
        let read = ["INBOX", "Kept"].map(|folder| self.sandbox.account().messages(folder).unwrap());
        let read = read.iter().flatten().filter(|message| message.flags.has(&seen)).count();
        assert!(if done("mark") { read == 2 } else { read <= 2 }, "{what}: {read} are read");
        assert!(self.sandbox.account().messages("Drafts").unwrap().is_empty() || !done("send"), "{what}");
    }

    /// What was waited for, and why.
    pub fn pauses(&self) -> Vec<(Kind, Duration)> {
        let told = self.client.told.lock().unwrap();
        let pause = |notice: &Notice| match notice {
            Notice::Retrying { error, pause } => Some((error.kind(), *pause)),
            _ => None,
        };
        told.iter().filter_map(pause).collect()
    }
}

fn all<T>(outcomes: Vec<Result<T>>) -> Result<()> {
    outcomes.into_iter().try_for_each(|one| one.map(drop))
}
