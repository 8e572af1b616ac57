//! Secrets on their way in, and the few that go out once.

use carteiro_world::Secret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text that must never be seen.
#[derive(Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Password)]
pub(crate) struct Hidden(String);

impl From<Hidden> for Secret {
    fn from(hidden: Hidden) -> Self {
        Self::new(hidden.0)
    }
}

/// A secret that was just made for whoever asks: it is told this once.
#[derive(Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Password)]
pub(crate) struct Told(String);

impl From<Secret> for Told {
    fn from(secret: Secret) -> Self {
        Self(secret.expose().to_owned())
    }
}
