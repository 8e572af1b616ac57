//! A message in a variable.

use super::{MAIL, Record, Value, purpose};
use crate::session::Session;
use carteiro_mail::mime::{Address, Attachment, Class, Header, Structure, Text};
use carteiro_mail::{Content, Flags, Found, Message, MessageRef};
use carteiro_world::Spool;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A message, with the session it was read in: where it is now, and what was read of it.
pub struct Mail {
    session: Arc<Session>,
    origin: MessageRef,
    message: Message,
    captured: BTreeMap<String, Option<String>>,
    zone: TimeZone,
    now: Mutex<Now>,
}

/// What changes while steps work on the message.
struct Now {
    reference: MessageRef,
    flags: Flags,
    content: Option<Spool>,
    removed: bool,
    picked: Option<Vec<Content>>,
}

const LEGACY_DATE: &str = "%d/%m/%Y %H:%M:%S";
const LEGACY_TIME: &str = "%H:%M:%S %z";

impl Mail {
    /// The message that a loop found, whose regular expressions have these groups.
    pub(crate) fn new(session: Arc<Session>, found: Found, groups: &[String], zone: TimeZone) -> Self {
        let mut message = found.message;
        let now = Now {
            reference: message.reference.clone(),
            flags: message.flags.clone(),
            content: message.content.take(),
            removed: false,
            picked: message.picked.take(),
        };
        let origin = message.reference.clone();
        let mut caught = found.matched.0;
        // An alternative that did not match has caught nothing.
        let captured = groups.iter().map(|name| (name.clone(), caught.remove(name))).collect();
        Self { session, origin, message, captured, zone, now: Mutex::new(now) }
    }

    /// The session it was read in.
    pub(crate) fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// Where it was when the loop found it: what it is known by in the journal.
    pub fn origin(&self) -> &MessageRef {
        &self.origin
    }

    /// Where it is now.
    pub fn reference(&self) -> MessageRef {
        self.now().reference.clone()
    }

    /// Where it is now; `None`: it was removed for good.
    pub(crate) fn place(&self) -> Option<MessageRef> {
        let now = self.now();
        (!now.removed).then(|| now.reference.clone())
    }

    /// It is nowhere any more.
    pub(crate) fn removed(&self) {
        self.now().removed = true;
    }

    /// Its typed header.
    pub fn header(&self) -> &Header {
        &self.message.header
    }

    /// Its flags as they are now.
    pub(crate) fn now_flags(&self) -> Flags {
        self.now().flags.clone()
    }

    /// When the server received it.
    pub(crate) fn arrived_at(&self) -> Option<Timestamp> {
        self.message.received_at
    }

    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        self.message.size
    }

    /// Its parts, when they were read.
    pub(crate) fn structure(&self) -> Option<&Arc<Structure>> {
        self.message.structure.as_ref()
    }

    /// What a person reads of it, when it was read.
    pub(crate) fn said(&self) -> Option<&Arc<Text>> {
        self.message.text.as_ref()
    }

    /// What it is for, as far as that is known.
    pub(crate) fn purpose(&self) -> Option<Class> {
        self.message.class()
    }

    /// All its bytes, when they were read and are still needed.
    pub(crate) fn content(&self) -> Option<Spool> {
        self.now().content.clone()
    }

    /// The parts that were read of a large message, of which not all was wanted, and are still needed.
    pub(crate) fn picked(&self) -> Option<Vec<Content>> {
        self.now().picked.clone()
    }

    /// No later step needs the bytes: many messages are on their way at once, and these are what is large.
    pub(crate) fn forget_content(&self) {
        let mut now = self.now();
        now.content = None;
        now.picked = None;
    }

    /// It has moved.
    pub(crate) fn moved_to(&self, reference: MessageRef) {
        self.now().reference = reference;
    }

    /// Its flags have changed.
    pub(crate) fn flagged(&self, change: &carteiro_mail::FlagChange) {
        change.apply(&mut self.now().flags);
    }

    fn now(&self) -> std::sync::MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of a field, for a template.
    pub fn get(self: &Arc<Self>, name: &str) -> Option<Value> {
        if name == "attachments" {
            let files =
                self.message.structure.as_ref().map(|structure| structure.files()).unwrap_or_default();
            let record = |file| Self::file(&file).of_file(self, file).into();
            return Some(Value::list(files.into_iter().map(record)));
        }
        if name == "match" {
            let groups =
                self.captured.iter().map(|(name, text)| (name.as_str(), Value::maybe(text.as_ref())));
            return Some(Record::new(groups).into());
        }
        MAIL.iter().find(|field| field.name == name).map(|field| (field.get)(self))
    }

    pub(super) fn id(&self) -> Value {
        use carteiro_mail::ServerId;
        match self.now().reference.id.as_ref() {
            Some(ServerId::Uid { uid, .. }) => Value::text(uid.to_string()),
            Some(ServerId::Immutable(id) | ServerId::Item(id)) => Value::text(id),
            None => Value::Nothing,
        }
    }

    pub(super) fn address(address: &Address) -> Value {
        let domain = address.address.rsplit_once('@').map(|(_, domain)| domain);
        let fields = [
            ("name", Value::maybe(address.name.as_ref())),
            ("address", Value::text(&address.address)),
            ("domain", Value::maybe(domain)),
        ];
        Record::new(fields).shown_as(&address.address).into()
    }

    pub(super) fn addresses(addresses: &[Address]) -> Value {
        Value::list(addresses.iter().map(Self::address))
    }

    pub(super) fn sent_at(&self) -> Value {
        self.moment(self.header().sent_at)
    }

    pub(super) fn received_at(&self) -> Value {
        self.moment(self.message.received_at)
    }

    fn moment(&self, at: Option<Timestamp>) -> Value {
        at.map_or(Value::Nothing, |at| Value::DateTime(Arc::new(at.to_zoned(self.zone.clone()))))
    }

    pub(super) fn text(&self) -> Value {
        Value::maybe(self.message.text.as_ref().map(|text| &text.plain))
    }

    pub(super) fn html(&self) -> Value {
        Value::maybe(self.message.text.as_ref().and_then(|text| text.html.as_ref()))
    }

    pub(super) fn headers(&self) -> Value {
        let fields = self.header().fields.iter().map(|(name, value)| (name.as_str(), Value::text(value)));
        Record::in_any_case(fields).into()
    }

    pub(super) fn attachments(&self) -> Value {
        let files = self.message.structure.as_ref().map(|structure| structure.files()).unwrap_or_default();
        Value::list(files.iter().map(Self::attachment))
    }

    /// An attachment, for a template.
    pub(crate) fn attachment(file: &Attachment) -> Value {
        Self::file(file).into()
    }

    fn file(file: &Attachment) -> Record {
        let fields = [
            ("name", Value::text(&file.name)),
            ("type", Value::text(&file.content_type)),
            ("size", Value::count(file.size)),
            ("inline", file.inline.into()),
            ("content_id", Value::maybe(file.content_id.as_ref())),
            ("part", Value::text(file.id.as_str())),
        ];
        Record::new(fields).shown_as(&file.name)
    }

    pub(super) fn folder(&self) -> Value {
        Value::text(self.now().reference.folder.to_string())
    }

    pub(super) fn flags(&self) -> Value {
        let now = self.now();
        let fields = [
            ("read", now.flags.seen.into()),
            ("flagged", now.flags.flagged.into()),
            ("answered", now.flags.answered.into()),
            ("draft", now.flags.draft.into()),
            ("keywords", Value::list(now.flags.keywords.iter().map(Value::text))),
        ];
        Record::new(fields).into()
    }

    pub(super) fn categories(&self) -> Value {
        Value::list(self.now().flags.categories().map(Value::text))
    }

    pub(super) fn importance(&self) -> Value {
        Value::maybe(word(&self.header().importance))
    }

    pub(super) fn class(&self) -> Value {
        Value::maybe(word(&self.message.class()))
    }

    pub(super) fn invitation(&self) -> Value {
        let invitation = self.message.invitation();
        invitation.map_or(Value::Nothing, |invitation| purpose::invitation(invitation, &self.zone))
    }

    pub(super) fn receipt(&self) -> Value {
        self.message.receipt().map_or(Value::Nothing, |receipt| purpose::receipt(receipt, &self.zone))
    }

    pub(super) fn bounce(&self) -> Value {
        self.message.bounce().map_or(Value::Nothing, purpose::bounce)
    }

    pub(super) fn legacy(&self) -> Value {
        let people = |people: &[Address]| {
            let shown: Vec<String> = people.iter().map(|one| one.address.clone()).collect();
            Value::text(shown.join(";"))
        };
        let dated = |at: Option<Timestamp>, format: &str| {
            let zoned: Option<Zoned> = at.map(|at| at.to_zoned(self.zone.clone()));
            Value::maybe(zoned.map(|zoned| zoned.strftime(format).to_string()))
        };
        let header = self.header();
        let count = self.message.structure.as_ref().map_or(0, |structure| structure.attachments().count());
        let fields = [
            ("emailSubject", Value::text(&header.subject)),
            ("emailFrom", people(&header.from)),
            ("emailTo", people(&header.to)),
            ("emailCc", people(&header.cc)),
            ("emailBcc", people(&header.bcc)),
            ("emailMessage", self.text()),
            ("emailReceivedTime", dated(self.message.received_at, LEGACY_TIME)),
            ("emailReceivedDate", dated(self.message.received_at, LEGACY_DATE)),
            ("emailSentTime", dated(header.sent_at, LEGACY_TIME)),
            ("emailSentDate", dated(header.sent_at, LEGACY_DATE)),
            ("emailNoOfAttachments", Value::count(count as u64)),
        ];
        Record::new(fields).into()
    }
}

/// A closed word as it is written in automations.
pub(super) fn word(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// Where it is only: contents are private.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("reference", &self.reference()).finish_non_exhaustive()
    }
}
