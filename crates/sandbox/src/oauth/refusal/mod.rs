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
    UnknownTenant(String),
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
    UnauthorizedClient,
    RedirectUri { given: String, client: String },
    InvalidScope(String),
    NotDefaultScope(String),
    SeveralResources,
    BadCode,
    UsedCode,
    ExpiredCode,
    WrongVerifier,
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

    /// `error_description`, as a client or a page shows it.
    pub fn description(&self, vendor: &Vendor) -> String {
        let words = self.words(vendor);
        if words.number == 0 { words.text } else { format!("AADSTS{}: {}", words.number, words.text) }
    }

    fn body(&self, server: &Server, vendor: &Vendor) -> (u16, Value) {
        let words = self.words(vendor);
        if vendor.is_google() {
            return (words.status, json!({ "error": words.error, "error_description": words.text }));
        }
        // learn.microsoft.com/entra/identity-platform/reference-error-codes
        let timestamp = server.now_timestamp().strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        let (trace, correlation) = (super::text::random_uuid(), super::text::random_uuid());
        let mut body = json!({
            "error": words.error,
            "error_description": format!(
                "{} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}",
                self.description(vendor)
            ),
            "error_codes": [words.number],
            "timestamp": timestamp,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": format!("{}/error?code={}", server.base(), words.number),
        });
        if let (Some(suberror), Some(body)) = (words.suberror, body.as_object_mut()) {
            body.insert("suberror".to_owned(), suberror.into());
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
