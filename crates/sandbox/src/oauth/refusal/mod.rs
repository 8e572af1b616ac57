//! Why the authorization server says no, and how each vendor says it.

mod google;
mod microsoft;

use serde_json::{Value, json};

use super::{Server, vendor::Vendor};
use crate::http::Reply;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Missing(&'static str),
    Repeated(String),
    Malformed(&'static str),
    UnsupportedGrant(String),
    UnsupportedResponse(String),
    /// Where a directory is described, or anywhere else.
    UnknownTenant {
        tenant: String,
        described: bool,
    },
    UnknownClient(String),
    NoSecret,
    WrongSecret(String),
    ExpiredSecret(String),
    SecretOfPublicClient,
    AssertionMalformed(&'static str),
    AssertionKeyUnknown(String),
    AssertionSignature,
    AssertionTime,
    AssertionAudience,
    AssertionIssuer,
    AssertionSubject,
    AssertionScope,
    /// What no administrator has delegated to a service account.
    NotDelegated,
    RedirectUri {
        given: String,
        client: String,
    },
    InvalidScope(String),
    NotDefaultScope(String),
    SeveralResources(String),
    /// A code or a refresh token of another client.
    OthersGrant,
    BadCode,
    UsedCode,
    ExpiredCode,
    WrongVerifier,
    MissingVerifier,
    NeedlessVerifier,
    BadRefreshToken,
    RevokedRefreshToken,
    WrongPassword,
    UnknownUser(String),
    AccountLocked,
    MfaRequired(String),
    ConsentMissing(String),
    ConditionalAccess,
    Declined,
    SignInNeeded,
    Pending,
    SlowDown,
    DeviceExpired,
    DeviceDenied,
    BadDeviceCode,
    KeyUnusable,
}

/// By what Microsoft finds a request again (learn.microsoft.com/entra/identity-platform/reference-error-codes).
struct Trace {
    id: String,
    correlation: String,
    timestamp: String,
}

impl Trace {
    fn new(server: &Server) -> Self {
        let timestamp = server.now_timestamp().strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        Self { id: super::text::random_uuid(), correlation: super::text::random_uuid(), timestamp }
    }

    /// Behind what is said: after blanks, where the page and answers up to 2023 have line ends
    /// (github.com/haystackeditor/haystack-editor/issues/41).
    fn after(&self, description: &str) -> String {
        let Self { id, correlation, timestamp } = self;
        format!("{description} Trace ID: {id} Correlation ID: {correlation} Timestamp: {timestamp}")
    }
}

/// Where Microsoft says more of a number. Some answers lack it; which ones is not written down, so all have it here.
fn explained(server: &Server, number: u32) -> String {
    format!("{}/error?code={number}", server.base())
}

/// How a vendor says it.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub status: u16,
    pub error: &'static str,
    /// Microsoft's number.
    pub number: u32,
    pub suberror: Option<&'static str>,
    pub text: String,
}

impl Words {
    fn new(status: u16, error: &'static str, number: u32, text: impl Into<String>) -> Self {
        Self { status, error, number, suberror: None, text: text.into() }
    }

    fn sub(self, suberror: &'static str) -> Self {
        Self { suberror: Some(suberror), ..self }
    }
}

impl Refusal {
    pub fn words(&self, vendor: &Vendor) -> Words {
        match vendor {
            Vendor::Microsoft { tenant } => microsoft::words(self, tenant),
            Vendor::Google => google::words(self),
        }
    }

    /// `error_description` without its trace, as a page shows it.
    pub fn description(&self, vendor: &Vendor) -> String {
        let words = self.words(vendor);
        if words.number == 0 { words.text } else { format!("AADSTS{}: {}", words.number, words.text) }
    }

    /// What travels back in an address (RFC 6749 §4.1.2.1). Google names the error alone
    /// (developers.google.com/identity/protocols/oauth2/web-server#handlingresponse).
    pub fn parameters(&self, server: &Server, vendor: &Vendor) -> Vec<(&'static str, String)> {
        let words = self.words(vendor);
        let mut values = vec![("error", words.error.to_owned())];
        if !vendor.is_google() {
            values.push(("error_description", Trace::new(server).after(&self.description(vendor))));
            values.push(("error_uri", explained(server, words.number)));
        }
        values
    }

    fn body(&self, server: &Server, vendor: &Vendor) -> (u16, Value) {
        let words = self.words(vendor);
        let (mut body, suberror) = if vendor.is_google() {
            (json!({ "error": words.error, "error_description": words.text }), "error_subtype")
        } else {
            let trace = Trace::new(server);
            let body = json!({
                "error": words.error,
                "error_description": trace.after(&self.description(vendor)),
                "error_codes": [words.number],
                "timestamp": trace.timestamp,
                "trace_id": trace.id,
                "correlation_id": trace.correlation,
                "error_uri": explained(server, words.number),
            });
            (body, "suberror")
        };
        if let (Some(value), Some(body)) = (words.suberror, body.as_object_mut()) {
            body.insert(suberror.to_owned(), value.into());
        }
        (words.status, body)
    }

    /// The answer to a program.
    pub fn reply(&self, server: &Server, vendor: &Vendor) -> Reply {
        let (status, body) = self.body(server, vendor);
        let reply = Reply::json(status, &body);
        // RFC 6749 §5.2: 401 names a way to authenticate.
        if status == 401 { reply.with("www-authenticate", "Basic realm=\"sandbox\"") } else { reply }
    }
}
