//! How a connection is protected.

/// How a connection is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// In the clear, then STARTTLS before anything is said.
    Starttls,
    /// In the clear: everybody on the way can read the password and the mail.
    None,
}
