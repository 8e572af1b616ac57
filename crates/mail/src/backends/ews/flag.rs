//! `UpdateItem`: read, flagged, answered.

use super::call::Speaker;
use super::categories;
use super::change::{Change, Changed, Combined, Item, ask, each};
use super::request::Request;
use super::version::Version;
use super::xml::Xml;
use crate::backends::exchange::{Tag, Verb};
use crate::{FlagChange, MessageRef, Result};

pub(super) async fn flag(
    changes: &Combined,
    messages: Vec<MessageRef>,
    change: FlagChange,
) -> Result<Vec<Result<()>>> {
    let done = each(changes, &messages, Change::Flag(change)).await?;
    Ok(done.into_iter().map(|one| one.map(drop)).collect())
}

pub(super) async fn carry_out(speaker: &Speaker, items: &[Item], change: &FlagChange) -> Changed {
    if !change.categories.is_empty() {
        return categories::carry_out(speaker, items, change).await;
    }
    let updates = updates(change, speaker.version);
    if updates.as_str().is_empty() {
        return items.iter().map(|item| (item.clone(), Ok(None))).collect();
    }
    let update = Update { change_key: None, updates };
    let write =
        |ids: &[&str]| request(ids.iter().map(|id| (*id, &update)), ALWAYS_OVERWRITE, speaker.version);
    ask(speaker, items, write, |_| None).await
}

/// What becomes of a message that somebody has changed meanwhile (`ConflictResolution`): a mark stands for itself, whatever
/// else is changed.
const ALWAYS_OVERWRITE: &str = "AlwaysOverwrite";
/// What is written of it was made of what was read.
pub(super) const NEVER_OVERWRITE: &str = "NeverOverwrite";

/// What is to be written of a message, and as what it was read.
pub(super) struct Update {
    pub(super) change_key: Option<String>,
    pub(super) updates: Xml,
}

/// What a machine reads, or removes unread, tells nobody that a person has read it or has not
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem, and deleteitem). Older versions know no
/// such thing.
pub(super) fn no_receipts(version: Version) -> Option<(&'static str, &'static str)> {
    (version >= Version::Exchange2013Sp1).then_some(("SuppressReadReceipts", "true"))
}

pub(super) fn request<'a>(
    items: impl Iterator<Item = (&'a str, &'a Update)>,
    conflicts: &str,
    version: Version,
) -> Request {
    let mut how = vec![
        ("MessageDisposition", "SaveOnly"),
        ("ConflictResolution", conflicts),
        ("SendMeetingInvitationsOrCancellations", "SendToNone"),
    ];
    how.extend(no_receipts(version));
    Request::new("UpdateItem", &how, |xml| {
        xml.within("m:ItemChanges", |xml| {
            for (id, Update { change_key, updates }) in items {
                let key = change_key.iter().map(|key| ("ChangeKey", key.as_str()));
                let names: Vec<(&str, &str)> = std::iter::once(("Id", id)).chain(key).collect();
                xml.within("t:ItemChange", |xml| {
                    xml.empty("t:ItemId", &names);
                    xml.within("t:Updates", |xml| {
                        xml.append(updates);
                    });
                });
            }
        });
    })
}

pub(super) fn updates(change: &FlagChange, version: Version) -> Xml {
    let mut xml = Xml::new();
    if let Some(seen) = change.seen {
        set(
            &mut xml,
            |xml| super::folders::field(xml, "message:IsRead"),
            |xml| {
                xml.text("t:IsRead", seen);
            },
        );
    }
    match change.flagged {
        // A flag has dates of its own, which the property by which older servers keep it does not bring along.
        Some(flagged) if version >= Version::Exchange2013 => {
            let status = if flagged { "Flagged" } else { "NotFlagged" };
            set(
                &mut xml,
                |xml| super::folders::field(xml, "item:Flag"),
                |xml| {
                    xml.within("t:Flag", |xml| {
                        xml.text("t:FlagStatus", status);
                    });
                },
            );
        }
        Some(true) => extended(&mut xml, Tag::FLAG_STATUS, Tag::FLAGGED),
        Some(false) => {
            xml.within("t:DeleteItemField", |xml| extended_uri(xml, Tag::FLAG_STATUS, "Integer"));
        }
        None => {}
    }
    match Verb::after(change).map(Verb::written) {
        Some(Some((verb, icon))) => {
            extended(&mut xml, Tag::LAST_VERB, verb);
            extended(&mut xml, Tag::ICON, icon);
        }
        Some(None) => {
            xml.within("t:DeleteItemField", |xml| extended_uri(xml, Tag::LAST_VERB, "Integer"));
            xml.within("t:DeleteItemField", |xml| extended_uri(xml, Tag::ICON, "Integer"));
        }
        None => {}
    }
    xml
}

pub(super) fn set(xml: &mut Xml, uri: impl FnOnce(&mut Xml), value: impl FnOnce(&mut Xml)) {
    xml.within("t:SetItemField", |xml| {
        uri(xml);
        xml.within("t:Message", value);
    });
}

fn extended(xml: &mut Xml, tag: Tag, value: &str) {
    let uri = |xml: &mut Xml| extended_uri(xml, tag, "Integer");
    set(xml, uri, |xml| {
        xml.within("t:ExtendedProperty", |xml| {
            extended_uri(xml, tag, "Integer");
            xml.text("t:Value", value);
        });
    });
}

/// A property of MAPI's, by its tag.
pub(super) fn extended_uri(xml: &mut Xml, tag: Tag, kind: &str) {
    xml.empty("t:ExtendedFieldURI", &[("PropertyTag", &tag.to_string()), ("PropertyType", kind)]);
}
