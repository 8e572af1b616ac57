use std::borrow::Cow;

use crate::store::StoreError;

/// How a command ended: the tagged response (RFC 9051 §7.1).
#[derive(Debug)]
pub(super) struct Reply {
    pub status: &'static str,
    pub code: Option<Cow<'static, str>>,
    pub text: Cow<'static, str>,
    pub then: Then,
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
    fn new(
        status: &'static str,
        code: Option<Cow<'static, str>>,
        text: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { status, code, text: text.into(), then: Then::Next }
    }

    pub fn ok(text: &'static str) -> Self {
        Self::new("OK", None, text)
    }

    pub fn no(code: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self::new("NO", Some(code.into()), text)
    }

    pub fn bad(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new("BAD", None, text)
    }

    pub fn read_only() -> Self {
        Self::no("READ-ONLY", "The mailbox was opened with EXAMINE")
    }

    /// COPY, MOVE and APPEND tell that the target could be created (RFC 9051 §7.1, TRYCREATE).
    pub fn target(error: StoreError) -> Self {
        match error {
            StoreError::NoFolder => Self::no("TRYCREATE", "No such mailbox"),
            other => other.into(),
        }
    }

    pub fn coded(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.code = Some(code.into());
        self
    }

    pub fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }
}

impl From<StoreError> for Reply {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::NoFolder => "NONEXISTENT",
            StoreError::FolderExists => "ALREADYEXISTS",
            StoreError::HasChildren => "HASCHILDREN",
            StoreError::Inbox | StoreError::BadName => "CANNOT",
        };
        Self::no(code, error.to_string())
    }
}
