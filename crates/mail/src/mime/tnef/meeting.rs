//! A meeting in TNEF (MS-OXOCAL §2.2.1).

use super::message::text;
use super::property::{Property, Tag, Type};
use crate::mime::calendar::{Attendee, Invitation, Method, Role, Status, When};
use crate::mime::{Address, Header};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt::Write;

/// `PSETID_Appointment` and `PSETID_Meeting` (MS-OXPROPS §1.3.2).
const APPOINTMENT: [u8; 16] = [2, 0x20, 6, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];
const MEETING: [u8; 16] =
    [0x90, 0xda, 0xd8, 0x6e, 0x0b, 0x45, 0x1b, 0x10, 0x98, 0xda, 0, 0xaa, 0, 0x3f, 0x13, 5];

/// What was found of a meeting.
#[derive(Clone, Debug, Default)]
pub(super) struct Meeting {
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    whole_start: Option<Timestamp>,
    whole_end: Option<Timestamp>,
    location: Option<String>,
    uid: Option<String>,
    sequence: u32,
    sender_name: Option<String>,
    sender: Option<String>,
}

impl Meeting {
    pub(super) fn property(&mut self, property: &Property, page: u32) {
        match property.tag {
            Tag::Known(0x0060) => self.start = time(property),
            Tag::Known(0x0061) => self.end = time(property),
            Tag::Known(0x0042) => self.sender_name = text(property, page),
            Tag::Known(0x5d02 | 0x0065) => {
                let address = text(property, page).filter(|address| address.contains('@'));
                self.sender = address.or_else(|| self.sender.take());
            }
            Tag::Named(APPOINTMENT, 0x820d) => self.whole_start = time(property),
            Tag::Named(APPOINTMENT, 0x820e) => self.whole_end = time(property),
            Tag::Named(APPOINTMENT, 0x8208) => self.location = text(property, page),
            Tag::Named(APPOINTMENT, 0x8201) => self.sequence = property.number().unwrap_or_default(),
            Tag::Named(MEETING, 0x0003) if property.kind == Type::Binary => self.uid = uid(&property.value),
            _ => {}
        }
    }

    /// The invitation of a message of this class. Who is invited stands in the header only.
    pub(super) fn invitation(&self, class: &str, subject: Option<&str>, header: &Header) -> Invitation {
        let sender = self.sender.clone().map(|address| Address { name: self.sender_name.clone(), address });
        let method = method(class);
        let answers = method == Some(Method::Reply);
        let people = |people: &[Address], role| {
            let invited = |address: &Address| Attendee {
                address: address.clone(),
                role: Some(role),
                status: None,
                rsvp: false,
            };
            people.iter().map(invited).collect::<Vec<_>>()
        };
        let who_answers = |from: &Address| Attendee {
            address: from.clone(),
            role: None,
            status: answer(class),
            rsvp: false,
        };
        let mut invited = people(&header.to, Role::Required);
        invited.extend(people(&header.cc, Role::Optional));
        let at = |at: Option<Timestamp>| at.map(|at| When::At(at.to_zoned(TimeZone::UTC)));
        Invitation {
            method,
            uid: self.uid.clone(),
            sequence: self.sequence,
            summary: subject.map(str::to_owned).or_else(|| Some(header.subject.clone())),
            location: self.location.clone(),
            organizer: if answers { header.to.first() } else { sender.as_ref().or(header.from.first()) }
                .cloned(),
            attendees: if answers { header.from.iter().take(1).map(who_answers).collect() } else { invited },
            start: at(self.whole_start.or(self.start)),
            end: at(self.whole_end.or(self.end)),
            ..Invitation::default()
        }
    }
}

/// What a message of this class asks for (MS-OXOCAL §2.2.6 to §2.2.9); also by the names of Schedule+, which TNEF keeps.
pub(super) fn method(class: &str) -> Option<Method> {
    let class = class.to_ascii_lowercase();
    let (_, kind) =
        class.split_once("ipm.schedule.meeting.").or_else(|| class.split_once("ipm.microsoft schedule."))?;
    match kind {
        "request" | "mtgreq" => Some(Method::Request),
        "canceled" | "mtgcncl" => Some(Method::Cancel),
        kind if kind.starts_with("resp.") || kind.starts_with("mtgresp") => Some(Method::Reply),
        kind if kind.starts_with("request.") => Some(Method::Request),
        _ => None,
    }
}

fn answer(class: &str) -> Option<Status> {
    let class = class.to_ascii_lowercase();
    let is = |ends: [&str; 2]| ends.into_iter().any(|end| class.ends_with(end));
    if is([".resp.pos", "mtgrespp"]) {
        Some(Status::Accepted)
    } else if is([".resp.neg", "mtgrespn"]) {
        Some(Status::Declined)
    } else {
        is([".resp.tent", "mtgrespa"]).then_some(Status::Tentative)
    }
}

/// Hundreds of nanoseconds since 1601 (MS-DTYP §2.3.3).
fn time(property: &Property) -> Option<Timestamp> {
    let ticks = i64::from_le_bytes(*property.value.first_chunk().filter(|_| property.kind == Type::Time)?);
    let since_1970 = ticks.checked_sub(116_444_736_000_000_000)?;
    Timestamp::from_nanosecond(i128::from(since_1970) * 100).ok()
}

/// The identifier as calendars write it: what was the UID of a calendar, else hexadecimal digits (MS-OXCICAL §2.1.3.1.1.20.26).
fn uid(value: &[u8]) -> Option<String> {
    const MARK: &[u8] = b"vCal-Uid\x01\0\0\0";
    if let Some(at) = memchr::memmem::find(value, MARK) {
        let uid = value.get(at + MARK.len()..)?.split(|byte| *byte == 0).next()?;
        return Some(String::from_utf8_lossy(uid).into_owned()).filter(|uid| !uid.is_empty());
    }
    let mut digits = String::with_capacity(value.len() * 2);
    for (at, byte) in value.iter().enumerate() {
        // Which time of a meeting that is repeated is meant stands in between.
        let byte = if (16..20).contains(&at) { 0 } else { *byte };
        let _ = write!(digits, "{byte:02X}");
    }
    (!digits.is_empty()).then_some(digits)
}
