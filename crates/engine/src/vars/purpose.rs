//! The invitation, the receipt or the bounce in a message.

use super::mail::word;
use super::{Field, Kind, Mail, Record, Value};
use carteiro_mail::mime::{Address, Attendee, Bounce, Invitation, Receipt, Recipient, When};
use jiff::tz::TimeZone;
use std::sync::Arc;

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

const ATTENDEE: &[Field] = &[
    field("name", Kind::Text),
    field("address", Kind::Text),
    field("domain", Kind::Text),
    field("role", Kind::Text),
    field("status", Kind::Text),
    field("rsvp", Kind::Boolean),
];

pub(super) const INVITATION: &[Field] = &[
    field("method", Kind::Text),
    field("uid", Kind::Text),
    field("sequence", Kind::Number),
    field("summary", Kind::Text),
    field("description", Kind::Text),
    field("location", Kind::Text),
    field("organizer", Kind::ADDRESS),
    field("attendees", Kind::List(&Kind::Record(ATTENDEE))),
    field("start", Kind::DateTime),
    field("end", Kind::DateTime),
    field("all_day", Kind::Boolean),
    field("time_zone", Kind::Text),
    field("recurrence", Kind::Text),
    field("recurrence_id", Kind::DateTime),
    field("url", Kind::Text),
    field("status", Kind::Text),
];

pub(super) const RECEIPT: &[Field] = &[
    field("kind", Kind::Text),
    field("original_message_id", Kind::Text),
    field("original_subject", Kind::Text),
    field("recipient", Kind::Text),
    field("recipients", Kind::List(&Kind::Text)),
    field("at", Kind::DateTime),
    field("automatic", Kind::Boolean),
];

const RECIPIENT: &[Field] = &[
    field("address", Kind::Text),
    field("action", Kind::Text),
    field("status", Kind::Text),
    field("diagnostic", Kind::Text),
    field("remote_mta", Kind::Text),
];

pub(super) const BOUNCE: &[Field] = &[
    field("recipients", Kind::List(&Kind::Record(RECIPIENT))),
    field("original_message_id", Kind::Text),
    field("original_subject", Kind::Text),
    field("reporting_mta", Kind::Text),
    field("permanent", Kind::Boolean),
];

/// An invitation. Times that have no zone of their own are taken in `zone`; of days it is their beginning there.
pub(super) fn invitation(invitation: &Invitation, zone: &TimeZone) -> Value {
    let at = |when: &Option<When>| {
        let at = when.as_ref().and_then(|when| when.timestamp(zone));
        at.map_or(Value::Nothing, |at| Value::DateTime(Arc::new(at.to_zoned(zone.clone()))))
    };
    let planned_in = match &invitation.start {
        Some(When::At(zoned)) => zoned.time_zone().iana_name(),
        _ => None,
    };
    let fields = [
        ("method", Value::maybe(invitation.method.as_ref().and_then(word))),
        ("uid", Value::maybe(invitation.uid.as_ref())),
        ("sequence", Value::count(u64::from(invitation.sequence))),
        ("summary", Value::maybe(invitation.summary.as_ref())),
        ("description", Value::maybe(invitation.description.as_ref())),
        ("location", Value::maybe(invitation.location.as_ref())),
        ("organizer", invitation.organizer.as_ref().map_or(Value::Nothing, Mail::address)),
        ("attendees", Value::list(invitation.attendees.iter().map(attendee))),
        ("start", at(&invitation.start)),
        ("end", at(&invitation.end)),
        ("all_day", matches!(invitation.start, Some(When::Day(_))).into()),
        ("time_zone", Value::maybe(planned_in)),
        ("recurrence", Value::maybe(invitation.recurrence.as_ref())),
        ("recurrence_id", at(&invitation.recurrence_id)),
        ("url", Value::maybe(invitation.url.as_ref())),
        ("status", Value::maybe(invitation.status.as_ref())),
    ];
    Record::new(fields).into()
}

fn attendee(attendee: &Attendee) -> Value {
    let Address { name, address } = &attendee.address;
    let domain = address.rsplit_once('@').map(|(_, domain)| domain);
    let fields = [
        ("name", Value::maybe(name.as_ref())),
        ("address", Value::text(address)),
        ("domain", Value::maybe(domain)),
        ("role", Value::maybe(attendee.role.as_ref().and_then(word))),
        ("status", Value::maybe(attendee.status.as_ref().and_then(word))),
        ("rsvp", attendee.rsvp.into()),
    ];
    Record::new(fields).shown_as(address).into()
}

pub(super) fn receipt(receipt: &Receipt, zone: &TimeZone) -> Value {
    let at = receipt.at.map_or(Value::Nothing, |at| Value::DateTime(Arc::new(at.to_zoned(zone.clone()))));
    let fields = [
        ("kind", Value::maybe(receipt.kind.as_ref().and_then(word))),
        ("original_message_id", Value::maybe(receipt.original_message_id.as_ref())),
        ("original_subject", Value::maybe(receipt.original_subject.as_ref())),
        ("recipient", Value::maybe(receipt.recipients.first())),
        ("recipients", Value::list(receipt.recipients.iter().map(Value::text))),
        ("at", at),
        ("automatic", receipt.automatic.into()),
    ];
    Record::new(fields).into()
}

pub(super) fn bounce(bounce: &Bounce) -> Value {
    let fields = [
        ("recipients", Value::list(bounce.recipients.iter().map(recipient))),
        ("original_message_id", Value::maybe(bounce.original_message_id.as_ref())),
        ("original_subject", Value::maybe(bounce.original_subject.as_ref())),
        ("reporting_mta", Value::maybe(bounce.reporting_mta.as_ref())),
        ("permanent", bounce.permanent.into()),
    ];
    Record::new(fields).into()
}

fn recipient(recipient: &Recipient) -> Value {
    let fields = [
        ("address", Value::text(&recipient.address)),
        ("action", Value::maybe(recipient.action.as_ref().and_then(word))),
        ("status", Value::maybe(recipient.status.as_ref())),
        ("diagnostic", Value::maybe(recipient.diagnostic.as_ref())),
        ("remote_mta", Value::maybe(recipient.remote_mta.as_ref())),
    ];
    Record::new(fields).shown_as(&recipient.address).into()
}
