//! Exchange of one's own: passwords of the domain, and tokens of AD FS or of Entra ID in hybrid modern authentication.
//! Where Exchange Web Services are, of one's own and in the cloud, and when they end there.
//!
//! Sources: learn.microsoft.com/exchange/client-developer/exchange-web-services/authentication-and-ews-in-exchange and
//! learn.microsoft.com/exchange/plan-and-deploy/post-installation-tasks/enable-modern-auth-in-exchange-server-on-premises.

mod ending;
mod endpoint;

pub use ending::{ENDING, Ending, ends};
pub use endpoint::{Place, ews_endpoint, is_magic};

use super::verdict::{self, Verdict, accept, accept_if};
use crate::modes::Kind;
use carteiro_world::phrase;

/// Exchange Web Services of an Exchange of one's own.
pub(super) fn on_premises(mode: Kind) -> Verdict {
    match mode {
        Kind::Basic | Kind::Ntlm | Kind::ClientCredentials | Kind::DeviceCode => accept(),
        Kind::AuthorizationCode => accept_if(phrase!("mode-exchange-issuer")),
        Kind::ServiceAccount => verdict::no_service_account(Kind::Ntlm),
        Kind::Ropc => verdict::ropc_is_legacy(),
        Kind::Implicit => verdict::implicit_is_legacy(),
        Kind::Managed => Verdict::AsConnection,
    }
}
