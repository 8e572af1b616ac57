//! What a credential has values for.

use super::names;
use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::ToSchema;

/// Who gives the value of an attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AttributeInput)]
pub enum Input {
    /// Whoever may change the credential: it is the same for all.
    #[default]
    Standard,
    /// Each person for themselves.
    UserProvided,
}

impl Input {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::UserProvided => "user_provided",
        }
    }

    pub(super) fn named(name: &str) -> Self {
        if name == "user_provided" { Self::UserProvided } else { Self::Standard }
    }
}

/// An attribute of a credential. Its value is never shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CredentialAttribute)]
pub struct Attribute {
    /// As automations write it.
    pub name: String,
    /// Who gives its value.
    pub input: Input,
    /// Whether what is typed is hidden.
    pub masked: bool,
    /// When the value was given; none: nobody has. Of a user-provided one, that of whoever asks.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub set_at: Option<Timestamp>,
}

/// An attribute that a credential is to have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCredentialAttribute)]
pub struct NewAttribute {
    /// As automations write it: `a-z`, `0-9`, `_`, `-`.
    #[schema(example = "password")]
    pub name: String,
    /// Who gives its value.
    #[serde(default)]
    pub input: Input,
    /// Whether what is typed is hidden.
    #[serde(default = "masked")]
    pub masked: bool,
}

fn masked() -> bool {
    true
}

impl NewAttribute {
    /// One of this name, which a value is for.
    pub fn standard(name: &str) -> Self {
        Self { name: name.to_owned(), input: Input::Standard, masked: true }
    }
}

/// A credential has no more of them.
pub(super) const MOST: usize = 50;

/// `InvalidInput`: they are too many, or two have the same name, or one has none.
pub(super) fn checked(attributes: &[NewAttribute]) -> Result<()> {
    if attributes.is_empty() || attributes.len() > MOST {
        return Err(illegal());
    }
    let mut seen = HashSet::new();
    for (place, attribute) in attributes.iter().enumerate() {
        let name = names::name(&attribute.name);
        if !seen.insert(name.map_err(|problem| problem.within(&format!("/attributes/{place}")))?) {
            return Err(illegal());
        }
    }
    Ok(())
}

/// They are none that a credential can have.
pub(super) fn illegal() -> Problem {
    Problem::new(Kind::InvalidInput, phrase!("credential-attributes", most = MOST)).at("/attributes")
}
