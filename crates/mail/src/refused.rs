//! No credential could be had: what that means for a mailbox.

use crate::{Error, Kind, Retry};
use carteiro_auth::{Refused, Why};

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        let kind = match refused.why {
            Why::SignInNeeded => Kind::SignInNeeded,
            Why::Denied => Kind::SignInFailed,
            Why::Barred => Kind::Denied,
            Why::Invalid => Kind::InvalidInput,
            Why::Unreachable | Why::Unavailable => Kind::Unreachable,
            Why::Timeout => Kind::Timeout,
            Why::Tls => Kind::Tls,
            Why::Throttled(_) => Kind::Throttled,
            Why::Protocol => Kind::Protocol,
        };
        let retry = if refused.is_temporary() { Retry::Later } else { Retry::Never };
        let error = Self::new(kind, refused.reason).retrying(retry).advised(refused.advice);
        match refused.detail {
            Some(detail) => error.because(detail),
            None => error,
        }
    }
}
