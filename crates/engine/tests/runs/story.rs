//! What an example finds and what it leaves: a file in `examples/tests`, read with the reader of automations.

use carteiro_engine::file;
use carteiro_mail::Flags;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What an example finds, and what it leaves.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What is there before.
    #[serde(default)]
    pub given: Given,
    /// What is there afterwards.
    pub after: After,
    /// A second run, after other mail has come.
    pub again: Option<Again>,
}

/// What is there before.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Folders without mail, beside INBOX.
    #[serde(default)]
    pub folders: Vec<String>,
    /// Mail.
    #[serde(default)]
    pub mail: Vec<Letter>,
    /// Mail that comes in as soon as the run waits for it.
    #[serde(default)]
    pub arriving: Vec<Letter>,
    /// Paths of credentials, whatever their values.
    #[serde(default)]
    pub credentials: Vec<String>,
    /// Who has signed in at Microsoft.
    pub signed_in: Option<String>,
    /// Values of variables.
    #[serde(default)]
    pub variables: BTreeMap<String, serde_json::Value>,
    /// The one web server there is.
    pub web: Option<Server>,
}

/// A message.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Where it lies.
    #[serde(default = "inbox")]
    pub folder: String,
    /// When it was received.
    #[serde(default = "morning")]
    pub received: String,
    /// `read`, `flagged`, `answered`.
    #[serde(default)]
    pub flags: Vec<String>,
    /// Its header as it is sent; MIME is added.
    pub header: BTreeMap<String, String>,
    /// What a person reads.
    #[serde(default)]
    pub text: String,
    /// Further parts, after the text.
    #[serde(default)]
    pub parts: Vec<Part>,
}

/// A part of a message.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its Content-Type, without a name.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of an attachment.
    pub name: Option<String>,
    /// What is in it.
    pub content: String,
}

/// A web server.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// What the automation calls it.
    pub host: String,
    /// What it answers, one request after the other.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its content; JSON when it looks like it.
    #[serde(default)]
    pub body: String,
}

/// What is there afterwards, all of it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// How the run ends.
    #[serde(default = "ok")]
    pub ends: String,
    /// The folders, and in each the subjects with their flags, sorted.
    pub mailbox: BTreeMap<String, Vec<String>>,
    /// The files, with what is in them; without, when that does not matter.
    #[serde(default)]
    pub files: BTreeMap<String, Option<String>>,
    /// What was logged, in order.
    #[serde(default)]
    pub log: Vec<String>,
    /// What the web server was asked, in order: method, path and content.
    #[serde(default)]
    pub asked: Vec<String>,
    /// What was sent, in order: to whom, and its subject.
    #[serde(default)]
    pub sent: Vec<String>,
    /// What some message in the folder says.
    #[serde(default)]
    pub says: BTreeMap<String, String>,
}

/// A second run.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Again {
    /// What has come in between.
    #[serde(default)]
    pub mail: Vec<Letter>,
    /// What is there then; log and requests are those of this run alone.
    pub after: After,
}

const TEXT: &str = "text/plain; charset=utf-8";

fn inbox() -> String {
    "INBOX".to_owned()
}

fn morning() -> String {
    "2026-11-22T09:00:00Z".to_owned()
}

fn ok() -> String {
    "ok".to_owned()
}

impl Story {
    pub fn read(name: &str, bytes: &[u8]) -> Self {
        file::load(name, bytes)
            .unwrap_or_else(|mistakes| panic!("{name}: {}", crate::world::shown(&mistakes)))
    }
}

impl Letter {
    pub fn received_at(&self) -> Timestamp {
        self.received.parse().unwrap()
    }

    pub fn flags(&self) -> Flags {
        let mut flags = Flags::default();
        for flag in &self.flags {
            match flag.as_str() {
                "read" => flags.seen = true,
                "flagged" => flags.flagged = true,
                "answered" => flags.answered = true,
                other => panic!("no flag {other}"),
            }
        }
        flags
    }

    /// As it travels.
    pub fn raw(&self) -> String {
        let mut fields = self.header.clone();
        let subject = fields.get("Subject").map(String::as_str).unwrap_or_default();
        let id: String = subject.chars().filter(char::is_ascii_alphanumeric).collect();
        fields.entry("Message-ID".to_owned()).or_insert(format!("<{id}@example.org>"));
        fields.insert("MIME-Version".to_owned(), "1.0".to_owned());
        let kind = if self.parts.is_empty() { TEXT } else { "multipart/mixed; boundary=b" };
        fields.entry("Content-Type".to_owned()).or_insert(kind.to_owned());
        let header: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let body = if self.parts.is_empty() {
            format!("{}\n", self.text)
        } else {
            let parts: Vec<String> = self.parts.iter().map(Part::raw).collect();
            format!("--b\nContent-Type: {TEXT}\n\n{}\n{}--b--\n", self.text, parts.concat())
        };
        format!("{}\n{body}", header.concat()).replace('\n', "\r\n")
    }
}

impl Part {
    fn raw(&self) -> String {
        let name = self.name.as_ref();
        let disposition = name
            .map(|name| format!("Content-Disposition: attachment; filename=\"{name}\"\n"))
            .unwrap_or_default();
        format!("--b\nContent-Type: {}\n{disposition}\n{}\n", self.kind, self.content)
    }
}

impl After {
    /// What is otherwise in what was found. Folders that were there `before` and are empty need no word.
    pub fn missed(&self, before: &BTreeSet<String>, mut found: After) -> Option<String> {
        found.mailbox.retain(|folder, mail| {
            !mail.is_empty() || !before.contains(folder) || self.mailbox.contains_key(folder)
        });
        for (path, content) in &mut found.files {
            if self.files.get(path) == Some(&None) {
                *content = None;
            }
        }
        // Of all that the messages of a folder say, only this matters.
        let says = |(folder, part): (&String, &String)| {
            let all = found.says.get(folder);
            let kept = all.map(|all| if all.contains(part.trim_end()) { part } else { all });
            kept.map(|kept| (folder.clone(), kept.clone()))
        };
        found.says = self.says.iter().filter_map(says).collect();
        (found != *self).then(|| format!("found {found:#?}\nexpected {self:#?}"))
    }
}
