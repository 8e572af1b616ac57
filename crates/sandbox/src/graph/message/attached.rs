use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{
    super::{
        failure::{Failure, Outcome},
        id::{Id, MessageId},
    },
    Found, View, at,
    written::wrong,
};
use crate::{
    ews::{
        draft::File,
        item::{Attached, decode_part},
    },
    mime::Kind,
};

/// What is told of an attachment where nothing is selected, besides its content
/// (learn.microsoft.com/graph/api/resources/fileattachment).
const OF_ALL: [&str; 6] = ["id", "lastModifiedDateTime", "name", "contentType", "size", "isInline"];
const OF_FILES: [&str; 3] = ["contentId", "contentLocation", "contentBytes"];

/// Which properties of attachments are told.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct AttachmentShape {
    select: Option<Vec<String>>,
    /// Of a message that is attached, its properties too.
    with_item: bool,
}

impl AttachmentShape {
    /// `contentBytes` is no property of all attachments: it is selected as `microsoft.graph.fileAttachment/contentBytes`. The
    /// message that is attached is expanded as `microsoft.graph.itemattachment/item`
    /// (learn.microsoft.com/graph/api/attachment-get).
    pub fn read(select: Option<&str>, expand: Option<&str>) -> Outcome<Self> {
        let with_item = match expand.map(str::to_ascii_lowercase).as_deref() {
            None => false,
            Some("microsoft.graph.itemattachment/item") => true,
            Some(other) => return Err(Failure::no_property(other, "attachment")),
        };
        let Some(select) = select else { return Ok(Self { select: None, with_item }) };
        let names = select.split(',').map(str::trim).map(|name| {
            let of_file = name.strip_prefix("microsoft.graph.fileAttachment/");
            let known = match of_file {
                Some(of_file) => OF_FILES.contains(&of_file) || OF_ALL.contains(&of_file),
                None => OF_ALL.contains(&name),
            };
            if known {
                Ok(of_file.unwrap_or(name).to_owned())
            } else {
                Err(Failure::no_property(name, "attachment"))
            }
        });
        Ok(Self { select: Some(names.collect::<Outcome<_>>()?), with_item })
    }

    fn tells(&self, name: &str) -> bool {
        name == "id" || self.select.as_ref().is_none_or(|names| names.iter().any(|own| own == name))
    }

    /// The attachment at this place of a message.
    pub fn json(&self, view: &View<'_>, attached: &Attached<'_>, place: usize) -> Value {
        let raw = view.seen.raw();
        let kind = if attached.is_item() { "itemAttachment" } else { "fileAttachment" };
        let mut out = Map::new();
        out.insert("@odata.type".to_owned(), json!(format!("#microsoft.graph.{kind}")));
        if !attached.is_item() {
            let media = String::from_utf8_lossy(&attached.content_type()).into_owned();
            out.insert("@odata.mediaContentType".to_owned(), json!(media));
        }
        let names = OF_ALL.iter().chain(if attached.is_item() { &[][..] } else { &OF_FILES });
        for name in names.filter(|name| self.tells(name)) {
            let value = match *name {
                "id" => json!(id(view.id(), attached).text(view.seen.account)),
                "lastModifiedDateTime" => at(view.seen.message.received_at),
                "name" => json!(String::from_utf8_lossy(&attached.name(raw, place))),
                "contentType" if attached.is_item() => Value::Null,
                "contentType" => json!(String::from_utf8_lossy(&attached.content_type())),
                "size" => json!(attached.size(raw)),
                "isInline" => json!(attached.is_inline(raw)),
                "contentId" => {
                    attached.content_id(raw).map_or(Value::Null, |id| json!(String::from_utf8_lossy(&id)))
                }
                "contentBytes" => json!(STANDARD.encode(decode_part(attached.part, raw))),
                _ => Value::Null,
            };
            out.insert((*name).to_owned(), value);
        }
        if let (Kind::Message(part), true) = (&attached.part.kind, self.with_item) {
            out.insert("item".to_owned(), view.item(part));
        }
        Value::Object(out)
    }
}

fn id(message: MessageId, attached: &Attached<'_>) -> Id {
    Id::Attachment(message, attached.way.clone())
}

/// The attachment of this id, and its place among those of its message.
pub(in super::super) fn named<'a>(
    view: &View<'a>,
    found: &'a Found,
    text: &str,
) -> Outcome<(Attached<'a>, usize)> {
    let Id::Attachment(_, way) = Id::read(&found.account, text)? else { return Err(Failure::malformed_id()) };
    let mut all = view.seen.attachments().into_iter().enumerate();
    let attached = all.find(|(_, attached)| attached.way == way);
    attached.map(|(place, attached)| (attached, place)).ok_or_else(Failure::item_not_found)
}

/// The id of the last attachment of a message.
pub(in super::super) fn last(view: &View<'_>) -> Outcome<Id> {
    let all = view.seen.attachments();
    all.last().map(|attached| id(view.id(), attached)).ok_or_else(Failure::item_not_found)
}

/// What `$value` of an attachment is: a file, or the MIME of a message.
pub(in super::super) fn content(view: &View<'_>, attached: &Attached<'_>) -> Bytes {
    let raw = view.seen.raw();
    if attached.is_item() {
        Bytes::copy_from_slice(attached.part.body_of(raw))
    } else {
        Bytes::from(decode_part(attached.part, raw))
    }
}

/// A file or a message that a request attaches (learn.microsoft.com/graph/api/message-post-attachments).
pub(in super::super) fn file(value: &Value) -> Outcome<File> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let kind = text("@odata.type").unwrap_or("#microsoft.graph.fileAttachment");
    let name = text("name").ok_or_else(|| wrong("name"))?.to_owned();
    match kind.trim_start_matches('#') {
        "microsoft.graph.fileAttachment" => {
            let content = text("contentBytes").ok_or_else(|| wrong("contentBytes"))?;
            Ok(File {
                name,
                kind: text("contentType").unwrap_or("application/octet-stream").to_owned(),
                content_id: text("contentId").map(str::to_owned),
                inline: value.get("isInline").and_then(Value::as_bool).unwrap_or_default(),
                content: STANDARD.decode(content).map_err(|_| wrong("contentBytes"))?,
            })
        }
        other => Err(Failure::new(
            400,
            "ErrorInvalidRequest",
            format!("Attachments of the type '{other}' are not taken here."),
        )),
    }
}
