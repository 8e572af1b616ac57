//! From bytes in some charset to Unicode. Never an error: what cannot be read becomes U+FFFD and is counted.

use super::codepages::CodePage;
use super::utf7;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// How much text is enough to guess what it is written in.
const SAMPLE: usize = 64 * 1024;
/// Longer than any label, so that garbage is not searched for one.
const LONGEST_LABEL: usize = 60;

/// A way to read bytes as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Charset {
    /// One of the WHATWG's.
    Standard(&'static Encoding),
    /// A code page of DOS.
    CodePage(CodePage),
    /// RFC 2152.
    Utf7,
}

/// Text, and how many characters of it could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unicode {
    pub(super) text: String,
    pub(super) replaced: u32,
}

impl Charset {
    /// The charset `label` means, in the WHATWG's list or out of what senders write instead.
    ///
    /// `None` when it says nothing: an unknown name, and `us-ascii`, which is only ever right where it does not matter.
    pub(super) fn labelled(label: &str) -> Option<Self> {
        let label: String = label
            .trim_matches(|c: char| !c.is_ascii_alphanumeric())
            .chars()
            .take(LONGEST_LABEL)
            .collect::<String>()
            .to_ascii_lowercase();
        let squeezed: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
        if matches!(squeezed.as_str(), "usascii" | "ascii" | "ansix341968" | "iso646us" | "us" | "7bit") {
            return None;
        }
        if squeezed.contains("utf7") {
            return Some(Self::Utf7);
        }
        Encoding::for_label_no_replacement(label.as_bytes())
            .or_else(|| alias(&squeezed))
            .map(Self::Standard)
            .or_else(|| CodePage::numbered(&squeezed).map(Self::CodePage))
            .or_else(|| beginning(&label).map(Self::Standard))
    }

    /// Reads `bytes`.
    pub(super) fn decode(self, bytes: &[u8]) -> Unicode {
        match self {
            Self::Standard(encoding) => {
                let (text, _, broken) = encoding.decode(bytes);
                let replaced = if broken { count_replaced(&text) } else { 0 };
                Unicode { text: text.into_owned(), replaced }
            }
            Self::CodePage(page) => Unicode { text: page.decode(bytes), replaced: 0 },
            Self::Utf7 => {
                let text = utf7::decode(bytes);
                let replaced = count_replaced(&text);
                Unicode { text, replaced }
            }
        }
    }
}

/// Reads `bytes` in the charset they are labelled with, else in what they look like.
///
/// A byte order mark says more than a label. Without a useful label: UTF-8 when it is valid, else a guess.
pub(super) fn decode(label: Option<&str>, bytes: &[u8]) -> Unicode {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Charset::Standard(encoding).decode(bytes);
    }
    match label.and_then(Charset::labelled) {
        Some(charset) => charset.decode(bytes),
        None => Charset::Standard(guess(bytes)).decode(bytes),
    }
}

/// The bytes of `text` in the charset of this label; in UTF-8 where that is not possible.
pub(super) fn encode<'a>(label: &str, text: &'a str) -> Cow<'a, [u8]> {
    match Charset::labelled(label) {
        Some(Charset::Standard(encoding)) if !text.is_ascii() => encoding.encode(text).0,
        _ => Cow::Borrowed(text.as_bytes()),
    }
}

/// What unlabelled `bytes` look like.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    // ISO-2022-JP is seven bits wide, and so valid UTF-8.
    let escapes = bytes.windows(2).any(|pair| matches!(pair, b"\x1b$" | b"\x1b("));
    if !escapes && std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    detector.guess(None, Utf8Detection::Allow)
}

/// What senders write where the WHATWG knows another name: Windows' numbers for code pages and for the charsets of fonts.
fn alias(squeezed: &str) -> Option<&'static Encoding> {
    let number = squeezed.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let name = squeezed.strip_suffix(number)?;
    if !matches!(
        name,
        "" | "cp" | "win" | "windows" | "xcp" | "ms" | "ibm" | "codepage" | "iso" | "utf" | "utfmb"
    ) {
        return None;
    }
    let label = match number {
        "8" | "8mb4" | "65001" => "utf-8",
        "0" | "1252" | "819" => "windows-1252",
        "238" | "1250" => "windows-1250",
        "204" | "1251" => "windows-1251",
        "161" | "1253" => "windows-1253",
        "162" | "1254" => "windows-1254",
        "177" | "1255" => "windows-1255",
        "178" | "1256" => "windows-1256",
        "186" | "1257" => "windows-1257",
        "163" | "1258" => "windows-1258",
        "222" | "874" => "windows-874",
        "128" | "932" => "shift_jis",
        "129" | "949" => "euc-kr",
        "134" | "936" => "gbk",
        "54936" => "gb18030",
        "136" | "950" => "big5",
        "866" => "ibm866",
        "20866" => "koi8-r",
        "21866" => "koi8-u",
        "50220" | "50221" | "50222" => "iso-2022-jp",
        "51932" => "euc-jp",
        "1200" => "utf-16le",
        "1201" => "utf-16be",
        _ => {
            // iso88591, 28591
            let part = number.strip_prefix("8859").or_else(|| number.strip_prefix("2859"))?;
            return Encoding::for_label_no_replacement(format!("iso-8859-{part}").as_bytes());
        }
    };
    Encoding::for_label_no_replacement(label.as_bytes())
}

/// The longest label that `label` begins with: `windows-1252http-equiv`.
fn beginning(label: &str) -> Option<&'static Encoding> {
    (4..label.len()).rev().find_map(|end| {
        let start = label.get(..end)?;
        Encoding::for_label_no_replacement(start.as_bytes())
    })
}

fn count_replaced(text: &str) -> u32 {
    let count = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_mean_what_their_senders_meant() {
        for (label, name) in [
            ("utf8", "UTF-8"),
            ("\"UTF-8\"", "UTF-8"),
            ("utf8mb4", "UTF-8"),
            ("134", "GBK"),
            ("windows-1252http-equivContent-Type", "windows-1252"),
            ("Cp1252", "windows-1252"),
            ("win-1251", "windows-1251"),
            ("ISO8859_1", "windows-1252"),
            ("iso-8859-2:1987", "ISO-8859-2"),
            ("28592", "ISO-8859-2"),
            ("ansi_x3.110-1983", ""),
            ("x-unknown", ""),
            ("us-ascii", ""),
            ("", ""),
        ] {
            let found = match Charset::labelled(label) {
                Some(Charset::Standard(encoding)) => encoding.name(),
                None => "",
                other => panic!("{label}: {other:?}"),
            };
            assert_eq!(found, name, "{label}");
        }
        assert_eq!(Charset::labelled("cp-850"), Some(Charset::CodePage(CodePage::Dos850)));
        assert_eq!(Charset::labelled("unicode-1-1-utf-7"), Some(Charset::Utf7));
    }

    #[test]
    fn a_byte_order_mark_says_more_than_a_label() {
        assert_eq!(decode(Some("iso-8859-1"), "\u{feff}é".as_bytes()).text, "é");
        assert_eq!(decode(None, b"\xff\xfea\0").text, "a");
    }

    #[test]
    fn unreadable_bytes_are_replaced_and_counted() {
        let read = decode(Some("utf-8"), b"a\xffb\xfe");
        assert_eq!((read.text.as_str(), read.replaced), ("a\u{fffd}b\u{fffd}", 2));
    }

    #[test]
    fn unlabelled_bytes_are_read_as_what_they_look_like() {
        assert_eq!(decode(Some("us-ascii"), "João".as_bytes()).text, "João");
        assert_eq!(
            decode(None, b"relat\xf3rio de a\xe7\xe3o, n\xe3o urgente").text,
            "relatório de ação, não urgente"
        );
        assert_eq!(decode(None, b"\x1b$B2q5D\x1b(B").text, "会議");
    }
}
