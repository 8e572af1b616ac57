//! Encoded words in header fields (RFC 2047).
//!
//! Senders cut characters in two between words, leave blanks and question marks inside them, and put them in quotes.
//! So neighbours in one charset are joined as bytes before they are read.

use super::charset;
use super::decode::{base64, hex};

/// An end further away belongs to another word. RFC 2047 §2 says 75, and many senders put a whole subject in one word.
const LONGEST: usize = 4096;

/// An encoded word: `=?charset?encoding?text?=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word<'a> {
    charset: &'a str,
    base64: bool,
    text: &'a str,
}

/// Bytes of neighbouring words in one charset.
#[derive(Default)]
struct Run {
    charset: String,
    bytes: Vec<u8>,
    /// Base64 of a word that ended within four characters, to be read with the next word's.
    cut: String,
}

/// `text` with its encoded words read. What is no encoded word stays; blanks between two of them vanish (§6.2).
pub(super) fn decode(text: &str, replaced: &mut u32) -> String {
    if !text.contains("=?") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut run: Option<Run> = None;
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, candidate) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let Some((word, len)) = word_at(candidate) else {
            end(&mut run, &mut out, replaced);
            let kept = before.len() + 2;
            out.push_str(rest.get(..kept).unwrap_or(rest));
            rest = rest.get(kept..).unwrap_or_default();
            continue;
        };
        if run.is_none() || !before.chars().all(char::is_whitespace) {
            end(&mut run, &mut out, replaced);
            out.push_str(before);
        }
        if run.as_ref().is_some_and(|run| !run.charset.eq_ignore_ascii_case(word.charset)) {
            end(&mut run, &mut out, replaced);
        }
        run.get_or_insert_with(|| Run { charset: word.charset.to_owned(), ..Run::default() }).push(word);
        rest = candidate.get(len..).unwrap_or_default();
    }
    end(&mut run, &mut out, replaced);
    out.push_str(rest);
    out
}

/// The length of the encoded word that `text` begins with, for those who must not look for separators inside it.
pub(super) fn length(text: &str) -> Option<usize> {
    word_at(text).map(|(_, len)| len)
}

fn end(run: &mut Option<Run>, out: &mut String, replaced: &mut u32) {
    if let Some(mut run) = run.take() {
        run.join();
        let read = charset::decode(Some(&run.charset), &run.bytes);
        *replaced = replaced.saturating_add(read.replaced);
        out.push_str(&read.text);
    }
}

impl Run {
    fn push(&mut self, word: Word<'_>) {
        if word.base64 {
            self.cut.extend(word.text.chars().filter(|c| !c.is_whitespace()));
            if self.cut.len().is_multiple_of(4) || self.cut.ends_with('=') {
                self.join();
            }
        } else {
            self.join();
            q(word, &mut self.bytes);
        }
    }

    fn join(&mut self) {
        base64::decode(self.cut.as_bytes(), &mut self.bytes);
        self.cut.clear();
    }
}

/// RFC 2047 §4.2. Raw characters, which must not be there, were read with the field and go back to what they were.
fn q(word: Word<'_>, out: &mut Vec<u8>) {
    let text = charset::encode(word.charset, word.text);
    let mut rest: &[u8] = &text;
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail) {
            (b'_', _) => out.push(b' '),
            (b'=', [high, low, after @ ..]) => match hex(*high, *low) {
                Some(value) => {
                    out.push(value);
                    rest = after;
                }
                None => out.push(b'='),
            },
            (byte, _) => out.push(*byte),
        }
    }
}

fn word_at(text: &str) -> Option<(Word<'_>, usize)> {
    let inner = text.strip_prefix("=?")?;
    let (charset, inner) = inner.split_once('?')?;
    let (encoding, inner) = inner.split_once('?')?;
    let base64 = match encoding.trim() {
        "B" | "b" => true,
        "Q" | "q" => false,
        _ => return None,
    };
    if charset.len() > 60 || charset.contains(|c: char| c.is_whitespace() || c == '=' || c == '"') {
        return None;
    }
    // RFC 2231 §5: a language after the charset.
    let charset = charset.split('*').next().unwrap_or_default();
    let near = inner.get(..inner.floor_char_boundary(LONGEST))?;
    let (word, _) = near.split_once("?=")?;
    let after = inner.len() - word.len() - 2;
    // A second opening before the end: this word was never closed.
    if word.contains("=?") {
        return None;
    }
    Some((Word { charset, base64, text: word }, text.len() - after))
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn read(text: &str) -> String {
        let mut replaced = 0;
        let read = decode(text, &mut replaced);
        assert_eq!(read.matches('\u{fffd}').count(), replaced as usize, "{text}");
        read
    }

    #[test]
    fn words_are_read_and_the_rest_stays() {
        for (written, meant) in [
            ("plain =? text", "plain =? text"),
            ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
            ("=?utf-8?q?a_b?=  =?utf-8?q?=20c?=", "a b c"),
            ("=?iso-8859-1*pt?Q?a=E7=E3o?=", "ação"),
            ("(=?utf-8?Q?x?=)", "(x)"),
            ("=?utf-8?Q?=C3=A7=41?=", "çA"),
            ("=?utf-8?Q?what??= no", "what? no"),
            ("=?utf-8?Q?hello world?=", "hello world"),
            ("=?utf-8?Q?a=zz=?=", "a=zz="),
            ("=?utf-8?X?a?= =?utf-8?B?YQ?=", "=?utf-8?X?a?= a"),
            ("=?utf-8?Q?open =?utf-8?Q?closed?=", "=?utf-8?Q?open closed"),
            ("=??Q?=C3=A7?=", "ç"),
            ("=?utf-7?Q?+AOc-?=", "ç"),
            ("=?iso-8859-1?Q?raw_ção=21?=", "raw ção!"),
            ("=?utf-8?Q?raw_ção=21?=", "raw ção!"),
        ] {
            assert_eq!(read(written), meant, "{written}");
        }
    }

    #[test]
    fn characters_cut_between_words_are_joined() {
        assert_eq!(read("=?utf-8?Q?=C3?= =?UTF-8?Q?=A7?="), "ç");
        assert_eq!(read("=?utf-8?B?w6?= =?utf-8?B?c=?="), "ç");
        assert_eq!(read("=?utf-8?B?w6c=?= =?utf-8?B?w6c=?="), "çç");
        assert_eq!(read("=?utf-8?Q?=C3?= =?iso-8859-1?Q?=E7?="), "\u{fffd}ç");
        assert_eq!(read("=?iso-2022-jp?B?GyRCMnE=?= =?iso-2022-jp?B?NUQbKEI=?="), "会議");
    }
}
