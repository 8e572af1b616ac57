//! The modes of signing in, as they are written in an automation: one file each.
//!
//! To add one: a file with its struct (the `///` texts are its label and help), a line in [`Mode`] and in [`Kind`],
//! what every provider says of it (`providers/`), its words in `strings/pt-BR.ftl`.

mod authorization_code;
mod basic;
mod client_credentials;
mod device_code;
mod implicit;
mod kind;
mod managed;
mod ntlm;
mod provider;
mod ropc;
mod service_account;
mod wrong;

pub use authorization_code::AuthorizationCode;
pub use basic::Basic;
pub use client_credentials::ClientCredentials;
pub use device_code::DeviceCode;
pub use implicit::Implicit;
pub use kind::Kind;
pub use managed::{Managed, Token};
pub use ntlm::Ntlm;
pub use provider::{CustomProvider, Provider};
pub use ropc::Ropc;
pub use service_account::ServiceAccount;
pub use wrong::Wrong;

use schemars::JsonSchema;
use serde::Deserialize;

/// Authentication mode. Exactly one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Basic.
    Basic(Basic),
    /// NTLM.
    Ntlm(Ntlm),
    /// OAuth2 – Authorization code with PKCE.
    AuthorizationCode(AuthorizationCode),
    /// OAuth2 – Client credentials.
    ClientCredentials(ClientCredentials),
    /// OAuth2 – Device code.
    DeviceCode(DeviceCode),
    /// Service account.
    ServiceAccount(ServiceAccount),
    /// Managed by the Control Room.
    Managed(Managed),
    /// OAuth2-ROPC.
    #[serde(alias = "silent")]
    #[schemars(extend("x-carteiro" = { "aliases": ["silent"] }))]
    Ropc(Ropc),
    /// OAuth2-Implicit.
    #[serde(alias = "interactive")]
    #[schemars(extend("x-carteiro" = { "aliases": ["interactive"] }))]
    Implicit(Implicit),
}
