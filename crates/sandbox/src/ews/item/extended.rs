use super::{
    super::{
        failure::{Failure, Outcome},
        xml::{Element, Xml},
    },
    Seen, Value,
};
use crate::{Flag, store::Marks};

/// A property by its MAPI tag, or by its set and its name or number
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Extended {
    /// As it was given, in the order of the schema.
    attributes: Vec<(&'static str, String)>,
    /// The number of the tag, without its type.
    pub tag: Option<u16>,
    kind: String,
}

const ATTRIBUTES: [&str; 6] = [
    "DistinguishedPropertySetId",
    "PropertySetId",
    "PropertyTag",
    "PropertyName",
    "PropertyId",
    "PropertyType",
];
const SETS: [&str; 10] = [
    "Meeting",
    "Appointment",
    "Common",
    "PublicStrings",
    "Address",
    "InternetHeaders",
    "CalendarAssistant",
    "UnifiedMessaging",
    "Task",
    "Sharing",
];
const KINDS: [&str; 13] = [
    "ApplicationTime",
    "Binary",
    "Boolean",
    "CLSID",
    "Currency",
    "Double",
    "Float",
    "Integer",
    "Long",
    "Object",
    "Short",
    "String",
    "SystemTime",
];

/// [MS-OXPROPS] §1.3.2.
const SET_IDS: [(&str, &str); 4] = [
    ("00020329-0000-0000-c000-000000000046", "PublicStrings"),
    ("00020386-0000-0000-c000-000000000046", "InternetHeaders"),
    ("00062008-0000-0000-c000-000000000046", "Common"),
    ("00062003-0000-0000-c000-000000000046", "Task"),
];

impl Extended {
    /// The property of a MAPI tag, as Graph writes it.
    pub(crate) fn tagged(kind: &str, text: &str) -> Option<Self> {
        let tag = tag(text).filter(|tag| *tag < 0x8000)?;
        Self::known(kind)?;
        let attributes = vec![("PropertyTag", text.to_owned()), ("PropertyType", kind.to_owned())];
        Some(Self { attributes, tag: Some(tag), kind: kind.to_owned() })
    }

    /// The property of a set, by its name (`Name`) or its number (`Id`), as Graph writes it.
    pub(crate) fn in_set(kind: &str, set: &str, sort: &str, name: &str) -> Option<Self> {
        Self::known(kind)?;
        let guid = set.to_ascii_lowercase();
        let set = match SET_IDS.iter().find(|(id, _)| *id == guid) {
            Some((_, distinguished)) => ("DistinguishedPropertySetId", (*distinguished).to_owned()),
            None => ("PropertySetId", guid),
        };
        let name = match sort {
            "Name" => ("PropertyName", name.to_owned()),
            "Id" => ("PropertyId", number(name)?.to_string()),
            _ => return None,
        };
        let attributes = vec![set, name, ("PropertyType", kind.to_owned())];
        Some(Self { attributes, tag: None, kind: kind.to_owned() })
    }

    fn known(kind: &str) -> Option<()> {
        KINDS.contains(&kind.strip_suffix("Array").unwrap_or(kind)).then_some(())
    }

    /// What a message has under it, as text.
    pub(crate) fn text(&self, seen: &Seen<'_>) -> Option<String> {
        let style = super::super::xml::Style { raw_characters: true, fraction_digits: 0 };
        let shown = self.value(seen)?.shown(style);
        Some(String::from_utf8_lossy(shown.as_ref()).into_owned())
    }

    pub(in super::super) fn read(element: &Element<'_>) -> Outcome<Self> {
        let given = |name| element.attribute(name);
        let invalid =
            || Failure::new("ErrorInvalidExtendedProperty", "Extended property attributes are invalid.");
        let kind =
            given("PropertyType").ok_or_else(|| Failure::missing("PropertyType", "ExtendedFieldURI"))?;
        if !KINDS.contains(&kind.strip_suffix("Array").unwrap_or(kind)) {
            return Err(Failure::enumeration("PropertyType", kind));
        }
        let tag = given("PropertyTag").map(|text| tag(text).ok_or_else(invalid)).transpose()?;
        let set = given("DistinguishedPropertySetId");
        if let Some(set) = set.filter(|set| !SETS.contains(set)) {
            return Err(Failure::enumeration("DistinguishedPropertySetId", set));
        }
        let named = given("PropertyName").is_some();
        let numbered = given("PropertyId").is_some();
        let in_set = set.is_some() != given("PropertySetId").is_some() && named != numbered;
        let fits = match tag {
            Some(_) => set.is_none() && given("PropertySetId").is_none() && !named && !numbered,
            None => in_set,
        };
        if !fits {
            return Err(invalid());
        }
        // Tags from 0x8000 on are given out by each store, and mean nothing elsewhere.
        if tag.is_some_and(|tag| tag >= 0x8000) {
            return Err(Failure::new(
                "ErrorNoPropertyTagForCustomProperties",
                "Property tags cannot be used for custom properties.",
            ));
        }
        let attributes =
            ATTRIBUTES.into_iter().filter_map(|name| Some((name, given(name)?.to_owned()))).collect();
        Ok(Self { attributes, tag, kind: kind.to_owned() })
    }

    /// Under which name it is kept with a message. Names have no case, numbers no spelling.
    pub fn key(&self) -> String {
        if let Some(tag) = self.tag {
            return format!("0x{tag:04x}");
        }
        let place =
            self.attributes.iter().filter(|(name, _)| !["PropertyType", "PropertyTag"].contains(name));
        let pieces: Vec<_> = place.map(|(name, value)| format!("{name}={}", value.to_lowercase())).collect();
        pieces.join(" ")
    }

    fn is_header(&self) -> Option<&str> {
        let has =
            |name| self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str());
        (has("DistinguishedPropertySetId") == Some("InternetHeaders")).then(|| has("PropertyName")).flatten()
    }

    pub(in super::super) fn write_path(&self, xml: &mut Xml) {
        let attributes: Vec<(&str, &str)> =
            self.attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        xml.empty("t:ExtendedFieldURI", &attributes);
    }

    /// What a message has under it. The numbers are those of [MS-OXPROPS].
    pub(in super::super) fn value(&self, seen: &Seen<'_>) -> Option<Value> {
        let flags = &seen.message.flags;
        if let Some(kept) = seen.message.marks.properties.get(&self.key()) {
            return Some(self.typed(kept));
        }
        if let Some(name) = self.is_header() {
            return seen.header(name).map(Value::Text);
        }
        match self.tag? {
            // PidTagFlagStatus: 1 complete, 2 flagged.
            0x1090 if flags.has(&Flag::Flagged) => Some(Value::Number(2)),
            0x1090 if seen.message.marks.completed_at.is_some() => Some(Value::Number(1)),
            // PidTagLastVerbExecuted: 102 is a reply to the sender.
            0x1081 if flags.has(&Flag::Answered) => Some(Value::Number(102)),
            // PidTagIconIndex, likewise.
            0x1080 => Some(Value::Number(if flags.has(&Flag::Answered) { 0x105 } else { -1 })),
            // PidTagMessageFlags: read, unsent, with attachments.
            0x0e07 => {
                let bit = |set: bool, bit: i64| if set { bit } else { 0 };
                let set = bit(flags.has(&Flag::Seen), 1)
                    | bit(flags.has(&Flag::Draft), 8)
                    | bit(seen.has_attachments(), 0x10);
                Some(Value::Number(set))
            }
            // PidTagTransportMessageHeaders.
            0x007d => Some(Value::Text(seen.part.header_of(seen.raw()).to_vec())),
            // PidTagInternetMessageId.
            0x1035 => seen.header("Message-ID").map(Value::Text),
            // PidTagMessageSize.
            0x0e08 => Some(Value::Number(i64::try_from(seen.raw().len()).unwrap_or(i64::MAX))),
            // PidTagMessageDeliveryTime, PidTagClientSubmitTime.
            0x0e06 => Some(Value::Time(seen.message.received_at)),
            0x0039 => seen.sent_at().map(Value::Time),
            // PidTagSubject, PidTagNormalizedSubject, PidTagMessageClass.
            0x0037 => Some(Value::Text(seen.subject())),
            0x0e1d => Some(Value::Text(seen.topic())),
            0x001a => Some(Value::text(seen.item_class())),
            // PidTagSenderName, PidTagSenderEmailAddress, PidTagSenderSmtpAddress.
            0x0c1a => seen.sender().map(|person| Value::Text(person.shown())),
            0x0c1f | 0x5d01 => seen.sender().map(|person| Value::Text(person.address)),
            // PidTagDisplayTo, PidTagDisplayCc.
            0x0e04 => Some(Value::Text(seen.display("To"))),
            0x0e03 => Some(Value::Text(seen.display("Cc"))),
            // PidTagInternetReferences, PidTagInReplyToId.
            0x1039 => seen.header("References").map(Value::Text),
            0x1042 => seen.header("In-Reply-To").map(Value::Text),
            _ => None,
        }
    }

    fn typed(&self, kept: &[String]) -> Value {
        let like = match self.kind.strip_suffix("Array").unwrap_or(&self.kind) {
            "Integer" | "Long" | "Short" => Value::Number(0),
            "Boolean" => Value::Truth(false),
            "SystemTime" => Value::Time(jiff::Timestamp::UNIX_EPOCH),
            _ => Value::Text(Vec::new()),
        };
        let one = |text: &String| like.like(text).unwrap_or_else(|| Value::text(text));
        match kept {
            [text] if !self.kind.ends_with("Array") => one(text),
            _ => Value::Several(kept.iter().map(one).collect()),
        }
    }

    /// Keeps what a request sets. What EWS shows in another place too is kept there.
    pub fn set(
        &self,
        values: Vec<String>,
        marks: &mut Marks,
        flags: &mut crate::Flags,
        now: jiff::Timestamp,
    ) {
        let number = values.first().and_then(|text| text.trim().parse::<i64>().ok());
        match (self.tag, number) {
            (Some(0x1090), number) => set_follow_up(number.unwrap_or_default(), marks, flags, now),
            (Some(0x1081), Some(102 | 103)) => flags.insert(Flag::Answered),
            (Some(0x0e07), Some(bits)) => {
                let mut set = |flag, on| if on { flags.insert(flag) } else { flags.remove(&flag) };
                set(Flag::Seen, bits & 1 != 0);
                set(Flag::Draft, bits & 8 != 0);
            }
            _ => {
                marks.properties.insert(self.key(), values);
            }
        }
    }

    /// The opposite.
    pub fn delete(&self, marks: &mut Marks, flags: &mut crate::Flags) {
        if self.tag == Some(0x1090) {
            set_follow_up(0, marks, flags, jiff::Timestamp::UNIX_EPOCH);
        }
        marks.properties.remove(&self.key());
    }
}

/// `PidTagFlagStatus` ([MS-OXOFLAG] §2.2.1.1): 0 no follow-up, 1 done, 2 to be done.
pub(super) fn set_follow_up(status: i64, marks: &mut Marks, flags: &mut crate::Flags, now: jiff::Timestamp) {
    marks.completed_at = (status == 1).then_some(now);
    if status == 2 {
        flags.insert(Flag::Flagged);
    } else {
        flags.remove(&Flag::Flagged);
    }
}

fn number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// `PropertyTagType`: hexadecimal behind `0x`, or decimal.
fn tag(text: &str) -> Option<u16> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u16::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// Writes a property with its value.
pub(in super::super) fn write(extended: &Extended, value: &Value, xml: &mut Xml) {
    let style = xml.style;
    xml.element("t:ExtendedProperty", |xml| {
        extended.write_path(xml);
        match value {
            Value::Several(values) => xml.element("t:Values", |xml| {
                for value in values {
                    xml.leaf("t:Value", value.shown(style));
                }
            }),
            value => xml.leaf("t:Value", value.shown(style)),
        }
    });
}
