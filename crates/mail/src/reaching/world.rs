//! What of the outside it takes to reach a server and sign in.

use carteiro_auth::CredentialSource;
use carteiro_world::dial::Dialer;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Transcript};
use std::sync::Arc;

use crate::Stages;

/// What of the outside it takes to reach a server and sign in, whatever is spoken there.
#[derive(Clone)]
pub struct World {
    /// Which certificates are accepted.
    pub tls: Tls,
    /// What to sign in with.
    pub credentials: Arc<dyn CredentialSource>,
    /// Reaches servers.
    pub dialer: Dialer,
    /// Measures patience.
    pub clock: Clock,
    /// Makes the nonces of sign-ins.
    pub random: Random,
    /// Hears what is said.
    pub transcript: Transcript,
    /// Hears how far opening got.
    pub stages: Stages,
}
