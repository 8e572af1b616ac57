//! The whole outside world of a run, in a test's hand.

use carteiro_engine::host::{Outgoing, Server as Wanted};
use carteiro_engine::journal::InMemory;
use carteiro_engine::secrets::Given;
use carteiro_engine::seen::{self, Ledgers};
use carteiro_engine::tokens::OfLogins;
use carteiro_engine::{
    Automation, Checked, Failure, Host, Journal, Library, OpenMailbox, Outcome, Report, Stop, Tokens, run,
};
use carteiro_mail::backends::memory::Server;
use carteiro_mail::{Flags, FolderPath, Open, transport, transports};
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::spool::Spools;
use carteiro_world::{Files, Random, Transcript, http};
use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

pub struct World {
    pub server: Server,
    /// What takes the mail that is sent.
    pub outgoing: transports::memory::Server,
    pub folder: tempfile::TempDir,
    pub journal: Arc<dyn Journal>,
    pub seen: Arc<dyn Ledgers>,
    pub secrets: Given,
    pub tokens: Arc<dyn Tokens>,
    pub variables: IndexMap<String, serde_json::Value>,
    pub events: Arc<Mutex<Vec<Report>>>,
    pub clock: Manual,
    pub stop: Stop,
    pub transcript: Transcript,
}

struct InMemoryMailbox(Server, transports::memory::Server);

impl OpenMailbox for InMemoryMailbox {
    fn opener(&self, _: Wanted) -> Result<Arc<dyn Open>, Failure> {
        Ok(self.0.open())
    }

    fn way_out(&self, _: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        Ok(self.1.open())
    }
}

pub const CONNECT: &str = "
  - connect:
      session: finance
      mail_server:
        host: imap.example.org
        auth: { basic: { username: finance@example.org, password: { credential: mail/finance.password } } }
        outgoing: { host: smtp.example.org }
";

pub fn path(text: &str) -> FolderPath {
    FolderPath::parse(text).unwrap()
}

/// An automation with a session `finance` and these steps.
pub fn automation(steps: &str) -> String {
    format!("name: Test\ntime_zone: America/Sao_Paulo\nsteps:{CONNECT}{}", indented(steps))
}

pub fn indented(steps: &str) -> String {
    steps.lines().flat_map(|line| ["  ", line, "\n"]).collect()
}

pub fn checked(text: &str) -> Arc<Checked> {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/test.yaml");
    match Automation::load_with("test.yaml", text.as_bytes(), &Library::beside(Path::new(examples))) {
        Ok(checked) => Arc::new(checked),
        Err(mistakes) => panic!("{}\n{text}", shown(&mistakes)),
    }
}

pub fn shown(mistakes: &[carteiro_engine::file::Mistake]) -> String {
    let lines = mistakes.iter().map(|mistake| {
        let place = mistake.place.clone().unwrap_or_default();
        format!("{place} {}: {}", mistake.code(), mistake.phrase)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A message with attachments: names, types and contents.
pub fn mail(subject: &str, attachments: &[(&str, &str, &str)]) -> String {
    let mut raw = format!(
        "From: Ana Silva <ana@acme.example>\r\nTo: finance@example.org\r\nSubject: {subject}\r\n\
         Message-ID: <{}@acme.example>\r\nDate: Sun, 22 Nov 2026 08:30:00 -0300\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello.\r\n",
        subject.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
    );
    for (name, kind, content) in attachments {
        let disposition = format!("Content-Disposition: attachment; filename=\"{name}\"");
        raw.extend(["--b\r\nContent-Type: ", kind, "\r\n", &disposition, "\r\n\r\n", content, "\r\n"]);
    }
    raw + "--b--\r\n"
}

/// Four messages: two invoices, a read newsletter, a flagged note.
pub fn letters() -> Vec<(String, Flags)> {
    let two = [("a.pdf", "application/pdf", "%PDF a"), ("a.txt", "text/plain", "text")];
    vec![
        (mail("Invoice 41", &two), Flags::default()),
        (mail("Invoice 42", &[("a.pdf", "application/pdf", "%PDF b")]), Flags::default()),
        (mail("News", &[]), Flags { seen: true, ..Flags::default() }),
        (mail("Note", &[]), Flags { flagged: true, ..Flags::default() }),
    ]
}

impl World {
    pub fn new() -> Self {
        let mut secrets = Given::default();
        secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__FINANCE__PASSWORD", "s3cret");
        secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ME__PASSWORD", "s3cret");
        secrets.take_variable("CARTEIRO_CREDENTIAL_TICKETS__API__TOKEN", "t0ken");
        let server = Server::new();
        server.create_folder(&path("Done")).unwrap();
        Self {
            server,
            outgoing: transports::memory::Server::new(),
            folder: tempfile::tempdir().unwrap(),
            journal: Arc::new(InMemory::default()),
            seen: Arc::new(seen::InMemory::default()),
            secrets,
            tokens: Arc::new(OfLogins::new(Err(carteiro_world::phrase!("ui-data-nowhere")))),
            variables: IndexMap::new(),
            events: Arc::default(),
            clock: Manual::at("2026-11-22T12:00:00Z".parse().unwrap()),
            stop: Stop::default(),
            transcript: Transcript::default(),
        }
    }

    /// With [`letters`].
    pub fn with_mail() -> Self {
        let world = Self::new();
        for (raw, flags) in letters() {
            world.deliver_with(&raw, flags);
        }
        world
    }

    pub fn deliver(&self, raw: &str) -> u32 {
        self.deliver_with(raw, Flags::default())
    }

    pub fn deliver_with(&self, raw: &str, flags: Flags) -> u32 {
        let at: Timestamp = "2026-11-22T11:30:00Z".parse().unwrap();
        self.server.deliver(&path("INBOX"), raw.to_owned(), flags, at).unwrap()
    }

    pub fn host(&self) -> Host {
        let events = Arc::clone(&self.events);
        Host {
            secrets: Arc::new(self.secrets.clone()),
            tokens: Arc::clone(&self.tokens),
            files: Files::beneath(self.folder.path()).unwrap(),
            spools: Spools::default(),
            clock: self.clock.clock(),
            random: Random::seeded(1),
            journal: Arc::clone(&self.journal),
            seen: Arc::clone(&self.seen),
            events: Arc::new(move |report: Report| events.lock().unwrap().push(report)),
            mailboxes: Arc::new(InMemoryMailbox(self.server.clone(), self.outgoing.clone())),
            http: self.http(),
            dns: None,
            time_zone: TimeZone::UTC,
        }
    }

    /// Reaches everything that an egress policy can allow.
    pub fn http(&self) -> http::Client {
        let dialer = Dialer::new(Policy::OPEN, self.clock.clock());
        http::Client::new(dialer, Spools::default(), self.transcript.clone())
    }

    pub async fn run(&self, text: &str) -> Outcome {
        self.run_on(text, self.host()).await
    }

    pub async fn run_on(&self, text: &str, host: Host) -> Outcome {
        run(checked(text), &self.variables, host, self.stop.clone()).await
    }

    /// Runs these steps in a session `finance`.
    pub async fn steps(&self, steps: &str) -> Outcome {
        self.run(&automation(steps)).await
    }

    /// What was reported, a line each, without times.
    pub fn told(&self) -> String {
        let events = self.events.lock().unwrap();
        let lines = events.iter().map(|report| {
            let mut json = serde_json::to_value(report).unwrap();
            let fields = json.as_object_mut().unwrap();
            for noise in ["at", "elapsed_ms", "run", "capabilities", "key"] {
                fields.shift_remove(noise);
            }
            for message in fields.get_mut("messages").and_then(|all| all.as_array_mut()).into_iter().flatten()
            {
                message.as_object_mut().unwrap().shift_remove("key");
            }
            if fields.get("event").is_some_and(|event| event == "run_finished") {
                fields.retain(|name, _| {
                    ["event", "status", "done", "failed", "files", "bytes", "failure"]
                        .contains(&name.as_str())
                });
            }
            json.to_string()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The texts of the log, in order.
    pub fn logged(&self) -> Vec<String> {
        let events = self.events.lock().unwrap();
        let texts = events.iter().filter_map(|report| match &report.event {
            carteiro_engine::Event::Log { text } => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }

    /// Subjects in a folder.
    pub fn subjects(&self, folder: &str) -> Vec<String> {
        let messages = self.server.messages(&path(folder)).unwrap();
        let subject = |raw: &[u8]| carteiro_mail::mime::Header::parse(raw).subject;
        messages.iter().map(|message| subject(&message.raw)).collect()
    }

    #[expect(clippy::disallowed_methods, reason = "a person puts a file there")]
    pub fn person_writes(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    /// All files, with what is in them.
    pub fn contents(&self) -> BTreeMap<String, Option<String>> {
        let files = self.files().into_iter().filter(|line| !line.ends_with('/'));
        let paths = files.filter_map(|line| Some(line.rsplit_once(' ')?.0.to_owned()));
        let read = |path: String| {
            let content = text(&self.folder.path().join(&path)).replace("\r\n", "\n");
            (path, Some(content))
        };
        paths.map(read).collect()
    }

    /// All files, with their sizes, and all folders.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        list(self.folder.path(), self.folder.path(), &mut found);
        found.sort();
        found
    }
}

fn list(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.path().strip_prefix(root).unwrap().to_string_lossy().into_owned();
        if entry.file_type().unwrap().is_dir() {
            found.push(format!("{name}/"));
            list(root, &entry.path(), found);
        } else {
            found.push(format!("{name} {}", entry.metadata().unwrap().len()));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a test looks at what a run left behind")]
pub fn bytes(path: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

pub fn text(path: &Path) -> String {
    String::from_utf8(bytes(path)).unwrap()
}

/// The most memory that was held so far, in KiB; 0 where the system does not tell.
pub fn most_memory() -> u64 {
    let status = std::path::Path::new("/proc/self/status");
    if !status.exists() {
        return 0;
    }
    let status = text(status);
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}
