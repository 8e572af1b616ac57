//! Which mode it is, apart from what is filled in.

use super::{Mode, Provider};
use crate::Value;

/// A mode of signing in, with nothing filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Basic.
    Basic,
    /// NTLM.
    Ntlm,
    /// OAuth2 – Authorization code with PKCE.
    AuthorizationCode,
    /// OAuth2 – Client credentials.
    ClientCredentials,
    /// Service account.
    ServiceAccount,
    /// OAuth2 – Device code.
    DeviceCode,
    /// Managed by the Control Room.
    Managed,
    /// OAuth2-ROPC.
    Ropc,
    /// OAuth2-Implicit.
    Implicit,
}

impl Kind {
    /// All of them, in the order in which people are told of them.
    pub const ALL: [Self; 9] = [
        Self::Basic,
        Self::Ntlm,
        Self::AuthorizationCode,
        Self::ClientCredentials,
        Self::ServiceAccount,
        Self::DeviceCode,
        Self::Managed,
        Self::Ropc,
        Self::Implicit,
    ];

    /// Its name in an automation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Ntlm => "ntlm",
            Self::AuthorizationCode => "authorization_code",
            Self::ClientCredentials => "client_credentials",
            Self::ServiceAccount => "service_account",
            Self::DeviceCode => "device_code",
            Self::Managed => "managed",
            Self::Ropc => "ropc",
            Self::Implicit => "implicit",
        }
    }
}

impl Mode {
    /// Which one it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Basic(_) => Kind::Basic,
            Self::Ntlm(_) => Kind::Ntlm,
            Self::AuthorizationCode(_) => Kind::AuthorizationCode,
            Self::ClientCredentials(_) => Kind::ClientCredentials,
            Self::ServiceAccount(_) => Kind::ServiceAccount,
            Self::DeviceCode(_) => Kind::DeviceCode,
            Self::Managed(_) => Kind::Managed,
            Self::Ropc(_) => Kind::Ropc,
            Self::Implicit(_) => Kind::Implicit,
        }
    }

    /// Its name in an automation.
    pub fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// Who issues the tokens, where the mode names one.
    pub fn provider(&self) -> Option<&Provider> {
        match self {
            Self::AuthorizationCode(code) => Some(&code.provider),
            Self::ClientCredentials(client) => Some(&client.provider),
            Self::DeviceCode(device) => Some(&device.provider),
            Self::Ropc(ropc) => Some(&ropc.provider),
            Self::Implicit(implicit) => Some(&implicit.provider),
            Self::Basic(_) | Self::Ntlm(_) | Self::ServiceAccount(_) | Self::Managed(_) => None,
        }
    }

    /// In which directory, where the mode names one.
    pub fn tenant(&self) -> Option<&Value> {
        match self {
            Self::AuthorizationCode(code) => code.tenant_id.as_ref(),
            Self::ClientCredentials(client) => client.tenant_id.as_ref(),
            Self::DeviceCode(device) => device.tenant_id.as_ref(),
            Self::Ropc(ropc) => ropc.tenant_id.as_ref(),
            Self::Implicit(implicit) => implicit.tenant_id.as_ref(),
            Self::Basic(_) | Self::Ntlm(_) | Self::ServiceAccount(_) | Self::Managed(_) => None,
        }
    }
}
