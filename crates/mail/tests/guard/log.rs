//! What is logged: which operation, which try, what kind of end. Nothing of what it was about.

use crate::{path, session};
use carteiro_mail::backends::memory::{Server, Verb};
use carteiro_mail::{Error, Kind, Retry};
use carteiro_world::{Clock, words::Phrase};
use std::io;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn every_try_is_logged_by_name_number_and_kind_of_end() {
    let log = Log::default();
    let lines = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .without_time()
        .finish();
    let _logging = tracing::subscriber::set_default(lines);
    let server = Server::new();
    let broken = Error::new(Kind::Unreachable, Phrase::new("connection-lost")).because("canary-detail");
    server.fail(Verb::Folders, 1, broken.retrying(Retry::Reconnect));
    let (mailbox, _) = session(server.open(), Clock::system()).await;
    mailbox.folders().await.unwrap();
    let refused = mailbox.messages(carteiro_mail::Selection::of(path("canary-folder")));
    assert_eq!(refused.await.err().unwrap().kind(), Kind::NotFound);
    mailbox.close().await.unwrap();
    let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let told: Vec<&str> = said.lines().filter(|line| !line.contains("elapsed_ms")).map(str::trim).collect();
    assert_eq!(told.len(), 4, "{said}");
    for line in [
        "operation{name=\"list_folders\" attempt=1 outcome=Unreachable}",
        "outcome=Unreachable attempt=1 pause_ms=0",
        "operation{name=\"list_folders\" attempt=2 outcome=\"ok\"}",
        "operation{name=\"search\" attempt=1 outcome=NotFound}",
        "session open",
        "connected again",
        "session closed",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(!said.contains("canary"), "{said}");
}
