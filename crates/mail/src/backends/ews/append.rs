//! `CreateItem` with the bytes of a message.

use super::fault;
use super::flag::{FLAG_STATUS, FLAGGED, FORWARDED, LAST_VERB, REPLIED, extended_uri};
use super::mailbox::Exchange;
use super::request::{Request, mime_content};
use super::xml::Xml;
use crate::{Category, ContentKey, Flags, FolderPath, Keyword, MessageRef, Result, ServerId};
use carteiro_world::Spool;
use jiff::Timestamp;

/// MS-OXCMSG §2.2.1.6 `PidTagMessageFlags`: `mfRead`, and without `mfUnsent`, which would make a draft of it.
const MESSAGE_FLAGS: &str = "0x0E07";
/// MS-OXOMSG §2.2.3.9 `PidTagMessageDeliveryTime`.
const DELIVERED: &str = "0x0E06";

pub(super) async fn append(
    exchange: &Exchange,
    path: FolderPath,
    content: Spool,
    flags: Flags,
    received_at: Option<Timestamp>,
) -> Result<MessageRef> {
    let (size, path, content, flags) = (content.len(), &path, &content, &flags);
    exchange
        .at(path, |folder| async move {
            let request = create(&folder, flags, received_at).carrying(content.clone());
            let reply =
                exchange.speaker.ask_one(request).await?.map_err(|refusal| refusal.of_folder(path))?;
            let id = reply.find("ItemId").and_then(|id| id.attribute("Id"));
            let id = id.ok_or_else(|| fault::nonsense("a message without a name"))?;
            let key = ContentKey { message_id: None, received_at, size };
            Ok(MessageRef { folder: path.clone(), id: Some(ServerId::Item(id.to_owned())), key })
        })
        .await
}

fn create(folder: &str, flags: &Flags, received_at: Option<Timestamp>) -> Request {
    Request::new("CreateItem", &[("MessageDisposition", "SaveOnly")], |xml| {
        xml.within("m:SavedItemFolderId", |xml| {
            xml.empty("t:FolderId", &[("Id", folder)]);
        });
        xml.within("m:Items", |xml| {
            xml.within("t:Message", |xml| {
                mime_content(xml);
                // Another server's keywords may be no names of categories.
                let categories: Vec<_> =
                    flags.categories().filter_map(|name| Category::new(name).ok()).collect();
                if !categories.is_empty() {
                    xml.within("t:Categories", |xml| {
                        for category in &categories {
                            xml.text("t:String", category);
                        }
                    });
                }
                if !flags.draft {
                    property(xml, MESSAGE_FLAGS, "Integer", if flags.seen { "1" } else { "0" });
                }
                if let Some(at) = received_at {
                    property(xml, DELIVERED, "SystemTime", &at.to_string());
                }
                if let Some(verb) = last_verb(flags) {
                    property(xml, LAST_VERB, "Integer", verb);
                }
                if flags.flagged {
                    property(xml, FLAG_STATUS, "Integer", FLAGGED);
                }
                xml.text("t:IsRead", flags.seen);
            });
        });
    })
}

/// Exchange keeps one: an answer is what is asked for more often.
fn last_verb(flags: &Flags) -> Option<&'static str> {
    let is_forwarded = |word: &String| word.eq_ignore_ascii_case(Keyword::Forwarded.as_str());
    if flags.answered {
        return Some(REPLIED);
    }
    flags.keywords.iter().any(is_forwarded).then_some(FORWARDED)
}

fn property(xml: &mut Xml, tag: &str, kind: &str, value: &str) {
    xml.within("t:ExtendedProperty", |xml| {
        extended_uri(xml, tag, kind);
        xml.text("t:Value", value);
    });
}
