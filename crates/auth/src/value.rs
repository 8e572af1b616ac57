//! The three ways to give a secret or an identity in an automation: typed in place, from a variable, from the vault.

use carteiro_world::Secret;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A secret-bearing or identity field. Never a template: what is written is what is used, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Typed in place. `check` warns when it is a secret.
    Text(Secret),
    /// `{ variable: NAME }`: a variable of the automation.
    Variable(String),
    /// `{ credential: LOCKER/NAME.ATTRIBUTE }`: from the vault.
    Credential(CredentialPath),
}

/// Where a credential's attribute lies in the vault: `LOCKER/NAME.ATTRIBUTE`, each `[a-z0-9_-]+`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CredentialPath {
    /// The locker.
    pub locker: String,
    /// The credential in it.
    pub name: String,
    /// The attribute of the credential.
    pub attribute: String,
}

const NAME: &str = "^[a-z0-9_-]+$";
const PATH: &str = "^[a-z0-9_-]+/[a-z0-9_-]+\\.[a-z0-9_-]+$";

/// Whether `text` is a name: `[a-z0-9_-]+`.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
}

impl FromStr for CredentialPath {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (locker, rest) = text.split_once('/').unwrap_or_default();
        let (name, attribute) = rest.split_once('.').unwrap_or_default();
        if [locker, name, attribute].into_iter().all(is_name) {
            Ok(Self { locker: locker.into(), name: name.into(), attribute: attribute.into() })
        } else {
            Err("expected LOCKER/NAME.ATTRIBUTE, each of a-z, 0-9, _ and -")
        }
    }
}

impl fmt::Display for CredentialPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}.{}", self.locker, self.name, self.attribute)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Forms)
    }
}

struct Forms;

impl<'de> Visitor<'de> for Forms {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, { variable: NAME } or { credential: LOCKER/NAME.ATTRIBUTE }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(Secret::new(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let value = match map.next_key::<String>()?.as_deref() {
            Some("variable") => Value::Variable(map.next_value()?),
            Some("credential") => {
                Value::Credential(map.next_value::<String>()?.parse().map_err(A::Error::custom)?)
            }
            _ => return Err(A::Error::custom("expected variable or credential")),
        };
        if map.next_key::<String>()?.is_some() {
            return Err(A::Error::custom("expected one of variable and credential, not both"));
        }
        Ok(value)
    }
}

impl JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Typed in place, from a variable, or from the vault.",
            "x-carteiro": { "widget": "secret" },
            "anyOf": [
                { "type": "string", "minLength": 1 },
                {
                    "type": "object",
                    "properties": { "variable": { "type": "string", "pattern": NAME } },
                    "required": ["variable"],
                    "additionalProperties": false
                },
                {
                    "type": "object",
                    "properties": { "credential": { "type": "string", "pattern": PATH } },
                    "required": ["credential"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_path_reads_what_it_prints_and_nothing_else() {
        let path: CredentialPath = "mail/finance.password".parse().unwrap();
        assert_eq!(path.to_string(), "mail/finance.password");
        for wrong in ["", "mail/finance", "finance.password", "Mail/finance.password", "a/b.c.d e", "a/b/c.d"]
        {
            assert!(wrong.parse::<CredentialPath>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_typed_value_never_shows() {
        assert!(!format!("{:?}", Value::Text(Secret::new("canary"))).contains("canary"));
    }
}
