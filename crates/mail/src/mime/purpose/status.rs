//! `message/delivery-status` (RFC 3464 §2): groups of fields, the first for the message, the others for a recipient each.

use super::bounce::{Action, Recipient};
use crate::mime::date;
use crate::mime::fields::Fields;
use crate::mime::line::one_line;
use jiff::Timestamp;
use regex::Regex;
use std::sync::LazyLock;

/// More recipients are not read.
const MOST_RECIPIENTS: usize = 1000;

/// RFC 3463 §2.
static STATUS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^0-9.])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:$|[^0-9.])").ok());

/// A report on a delivery.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    pub(super) reporting_mta: Option<String>,
    pub(super) arrived_at: Option<Timestamp>,
    /// When the last recipient's delivery was tried last.
    pub(super) tried_at: Option<Timestamp>,
    pub(super) recipients: Vec<Recipient>,
}

impl Report {
    /// Reads it, whatever it holds.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut report = Self::default();
        for group in groups(bytes) {
            let mut fields = Fields::parse(&group);
            let reporting = fields.text("Reporting-MTA").map(|mta| typed(&mta).1);
            report.reporting_mta = report.reporting_mta.or(reporting.filter(|mta| !mta.is_empty()));
            let date =
                |fields: &mut Fields, name| fields.structured(name).and_then(|date| date::parse(&date));
            report.arrived_at = report.arrived_at.or_else(|| date(&mut fields, "Arrival-Date"));
            report.tried_at = date(&mut fields, "Last-Attempt-Date").or(report.tried_at);
            // Some servers leave out the empty line after the fields of the message.
            if report.recipients.len() < MOST_RECIPIENTS {
                report.recipients.extend(recipient(&mut fields));
            }
        }
        report
    }

    /// Whether it tells of nothing but deliveries that succeeded.
    pub(super) fn says_success(&self) -> bool {
        let succeeded = |recipient: &Recipient| match recipient.action {
            Some(action) => !matches!(action, Action::Failed | Action::Delayed),
            None => recipient.status.as_deref().is_some_and(|status| status.starts_with('2')),
        };
        !self.recipients.is_empty() && self.recipients.iter().all(succeeded)
    }
}

/// The groups: what stands between empty lines.
fn groups(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut groups: Vec<Vec<u8>> = vec![Vec::new()];
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii().is_empty() {
            if groups.last().is_some_and(|group| !group.is_empty()) {
                groups.push(Vec::new());
            }
        } else if let Some(group) = groups.last_mut() {
            group.extend_from_slice(line);
        }
    }
    groups
}

fn recipient(fields: &mut Fields) -> Option<Recipient> {
    let names = ["Original-Recipient", "Final-Recipient", "X-Actual-Recipient"];
    // The sender knows the address it wrote to; what it became on the way is the servers' business.
    let address = names.into_iter().find_map(|name| fields.text(name).and_then(|field| address(&field)));
    let action = fields.text("Action").and_then(|action| Action::named(&action));
    let status = fields.text("Status").and_then(|status| code(&status));
    let diagnostic =
        fields.text("Diagnostic-Code").map(|code| typed(&code).1).filter(|text| !text.is_empty());
    let remote_mta = fields.text("Remote-MTA").map(|mta| typed(&mta).1).filter(|mta| !mta.is_empty());
    if address.is_none() && action.is_none() && status.is_none() {
        return None;
    }
    Some(Recipient { address: address.unwrap_or_default(), action, status, diagnostic, remote_mta })
}

/// The address of `rfc822; nobody@lab.test`; `None` when nothing is there.
pub(super) fn address(field: &str) -> Option<String> {
    let (kind, value) = typed(field);
    let value = value.trim_matches(|c: char| c == '<' || c == '>' || c == '"' || c.is_whitespace());
    let value = if kind == "utf-8" { unescape(value) } else { value.to_owned() };
    (!value.is_empty()).then_some(value)
}

/// `smtp; 550 unknown`: the type in small letters and the value; without a type all of it is value.
pub(super) fn typed(field: &str) -> (String, String) {
    match field.split_once(';') {
        Some((kind, value)) if !kind.contains(['@', '<']) => {
            (kind.trim().to_ascii_lowercase(), one_line(value))
        }
        _ => (String::new(), one_line(field)),
    }
}

/// The first enhanced status code in `text`: `5.1.1`.
pub(super) fn code(text: &str) -> Option<String> {
    let found = STATUS.as_ref()?.captures(text)?;
    Some(found.get(1)?.as_str().to_owned())
}

/// `\x{E7}` as the character it means (RFC 6533 §3).
fn unescape(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x{") {
        read.push_str(before);
        let meant = after.split_once('}').and_then(|(digits, after)| {
            let c = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?;
            Some((c, after)).filter(|_| !c.is_control())
        });
        match meant {
            Some((c, _)) => read.push(c),
            None => read.push_str("\\x{"),
        }
        rest = meant.map_or(after, |(_, after)| after);
    }
    read + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_every_spelling() {
        for (written, meant) in [
            ("rfc822; nobody@lab.test", Some("nobody@lab.test")),
            ("RFC822;<nobody@lab.test>", Some("nobody@lab.test")),
            ("nobody@lab.test", Some("nobody@lab.test")),
            (r"utf-8; jo\x{E3}o@lab.test", Some("joão@lab.test")),
            (r"utf-8; a\x{FFFFFFFF}b\x{0}@lab.test", Some(r"a\x{FFFFFFFF}b\x{0}@lab.test")),
            ("rfc822;", None),
        ] {
            assert_eq!(address(written).as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn a_status_is_three_numbers() {
        for (written, meant) in [
            ("5.1.1", Some("5.1.1")),
            ("5.7.26 (policy)", Some("5.7.26")),
            ("smtp; 550 5.1.1 unknown", Some("5.1.1")),
            ("(#5.1.2)", Some("5.1.2")),
            ("from 192.5.1.1 refused", None),
            ("5.0", None),
        ] {
            assert_eq!(code(written).as_deref(), meant, "{written}");
        }
    }
}
