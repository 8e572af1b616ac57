use std::borrow::Cow;

use crate::sign_in::Refusal;

/// How a command is answered (RFC 5321 §4.2).
#[derive(Debug)]
pub(super) struct Reply {
    pub code: u16,
    /// RFC 3463. Answers to EHLO have none (RFC 2034 §4).
    pub enhanced: Option<&'static str>,
    pub text: Cow<'static, str>,
    /// Lines after the first.
    pub more: Vec<String>,
    pub then: Then,
}

/// What happens to the connection once the reply is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    Next,
    StartTls,
    Close,
    /// Closes though the client may still be sending.
    Refuse,
}

pub(super) type Answer = Result<Reply, Reply>;

impl Reply {
    pub fn new(code: u16, enhanced: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self { enhanced: Some(enhanced), ..Self::plain(code, text) }
    }

    pub fn plain(code: u16, text: impl Into<Cow<'static, str>>) -> Self {
        Self { code, enhanced: None, text: text.into(), more: Vec::new(), then: Then::Next }
    }

    pub fn ok(enhanced: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(250, enhanced, text)
    }

    pub fn bad_argument(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(501, "5.5.4", text)
    }

    pub fn bad_sequence(text: &'static str) -> Self {
        Self::new(503, "5.5.1", text)
    }

    pub fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }

    pub fn write(&self, enhanced: bool, out: &mut Vec<u8>) {
        let enhanced = self.enhanced.filter(|_| enhanced).map(|code| format!("{code} ")).unwrap_or_default();
        let lines = std::iter::once(self.text.as_ref()).chain(self.more.iter().map(String::as_str));
        let last = self.more.len();
        for (at, line) in lines.enumerate() {
            let sign = if at == last { ' ' } else { '-' };
            out.extend_from_slice(format!("{}{sign}{enhanced}{line}\r\n", self.code).as_bytes());
        }
    }
}

/// RFC 4954 §4 and §6.
impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::new(504, "5.5.4", "Unknown mechanism"),
            Refusal::Cancelled => Self::new(501, "5.7.0", "Given up"),
            Refusal::NotBase64 => Self::new(501, "5.5.2", "Not base64"),
            Refusal::Malformed(mechanism) => Self::new(501, "5.5.2", format!("Not a {mechanism} response")),
            Refusal::ForAnother => Self::new(535, "5.7.8", "Nobody may act for another here"),
            Refusal::Credentials => Self::new(535, "5.7.8", "Wrong name or password"),
            Refusal::Token => Self::new(535, "5.7.8", "The token is not good here"),
            Refusal::MfaRequired => Self::new(
                535,
                "5.7.139",
                "Authentication unsuccessful, application-specific password required: multi-factor \
                 authentication is on",
            ),
            Refusal::Unavailable => Self::new(454, "4.7.0", "Temporary authentication failure"),
        }
    }
}
