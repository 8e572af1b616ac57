//! Small things that are written as one word in an automation: one file each.
//!
//! To add one: a file with its type, `FromStr`-like reading that refuses in translated words, and a `pattern` in its
//! schema so that the file's reader can refuse it at its place.

mod date;
mod day;
mod failure_kind;
mod field_name;
mod header_name;
mod language;
mod letter_field;
mod name;
mod proxy_url;
mod separator;
mod size;
mod span;
mod statuses;
mod zone;

pub use date::Date;
pub use day::Day;
pub use failure_kind::FailureKind;
pub use field_name::FieldName;
pub use header_name::HeaderName;
pub use language::Language;
pub use letter_field::LetterField;
pub use name::{LoopId, SessionName, VariableName};
pub use proxy_url::ProxyUrl;
pub use separator::Separator;
pub use size::Size;
pub use span::Span;
pub use statuses::Statuses;
pub use zone::Zone;

/// Reads a type from a text in a file, and writes the schema that goes with it.
macro_rules! written {
    ($type:ty, $name:literal, $pattern:literal, $expected:literal) => {
        crate::values::written!($type, $name, $pattern, $expected, "text");
    };
    ($type:ty, $name:literal, $pattern:literal, $expected:literal, $widget:literal) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                <$type>::parse(&text).map_err(|phrase| serde::de::Error::custom(crate::file::refuse(phrase)))
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": $pattern,
                    "x-carteiro": { "expected": $expected, "widget": $widget }
                })
            }
        }
    };
}
use written;
