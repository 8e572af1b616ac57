//! Lines as YAML counts them (YAML 1.2.2 §5.4): each ends with LF, CR LF or a CR alone.

/// The lines of `text`, without their ends.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text).filter(|text| !text.is_empty());
    std::iter::from_fn(move || {
        let text = rest?;
        let (line, ending) =
            text.find(['\r', '\n']).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
        let after = ending.strip_prefix("\r\n").or_else(|| ending.get(1..));
        rest = after.filter(|after| !after.is_empty());
        Some(line)
    })
}

/// The line, from 1, that a text goes on in after `before`, and what of it is in `before`.
pub fn last(before: &str) -> (usize, &str) {
    let ends = before.matches(['\r', '\n']).count() - before.matches("\r\n").count();
    (ends + 1, before.rsplit(['\r', '\n']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_three_ends_ends_one_line() {
        for (text, expected) in [
            ("", &[][..]),
            ("\n", &[""]),
            ("a", &["a"]),
            ("a\nb\r\nc\rd", &["a", "b", "c", "d"]),
            ("é\r\r\n\n\r", &["é", "", "", ""]),
        ] {
            assert_eq!(lines(text).collect::<Vec<_>>(), expected, "{text:?}");
        }
        assert_eq!(last("a\r\nb\rc\n"), (4, ""));
        assert_eq!(last("a\r\nbé"), (2, "bé"));
    }
}
