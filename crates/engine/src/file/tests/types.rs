#![expect(dead_code, reason = "serde fills what only the tests of other fields read")]
//! Types that use of serde and schemars what the real grammar uses.

use crate::file::{Beside, Located, refuse};
use carteiro_world::phrase;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Automation {
    pub name: String,
    #[serde(default)]
    pub variables: BTreeMap<String, serde_json::Value>,
    pub steps: Vec<Located<Step>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Connect(Box<Connect>),
    Open(Box<Beside<Opening, Server>>),
    ForEachMail(ForEachMail),
    Move(Move),
    Stop,
    Disconnect { session: Name },
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connect {
    pub session: Name,
    #[serde(default)]
    pub allow: Vec<Allow>,
    #[schemars(range(min = 1, max = 600))]
    pub timeout: Option<u32>,
    #[serde(flatten)]
    pub server: Server,
}

/// The same without serde's flatten.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub session: Located<Name>,
    pub timeout: Option<u32>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Allow {
    Read,
    /// Set flags.
    Mark,
    Move,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Server {
    Outlook(Outlook),
    MailServer(MailServer),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outlook {
    pub mailbox: Option<String>,
    pub auth: Auth,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    pub host: String,
    pub port: Option<u16>,
    pub largest: Option<Size>,
    pub folder: Option<Located<String>>,
    #[serde(default)]
    pub plain: bool,
    pub auth: Auth,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Auth {
    Basic {
        username: String,
        password: Secret,
    },
    Managed {
        connection: Name,
    },
    #[serde(alias = "silent")]
    #[schemars(extend("x-carteiro" = { "aliases": ["silent"] }))]
    Ropc {
        client_id: String,
    },
}

/// `TEXT | { variable: NAME } | { credential: … }`.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Secret {
    Literal(String),
    Variable(Variable),
    Credential(Credential),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    pub variable: Name,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    pub credential: String,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Name(
    #[schemars(regex(pattern = "^[a-z0-9_-]+$"), extend("x-carteiro" = { "expected": "name-form" }))]
    pub  String,
);

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForEachMail {
    pub session: Name,
    #[serde(rename = "where")]
    pub filter: Option<Where>,
    pub limit: Option<u32>,
    #[serde(rename = "do")]
    #[schemars(length(min = 1))]
    pub body: Vec<Located<Step>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Where {
    pub from: Option<Text>,
    pub subject: Option<Text>,
    pub flagged: Option<bool>,
    pub size: Option<Size>,
    pub any: Option<Vec<Where>>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Text {
    Plain(String),
    Any(Vec<String>),
    Exact(Exact),
    Contains(Contains),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exact {
    pub exact: String,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contains {
    pub contains: String,
    #[serde(default)]
    pub case: bool,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    pub to: String,
}

/// `5MB`: what only the type itself can refuse.
#[derive(Debug, PartialEq)]
pub struct Size(pub u64);

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.strip_suffix("MB")
            .and_then(|number| number.parse().ok())
            .map(Size)
            .ok_or_else(|| D::Error::custom(refuse(phrase!("file-key-form", key = text))))
    }
}

impl JsonSchema for Size {
    fn schema_name() -> Cow<'static, str> {
        "Size".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}
