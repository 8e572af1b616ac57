//! From whom and to whom: what servers go by, whatever stands in the message (RFC 5321 §2.3.1).

use crate::{Error, Kind, Result};
use carteiro_world::phrase;

/// The longest address (RFC 5321 §4.5.3.1.3, without the brackets), and what stands before its `@` (§4.5.3.1.1).
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;

/// From whom and to whom a message goes. Nothing in it can be more than an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    from: String,
    to: Vec<String>,
    /// The reports that the server is asked for; `None`: it does as it likes, which is to tell of failures.
    pub reports: Option<Reports>,
    /// Whether a draft that somebody has written has the Message-ID that the message has.
    pub of_draft: bool,
}

/// Which reports a server is asked to send to whoever sends (RFC 3461 §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reports {
    /// When a recipient has got the message.
    pub success: bool,
    /// When one will not get it.
    pub failure: bool,
    /// When it takes long.
    pub delay: bool,
    /// How much of the message comes back with a failure.
    pub returned: Returned,
}

/// How much of a message comes back with a report (RFC 3461 §4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Returned {
    /// Its header.
    #[default]
    Header,
    /// All of it.
    Whole,
}

impl Envelope {
    /// From one address to others, without display names; of a recipient that is named twice, one is kept.
    ///
    /// `InvalidInput`: there is no recipient, or an address is none.
    pub fn new(from: &str, to: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self> {
        let mut kept: Vec<String> = Vec::new();
        for recipient in to {
            let recipient = address(recipient.as_ref())?;
            if !kept.iter().any(|known| same(known, &recipient)) {
                kept.push(recipient);
            }
        }
        if kept.is_empty() {
            return Err(Error::new(Kind::InvalidInput, phrase!("envelope-nobody")));
        }
        Ok(Self { from: address(from)?, to: kept, reports: None, of_draft: false })
    }

    /// The same, asking for reports.
    #[must_use]
    pub fn asking(self, reports: Reports) -> Self {
        Self { reports: Some(reports), ..self }
    }

    /// The same, of a draft that is kept until this has gone out.
    #[must_use]
    pub fn of_draft(self) -> Self {
        Self { of_draft: true, ..self }
    }

    /// Where what cannot be delivered comes back to.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// Who gets it: somebody at least, nobody twice.
    pub fn to(&self) -> &[String] {
        &self.to
    }

    /// An address that not every server can write, if there is one.
    pub fn beyond_ascii(&self) -> Option<&str> {
        std::iter::once(&self.from).chain(&self.to).find(|address| !address.is_ascii()).map(String::as_str)
    }
}

/// The part after the `@` is the same in capitals (RFC 5321 §2.4).
fn same(one: &str, other: &str) -> bool {
    match (one.rsplit_once('@'), other.rsplit_once('@')) {
        (Some((one, at)), Some((other, where_else))) => one == other && at.eq_ignore_ascii_case(where_else),
        _ => false,
    }
}

/// An address as it stands in a command (RFC 5321 §4.1.2, RFC 6531 §3.3): nothing that could end it or begin another.
fn address(text: &str) -> Result<String> {
    let refused = || Error::new(Kind::InvalidInput, phrase!("address-form", found = text.escape_debug()));
    let text = text.trim_matches(' ');
    let (local, domain) = text.rsplit_once('@').ok_or_else(refused)?;
    let is_good =
        is_local(local) && is_domain(domain) && text.len() <= LONGEST && local.len() <= LONGEST_LOCAL;
    if is_good { Ok(text.to_owned()) } else { Err(refused()) }
}

fn is_local(local: &str) -> bool {
    let beyond = |c: char| !c.is_ascii() && !c.is_control() && !c.is_whitespace();
    let quoted = local.strip_prefix('"').and_then(|local| local.strip_suffix('"'));
    if let Some(inner) = quoted {
        inner.chars().all(|c| (' '..='~').contains(&c) && !"\"\\".contains(c) || beyond(c))
    } else {
        let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || beyond(c);
        local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom))
    }
}

fn is_domain(domain: &str) -> bool {
    if let Some(literal) = domain.strip_prefix('[').and_then(|domain| domain.strip_suffix(']')) {
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || b".:-".contains(&byte);
        return !literal.is_empty() && literal.bytes().all(inside);
    }
    let inside =
        |c: char| c.is_ascii_alphanumeric() || "-_".contains(c) || !c.is_ascii() && c.is_alphanumeric();
    let is_label = |label: &str| {
        !label.is_empty() && !label.starts_with('-') && label.len() <= 63 && label.chars().all(inside)
    };
    domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_end_an_address_or_begin_a_command_is_no_address() {
        for bad in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "ana@example.org\r\nRCPT TO:<eve@example.org>",
            "ana@example.org\n",
            "ana@example.org\0",
            "<ana@example.org>",
            "ana@example.org> SIZE=1",
            "ana b@example.org",
            "\"ana\r\n\"@example.org",
            "\"a\\\"b\"@example.org",
            "ana@exam ple.org",
            "ana@example.org\u{2028}",
            "ana\u{85}@example.org",
            "a@b@c",
        ] {
            let error = Envelope::new("bob@example.org", [bad]).unwrap_err();
            assert_eq!(
                (error.kind(), error.words().code.as_ref()),
                (Kind::InvalidInput, "address-form"),
                "{bad:?}"
            );
            assert!(Envelope::new(bad, ["bob@example.org"]).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn addresses_as_they_are_written_are_kept_and_nobody_gets_it_twice() {
        let to = [
            "Ana@example.org",
            "ana@EXAMPLE.org",
            "Ana@Example.Org",
            "\"a b\"@[192.0.2.1]",
            "josé@exämple.org",
        ];
        let envelope = Envelope::new("bob+x@example.org", to).unwrap();
        let kept = ["Ana@example.org", "ana@EXAMPLE.org", "\"a b\"@[192.0.2.1]", "josé@exämple.org"];
        assert_eq!(envelope.to(), kept);
        assert_eq!(envelope.beyond_ascii(), Some("josé@exämple.org"));
    }

    #[test]
    fn a_message_to_nobody_is_no_message() {
        let none: [&str; 0] = [];
        assert_eq!(Envelope::new("bob@example.org", none).unwrap_err().kind(), Kind::InvalidInput);
    }

    proptest! {
        #[test]
        fn whatever_is_written_no_address_has_a_line_end_or_a_bracket(text in r#"[ -~\r\n\t\x00é@<>."\\]{0,40}"#) {
            if let Ok(envelope) = Envelope::new("bob@example.org", [&text]) {
                let [address] = envelope.to() else { panic!() };
                let unquoted: String = address.split('"').step_by(2).collect();
                prop_assert!(!address.chars().any(char::is_control) && !unquoted.contains([' ', '<', '>']));
            }
        }
    }
}
