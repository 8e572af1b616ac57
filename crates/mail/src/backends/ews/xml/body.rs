//! The body of an answer, well-formed, as a parser reads it.

use super::reader::BETWEEN;
use super::sanitizer::Sanitizer;
use crate::backends::ews::fault;
use crate::{Error, Result};
use bytes::{Buf, Bytes};
use carteiro_world::http::Response;
use futures_util::StreamExt;
use futures_util::stream::{BoxStream, unfold};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncBufRead, AsyncRead, ReadBuf};

/// Pieces of a body as they arrive.
pub(in crate::backends::ews) type Pieces = BoxStream<'static, Result<Bytes>>;

/// Reads pieces one after the other; the error that ended them is kept aside.
pub(super) struct Body {
    pieces: Pieces,
    sanitizer: Sanitizer,
    at: Bytes,
    ended: bool,
    /// Bytes that came since any of them meant something.
    meaningless: usize,
    /// Why there are no more.
    pub(super) failed: Option<Error>,
}

impl Body {
    pub(super) fn new(pieces: Pieces) -> Self {
        Self {
            pieces,
            sanitizer: Sanitizer::default(),
            at: Bytes::new(),
            ended: false,
            meaningless: 0,
            failed: None,
        }
    }

    fn take(&mut self, arrived: Option<Result<Bytes>>) -> Result<()> {
        let mut out = Vec::new();
        let done = if let Some(piece) = arrived {
            let piece = piece?;
            self.meaningless += piece.len();
            self.sanitizer.push(&piece, &mut out)
        } else {
            self.ended = true;
            self.sanitizer.finish(&mut out)
        };
        done.map_err(|_| fault::nonsense("a tag that does not end"))?;
        if !out.is_empty() {
            self.meaningless = 0;
        } else if self.meaningless > BETWEEN {
            return Err(fault::nonsense("a comment that does not end"));
        }
        self.at = out.into();
        Ok(())
    }
}

impl AsyncBufRead for Body {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        while this.at.is_empty() && !this.ended {
            let arrived = ready!(this.pieces.poll_next_unpin(cx));
            if let Err(error) = this.take(arrived) {
                this.ended = true;
                this.failed = Some(error);
                return Poll::Ready(Err(io::Error::other("the answer broke off")));
            }
        }
        Poll::Ready(Ok(&this.at))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.get_mut();
        this.at.advance(amount.min(this.at.len()));
    }
}

impl AsyncRead for Body {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let some = ready!(Pin::new(&mut *this).poll_fill_buf(cx))?;
        let some = some.get(..some.len().min(to.remaining())).unwrap_or_default();
        to.put_slice(some);
        let taken = some.len();
        this.at.advance(taken);
        Poll::Ready(Ok(()))
    }
}

/// The pieces of an answer's body; each is told to `count`.
pub(in crate::backends::ews) fn pieces(response: Response, count: impl Fn(usize) + Send + 'static) -> Pieces {
    unfold(Some((response, count)), |state| async {
        let (mut response, count) = state?;
        match response.chunk().await {
            Ok(None) => None,
            Ok(Some(piece)) => {
                count(piece.len());
                Some((Ok(piece), Some((response, count))))
            }
            Err(failed) => Some((Err(fault::failed(&failed)), None)),
        }
    })
    .boxed()
}
