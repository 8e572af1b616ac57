//! How the server fails on purpose.

use super::{Server, failure::Failure};
use crate::{Fault, http::Reply};

/// `EWSMaxConcurrency` of Exchange 2013
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange).
const CONCURRENCY: usize = 27;

/// What is in the way of a request that was read, if something is.
pub(super) enum Trouble {
    /// The connection is cut, and nothing was done.
    CutBefore,
    Fault(Failure),
}

impl Server {
    /// Before anybody has signed in.
    pub(super) fn is_down(&self, faults: &[Fault]) -> Option<Reply> {
        let once = self.site().happens(faults, &Fault::EwsUnavailableOnce);
        (once || faults.contains(&Fault::EwsUnavailable))
            .then(|| Reply::text(503, "The service is unavailable.").with("retry-after", "1"))
    }

    /// What Exchange Online says where EWS is not allowed: nothing at all. Its field is reported by those who met it; no page
    /// of the vendor's has it.
    pub(super) fn is_blocked(faults: &[Fault]) -> Option<Reply> {
        faults.contains(&Fault::EwsBlocked).then(|| Reply::empty(403).with("restrict-access-confirm", "1"))
    }

    /// Once somebody has signed in and the request was read.
    pub(super) fn trouble(&self, faults: &[Fault]) -> Option<Trouble> {
        if self.site().happens(faults, &Fault::EwsCutBeforeOnce) {
            return Some(Trouble::CutBefore);
        }
        let busy = faults.iter().find_map(|fault| match fault {
            Fault::EwsBusy(milliseconds) => Some(*milliseconds),
            Fault::EwsBusyOnce(milliseconds) if self.site().happens(faults, fault) => Some(*milliseconds),
            _ => None,
        });
        busy.map(|milliseconds| Trouble::Fault(busy_for(milliseconds)))
    }

    pub(super) fn is_torn(&self, faults: &[Fault]) -> bool {
        faults.contains(&Fault::EwsTornXml) || self.site().happens(faults, &Fault::EwsTornXmlOnce)
    }

    pub(super) fn is_late(&self, faults: &[Fault]) -> bool {
        self.site().happens(faults, &Fault::EwsTimeoutOnce)
    }

    pub(super) fn is_cut_after(&self, faults: &[Fault]) -> bool {
        self.site().happens(faults, &Fault::EwsCutAfterOnce)
    }
}

/// How many requests a user may have at once.
pub(super) fn concurrency(faults: &[Fault]) -> usize {
    let limit = faults.iter().find_map(|fault| match fault {
        Fault::EwsConcurrency(limit) => Some(*limit),
        _ => None,
    });
    limit.unwrap_or(CONCURRENCY)
}

/// More at once than a user may have.
pub(super) fn too_many() -> Failure {
    Failure::new(
        "ErrorExceededConnectionCount",
        "You have exceeded the available concurrent connections for your account.  Try again once your other requests have completed.",
    )
}

/// What was asked for may be done.
pub(super) fn late() -> Failure {
    Failure::new("ErrorTimeoutExpired", "The request timed out.")
}

/// learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange: how long to wait is told.
fn busy_for(milliseconds: u32) -> Failure {
    Failure::new("ErrorServerBusy", "The server cannot service this request right now. Try again later.")
        .with("BackOffMilliseconds", milliseconds)
}
