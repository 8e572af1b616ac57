//! Bounces from before RFC 3464, and from programs that never learned of it.
//!
//! Sources: qmail-send(8) and cr.yp.to/proto/qsbmf.txt; the bounce messages of Exim's specification (chapter 49).

use super::bounce::{Action, Bounce, Recipient};
use super::original::Original;
use super::status;
use crate::mime::line::one_line;
use crate::mime::text::Decoded;
use crate::mime::{Header, Part, address};

/// More recipients are not read.
const MOST_RECIPIENTS: usize = 1000;
/// Where the message that came back begins.
const COPIES: [&str; 3] = [
    "--- Below this line is a copy of the message",
    "------ This is a copy of",
    "--- Attached is a copy of the message",
];

/// Whether the header alone shows a bounce of such a program: the others answer with `multipart/report`.
pub(in crate::mime) fn is_bounce(header: &Header) -> bool {
    let local = |from: &crate::mime::Address| {
        let local = from.address.split('@').next().unwrap_or_default().to_ascii_lowercase();
        matches!(local.as_str(), "mailer-daemon" | "postmaster")
    };
    header.from.iter().any(local)
        && (!failed(header).is_empty() || header.subject.eq_ignore_ascii_case("failure notice"))
}

/// Exim and Gmail name whom it was for.
fn failed(header: &Header) -> Vec<String> {
    let list = header.all("X-Failed-Recipients").flat_map(|list| address::parse(list, &mut 0));
    let list = list.map(|one| one.address).filter(|address| !address.is_empty());
    list.take(MOST_RECIPIENTS).collect()
}

/// Reads it from what is written for people.
pub(super) fn read(part: &Part, said: &[u8], header: &Header, original: Original) -> Bounce {
    let text = Decoded::of(part, said, usize::MAX).map(|read| read.text).unwrap_or_default();
    let copy = COPIES.into_iter().filter_map(|line| text.find(line)).min();
    let (told, copy) = copy.and_then(|at| text.split_at_checked(at)).unwrap_or((&text, ""));
    let original = match copy.split_once('\n') {
        Some((_, copy)) if original == Original::default() => Original::parse(copy.trim_start().as_bytes()),
        _ => original,
    };
    let mut recipients = recipients(told);
    for address in failed(header) {
        if !recipients.iter().any(|known| known.address.eq_ignore_ascii_case(&address)) {
            recipients.push(Recipient { address, action: Some(Action::Failed), ..Recipient::default() });
        }
    }
    Bounce {
        recipients,
        original_message_id: original.message_id(header),
        original_subject: original.subject,
        reporting_mta: reporting(told),
        permanent: true,
    }
}

/// `Hi. This is the qmail-send program at mx.lab.test.`
fn reporting(told: &str) -> Option<String> {
    let first = told.lines().find(|line| !line.trim().is_empty())?;
    let (_, host) = first.split_once("program at ")?;
    let host = host.trim().trim_end_matches('.');
    (!host.is_empty() && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}

/// An address on a line of its own, `<a@b>:` or a little indented, and what the server said in the lines under it.
fn recipients(told: &str) -> Vec<Recipient> {
    let mut found: Vec<(Recipient, String)> = Vec::new();
    let mut open = false;
    for line in told.lines() {
        let indent = line.len() - line.trim_start().len();
        let written = line.trim();
        let qmail = written.strip_prefix('<').and_then(|rest| rest.strip_suffix(">:"));
        let exim = Some(written).filter(|_| (1..4).contains(&indent));
        let address = qmail.or(exim).filter(|address| {
            address.contains('@') && !address.contains(|c: char| c.is_whitespace() || c == '<' || c == ':')
        });
        if let Some(address) = address.filter(|_| found.len() < MOST_RECIPIENTS) {
            let recipient = Recipient {
                address: address.to_owned(),
                action: Some(Action::Failed),
                ..Recipient::default()
            };
            found.push((recipient, String::new()));
            open = true;
        } else if written.is_empty() {
            open = false;
        } else if let Some((_, said)) = found.last_mut().filter(|_| open) {
            said.push_str(line);
            said.push('\n');
        }
    }
    let complete = |(recipient, said): (Recipient, String)| {
        let diagnostic = Some(one_line(&said)).filter(|said| !said.is_empty());
        Recipient { status: status::code(&said), diagnostic, ..recipient }
    };
    found.into_iter().map(complete).collect()
}
