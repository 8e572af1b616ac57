//! `CreateItem` with the bytes of a message.

use super::fault;
use super::flag::extended_uri;
use super::mailbox::Exchange;
use super::request::{Request, mime_content};
use super::xml::Xml;
use crate::backends::exchange::{self, Tag, Verb};
use crate::{ContentKey, Flags, FolderPath, MessageRef, Result, ServerId};
use carteiro_world::Spool;
use jiff::Timestamp;

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
                let categories = exchange::categories(flags);
                if !categories.is_empty() {
                    xml.within("t:Categories", |xml| {
                        for category in &categories {
                            xml.text("t:String", category);
                        }
                    });
                }
                if !flags.draft {
                    property(xml, Tag::MESSAGE_FLAGS, "Integer", Tag::message_flags(flags.seen));
                }
                if let Some(at) = received_at {
                    property(xml, Tag::DELIVERED, "SystemTime", &at.to_string());
                }
                if let Some((verb, _)) = Verb::of(flags).written() {
                    property(xml, Tag::LAST_VERB, "Integer", verb);
                }
                if flags.flagged {
                    property(xml, Tag::FLAG_STATUS, "Integer", Tag::FLAGGED);
                }
                xml.text("t:IsRead", flags.seen);
            });
        });
    })
}

fn property(xml: &mut Xml, tag: Tag, kind: &str, value: &str) {
    xml.within("t:ExtendedProperty", |xml| {
        extended_uri(xml, tag, kind);
        xml.text("t:Value", value);
    });
}
