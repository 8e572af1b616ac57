//! Kinds of failure that an automation can deal with.

use carteiro_mail::Kind;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error};
use std::borrow::Cow;

/// A kind of failure, such as `not_found`: any but `cancelled`, as whoever ends a run means all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureKind(pub Kind);

impl FailureKind {
    fn all() -> Vec<String> {
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Cancelled);
        kinds.map(|kind| kind.to_string()).collect()
    }
}

impl<'de> Deserialize<'de> for FailureKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Kind::deserialize(deserializer)? {
            Kind::Cancelled => Err(D::Error::custom("cancelled is not dealt with")),
            kind => Ok(Self(kind)),
        }
    }
}

impl JsonSchema for FailureKind {
    fn schema_name() -> Cow<'static, str> {
        "FailureKind".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Self::all() })
    }
}
