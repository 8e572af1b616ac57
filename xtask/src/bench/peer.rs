//! Programs that do the same as an automation.

use crate::tools;

pub struct Peer {
    pub title: &'static str,
    pub program: Program,
}

pub enum Program {
    /// In `xtask/bench`, for Python.
    Script(&'static str),
    /// Brings every message to nowhere.
    Fetchmail,
}

pub const IMAP_TOOLS: Peer = Peer { title: "Python imap_tools", program: Program::Script("peer.py") };
pub const POPLIB: Peer = Peer { title: "Python poplib", program: Program::Script("peer_pop3.py") };
/// Written with what makes it fast: only what is asked for, in batches as large as its own.
pub const EXCHANGELIB: Peer = Peer { title: "Python exchangelib", program: Program::Script("peer_ews.py") };
/// The same, as far as it knows of batches: it has none.
pub const O365: Peer = Peer { title: "Python O365", program: Program::Script("peer_outlook.py") };
pub const FETCHMAIL: Peer = Peer { title: "fetchmail", program: Program::Fetchmail };
pub const LIMIT_POP3: Peer =
    Peer { title: "limit: raw, pipelined", program: Program::Script("limit_pop3.py") };

impl Peer {
    /// Whether this machine has it.
    pub fn is_here(&self) -> bool {
        match self.program {
            Program::Script(_) => true,
            Program::Fetchmail => tools::fetchmail::is_here(),
        }
    }
}
