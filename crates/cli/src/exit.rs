//! The codes the program ends with.

use std::process::ExitCode;

/// How the program ends. Scripts rely on these numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is done.
    Done,
    /// The run failed, or items of it did.
    Failed,
    /// A file is wrong.
    Mistakes,
    /// The command line is wrong.
    Usage,
    /// No session could be opened: unreachable, TLS, sign-in.
    NotConnected,
    /// Ended by a signal: 128 and its number, as shells count.
    Signal(Signal),
}

/// What ends a run early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// The terminal is gone.
    Hangup,
    /// Whoever manages the process.
    Terminate,
    /// Nobody reads the output any more.
    Pipe,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Mistakes => 2,
            Self::Usage => 3,
            Self::NotConnected => 4,
            Self::Signal(Signal::Hangup) => 129,
            Self::Signal(Signal::Interrupt) => 130,
            Self::Signal(Signal::Pipe) => 141,
            Self::Signal(Signal::Terminate) => 143,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
