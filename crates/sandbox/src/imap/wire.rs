use std::io;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;

/// Waiting output is sent once there is so much of it, or once the client has to be waited for.
const FULL: usize = 64 * 1024;
const LONGEST_LINE: usize = 2 * 1024 * 1024;
const LARGEST_LITERAL: usize = 256 * 1024 * 1024;

pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection, cut into commands.
pub(super) struct Wire {
    stream: Box<dyn Stream>,
    input: BytesMut,
    pub output: Vec<u8>,
    bytes_left: Option<u64>,
}

pub(super) enum Frame {
    /// A command without its last line end. Literals stand in it as they came: `{3}`, line end, three bytes.
    Command(Vec<u8>),
    /// More than the server takes; here is how it begins.
    TooLong(Vec<u8>),
    Closed,
}

impl Wire {
    pub fn new(stream: impl Stream + 'static, drop_after: Option<u64>) -> Self {
        let (input, output) = (BytesMut::new(), Vec::new());
        Self { stream: Box::new(stream), input, output, bytes_left: drop_after }
    }

    pub async fn command(&mut self, literal_plus: bool) -> io::Result<Frame> {
        let mut command = Vec::new();
        loop {
            let Some(line) = self.line().await? else {
                return Ok(Frame::Closed);
            };
            command.extend_from_slice(&line);
            let Some((size, synchronising)) = literal(&line, literal_plus) else {
                return Ok(Frame::Command(command));
            };
            if size > LARGEST_LITERAL || command.len() > LONGEST_LINE {
                return Ok(Frame::TooLong(command));
            }
            if synchronising {
                self.output.extend_from_slice(b"+ Ready for the literal\r\n");
            }
            command.extend_from_slice(b"\r\n");
            while self.input.len() < size {
                self.input.reserve((size - self.input.len()).min(FULL * 16));
                if !self.fill().await? {
                    return Ok(Frame::Closed);
                }
            }
            command.extend_from_slice(&self.input.split_to(size));
        }
    }

    /// The next line without its end; `None` once the client has gone. May be cancelled between two polls.
    pub async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(end) = self.input.iter().position(|byte| *byte == b'\n') {
                let mut line = self.input.split_to(end);
                self.input.advance(1);
                if line.ends_with(b"\r") {
                    line.truncate(end - 1);
                }
                return Ok(Some(line.to_vec()));
            }
            if self.input.len() > LONGEST_LINE || !self.fill().await? {
                return Ok(None);
            }
        }
    }

    async fn fill(&mut self) -> io::Result<bool> {
        self.flush().await?;
        self.input.reserve(8 * 1024);
        Ok(self.stream.read_buf(&mut self.input).await? > 0)
    }

    pub async fn flush_if_full(&mut self) -> io::Result<()> {
        if self.output.len() >= FULL { self.flush().await } else { Ok(()) }
    }

    pub async fn flush(&mut self) -> io::Result<()> {
        if self.output.is_empty() {
            return Ok(());
        }
        let output = std::mem::take(&mut self.output);
        let allowed = self.bytes_left.map_or(output.len(), |left| {
            usize::try_from(left).map_or(output.len(), |left| left.min(output.len()))
        });
        self.stream.write_all(output.get(..allowed).unwrap_or_default()).await?;
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
            self.input.clear();
        }
        Ok(())
    }

    /// What came before the handshake came from anybody, so it is thrown away (RFC 9051 §6.2.1).
    pub async fn start_tls(&mut self, acceptor: &TlsAcceptor) -> io::Result<()> {
        self.flush().await?;
        self.input.clear();
        let plain = std::mem::replace(&mut self.stream, Box::new(tokio::io::empty()));
        self.stream = Box::new(acceptor.accept(plain).await?);
        Ok(())
    }

    pub async fn close(&mut self) -> io::Result<()> {
        self.flush().await?;
        self.stream.shutdown().await
    }
}

/// `{12}` asks for leave to send twelve bytes, `{12+}` announces them (RFC 7888 §4).
fn literal(line: &[u8], literal_plus: bool) -> Option<(usize, bool)> {
    let inner = line.strip_suffix(b"}")?;
    let open = inner.iter().rposition(|byte| *byte == b'{')?;
    let size = inner.get(open + 1..)?;
    let (size, synchronising) = match size.strip_suffix(b"+") {
        Some(size) if literal_plus => (size, false),
        Some(_) => return None,
        None => (size, true),
    };
    if size.is_empty() || !size.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = std::str::from_utf8(size).ok()?.parse().unwrap_or(usize::MAX);
    Some((size, synchronising))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn only_a_number_in_braces_at_the_end_is_a_literal() {
        assert_eq!(literal(b"a APPEND INBOX {12}", true), Some((12, true)));
        assert_eq!(literal(b"a APPEND INBOX {12+}", true), Some((12, false)));
        assert_eq!(literal(b"a APPEND INBOX {12+}", false), None);
        assert_eq!(literal(b"a SEARCH TEXT {a}", true), None);
    }
}
