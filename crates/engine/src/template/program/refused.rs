//! What the parser refuses, in our words.

use carteiro_world::{Phrase, phrase};
use minijinja::Error;

const LONGEST: usize = 60;

/// The words for what the parser said about `text`.
pub(super) fn refused(error: &Error, text: &str) -> Phrase {
    let detail = error.detail().unwrap_or_default();
    let found = error.range().and_then(|range| text.get(range)).unwrap_or_default().trim();
    let found: String = found.chars().take(LONGEST).collect();
    match detail {
        "unexpected end of string" => phrase!("template-quote-open"),
        "unexpected end of comment" => phrase!("template-not-closed", missing = "#}"),
        "unexpected end of raw block" => phrase!("template-not-closed", missing = "{% endraw %}"),
        "template exceeds maximum recursion limits" => phrase!("template-too-deep"),
        "invalid float" | "invalid integer (too large)" | "'_' may not occur at end of number" => {
            phrase!("template-number-form", found = found)
        }
        _ if detail.starts_with("unexpected end of input") => {
            let tag = text.rfind("{%") > text.rfind("{{");
            phrase!("template-not-closed", missing = if tag { "%}" } else { "}}" })
        }
        _ if detail.starts_with("cannot assign to reserved variable name") => {
            phrase!("variable-name-reserved", found = found)
        }
        _ if !found.is_empty() && (detail.starts_with("unexpected") || detail.starts_with("unknown")) => {
            phrase!("template-unexpected", found = found)
        }
        _ => phrase!("template-syntax", detail = detail),
    }
}
