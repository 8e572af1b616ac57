/// Whose routes were taken, which decides on tokens and words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Vendor {
    /// With the directory as the address names it.
    Microsoft {
        tenant: String,
    },
    Google,
}

impl Vendor {
    pub fn is_google(&self) -> bool {
        *self == Self::Google
    }

    /// What the addresses of OAuth begin with, under the server's own.
    pub fn token_path(&self) -> String {
        match self {
            Self::Microsoft { tenant } => format!("/{tenant}/oauth2/v2.0/token"),
            Self::Google => "/token".to_owned(),
        }
    }
}
