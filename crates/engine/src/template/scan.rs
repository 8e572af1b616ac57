//! What the language would only say when a step runs, said when the file is loaded: unknown filters, tests and tags.

use carteiro_world::{Phrase, phrase};
use std::sync::LazyLock;

/// The tags that are allowed: those that load other templates or define macros are not.
const TAGS: [&str; 16] = [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "break",
    "continue",
    "set",
    "endset",
    "with",
    "endwith",
    "raw",
    "endraw",
    "filter",
    "endfilter",
];

/// The filters of the language that are left in, and ours.
const FILTERS: [&str; 48] = [
    "abs",
    "attr",
    "batch",
    "bool",
    "capitalize",
    "chain",
    "count",
    "d",
    "date",
    "default",
    "dictsort",
    "extension",
    "first",
    "float",
    "format",
    "groupby",
    "in_time_zone",
    "indent",
    "int",
    "items",
    "join",
    "last",
    "length",
    "lines",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "slice",
    "sort",
    "split",
    "stem",
    "string",
    "sum",
    "title",
    "tojson",
    "trim",
    "unique",
    "upper",
    "zip",
];

static FILTER: LazyLock<Option<regex::Regex>> =
    LazyLock::new(|| regex::Regex::new(r"\|\s*([A-Za-z_]\w*)").ok());
static TAG: LazyLock<Option<regex::Regex>> = LazyLock::new(|| regex::Regex::new(r"^[-+]?\s*(\w+)").ok());

/// Refuses what this template could never do.
pub(super) fn check(text: &str) -> Result<(), Phrase> {
    let mut rest = text;
    while let Some(at) = ["{{", "{%", "{#"].iter().filter_map(|opening| rest.find(opening)).min() {
        let (_, from) = rest.split_at_checked(at).unwrap_or_default();
        let (opening, from) = from.split_at_checked(2).unwrap_or_default();
        let closing = match opening {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let (code, after) = until(from, closing);
        rest = after;
        if opening == "{#" {
            continue;
        }
        let code = without_strings(code);
        if opening == "{%" {
            let tag = TAG.as_ref().and_then(|tag| tag.captures(&code)).map(|found| found[1].to_owned());
            let tag = tag.unwrap_or_default();
            if !TAGS.contains(&tag.as_str()) {
                return Err(phrase!("template-tag-unknown", found = tag));
            }
            if tag == "raw" {
                let end = rest.find("endraw").unwrap_or(rest.len());
                rest = rest.get(end..).and_then(|raw| raw.split_once("%}")).map_or("", |(_, after)| after);
                continue;
            }
        }
        for found in FILTER.iter().flat_map(|filter| filter.captures_iter(&code)) {
            let name = &found[1];
            if !FILTERS.contains(&name) {
                return Err(unknown_filter(name));
            }
        }
    }
    Ok(())
}

fn unknown_filter(name: &str) -> Phrase {
    match crate::check::nearest(name, FILTERS) {
        Some(meant) => phrase!("template-filter-meant", found = name, meant = meant),
        None => phrase!("template-filter-unknown", found = name, allowed = FILTERS.join(", ")),
    }
}

/// The code up to `closing`, outside of strings, and what follows it.
fn until<'a>(text: &'a str, closing: &str) -> (&'a str, &'a str) {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') && closing != "#}" => quote = Some(c),
            None if text.get(at..).is_some_and(|rest| rest.starts_with(closing)) => {
                let code = text.get(..at).unwrap_or_default();
                return (code, text.get(at + closing.len()..).unwrap_or_default());
            }
            Some(_) | None => {}
        }
    }
    (text, "")
}

fn without_strings(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut quote = None;
    let mut escaped = false;
    for c in code.chars() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None => kept.push(c),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::language;
    use super::*;

    #[test]
    fn every_listed_filter_is_in_the_language_and_no_removed_one_is_listed() {
        for name in FILTERS {
            let text = format!("{{{{ x | {name} }}}}");
            let rendered = language::plain().render_str(&text, minijinja::context! { x => "1" });
            let unknown =
                rendered.err().is_some_and(|error| error.kind() == minijinja::ErrorKind::UnknownFilter);
            assert!(!unknown, "{name}");
        }
        assert!(check("{{ x | safe }}").is_err());
    }

    #[test]
    fn filters_are_found_outside_of_strings_only() {
        assert!(check("{{ x | join(' | nonsense ') }} | nonsense").is_ok());
        assert_eq!(check("{{ x|lowr }}").unwrap_err().args["meant"], "lower");
        assert!(check("{# {{ x | nonsense }} #}").is_ok());
        assert!(check("{% raw %}{{ x | nonsense }}{% endraw %}").is_ok());
    }

    #[test]
    fn tags_that_load_or_define_are_refused() {
        for text in ["{% include 'x' %}", "{% macro a() %}{% endmacro %}", "{%- extends 'y' %}"] {
            assert_eq!(check(text).unwrap_err().code, "template-tag-unknown", "{text}");
        }
        assert!(check("{% for a in b %}{{ a }}{%- else -%}{% endfor %}").is_ok());
    }
}
