//! Answers and messages that are passed on: what they are called, and whom nobody should answer by himself.

use crate::mime::{Class, Header};
use serde::Serialize;

/// What mail programs put before the subject of an answer or of a message that is passed on, in small letters.
const PREFIXES: [&str; 26] = [
    "re", "res", "aw", "antw", "sv", "vs", "rif", "rép", "ynt", "odp", "回复", "回覆", "答复", "fwd", "fw",
    "enc", "wg", "tr", "rv", "vb", "vl", "doorst", "i̇lt", "pd", "转发", "轉寄",
];
/// So many are taken away.
const MOST: usize = 100;

/// The subject of an answer: `Re: ` once, whatever stood before it.
pub fn replied(subject: &str) -> String {
    prefixed("Re", subject)
}

/// The subject of a message that is passed on: `Fwd: ` once, whatever stood before it.
pub fn forwarded(subject: &str) -> String {
    prefixed("Fwd", subject)
}

fn prefixed(prefix: &str, subject: &str) -> String {
    let one_line: String = subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut rest = one_line.trim();
    for _ in 0..MOST {
        let Some(after) = without_prefix(rest) else { break };
        rest = after;
    }
    format!("{prefix}: {rest}").trim_end().to_owned()
}

/// `Re: x`, `RES: x`, `Re[2]: x`, `Re (2): x`, `回复：x`.
fn without_prefix(subject: &str) -> Option<&str> {
    let at = subject.find([':', '：'])?;
    let (before, after) = subject.split_at_checked(at)?;
    let word = before.trim_end().trim_end_matches([']', ')']);
    let word =
        word.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['[', '(', '^']).trim_end();
    let is_prefix = PREFIXES.contains(&word.to_lowercase().as_str());
    is_prefix.then(|| after.trim_start_matches([':', '：']).trim_start())
}

/// Why a message was written by a program: whoever answers it by himself may go on for ever (RFC 3834 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Automatic {
    /// It says so itself (RFC 3834 §5).
    Submitted,
    /// It tells of a message that could not be delivered, or was.
    Report,
    /// It goes to many.
    Bulk,
    /// Nothing may come back: its return path is empty (RFC 5321 §4.5.5).
    NoReturn,
    /// It asks not to be answered by programs.
    Suppressed,
}

impl Automatic {
    /// By all fields of its header, and what it is for.
    pub fn of(header: &Header, class: Option<Class>) -> Option<Self> {
        let says = |name: &str, words: &[&str]| {
            header.all(name).any(|value| {
                let value = value.to_ascii_lowercase();
                let mut said = value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                said.any(|word| words.contains(&word))
            })
        };
        let submitted = |value: &str| {
            let word = value.split(';').next().unwrap_or_default().trim();
            !word.is_empty() && !word.eq_ignore_ascii_case("no")
        };
        if header.all("Auto-Submitted").any(submitted) {
            Some(Self::Submitted)
        } else if matches!(class.or(header.class), Some(Class::Bounce | Class::Receipt)) {
            Some(Self::Report)
        } else if header.get("Return-Path").is_some_and(|path| path.trim() == "<>") {
            Some(Self::NoReturn)
        } else if says("Precedence", &["bulk", "junk", "list", "auto_reply", "auto-reply"]) {
            Some(Self::Bulk)
        } else if says("X-Auto-Response-Suppress", &["all", "autoreply"])
            || header.get("X-Autoreply").is_some()
        {
            Some(Self::Suppressed)
        } else {
            None
        }
    }

    /// Its name in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Report => "report",
            Self::Bulk => "bulk",
            Self::NoReturn => "no_return",
            Self::Suppressed => "suppressed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_has_one_prefix_whatever_stood_before_it() {
        for (subject, answer, passed_on) in [
            ("Report", "Re: Report", "Fwd: Report"),
            ("Re: Report", "Re: Report", "Fwd: Report"),
            ("RES: ENC: Fwd:Re[2]: Report", "Re: Report", "Fwd: Report"),
            ("AW: Antw: WG: Report", "Re: Report", "Fwd: Report"),
            ("回复：回复: Report", "Re: Report", "Fwd: Report"),
            ("Re (3) : Report: final", "Re: Report: final", "Fwd: Report: final"),
            ("Order: 12", "Re: Order: 12", "Fwd: Order: 12"),
            ("Reply: 12", "Re: Reply: 12", "Fwd: Reply: 12"),
            ("", "Re:", "Fwd:"),
            ("Re:", "Re:", "Fwd:"),
            ("a\r\nBcc: x", "Re: a  Bcc: x", "Fwd: a  Bcc: x"),
        ] {
            assert_eq!(
                (replied(subject), forwarded(subject)),
                (answer.to_owned(), passed_on.to_owned()),
                "{subject:?}"
            );
        }
        assert!(replied(&"Re: ".repeat(10_000)).len() < 50_000);
    }

    #[test]
    fn what_a_program_wrote_is_known_by_its_header() {
        for (header, why) in [
            ("Auto-Submitted: auto-replied (vacation)\r\n", Some(Automatic::Submitted)),
            ("Auto-Submitted: no\r\n", None),
            ("Auto-Submitted: No; x=y\r\n", None),
            ("Precedence: bulk\r\n", Some(Automatic::Bulk)),
            ("Precedence: first-class\r\n", None),
            ("Return-Path: <>\r\n", Some(Automatic::NoReturn)),
            ("Return-Path: <a@b>\r\n", None),
            ("X-Auto-Response-Suppress: DR, AutoReply\r\n", Some(Automatic::Suppressed)),
            ("X-Auto-Response-Suppress: OOF\r\n", None),
            ("Content-Type: multipart/report; report-type=delivery-status\r\n", None),
        ] {
            let header = Header::parse(header.as_bytes());
            assert_eq!(Automatic::of(&header, None), why, "{header:?}");
        }
        assert_eq!(Automatic::of(&Header::default(), Some(Class::Bounce)), Some(Automatic::Report));
    }
}
