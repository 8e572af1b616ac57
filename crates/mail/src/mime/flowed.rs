//! Paragraphs of `format=flowed` (RFC 3676 §4.2 – §4.5).

/// Joins the lines that a mail program broke. Line ends are LF.
pub(super) fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // How deep the quoted line is that goes on in the next.
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        // §4.4: a blank put there because the line began with one, or with `>` or `From `.
        let content = content.strip_prefix(' ').unwrap_or(content);
        // §4.3: a signature begins here, and nothing flows into or out of it.
        let signature = content == "-- ";
        let goes_on = open == Some(depth) && !signature;
        if !goes_on {
            if open.is_some() {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', depth));
            if depth > 0 {
                out.push(' ');
            }
        }
        let flows = content.ends_with(' ') && !signature;
        let kept = if flows && delete_space { content.strip_suffix(' ') } else { None };
        out.push_str(kept.unwrap_or(content));
        open = flows.then_some(depth);
        if !flows {
            out.push('\n');
        }
    }
    // The last piece of a split is no line.
    if open.is_none() {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unflow;

    #[test]
    fn broken_lines_are_joined_and_others_stay() {
        for (written, meant) in [
            ("one \ntwo\nthree\n", "one two\nthree\n"),
            ("> a \n> b\n>> c\nd", "> a b\n>> c\nd"),
            ("> a \nb", "> a \nb"),
            (" From x\n >y", "From x\n>y"),
            ("a \n-- \nAna", "a \n-- \nAna"),
            ("", ""),
            ("last ", "last "),
        ] {
            assert_eq!(unflow(written, false), meant, "{written:?}");
        }
        assert_eq!(unflow("日 \n本\n", true), "日本\n");
    }
}
