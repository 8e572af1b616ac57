//! What holds inside of one pair of braces.

/// What the text in a group is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// Text of the document.
    #[default]
    Text,
    /// HTML (MS-OXRTFEX §2.1.3.2.1).
    HtmlTag,
    /// The names of fonts.
    Fonts,
    /// For word processors.
    Ignored,
}

/// What holds inside of one pair of braces, and ends with them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) destination: Destination,
    /// Whether the next word is one that may be passed over.
    pub(super) star: bool,
    /// Whether the text is there for readers of RTF only: `\htmlrtf` (MS-OXRTFEX §2.1.3.2.2).
    pub(super) rtf_only: bool,
    /// How many characters stand in for one of Unicode, for old readers.
    pub(super) stand_in: usize,
    pub(super) font: Option<i64>,
}

impl Default for Group {
    fn default() -> Self {
        Self { destination: Destination::Text, star: false, rtf_only: false, stand_in: 1, font: None }
    }
}

/// Destinations that hold no text of the document, of those that are not marked as such.
pub(super) fn is_ignored(word: &str) -> bool {
    matches!(
        word,
        "colortbl"
            | "stylesheet"
            | "info"
            | "pict"
            | "object"
            | "header"
            | "headerl"
            | "headerr"
            | "headerf"
            | "footer"
            | "footerl"
            | "footerr"
            | "footerf"
            | "footnote"
            | "annotation"
            | "themedata"
            | "datastore"
    )
}

/// The character that a word stands for.
pub(super) fn character(word: &str) -> Option<char> {
    Some(match word {
        "tab" | "cell" | "nestcell" => '\t',
        "par" | "line" | "row" | "nestrow" | "sect" | "page" => '\n',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "endash" => '–',
        "emdash" => '—',
        "enspace" => '\u{2002}',
        "emspace" => '\u{2003}',
        _ => return None,
    })
}
