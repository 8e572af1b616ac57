use std::borrow::Cow;

use crate::{sign_in::Refusal, store::Message};

/// How a command is answered (RFC 1939 §3).
pub(super) struct Reply {
    pub ok: bool,
    /// RFC 2449 §8.
    pub code: Option<&'static str>,
    pub text: Cow<'static, str>,
    pub body: Body,
    pub then: Then,
}

/// What follows the first line.
pub(super) enum Body {
    None,
    Lines(Vec<String>),
    /// A message, to the end or only so many lines of its text.
    Message(Box<Message>, Option<usize>),
}

/// What happens to the connection once the reply is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    Next,
    StartTls,
    Close,
}

pub(super) type Answer = Result<Reply, Reply>;

impl Reply {
    fn new(ok: bool, code: Option<&'static str>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { ok, code, text: text.into(), body: Body::None, then: Then::Next }
    }

    pub fn ok(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(true, None, text)
    }

    pub fn err(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(false, None, text)
    }

    pub fn coded(code: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(false, Some(code), text)
    }

    pub fn body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }

    pub fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::err("Unknown mechanism"),
            Refusal::Cancelled => Self::err("Given up"),
            Refusal::NotBase64 => Self::err("Not base64"),
            Refusal::Malformed(mechanism) => Self::err(format!("Not a {mechanism} response")),
            // RFC 3206 §4 and §5: AUTH is what the person can put right, SYS/TEMP passes.
            Refusal::ForAnother => Self::coded("AUTH", "Nobody may act for another here"),
            Refusal::Credentials => Self::coded("AUTH", "Wrong name or password"),
            Refusal::Token => Self::coded("AUTH", "The token is not good here"),
            Refusal::MfaRequired => Self::coded(
                "AUTH",
                "Application-specific password required: multi-factor authentication is on",
            ),
            Refusal::Unavailable => Self::coded("SYS/TEMP", "Temporary authentication failure"),
        }
    }
}
