//! What goes wrong while a draft is made.

use crate::{Error, Retry};

/// What went wrong before anybody was asked to send anything: whether there is a draft may be unknown, and nobody gets the
/// message all the same.
pub(in crate::backends) fn unsent(error: Error) -> Error {
    if error.retry() == Retry::Unsure { error.retrying(Retry::Reconnect) } else { error }
}
