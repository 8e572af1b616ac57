//! Status lines (RFC 1939 §3): `+OK`, `-ERR`, and the challenges of AUTH (RFC 5034 §4).

/// What a server answers to a command.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::backends::pop3) enum Reply {
    /// `+OK`, and its text.
    Ok(String),
    /// `+ `, in base64.
    Challenge(Vec<u8>),
    /// `-ERR`.
    Refused(Refusal),
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::backends::pop3) struct Refusal {
    /// The first two levels of the response code, in upper case: finer ones say nothing to us (RFC 3206 §3).
    code: Option<String>,
    /// All of its text.
    pub(in crate::backends::pop3) text: String,
}

impl Refusal {
    /// Why, where the server says it so that programs understand, or in the words of the standard's own examples.
    pub(in crate::backends::pop3) fn code(&self) -> Option<&str> {
        let plain = || {
            // RFC 1939 §4: "maildrop already locked", and §7: "unable to lock maildrop".
            let text = self.text.to_ascii_lowercase();
            (text.contains("lock") && (text.contains("mail") || text.contains("already"))).then_some("IN-USE")
        };
        self.code.as_deref().or_else(plain)
    }
}

/// Reads a status line; `None`: it is none.
pub(in crate::backends::pop3) fn read(line: &[u8]) -> Option<Reply> {
    let text = |rest: &[u8]| String::from_utf8_lossy(rest).trim().to_owned();
    if let Some(rest) = after(line, b"+OK") {
        return Some(Reply::Ok(text(rest)));
    }
    if let Some(rest) = after(line, b"-ERR") {
        let text = text(rest);
        return Some(Reply::Refused(Refusal { code: code(&text), text }));
    }
    match line {
        b"+" => Some(Reply::Challenge(Vec::new())),
        [b'+', b' ', challenge @ ..] => Some(Reply::Challenge(challenge.trim_ascii().to_vec())),
        _ => None,
    }
}

fn after<'a>(line: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let (first, rest) = line.split_at_checked(word.len())?;
    (first.eq_ignore_ascii_case(word) && rest.first().is_none_or(|byte| *byte == b' ')).then_some(rest)
}

fn code(text: &str) -> Option<String> {
    let (code, _) = text.strip_prefix('[')?.split_once(']')?;
    let levels: Vec<String> = code.split('/').take(2).map(str::to_ascii_uppercase).collect();
    Some(levels.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: &str) -> Option<String> {
        match read(line.as_bytes()) {
            Some(Reply::Refused(refusal)) => refusal.code().map(str::to_owned),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_status_is_told_from_a_challenge_and_from_nonsense() {
        assert_eq!(read(b"+OK  ready "), Some(Reply::Ok("ready".into())));
        assert_eq!(read(b"+ok"), Some(Reply::Ok(String::new())));
        assert_eq!(read(b"+ eyJ9 "), Some(Reply::Challenge(b"eyJ9".to_vec())));
        assert_eq!(read(b"+"), Some(Reply::Challenge(Vec::new())));
        for nonsense in [&b"* OK IMAP"[..], b"220 smtp", b"+OKAY", b"", b"-ERROR", b"\xff\xfe"] {
            assert_eq!(read(nonsense), None, "{nonsense:?}");
        }
    }

    #[test]
    fn a_refusal_is_known_by_its_code_whatever_its_text() {
        assert_eq!(refusal("-ERR [AUTH] no").as_deref(), Some("AUTH"));
        assert_eq!(refusal("-ERR [sys/temp/disk] later").as_deref(), Some("SYS/TEMP"));
        assert_eq!(refusal("-ERR [in-use] wait").as_deref(), Some("IN-USE"));
        assert_eq!(refusal("-ERR maildrop already locked").as_deref(), Some("IN-USE"));
        assert_eq!(refusal("-ERR [broken"), None);
        assert_eq!(refusal("-ERR"), None);
    }
}
