//! A command under way, what it wants to hear, and its answer.

use super::super::fault;
use super::super::wire::command::Command;
use super::super::wire::response::{Code, Data, Outcome};
use super::idle::Idle;
use crate::{Error, Result, Retry};
use std::collections::HashSet;
use tokio::sync::{mpsc, oneshot};

pub(super) struct Job {
    pub(super) command: Command,
    pub(super) wants: Wants,
    pub(super) data: mpsc::UnboundedSender<Data>,
    pub(super) done: oneshot::Sender<Ended>,
    pub(super) alone: bool,
    /// After how many bytes of the connection it begins.
    pub(super) starts_at: u64,
    /// Of IDLE: how far it is.
    pub(super) idle: Option<Idle>,
}

/// How a command ended, and the codes that came meanwhile: a change that was refused may have been done in part.
pub(super) type Ended = (Vec<Code>, Result<()>);

impl Job {
    /// Tells whoever asked.
    pub(super) fn end(self, result: Result<Option<Code>>) {
        let mut codes = self.wants.codes;
        let result = result.map(|code| codes.extend(code));
        // They may have gone.
        let _ = self.done.send((codes, result));
    }

    /// Itself, if it wants to hear `data`.
    pub(super) fn takes(&mut self, data: &Data) -> Option<&mut Self> {
        self.wants.takes(data).then_some(self)
    }

    /// Whether the server owes it something: silence is then an error.
    pub(super) fn expects(&self) -> bool {
        self.idle.as_ref().is_none_or(Idle::expects)
    }

    /// Whether nobody waits for a command that only reads.
    pub(super) fn is_abandoned(&self) -> bool {
        self.done.is_closed() && self.wants.is_reading()
    }
}

/// Which data a command wants to hear.
pub(in super::super) struct Wants {
    data: Kind,
    /// Codes that came in untagged statuses meanwhile.
    pub(super) codes: Vec<Code>,
}

enum Kind {
    Nothing,
    Logout,
    Namespace,
    List,
    Select,
    Search { tag: Option<String> },
    Status,
    Fetch(HashSet<u32>),
    CopyUid,
    Growth,
}

impl Wants {
    fn of(data: Kind) -> Self {
        Self { data, codes: Vec::new() }
    }

    pub(in super::super) fn nothing() -> Self {
        Self::of(Kind::Nothing)
    }

    pub(in super::super) fn logout() -> Self {
        Self::of(Kind::Logout)
    }

    pub(in super::super) fn namespace() -> Self {
        Self::of(Kind::Namespace)
    }

    pub(in super::super) fn list() -> Self {
        Self::of(Kind::List)
    }

    /// The codes that come with a SELECT.
    pub(in super::super) fn select() -> Self {
        Self::of(Kind::Select)
    }

    pub(in super::super) fn search() -> Self {
        Self::of(Kind::Search { tag: None })
    }

    /// How a folder stands.
    pub(in super::super) fn status() -> Self {
        Self::of(Kind::Status)
    }

    /// What the server tells of these UIDs, once each.
    pub(in super::super) fn fetch(uids: impl IntoIterator<Item = u32>) -> Self {
        Self::of(Kind::Fetch(uids.into_iter().collect()))
    }

    /// The COPYUID that MOVE sends ahead of its completion (RFC 6851 §4.3).
    pub(in super::super) fn copy_uid() -> Self {
        Self::of(Kind::CopyUid)
    }

    /// Whether the folder has more messages now.
    pub(in super::super) fn growth() -> Self {
        Self::of(Kind::Growth)
    }

    /// The command got its tag.
    pub(super) fn name(&mut self, name: &str) {
        if let Kind::Search { tag } = &mut self.data {
            *tag = Some(name.to_owned());
        }
    }

    fn takes(&mut self, data: &Data) -> bool {
        match (&mut self.data, data) {
            (Kind::Namespace, Data::Namespace(_))
            | (Kind::List, Data::List(_))
            | (Kind::Status, Data::Status { .. })
            | (Kind::Growth, Data::Exists)
            | (Kind::Search { .. }, Data::Search(_) | Data::ESearch { tag: None, .. } | Data::Exists) => true,
            (Kind::Search { tag: Some(ours) }, Data::ESearch { tag: Some(tag), .. }) => {
                ours.as_bytes() == tag
            }
            // Flags that changed meanwhile come as FETCH too: only an answer has what was asked for.
            (Kind::Fetch(uids), Data::Fetch(fetched)) => {
                fetched.is_answer() && fetched.uid.is_some_and(|uid| uids.remove(&uid))
            }
            _ => false,
        }
    }

    pub(super) fn takes_code(&self, outcome: &Outcome) -> bool {
        match &self.data {
            Kind::Select => true,
            Kind::CopyUid => matches!(outcome.code, Some(Code::CopyUid { .. })),
            _ => false,
        }
    }

    pub(super) fn is_growth(&self) -> bool {
        matches!(self.data, Kind::Growth)
    }

    pub(super) fn is_logout(&self) -> bool {
        matches!(self.data, Kind::Logout)
    }

    /// Whether the command changes nothing.
    pub(super) fn is_reading(&self) -> bool {
        matches!(
            self.data,
            Kind::Fetch(_) | Kind::Search { .. } | Kind::Status | Kind::List | Kind::Namespace | Kind::Select
        )
    }

    /// Whether the answers to both could not be told apart.
    pub(super) fn mixes_with(&self, other: &Self) -> bool {
        matches!(
            (&self.data, &other.data),
            (Kind::Search { .. }, Kind::Search { .. })
                | (Kind::Status, Kind::Status)
                | (Kind::List, Kind::List)
                | (Kind::CopyUid, Kind::CopyUid)
        )
    }
}

/// What comes back for a command.
pub(in super::super) struct Answer {
    data: mpsc::UnboundedReceiver<Data>,
    completion: oneshot::Receiver<Ended>,
}

impl Answer {
    pub(super) fn new(data: mpsc::UnboundedReceiver<Data>, completion: oneshot::Receiver<Ended>) -> Self {
        Self { data, completion }
    }

    /// The next datum; `None` when the command is complete.
    pub(in super::super) async fn next(&mut self) -> Option<Data> {
        self.data.recv().await
    }

    /// Waits for the end; answers the codes that came with it.
    pub(in super::super) async fn done(self) -> Result<Vec<Code>> {
        let (codes, result) = self.ended().await;
        result.map(|()| codes)
    }

    /// Waits for the end; answers the codes that came, also when the command was refused.
    pub(in super::super) async fn ended(self) -> (Vec<Code>, Result<()>) {
        self.completion.await.unwrap_or_else(|_| (Vec::new(), Err(never_sent())))
    }

    /// Waits for the end, and collects all data.
    pub(in super::super) async fn all(mut self) -> Result<(Vec<Data>, Vec<Code>)> {
        let mut all = Vec::new();
        while let Some(data) = self.next().await {
            all.push(data);
        }
        self.done().await.map(|codes| (all, codes))
    }
}

/// The connection had ended before the command could be sent.
fn never_sent() -> Error {
    fault::lost("").retrying(Retry::Reconnect)
}
