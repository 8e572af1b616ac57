//! The bytes of one part of a message, decoded as they are read.

use crate::mime::{self, Part};
use carteiro_world::Spool;
use std::future::Future;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::task::JoinHandle;

/// One part of a message: its bytes as they came, in memory or in a temporary file. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Content {
    spool: Spool,
    part: Part,
}

impl Content {
    /// A part whose body is all of `body`.
    pub(crate) fn section(body: Spool, part: &Part) -> Self {
        Self { part: Part { header: 0..0, body: 0..body.len(), ..part.clone() }, spool: body }
    }

    /// A part of the message in `message`, as [`mime::split`] found it there.
    pub fn within(message: Spool, part: &Part) -> Self {
        Self { part: part.clone(), spool: message }
    }

    /// What is known of the part.
    pub fn part(&self) -> &Part {
        &self.part
    }

    /// How many bytes it has as they came, encoded.
    pub fn len(&self) -> u64 {
        self.part.body.end.saturating_sub(self.part.body.start)
    }

    /// Whether nothing came.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether its bytes lie in a temporary file: reading them blocks.
    pub fn is_in_file(&self) -> bool {
        self.spool.in_memory().is_none()
    }

    /// How many bytes it has when decoded. Blocks for what is in a file.
    pub fn size(&self) -> io::Result<u64> {
        mime::size(&self.spool, &self.part)
    }

    /// Reads it, decoded. Blocks for what is in a file. Any number of readers may be at work at once.
    pub fn open(&self) -> mime::Content {
        mime::open(&self.spool, &self.part)
    }

    /// Reads it, decoded, and blocks nobody. Memory: 256 KiB at most.
    pub fn stream(&self) -> Stream {
        let idle = Idle { decoder: self.open(), read: Vec::new() };
        Stream { at: 0, state: State::Idle(idle), blocks: self.is_in_file() }
    }
}

/// How much is decoded at once.
const STEP: usize = 64 * 1024;

/// A [`Content`] being read, decoded. Its errors are those of the temporary file.
#[derive(Debug)]
pub struct Stream {
    state: State,
    /// How much of what was read has been handed on.
    at: usize,
    blocks: bool,
}

#[derive(Debug)]
enum State {
    Idle(Idle),
    Busy(JoinHandle<io::Result<Idle>>),
    Ended,
}

#[derive(Debug)]
struct Idle {
    decoder: mime::Content,
    /// Decoded last, empty at the end.
    read: Vec<u8>,
}

impl Idle {
    fn step(mut self) -> io::Result<Self> {
        self.read.resize(STEP, 0);
        let read = loop {
            match self.decoder.read(&mut self.read) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.read.truncate(read);
        Ok(self)
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(Ok(())),
                State::Idle(idle) if self.at < idle.read.len() => {
                    let left = idle.read.get(self.at..).unwrap_or_default();
                    let some = left.get(..left.len().min(to.remaining())).unwrap_or_default();
                    to.put_slice(some);
                    self.at += some.len();
                    self.state = State::Idle(idle);
                    return Poll::Ready(Ok(()));
                }
                State::Idle(idle) if self.blocks => {
                    self.state = State::Busy(tokio::task::spawn_blocking(|| idle.step()));
                }
                State::Idle(idle) => self.take(idle.step()?),
                State::Busy(mut work) => match Pin::new(&mut work).poll(cx) {
                    Poll::Pending => {
                        self.state = State::Busy(work);
                        return Poll::Pending;
                    }
                    Poll::Ready(done) => self.take(done.map_err(io::Error::other)??),
                },
            }
        }
    }
}

impl Stream {
    fn take(&mut self, idle: Idle) {
        self.at = 0;
        self.state = if idle.read.is_empty() { State::Ended } else { State::Idle(idle) };
    }
}
