//! Each request of ours is as the schema of Exchange has it, whichever version is spoken.

use crate::client::Client;
use crate::exchange::Asked;
use crate::relay::Relay;
use carteiro_auth::Renew;
use carteiro_mail::backends::ews::Version;
use carteiro_mail::mime::PartId;
use carteiro_mail::{
    Backend, Category, Change, Condition, ContentKey, Envelope, FlagChange, Flags, FolderPath, Keyword,
    Mailbox, Notices, Open, Parts, Query, Selection, Wanted,
};
use carteiro_sandbox::{Fault, Options, Sandbox, User};
use carteiro_world::Spool;
use futures_util::StreamExt;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

const VERSIONS: [Version; 7] = [
    Version::Exchange2007Sp1,
    Version::Exchange2010,
    Version::Exchange2010Sp1,
    Version::Exchange2010Sp2,
    Version::Exchange2013,
    Version::Exchange2013Sp1,
    Version::Exchange2016,
];
const SPACES: &str = "xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" \
                      xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"";
/// Brought by a version: older ones refuse it, or do not know what is meant.
const SINCE: [(&str, Version); 7] = [
    ("SearchScope", Version::Exchange2010),
    ("m:MarkAsJunk", Version::Exchange2013),
    ("m:ReturnNewItemIds", Version::Exchange2010Sp1),
    ("m:StreamingSubscriptionRequest", Version::Exchange2010Sp1),
    ("m:GetStreamingEvents", Version::Exchange2010Sp1),
    ("item:Flag", Version::Exchange2013),
    ("SuppressReadReceipts", Version::Exchange2013Sp1),
];

fn letter(subject: &str, to: &str) -> Vec<u8> {
    format!(
        "From: ana@sandbox.test\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{subject}@sandbox.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n\
         Content-Type: application/pdf\r\n\r\nfile\r\n--b--\r\n"
    )
    .into_bytes()
}

fn path(text: &str) -> FolderPath {
    FolderPath::parse(text).unwrap()
}

struct Desk {
    sandbox: Sandbox,
    relay: Relay,
    client: Client,
}

impl Desk {
    async fn new(version: Version) -> Self {
        let users = vec![User::new("ana@sandbox.test", "sandbox"), User::new("bia@sandbox.test", "sandbox")];
        let sandbox = Sandbox::start(Options { users, ..Options::default() }).await.unwrap();
        let relay = Relay::to(sandbox.http_addr(), |_| {}).await;
        let mut client = Client::to(&relay.url());
        client.ews.config.version = Some(version);
        Self { sandbox, relay, client }
    }

    async fn folders(&self, mailbox: &Mailbox) {
        mailbox.create_folder(path("Clients & <Co>/Acme \"1\"")).await.unwrap();
        mailbox.rename_folder(path("Clients & <Co>/Acme \"1\""), path("Acme")).await.unwrap();
        assert!(mailbox.folders().await.unwrap().iter().any(|folder| folder.path == path("Acme")));
    }

    async fn messages(&self, mailbox: &Mailbox) {
        let inbox = FolderPath::inbox();
        let (on, off) =
            (Flags { seen: true, flagged: true, answered: true, ..Flags::default() }, Flags::default());
        let keywords = vec!["a&b".to_owned(), "c<d".to_owned()];
        let draft = Flags { draft: true, keywords, ..Flags::default() };
        let at = "2026-11-22T12:00:00.5Z".parse().unwrap();
        for (n, (flags, at)) in [(on, Some(at)), (off, None), (draft, Some(at))].into_iter().enumerate() {
            let content = letter(&n.to_string(), "p@else.test").into();
            mailbox.append(inbox.clone(), content, flags, at).await.unwrap();
        }
        let received = Condition::Received { from: Some(at), until: Some(at) };
        let seen = Condition::All(vec![Condition::Seen(true), Condition::Flagged(false)]);
        let not = Condition::Not(Box::new(Condition::Any(vec![received.clone(), Condition::Flagged(true)])));
        for condition in [None, Some(received), Some(seen), Some(not), Some(Condition::Seen(false))] {
            let selection = Selection { query: Query { condition }, ..Selection::of(inbox.clone()) };
            mailbox.count(selection.clone()).await.unwrap();
            let found: Vec<_> = mailbox.messages(selection).await.unwrap().collect().await;
            assert!(found.iter().all(Result::is_ok));
        }
        let light = Parts::default();
        let parts = [
            Parts { all_headers: true, ..light },
            Parts { structure: true, ..light },
            Parts { content: true, ..light },
        ];
        let backend = self.backend().await;
        let all = backend.search(inbox, Query::default()).await.unwrap();
        for parts in parts {
            let fetched: Vec<_> = backend.fetch(all.clone(), Wanted::from(parts)).collect().await;
            assert!(fetched.len() == 3 && fetched.iter().all(Result::is_ok));
        }
        let part = PartId::new("2");
        assert_eq!(mailbox.part(&all[0], &part).await.unwrap().size().unwrap(), 4);
    }

    async fn changes(&self, mailbox: &Mailbox) {
        let backend = self.backend().await;
        let inbox = FolderPath::inbox();
        let all = || async { backend.search(inbox.clone(), Query::default()).await.unwrap() };
        let states = [Some(true), Some(false)];
        for state in states {
            let keywords = vec![(Keyword::Forwarded, state == Some(true))];
            let categories = vec![(Category::new("a&b <c>").unwrap(), state == Some(true))];
            for change in [
                FlagChange { seen: state, flagged: state, answered: state, ..FlagChange::default() },
                FlagChange { keywords, ..FlagChange::default() },
                FlagChange { seen: state, categories, ..FlagChange::default() },
            ] {
                assert!(mailbox.flag(all().await, change).await.iter().all(Result::is_ok));
            }
        }
        let junk = path("Junk");
        assert!(mailbox.mark_junk(all().await, true, junk.clone()).await.iter().all(Result::is_ok));
        let back = backend.search(junk, Query::default()).await.unwrap();
        assert!(mailbox.mark_junk(back, false, inbox.clone()).await.iter().all(Result::is_ok));
        assert_eq!(mailbox.resolve("SANDBOX\\ana").await.unwrap().as_deref(), Some("ana@sandbox.test"));
        assert!(mailbox.copy_to(all().await, path("Acme")).await.iter().all(Result::is_ok));
        assert!(mailbox.move_to(all().await, path("Acme")).await.iter().all(Result::is_ok));
        let one = |id: &str| ContentKey { message_id: Some(id.to_owned()), ..ContentKey::default() };
        let (one, two) = (one("1@sandbox.test"), one("\"2&3\"@sandbox.test"));
        backend.locate(path("Acme"), vec![one.clone()]).await.unwrap();
        backend.locate(path("Acme"), vec![one, two, ContentKey::default()]).await.unwrap();
        let acme = backend.search(path("Acme"), Query::default()).await.unwrap();
        assert_eq!(acme.len(), 6);
        assert!(mailbox.delete(acme).await.iter().all(Result::is_ok));
        mailbox.delete_folder(path("Acme")).await.unwrap();
    }

    async fn watching(&self, mailbox: &Mailbox) {
        let inbox = FolderPath::inbox();
        let cursor = mailbox.cursor(inbox.clone()).await.unwrap();
        let mut changes = mailbox.watch(inbox.clone(), Some(cursor));
        assert!(matches!(changes.next().await, Some(Ok(Change::CaughtUp { .. }))));
        let content: Spool = letter("watched", "p@else.test").into();
        mailbox.append(inbox, content, Flags::default(), None).await.unwrap();
        assert!(matches!(changes.next().await, Some(Ok(Change::Arrived { .. }))));
        drop(changes);
        // The server is told that nobody listens any more while others are served.
        let said = |operation: &str| {
            self.relay.heard().iter().filter(|body| Asked::of(body).operation() == operation).count()
        };
        while said("Unsubscribe") < said("Subscribe") {
            mailbox.cursor(FolderPath::inbox()).await.unwrap();
        }
    }

    /// A message goes out, one is refused, and one is lost on its way to the drafts.
    async fn sending(&self) {
        let outgoing = self.client.outgoing();
        let envelope = || Envelope::new("ana@sandbox.test", ["p@else.test", "\"a&b\"@else.test"]).unwrap();
        outgoing.send(envelope(), letter("sent", "p@else.test").into()).await.unwrap();
        self.sandbox.set_faults([Fault::EwsTornXmlOnce]);
        outgoing.send(envelope(), letter("torn", "p@else.test").into()).await.unwrap();
        assert_eq!(self.sandbox.outbox().len(), 2);
    }

    async fn backend(&self) -> Arc<dyn Backend> {
        let open: &dyn Open = &self.client.ews;
        open.open(Renew::WhenExpired, Notices::default()).await.unwrap()
    }
}

/// Everything that is said in a session of this version, and by those who act for somebody else.
async fn said(version: Version) -> Vec<String> {
    let mut desk = Desk::new(version).await;
    let mailbox = desk.client.mailbox().await;
    desk.folders(&mailbox).await;
    desk.messages(&mailbox).await;
    desk.changes(&mailbox).await;
    desk.watching(&mailbox).await;
    desk.sending().await;
    for impersonate in [false, true] {
        desk.client.ews.config.mailbox = Some("bia@sandbox.test".to_owned());
        desk.client.ews.config.impersonate = impersonate;
        let mailbox = desk.client.mailbox().await;
        mailbox.folders().await.unwrap();
    }
    desk.relay.heard()
}

/// What stands between two marks of an envelope.
fn between<'a>(envelope: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = envelope.split_once(begin).unwrap();
    rest.split_once(end).unwrap().0
}

/// Whom it acts as, and what it asks for. The version stands in each schema as that of the schema itself.
fn documents(envelope: &str) -> Vec<String> {
    let header = between(envelope, "<s:Header>", "</s:Header>");
    let (_, acting) = header.split_once("/>").unwrap();
    let all = [acting, between(envelope, "<s:Body>", "</s:Body>")];
    let alone = |element: &&str| {
        let name = element.find([' ', '>', '/']).unwrap();
        let (before, after) = element.split_at(name);
        format!("{before} {SPACES}{after}")
    };
    all.iter().filter(|element| !element.is_empty()).map(alone).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_request_asks_for_nothing_that_the_version_does_not_know() {
    for version in VERSIONS {
        let requests = said(version).await;
        let operations: BTreeSet<&str> =
            requests.iter().map(|request| Asked::of(request).operation()).collect();
        let mut expected = BTreeSet::from([
            "CopyItem",
            "CreateFolder",
            "CreateItem",
            "DeleteFolder",
            "DeleteItem",
            "FindFolder",
            "FindItem",
            "GetFolder",
            "GetItem",
            "MoveFolder",
            "MoveItem",
            "ResolveNames",
            "SendItem",
            "SyncFolderItems",
            "UpdateFolder",
            "UpdateItem",
        ]);
        if version >= Version::Exchange2010Sp1 {
            expected.extend(["GetStreamingEvents", "Subscribe", "Unsubscribe"]);
        }
        if version >= Version::Exchange2013 {
            expected.insert("MarkAsJunk");
        }
        assert_eq!(operations, expected, "{version:?}");
        for request in &requests {
            assert!(request.contains(&format!("Version=\"{}\"", version.as_str())), "{request}");
            let unknown =
                SINCE.iter().filter(|(_, since)| version < *since).find(|(word, _)| request.contains(word));
            assert_eq!(unknown, None, "{request}");
            let tells = ["UpdateItem", "DeleteItem"].contains(&Asked::of(request).operation());
            let is_silent = request.contains("SuppressReadReceipts=\"true\"");
            assert_eq!(is_silent, tells && version >= Version::Exchange2013Sp1, "{request}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_request_is_as_the_schema_has_it() {
    let Some(schema) = schema() else { return };
    let mut all = BTreeSet::new();
    for version in VERSIONS {
        all.extend(said(version).await.iter().flat_map(|request| documents(request)));
    }
    validate(&all, Path::new(&schema));
}

/// Where the schema is. Without it the test that needs it is skipped; only a build server must have it.
#[expect(clippy::disallowed_methods, reason = "the test is told by its environment where the schema is")]
fn schema() -> Option<OsString> {
    let told = std::env::var_os("CARTEIRO_EWS_SCHEMA");
    if told.is_none() {
        let on_build_server = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!on_build_server, "a build server must set CARTEIRO_EWS_SCHEMA");
        eprintln!("skipped: CARTEIRO_EWS_SCHEMA is not set");
    }
    told
}

fn validate(documents: &BTreeSet<String>, schema: &Path) {
    let folder = Folder::new();
    let files: Vec<PathBuf> = documents.iter().enumerate().map(|(n, text)| folder.write(n, text)).collect();
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--nonet", "--noout", "--schema"]).arg(schema.join("messages.xsd")).args(&files);
    let output = xmllint.output().expect("xmllint is there");
    let told = String::from_utf8_lossy(&output.stderr);
    let wrong: Vec<&str> = told.lines().filter(|line| !line.ends_with(" validates")).collect();
    let whole = |line: &&str| {
        let n = files.iter().position(|file| line.starts_with(&*file.to_string_lossy()))?;
        documents.iter().nth(n)
    };
    let whole: BTreeSet<&String> = wrong.iter().filter_map(whole).collect();
    assert!(output.status.success(), "{}\n{whole:#?}", wrong.join("\n"));
}

/// A folder that disappears.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("carteiro-requests-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    #[expect(clippy::disallowed_methods, reason = "xmllint reads files")]
    fn write(&self, n: usize, text: &str) -> PathBuf {
        let file = self.0.join(format!("{n}.xml"));
        std::fs::write(&file, text).unwrap();
        file
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
