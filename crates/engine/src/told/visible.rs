//! Other people's words, made harmless.

/// On one line, and without what would move the cursor of a terminal or turn its text around: subjects and the words
/// of servers are other people's.
pub fn visible(text: &str) -> String {
    harmless(text).trim().to_owned()
}

/// The same, with the space around it.
pub fn harmless(line: &str) -> String {
    let harmless = |letter: char| match letter {
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => ' ',
        letter if letter.is_control() => ' ',
        letter => letter,
    };
    line.chars().map(harmless).collect()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn escape_sequences_line_ends_and_turned_text_lose_their_power() {
        assert_eq!(visible("a\u{1b}[2Jb\r\nc\u{202e}d\u{9b}e\n"), "a [2Jb  c d e");
    }
}
