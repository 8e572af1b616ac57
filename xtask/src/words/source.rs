//! Codes of messages in Rust sources: the literal that comes first in `phrase!(…)`.

const MACRO: &str = "phrase!(";

/// Line and code of each use, comments left out.
pub fn codes(text: &str) -> Vec<(usize, String)> {
    text.match_indices(MACRO)
        .filter_map(|(at, _)| {
            let before = text.get(..at)?;
            let line_so_far = before.rsplit('\n').next().unwrap_or_default();
            let other_name = before.ends_with(|last: char| last.is_alphanumeric() || last == '_');
            if other_name || line_so_far.contains("//") {
                return None;
            }
            let argument = text.get(at + MACRO.len()..)?;
            let literal = argument.trim_start().strip_prefix('"')?;
            let skipped = argument.len() - argument.trim_start().len();
            let line = 1 + text.get(..at + MACRO.len() + skipped)?.matches('\n').count();
            Some((line, literal.split_once('"')?.0.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn a_code_is_found_on_the_same_line_and_on_the_next() {
        let text =
            "let a = phrase!(\"one\");\nlet b = crate::phrase!(\n    \"two\",\n    name = \"three\",\n);\n";
        assert_eq!(codes(text), [(1, "one".to_owned()), (3, "two".to_owned())]);
    }

    #[test]
    fn comments_other_macros_and_computed_codes_are_left_alone() {
        let text = "/// phrase!(\"doc\")\nlog_phrase!(\"log\");\nmacro_rules! message { ($c:expr) => {} }\nphrase!(code);\n";
        assert!(codes(text).is_empty());
    }
}
