use jiff::Timestamp;
use mail_parser::MessageParser;

use super::{
    Person, decode_field, html,
    parts::{Attached, Bodies, attachments},
};
use crate::{
    Account, Flag,
    mime::{Part, fields},
    store::Message,
};

/// A message as an item: of an account, in a folder, or within another message.
#[derive(Clone, Debug)]
pub(crate) struct Seen<'a> {
    pub account: &'a Account,
    pub folder: u32,
    pub message: &'a Message,
    pub part: &'a Part,
    /// Whether it is in another, and so has no id.
    pub within: bool,
}

impl<'a> Seen<'a> {
    pub fn new(account: &'a Account, folder: u32, message: &'a Message) -> Self {
        Self { account, folder, message, part: message.structure(), within: false }
    }

    /// A message in this one.
    pub fn inner(&self, part: &'a Part) -> Self {
        Self { part, within: true, ..self.clone() }
    }

    pub fn raw(&self) -> &'a [u8] {
        self.message.raw()
    }

    /// Where its bytes are.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.part.header.start..self.part.body.end
    }

    /// The first header field of this name, with its encoded words read.
    pub fn header(&self, name: &str) -> Option<Vec<u8>> {
        self.part.field(self.raw(), name).map(|value| decode_field(&value))
    }

    /// All header fields.
    pub fn headers(&self) -> impl Iterator<Item = (&'a [u8], Vec<u8>)> {
        let header = self.part.header_of(self.raw());
        fields(header).map(|field| {
            let joined: Vec<u8> =
                field.value.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
            (field.name, decode_field(joined.trim_ascii()))
        })
    }

    pub fn subject(&self) -> Vec<u8> {
        match &self.message.marks.subject {
            Some(subject) if !self.within => subject.as_bytes().to_vec(),
            _ => self.header("Subject").unwrap_or_default(),
        }
    }

    /// The subject without the prefixes of answers ([MS-OXCMSG] §2.2.1.10): up to three characters and a colon.
    pub fn topic(&self) -> Vec<u8> {
        let subject = self.subject();
        let mut rest = subject.as_slice();
        while let Some(colon) = rest.iter().take(4).position(|byte| *byte == b':') {
            let (prefix, behind) = rest.split_at(colon);
            if prefix.is_empty()
                || !prefix.iter().all(u8::is_ascii_alphabetic)
                || behind.get(1) != Some(&b' ')
            {
                break;
            }
            rest = behind.get(2..).unwrap_or_default();
        }
        rest.to_vec()
    }

    pub fn people(&self, field: &str) -> Vec<Person> {
        Person::all(&self.part.addresses(self.raw(), field))
    }

    pub fn from(&self) -> Option<Person> {
        self.people("From").into_iter().next()
    }

    pub fn sender(&self) -> Option<Person> {
        self.people("Sender").into_iter().next().or_else(|| self.from())
    }

    /// The names of the recipients in one line.
    pub fn display(&self, field: &str) -> Vec<u8> {
        let names: Vec<_> = self.people(field).iter().map(Person::shown).collect();
        names.join(&b"; "[..])
    }

    pub fn sent_at(&self) -> Option<Timestamp> {
        let header = self.part.header_of(self.raw());
        let parsed = MessageParser::new().parse_headers(header)?;
        Timestamp::from_second(parsed.date()?.to_timestamp()).ok()
    }

    pub fn is_draft(&self) -> bool {
        self.message.flags.has(&Flag::Draft)
    }

    pub fn is_read(&self) -> bool {
        self.message.flags.has(&Flag::Seen)
    }

    /// [MS-OXCMAIL] §2.2.3.2.1: `Importance`, else `X-Priority`.
    pub fn importance(&self) -> &'static str {
        const NAMES: [&str; 3] = ["Low", "Normal", "High"];
        if let Some(set) = self.message.marks.importance.filter(|_| !self.within) {
            return NAMES.get(usize::from(set)).copied().unwrap_or("Normal");
        }
        let said = |name| self.part.field(self.raw(), name).map(|value| value.to_ascii_lowercase());
        match (said("Importance").as_deref(), said("X-Priority").as_deref().and_then(|value| value.first())) {
            (Some(b"high"), _) | (None, Some(b'1' | b'2')) => "High",
            (Some(b"low"), _) | (None, Some(b'4' | b'5')) => "Low",
            _ => "Normal",
        }
    }

    /// [MS-OXCMAIL] §2.2.3.2.6.
    pub fn sensitivity(&self) -> &'static str {
        let said = self.part.field(self.raw(), "Sensitivity").unwrap_or_default().to_ascii_lowercase();
        match said.as_slice() {
            b"personal" => "Personal",
            b"private" => "Private",
            b"company-confidential" => "Confidential",
            _ => "Normal",
        }
    }

    /// What kind of message it is, as Exchange tells by its content ([MS-OXCMAIL] §2.2.3.2.9).
    pub fn item_class(&self) -> &'static str {
        let is = |kind: &[u8], sub: &[u8]| {
            self.part.media.0.eq_ignore_ascii_case(kind) && self.part.media.1.eq_ignore_ascii_case(sub)
        };
        let report = self.part.parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(b"report-type"));
        match report.map(|(_, value)| value.to_ascii_lowercase()).as_deref() {
            Some(b"delivery-status") if is(b"multipart", b"report") => return self.report_class(),
            Some(b"disposition-notification") if is(b"multipart", b"report") => {
                return "REPORT.IPM.Note.IPNRN";
            }
            _ => {}
        }
        if is(b"multipart", b"signed") {
            return "IPM.Note.SMIME.MultipartSigned";
        }
        if is(b"application", b"pkcs7-mime") || is(b"application", b"x-pkcs7-mime") {
            return "IPM.Note.SMIME";
        }
        let mut calendar = self.bodies().calendar(self.raw()).unwrap_or_default().to_ascii_uppercase();
        // RFC 6047 §2.4: the method of a message that is a calendar stands in its type, too.
        if let Some((_, method)) =
            self.part.parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(b"method"))
        {
            calendar.extend_from_slice(b"METHOD:");
            calendar.extend_from_slice(&method.to_ascii_uppercase());
        }
        let method = |name: &[u8]| calendar.windows(name.len()).any(|piece| piece == name);
        match () {
            () if method(b"METHOD:REQUEST") => "IPM.Schedule.Meeting.Request",
            () if method(b"METHOD:CANCEL") => "IPM.Schedule.Meeting.Canceled",
            () if method(b"METHOD:REPLY") => "IPM.Schedule.Meeting.Resp.Pos",
            () => "IPM.Note",
        }
    }

    /// What a report on a delivery tells, by the gravest of its actions (RFC 3464 §2.3.3, [MS-OXCMAIL] §2.2.3.2.9).
    fn report_class(&self) -> &'static str {
        let raw = self.raw().to_ascii_lowercase();
        let says = |action: &[u8]| {
            let line = [b"\naction: ", action].concat();
            raw.windows(line.len()).any(|piece| piece == line)
        };
        match () {
            () if says(b"failed") => "REPORT.IPM.Note.NDR",
            () if says(b"delayed") => "REPORT.IPM.Note.Delayed.DR",
            () if says(b"relayed") => "REPORT.IPM.Note.Relayed.DR",
            () if says(b"expanded") => "REPORT.IPM.Note.Expanded.DR",
            () if says(b"delivered") => "REPORT.IPM.Note.DR",
            () => "REPORT.IPM.Note.NDR",
        }
    }

    /// The element it is told in.
    pub fn element(&self) -> &'static str {
        match self.item_class() {
            "IPM.Schedule.Meeting.Request" => "t:MeetingRequest",
            "IPM.Schedule.Meeting.Canceled" => "t:MeetingCancellation",
            "IPM.Schedule.Meeting.Resp.Pos" => "t:MeetingResponse",
            _ => "t:Message",
        }
    }

    pub(super) fn bodies(&self) -> Bodies<'a> {
        Bodies::of(self.part, self.raw())
    }

    /// The text as HTML and whether it was written so.
    pub fn html_body(&self) -> Vec<u8> {
        let bodies = self.bodies();
        let written = bodies.html(self.raw());
        written.unwrap_or_else(|| html::of_text(&bodies.plain(self.raw()).unwrap_or_default()))
    }

    pub fn has_html(&self) -> bool {
        self.bodies().html(self.raw()).is_some()
    }

    pub fn text_body(&self) -> Vec<u8> {
        let bodies = self.bodies();
        let written = bodies.plain(self.raw());
        written.or_else(|| bodies.html(self.raw()).map(|page| html::to_text(&page))).unwrap_or_default()
    }

    pub fn attachments(&self) -> Vec<Attached<'a>> {
        attachments(self.part, self.raw())
    }

    pub fn has_attachments(&self) -> bool {
        self.attachments().iter().any(|attached| !attached.is_inline(self.raw()))
    }
}
