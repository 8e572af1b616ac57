//! Who is invited, and what they answer (RFC 5545 §3.2.12, §3.2.16).

use super::lines::Line;
use crate::mime::Address;
use crate::mime::decode::hex;
use crate::mime::line::one_line;
use serde::Serialize;

/// Somebody who is invited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attendee {
    /// Name and address.
    pub address: Address,
    /// Whether they have to come.
    pub role: Option<Role>,
    /// What they answered.
    pub status: Option<Status>,
    /// Whether an answer is asked for.
    pub rsvp: bool,
}

/// Whether somebody has to come (§3.2.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Leads the meeting.
    Chair,
    /// Has to come.
    Required,
    /// May come.
    Optional,
    /// Is told only.
    Informed,
}

/// What somebody answered (§3.2.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing yet.
    NeedsAction,
    /// Comes.
    Accepted,
    /// Does not come.
    Declined,
    /// Perhaps comes.
    Tentative,
    /// Sends somebody else.
    Delegated,
}

impl Attendee {
    pub(super) fn parse(line: &Line) -> Self {
        let word = |name: &str| line.parameter(name).map(str::to_ascii_uppercase);
        Self {
            address: address(line).unwrap_or_default(),
            role: word("ROLE").and_then(|role| match role.as_str() {
                "CHAIR" => Some(Role::Chair),
                "REQ-PARTICIPANT" => Some(Role::Required),
                "OPT-PARTICIPANT" => Some(Role::Optional),
                "NON-PARTICIPANT" => Some(Role::Informed),
                _ => None,
            }),
            status: word("PARTSTAT").and_then(|status| match status.as_str() {
                "NEEDS-ACTION" => Some(Status::NeedsAction),
                "ACCEPTED" => Some(Status::Accepted),
                "DECLINED" => Some(Status::Declined),
                "TENTATIVE" => Some(Status::Tentative),
                "DELEGATED" => Some(Status::Delegated),
                _ => None,
            }),
            rsvp: word("RSVP").is_some_and(|rsvp| rsvp == "TRUE"),
        }
    }
}

/// The address of `ATTENDEE;CN=Ana Souza:mailto:ana@empresa.test`; `None` when there is neither name nor address.
///
/// Calendars of some servers name people by a path and say the address in EMAIL (RFC 7986 §6.2).
pub(super) fn address(line: &Line) -> Option<Address> {
    let value = line.value.trim();
    let mailto = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let written = match mailto {
        Some(_) => percent(value.get(7..).unwrap_or_default()),
        None if value.contains('@') && !value.contains([':', '/']) => value.to_owned(),
        None => line.parameter("EMAIL").unwrap_or_default().to_owned(),
    };
    let address = one_line(written.split('?').next().unwrap_or_default());
    let name = line.parameter("CN").map(one_line).filter(|name| !name.is_empty() && *name != address);
    (name.is_some() || !address.is_empty()).then_some(Address { name, address })
}

/// `%40` as the octet it means (RFC 6068 §2).
fn percent(text: &str) -> String {
    let mut read = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let Some((byte, rest)) = bytes.split_first() {
        match (byte, rest) {
            (b'%', [high, low, after @ ..]) if hex(*high, *low).is_some() => {
                read.extend(hex(*high, *low));
                bytes = after;
            }
            _ => {
                read.push(*byte);
                bytes = rest;
            }
        }
    }
    String::from_utf8_lossy(&read).into_owned()
}
