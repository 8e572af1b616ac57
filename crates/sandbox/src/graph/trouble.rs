//! How the server fails on purpose.

use bytes::Bytes;
use hyper::Response;

use super::{
    Server,
    failure::{Failure, Outcome},
};
use crate::{
    Fault,
    http::{Body, Sent},
};

/// Requests of an app at once in a mailbox (learn.microsoft.com/graph/throttling-limits#outlook-service-limits).
const CONCURRENCY: usize = 4;

impl Server {
    /// Before anybody has signed in.
    pub(super) fn is_down(&self, faults: &[Fault]) -> Outcome<()> {
        let once = self.site().happens(faults, &Fault::GraphUnavailableOnce);
        if once || faults.contains(&Fault::GraphUnavailable) {
            let failure = Failure::new(503, "serviceNotAvailable", "The service is temporarily unavailable.");
            return Err(failure.with("retry-after", "1"));
        }
        if self.site().happens(faults, &Fault::GraphGatewayTimeoutOnce) {
            return Err(Failure::new(504, "UnknownError", ""));
        }
        Ok(())
    }

    /// Once the mailbox is known: for each request of a batch on its own.
    pub(super) fn trouble(&self, faults: &[Fault]) -> Outcome<()> {
        // learn.microsoft.com/graph/auth-limit-mailbox-access
        if faults.contains(&Fault::GraphBlocked) {
            return Err(Failure::new(
                403,
                "ErrorAccessDenied",
                "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.",
            ));
        }
        for fault in faults {
            match fault {
                Fault::GraphThrottled(seconds) => return Err(throttled(&seconds.to_string())),
                Fault::GraphThrottledTimes(times) if self.site().happens_times(faults, fault, *times) => {
                    return Err(throttled("1"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The answer as it arrives.
    pub(super) fn damaged(&self, response: Response<Body>, faults: &[Fault]) -> Response<Body> {
        let torn =
            faults.contains(&Fault::GraphTornJson) || self.site().happens(faults, &Fault::GraphTornJsonOnce);
        let cut = self.site().happens(faults, &Fault::GraphCutMiddleOnce);
        let (head, body) = response.into_parts();
        let body = match body {
            Body::Whole(Some(bytes)) if torn => Body::whole(half(&bytes)),
            Body::Whole(Some(bytes)) if cut => Body::Cut(Some(half(&bytes)), Sent::NotYet),
            body => body,
        };
        Response::from_parts(head, body)
    }
}

fn half(bytes: &Bytes) -> Bytes {
    bytes.slice(..bytes.len() / 2)
}

/// How many requests an app may have at once in a mailbox.
pub(super) fn concurrency(faults: &[Fault]) -> usize {
    let limit = faults.iter().find_map(|fault| match fault {
        Fault::GraphConcurrency(limit) => Some(*limit),
        _ => None,
    });
    limit.unwrap_or(CONCURRENCY)
}

/// More at once than an app may have.
pub(super) fn too_many() -> Failure {
    let message = "Application is over its MailboxConcurrency limit.";
    Failure::new(429, "ApplicationThrottled", message).with("retry-after", "1")
}

/// learn.microsoft.com/graph/throttling
fn throttled(seconds: &str) -> Failure {
    Failure::new(429, "TooManyRequests", "Too many requests.").with("retry-after", seconds)
}
