use std::io;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};

/// Why a body was not read to its end.
pub(super) enum Unread {
    TooLarge,
    Broken(io::Error),
}

/// Reads a request to its end, into as much memory as it says it needs.
pub(super) async fn read(mut body: Incoming, largest: usize) -> Result<Bytes, Unread> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > largest {
        return Err(Unread::TooLarge);
    }
    let mut bytes = BytesMut::with_capacity(announced);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Unread::Broken(io::Error::other(error)))?;
        if let Some(data) = frame.data_ref() {
            if bytes.len() + data.len() > largest {
                return Err(Unread::TooLarge);
            }
            bytes.extend_from_slice(data);
        }
    }
    Ok(bytes.freeze())
}
