//! What a server's refusal of a credential means.

use crate::backends::imap::fault;
use crate::backends::imap::wire::response::{Code, Outcome};
use crate::{Error, Kind, Retry, reaching};
use carteiro_auth::Credential;
use carteiro_world::phrase;

/// What a server tells of a refusal beyond this is not kept.
const MOST_DETAIL: usize = 600;

/// The server refuses the credential (RFC 5530 §3), having said `told` of why within the dialogue.
pub(super) fn by_server(credential: &Credential, outcome: &Outcome, told: &str) -> Error {
    let Outcome { status, code, text } = outcome;
    let refused = reaching::refused(credential);
    let error = match (code, credential) {
        (Some(Code::AuthenticationFailed), _) | (Some(Code::Expired), Credential::Bearer { .. }) => refused,
        (Some(Code::AuthorizationFailed), _) => {
            Error::new(Kind::Denied, phrase!("sign-in-not-authorized", user = credential.user()))
        }
        // What checks credentials is out of order, and nothing is known of this one.
        (Some(Code::Unavailable), _) => {
            Error::new(Kind::Throttled, phrase!("sign-in-unavailable")).retrying(Retry::Later)
        }
        (code, _) => match fault::refused(*status, code.as_ref(), text) {
            // Old servers refuse a password without any code.
            error
                if matches!(error.kind(), Kind::Rejected | Kind::Protocol)
                    && error.retry() == Retry::Never =>
            {
                refused
            }
            error => error,
        },
    };
    error.because(format!("{text} {}", told.chars().take(MOST_DETAIL).collect::<String>()))
}
