use std::{io, time::Duration};

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;

use crate::{Fault, outside};

/// Waiting output is sent once there is so much of it, or once the client has to be waited for.
const FULL: usize = 64 * 1024;
/// What a line may hold where a protocol knows no bound of its own.
const LONGEST_LINE: usize = 2 * 1024 * 1024;

pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection, read by lines and written with whatever faults it has.
pub(crate) struct Wire {
    stream: Box<dyn Stream>,
    input: BytesMut,
    /// So many bytes of the input have no line end in them.
    searched: usize,
    pub output: Vec<u8>,
    bytes_left: Option<u64>,
    delay: Option<Duration>,
    one_by_one: bool,
}

/// What came in where a line was awaited.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// One line with its end.
    Whole(Vec<u8>),
    /// More than may stand in one, and no end of it.
    TooLong,
    Closed,
}

impl Wire {
    pub fn new(stream: impl Stream + 'static, faults: &[Fault]) -> Self {
        let drop_after = faults.iter().find_map(|fault| match fault {
            Fault::DropAfterBytes(bytes) => Some(*bytes),
            _ => None,
        });
        let delay = faults.iter().find_map(|fault| match fault {
            Fault::DelayAnswers(milliseconds) => Some(Duration::from_millis(*milliseconds)),
            _ => None,
        });
        Self {
            stream: Box::new(stream),
            input: BytesMut::new(),
            searched: 0,
            output: Vec::new(),
            bytes_left: drop_after,
            delay,
            one_by_one: faults.contains(&Fault::OneByteWrites),
        }
    }

    /// The next line without its end; `None` once the client has gone. May be cancelled between two polls.
    pub async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        Ok(match self.whole_line(LONGEST_LINE).await? {
            Line::Whole(line) => Some(without_end(line)),
            Line::TooLong | Line::Closed => None,
        })
    }

    /// The next line as it came, of at most so many bytes. May be cancelled between two polls.
    pub async fn whole_line(&mut self, longest: usize) -> io::Result<Line> {
        loop {
            let fresh = self.input.iter().skip(self.searched);
            if let Some(end) = fresh.clone().position(|byte| *byte == b'\n') {
                let line = self.split(self.searched + end + 1);
                return Ok(if line.len() > longest { Line::TooLong } else { Line::Whole(line.to_vec()) });
            }
            self.searched = self.input.len();
            if self.searched > longest {
                return Ok(Line::TooLong);
            }
            if !self.fill().await? {
                return Ok(Line::Closed);
            }
        }
    }

    /// Some of the next bytes, at least one and at most so many; `None` once the client has gone.
    pub async fn take(&mut self, most: usize) -> io::Result<Option<BytesMut>> {
        if self.input.is_empty() && !self.fill().await? {
            return Ok(None);
        }
        Ok(Some(self.split(most.min(self.input.len()))))
    }

    /// Hands back the end of what was taken.
    pub fn put_back(&mut self, rest: &[u8]) {
        let mut input = BytesMut::from(rest);
        input.extend_from_slice(&self.input);
        (self.input, self.searched) = (input, 0);
    }

    /// Whether the client has sent more than was read.
    pub fn has_input(&self) -> bool {
        !self.input.is_empty()
    }

    fn split(&mut self, at: usize) -> BytesMut {
        self.searched = 0;
        self.input.split_to(at)
    }

    async fn fill(&mut self) -> io::Result<bool> {
        self.flush().await?;
        self.input.reserve(FULL);
        Ok(self.stream.read_buf(&mut self.input).await? > 0)
    }

    /// To be called after each answer.
    pub async fn flush_if_full(&mut self) -> io::Result<()> {
        if self.delay.is_some() { self.flush().await } else { self.send_if_full().await }
    }

    /// To be called within an answer that may be large.
    pub async fn send_if_full(&mut self) -> io::Result<()> {
        if self.output.len() >= FULL { self.flush().await } else { Ok(()) }
    }

    pub async fn flush(&mut self) -> io::Result<()> {
        if self.output.is_empty() {
            return Ok(());
        }
        if let Some(delay) = self.delay {
            outside::wait(delay).await;
        }
        let output = std::mem::take(&mut self.output);
        let allowed = self.bytes_left.map_or(output.len(), |left| {
            usize::try_from(left).map_or(output.len(), |left| left.min(output.len()))
        });
        for piece in output.get(..allowed).unwrap_or_default().chunks(if self.one_by_one { 1 } else { FULL })
        {
            self.stream.write_all(piece).await?;
            if self.one_by_one {
                self.stream.flush().await?;
            }
        }
        self.stream.flush().await?;
        if let Some(left) = &mut self.bytes_left {
            *left -= allowed as u64;
            if *left == 0 {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
        }
        Ok(())
    }

    /// Reads on until the client goes, and answers nothing.
    pub async fn fall_silent(&mut self) -> io::Result<()> {
        while self.fill().await? {
            self.forget_input();
        }
        Ok(())
    }

    fn forget_input(&mut self) {
        self.input.clear();
        self.searched = 0;
    }

    /// What came before the handshake came from anybody, so it is thrown away (RFC 9051 §6.2.1, RFC 2595 §4,
    /// RFC 3207 §4.2).
    pub async fn start_tls(&mut self, acceptor: &TlsAcceptor) -> io::Result<()> {
        self.flush().await?;
        self.forget_input();
        let plain = std::mem::replace(&mut self.stream, Box::new(tokio::io::empty()));
        self.stream = Box::new(acceptor.accept(plain).await?);
        Ok(())
    }

    pub async fn close(&mut self) -> io::Result<()> {
        self.flush().await?;
        self.stream.shutdown().await
    }

    /// Closes though the client may still be sending, so that it reads the last answer.
    pub async fn close_and_drain(&mut self) -> io::Result<()> {
        self.close().await?;
        self.fall_silent().await
    }
}

/// A line without the LF, or CR and LF, that ends it.
pub(crate) fn without_end(mut line: Vec<u8>) -> Vec<u8> {
    if line.ends_with(b"\n") {
        line.pop();
        if line.ends_with(b"\r") {
            line.pop();
        }
    }
    line
}
