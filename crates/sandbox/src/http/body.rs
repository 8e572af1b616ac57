use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::sync::mpsc;

/// What is answered: at once, or piece by piece.
pub(crate) enum Body {
    Whole(Option<Bytes>),
    /// Bytes behind which the connection is cut, once they have gone out.
    Cut(Option<Bytes>, Sent),
    /// As they are asked for.
    Pieces(Box<dyn Iterator<Item = io::Result<Bytes>> + Send>),
    /// As they come.
    Live(mpsc::Receiver<Bytes>),
}

/// Whether there was a chance to send what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    NotYet,
    Perhaps,
}

impl Body {
    pub fn whole(bytes: impl Into<Bytes>) -> Self {
        Self::Whole(Some(bytes.into()))
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let next = match self.get_mut() {
            Self::Whole(bytes) => bytes.take().map(Ok),
            Self::Cut(bytes, sent) => match (bytes.take(), *sent) {
                (Some(bytes), _) => Some(Ok(bytes)),
                (None, Sent::NotYet) => {
                    *sent = Sent::Perhaps;
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                (None, Sent::Perhaps) => Some(Err(io::ErrorKind::ConnectionReset.into())),
            },
            Self::Pieces(pieces) => pieces.next(),
            Self::Live(pieces) => match pieces.poll_recv(context) {
                Poll::Ready(piece) => piece.map(Ok),
                Poll::Pending => return Poll::Pending,
            },
        };
        Poll::Ready(next.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Self::Cut(..) | Self::Pieces(_) | Self::Live(_) => SizeHint::default(),
        }
    }
}
