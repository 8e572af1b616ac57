//! Text that must stay on one line.

/// `text` on one line: control characters and the separators of lines and paragraphs, with the blanks around them,
/// become one blank; the ends are trimmed; blanks the sender typed stay. The outcome can stand in a header, a log or a
/// file name without starting a new one.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let (mut blanks, mut broken) = (0, false);
    for c in text.chars() {
        if c == ' ' {
            blanks += 1;
        } else if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            broken = true;
        } else {
            if !line.is_empty() {
                let blanks = if broken { 1 } else { blanks };
                line.extend(std::iter::repeat_n(' ', blanks));
            }
            line.push(c);
            (blanks, broken) = (0, false);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn nothing_starts_a_new_line() {
        assert_eq!(one_line(" a\r\n\tb\0\u{85}c\u{2028}d\u{7f} "), "a b c d");
        assert_eq!(one_line("two  blanks"), "two  blanks");
        assert_eq!(one_line("\r\n"), "");
    }
}
