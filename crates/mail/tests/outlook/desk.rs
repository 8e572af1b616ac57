//! Ana's mailbox in the simulator, and what is said on the way there.

use crate::client::{ANA, Client};
use crate::relay::Relay;
use crate::token::{graph_token, graph_token_for};
use carteiro_mail::{FolderPath, Mailbox, MessageRef, Selection};
use carteiro_sandbox::{Options, Sandbox, User, oauth};
use carteiro_world::Secret;
use futures_util::StreamExt;
use jiff::Timestamp;
use std::time::Duration;

pub struct Desk {
    pub sandbox: Sandbox,
    pub relay: Relay,
    pub client: Client,
}

pub fn letter(subject: &str) -> Vec<u8> {
    format!(
        "From: ana@sandbox.test\r\nTo: bia@sandbox.test\r\nSubject: {subject}\r\n\
         Message-ID: <{subject}@sandbox.test>\r\nDate: Sun, 22 Nov 2026 12:00:00 +0000\r\n\r\nhello\r\n"
    )
    .into_bytes()
}

pub fn inbox() -> FolderPath {
    FolderPath::inbox()
}

pub fn path(text: &str) -> FolderPath {
    FolderPath::parse(text).unwrap()
}

impl Desk {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with these letters in the inbox, a minute after the other.
    pub async fn with(subjects: &[&str]) -> Self {
        let users = vec![User::new(ANA, "sandbox"), User::new("bia@sandbox.test", "sandbox")];
        let options = Options { users, oauth: Some(oauth::Settings::default()), ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let token = graph_token(&sandbox, ANA, "sandbox").await;
        let relay = Relay::to(sandbox.http_addr()).await;
        let client = Client::in_no_time(&relay.url(), token);
        let desk = Self { sandbox, relay, client };
        desk.put(subjects);
        desk
    }

    /// A token with all permissions.
    pub async fn token(&self) -> Secret {
        graph_token(&self.sandbox, ANA, "sandbox").await
    }

    pub fn put(&self, subjects: &[&str]) {
        let begin: Timestamp = "2026-11-22T13:00:00Z".parse().unwrap();
        for (n, subject) in subjects.iter().enumerate() {
            let at = Timestamp::from_second(begin.as_second() + 60 * i64::try_from(n).unwrap()).unwrap();
            let flags = carteiro_sandbox::Flags::default();
            self.sandbox.account().append("INBOX", letter(subject), flags, at).unwrap();
        }
    }

    /// Ana, with these permissions only.
    pub async fn allowed(&self, scope: &str) -> Client {
        let token = graph_token_for(&self.sandbox, ANA, "sandbox", scope).await;
        Client::in_no_time(&self.relay.url(), token)
    }

    /// From now on time flies: whoever waits behind others says nothing of it.
    pub fn hurries(&self) {
        let clock = self.client.clock.clone().unwrap();
        tokio::spawn(async move {
            loop {
                tokio::task::yield_now().await;
                clock.advance(Duration::from_secs(1));
            }
        });
    }

    /// From now on the server misbehaves so.
    pub fn fails(&self, fault: &str) {
        self.sandbox.set_faults(vec![fault.parse().unwrap()]);
    }

    pub fn recovers(&self) {
        self.sandbox.set_faults(Vec::new());
    }

    /// What is in a folder as somebody else sees it: the subjects, sorted.
    pub fn subjects(&self, folder: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for message in self.sandbox.account().messages(folder).unwrap() {
            let raw = String::from_utf8_lossy(message.raw()).into_owned();
            let subject = raw.lines().find_map(|line| line.strip_prefix("Subject: "));
            found.push(subject.unwrap_or_default().to_owned());
        }
        found.sort();
        found
    }
}

/// What a folder holds.
pub async fn references(mailbox: &Mailbox, folder: &FolderPath) -> Vec<MessageRef> {
    let found = mailbox.messages(Selection::of(folder.clone())).await.unwrap();
    found.map(|one| one.unwrap().message.reference).collect().await
}
