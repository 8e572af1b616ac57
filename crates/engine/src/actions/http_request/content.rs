//! What is sent along.

use crate::failure::Failure;
use crate::run::Cx;
use crate::template::{Anything, Source, Templated};
use carteiro_world::{Spool, http, phrase};
use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::path::PathBuf;

/// What is sent along, if anything: one of them at most.
#[derive(Clone, Debug)]
pub struct HttpContent(pub Option<HttpBody>);

/// What is sent along.
#[derive(Clone, Debug, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HttpBody {
    /// JSON. Any value.
    Json(Anything),
    /// Form. Names and values, as a browser sends them.
    Form(IndexMap<String, Templated<String>>),
    /// Text. As it is.
    Text(Templated<String>),
    /// File. Its content, beneath the folder of files.
    File(Templated<PathBuf>),
}

/// How it is read: a mapping in which all of them may be missing is no enum.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    json: Option<Anything>,
    form: Option<IndexMap<String, Templated<String>>>,
    text: Option<Templated<String>>,
    file: Option<Templated<PathBuf>>,
}

impl<'de> Deserialize<'de> for HttpContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // That there is only one of them was checked against the schema.
        let Given { json, form, text, file } = Given::deserialize(deserializer)?;
        let body = json.map(HttpBody::Json).or(form.map(HttpBody::Form)).or(text.map(HttpBody::Text));
        Ok(Self(body.or(file.map(HttpBody::File))))
    }
}

impl JsonSchema for HttpContent {
    fn schema_name() -> Cow<'static, str> {
        "HttpContent".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut one = HttpBody::json_schema(generator);
        one.remove("description");
        json_schema!({ "anyOf": [one, {}] })
    }
}

impl HttpBody {
    /// Its templates.
    pub(super) fn sources(&self) -> Vec<&Source> {
        match self {
            Self::Json(value) => value.sources(),
            Self::Form(fields) => fields.values().map(Templated::source).collect(),
            Self::Text(text) => vec![text.source()],
            Self::File(path) => vec![path.source()],
        }
    }

    /// Its type and its bytes.
    pub(super) fn evaluate(&self, cx: &Cx) -> Result<(&'static str, Spool), Failure> {
        match self {
            Self::Json(value) => {
                let json = value.evaluate(cx.scope())?.to_json();
                let misfit = || Failure::invalid(phrase!("http-json-misfit")).at(cx.place());
                Ok(("application/json", json.ok_or_else(misfit)?.to_string().into_bytes().into()))
            }
            Self::Form(fields) => {
                let mut pairs = Vec::with_capacity(fields.len());
                for (name, value) in fields {
                    pairs.push((name.as_str(), cx.evaluate(value)?));
                }
                Ok(("application/x-www-form-urlencoded", http::form(pairs).into_bytes().into()))
            }
            Self::Text(text) => Ok(("text/plain; charset=utf-8", cx.evaluate(text)?.into_bytes().into())),
            Self::File(path) => {
                let found = cx.evaluate(path)?;
                let opened = cx.host().files.open(&found);
                let file = opened.map_err(|error| {
                    let kind = carteiro_mail::Error::from(std::io::Error::from(error.kind())).kind();
                    let words = phrase!("http-file-unreadable", path = found.display());
                    Failure::new(kind, words).because(error).at(path.source().place())
                })?;
                Ok(("application/octet-stream", file))
            }
        }
    }
}
