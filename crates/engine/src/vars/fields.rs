//! The fields of what automations work with: one table each, which the checks, the templates and the pages read.

use super::purpose::{BOUNCE, INVITATION, RECEIPT};
use super::{Field, Kind, Mail, Value};
use carteiro_mail::Parts;

/// A field of a message: what must be fetched for it, and how it is read.
pub struct MailField {
    /// Its name.
    pub name: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// What must have been fetched.
    pub reads: Parts,
    pub(super) get: fn(&Mail) -> Value,
}

const HEADER: Parts =
    Parts { all_headers: false, structure: false, text: false, purpose: false, content: false };
const FIELDS: Parts = Parts { all_headers: true, ..HEADER };
const STRUCTURE: Parts = Parts { structure: true, ..HEADER };
const TEXT: Parts = Parts { text: true, ..HEADER };
const PURPOSE: Parts = Parts { structure: true, purpose: true, ..HEADER };

const fn mail(name: &'static str, kind: Kind, reads: Parts, get: fn(&Mail) -> Value) -> MailField {
    MailField { name, kind, reads, get }
}

/// What a message offers. `match` is beside it: its fields come from the loop's regular expressions.
pub const MAIL: &[MailField] = &[
    mail("id", Kind::Text, HEADER, Mail::id),
    mail("message_id", Kind::Text, HEADER, |mail| Value::maybe(mail.header().message_id.as_ref())),
    mail("in_reply_to", Kind::List(&Kind::Text), HEADER, |mail| texts(&mail.header().in_reply_to)),
    mail("references", Kind::List(&Kind::Text), HEADER, |mail| texts(&mail.header().references)),
    mail("subject", Kind::Text, HEADER, |mail| Value::text(&mail.header().subject)),
    mail("from", Kind::ADDRESS, HEADER, |mail| {
        mail.header().from.first().map_or(Value::Nothing, Mail::address)
    }),
    mail("to", Kind::List(&Kind::ADDRESS), HEADER, |mail| Mail::addresses(&mail.header().to)),
    mail("cc", Kind::List(&Kind::ADDRESS), HEADER, |mail| Mail::addresses(&mail.header().cc)),
    mail("bcc", Kind::List(&Kind::ADDRESS), HEADER, |mail| Mail::addresses(&mail.header().bcc)),
    mail("reply_to", Kind::List(&Kind::ADDRESS), HEADER, |mail| Mail::addresses(&mail.header().reply_to)),
    mail("sent_at", Kind::DateTime, HEADER, Mail::sent_at),
    mail("received_at", Kind::DateTime, HEADER, Mail::received_at),
    mail("text", Kind::Text, TEXT, Mail::text),
    mail("html", Kind::Text, TEXT, Mail::html),
    mail("headers", Kind::OpenRecord, FIELDS, Mail::headers),
    mail("attachments", Kind::List(&Kind::ATTACHMENT), STRUCTURE, Mail::attachments),
    mail("folder", Kind::Text, HEADER, Mail::folder),
    mail("flags", Kind::Record(FLAGS), HEADER, Mail::flags),
    mail("categories", Kind::List(&Kind::Text), HEADER, Mail::categories),
    mail("size", Kind::Number, HEADER, |mail| Value::count(mail.size())),
    mail("importance", Kind::Text, HEADER, Mail::importance),
    mail("class", Kind::Text, PURPOSE, Mail::class),
    mail("invitation", Kind::Record(INVITATION), PURPOSE, Mail::invitation),
    mail("receipt", Kind::Record(RECEIPT), PURPOSE, Mail::receipt),
    mail("bounce", Kind::Record(BOUNCE), PURPOSE, Mail::bounce),
    mail("replaced_characters", Kind::Number, HEADER, |mail| {
        Value::count(u64::from(mail.header().replaced_characters))
    }),
    mail("legacy", Kind::LEGACY, Parts { text: true, ..STRUCTURE }, Mail::legacy),
];

fn texts(texts: &[String]) -> Value {
    Value::list(texts.iter().map(Value::text))
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

/// The parts of a moment, in the automation's time zone.
pub(super) const DATE_TIME: &[Field] = &[
    field("year", Kind::Number),
    field("month", Kind::Number),
    field("day", Kind::Number),
    field("hour", Kind::Number),
    field("minute", Kind::Number),
    field("second", Kind::Number),
    field("weekday", Kind::Number),
    field("date", Kind::Text),
    field("time", Kind::Text),
    field("time_zone", Kind::Text),
];

pub(super) const ADDRESS: &[Field] =
    &[field("name", Kind::Text), field("address", Kind::Text), field("domain", Kind::Text)];

pub(super) const ATTACHMENT: &[Field] = &[
    field("name", Kind::Text),
    field("type", Kind::Text),
    field("size", Kind::Number),
    field("inline", Kind::Boolean),
    field("content_id", Kind::Text),
    field("part", Kind::Text),
];

pub(super) const FILE: &[Field] = &[
    field("name", Kind::Text),
    field("path", Kind::Text),
    field("size", Kind::Number),
    field("sha256", Kind::Text),
    field("type", Kind::Text),
    field("part", Kind::Text),
    field("within", Kind::Text),
];

const FLAGS: &[Field] = &[
    field("read", Kind::Boolean),
    field("flagged", Kind::Boolean),
    field("answered", Kind::Boolean),
    field("draft", Kind::Boolean),
    field("keywords", Kind::List(&Kind::Text)),
];

/// A folder of a mailbox.
pub const FOLDER: &[Field] = &[
    field("path", Kind::Text),
    field("name", Kind::Text),
    field("role", Kind::Text),
    field("selectable", Kind::Boolean),
];

/// What a web server answered.
pub const RESPONSE: &[Field] = &[
    field("status", Kind::Number),
    field("url", Kind::Text),
    field("headers", Kind::OpenRecord),
    field("text", Kind::Text),
    field("json", Kind::Any),
    field("file", Kind::FILE),
];

/// The file that a line was appended to.
pub const APPENDED: &[Field] = &[
    field("name", Kind::Text),
    field("path", Kind::Text),
    field("size", Kind::Number),
    field("created", Kind::Boolean),
];

/// A message that was sent.
pub const SENT: &[Field] = &[
    field("message_id", Kind::Text),
    field("from", Kind::Text),
    field("recipients", Kind::List(&Kind::Text)),
    field("subject", Kind::Text),
    field("folder", Kind::Text),
    field("id", Kind::Text),
];

/// What came of many messages.
pub const MANY: &[Field] = &[field("done", Kind::Number), field("failed", Kind::Number)];

/// What came of saving the files of many messages.
pub const SAVED_OF_MANY: &[Field] =
    &[field("done", Kind::Number), field("failed", Kind::Number), field("files", Kind::List(&Kind::FILE))];

/// The run itself, as `run`.
pub(super) const RUN: &[Field] =
    &[field("id", Kind::Text), field("automation", Kind::Text), field("started_at", Kind::DateTime)];

/// A failure that was caught.
pub(super) const FAILURE: &[Field] = &[
    field("kind", Kind::Text),
    field("message", Kind::Text),
    field("detail", Kind::Text),
    field("operation", Kind::Text),
    field("step", Kind::Text),
];

pub(super) const LEGACY: &[Field] = &[
    field("emailSubject", Kind::Text),
    field("emailFrom", Kind::Text),
    field("emailTo", Kind::Text),
    field("emailCc", Kind::Text),
    field("emailBcc", Kind::Text),
    field("emailMessage", Kind::Text),
    field("emailReceivedTime", Kind::Text),
    field("emailReceivedDate", Kind::Text),
    field("emailSentTime", Kind::Text),
    field("emailSentDate", Kind::Text),
    field("emailNoOfAttachments", Kind::Number),
];
