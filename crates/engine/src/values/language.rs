//! Languages.

use carteiro_world::words;
use schemars::JsonSchema;
use serde::Deserialize;

/// A language that Carteiro writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Brazilian Portuguese.
    #[serde(rename = "pt-BR")]
    Portuguese,
}

impl From<Language> for words::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::English => Self::English,
            Language::Portuguese => Self::Portuguese,
        }
    }
}
