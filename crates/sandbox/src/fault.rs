/// A way in which the server misbehaves on purpose.
///
/// Faults are read when a connection is accepted and hold for that connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection is cut once the server has written this many bytes on it, greeting included.
    DropAfterBytes(u64),
    /// The server answers this many commands and then reads on without a word.
    SilentAfterCommands(u32),
    /// Literals of message bodies are announced with a size that is off by so much.
    LiteralLie(i64),
    /// SEARCH knows no CHARSET (RFC 3501 §6.4.4) and takes it for a mistake.
    NoCharset,
    /// SEARCH knows one charset, US-ASCII, and says so (`BADCHARSET`).
    OnlyAscii,
    /// SEARCH takes a text beyond ASCII in any charset, and finds nothing.
    BlindBeyondAscii,
    /// SEARCH finds whole words only, as servers with an index of words do.
    WordsOnly,
    /// SEARCH finds no text at all, whatever the text, and answers OK.
    BlindToText,
    /// At sign-in every folder gets a new UIDVALIDITY and its messages other UIDs.
    NewUidValidity,
    /// At sign-in the server has something to say that a person must read (RFC 9051 §7.1, ALERT).
    Alert,
}
