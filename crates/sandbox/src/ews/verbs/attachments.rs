//! `CreateAttachment` and `DeleteAttachment`: the message is written anew.

use super::{
    batch::{self, Found},
    get_attachment,
};
use crate::ews::{
    call::Call,
    draft,
    failure::{Failure, Outcome},
    id::{Id, change_key},
    item::Seen,
    xml::{Element, Xml},
};

/// `CreateAttachment`.
pub(super) fn create(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let parent =
        request.child("ParentItemId").ok_or_else(|| Failure::missing("ParentItemId", "CreateAttachment"))?;
    let parent = Element { name: "ItemId".to_owned(), ..parent.clone() };
    let attachments = batch::ids(request, "Attachments")?;
    batch::responses("CreateAttachment", xml, attachments, |attachment, xml| {
        batch::message(
            "CreateAttachment",
            xml,
            attach(call, &parent, attachment),
            "m:Attachments",
            |found, xml| {
                let Found { account, folder, message, .. } = &found;
                let root = Id::Item { folder: *folder, uid: message.uid }.text(account);
                let seen = Seen::new(account, *folder, message);
                let way = seen.attachments().last().map(|attached| attached.way.clone()).unwrap_or_default();
                let id = Id::Attachment { folder: *folder, uid: message.uid, way }.text(account);
                let attributes =
                    [("Id", &*id), ("RootItemId", &*root), ("RootItemChangeKey", &*change_key(message))];
                xml.element("m:Attachments", |xml| {
                    xml.element(&format!("t:{}", attachment.name), |xml| {
                        xml.empty("t:AttachmentId", &attributes);
                    });
                });
            },
        );
    });
    Ok(())
}

fn attach(call: &Call<'_>, parent: &Element<'_>, attachment: &Element<'_>) -> Outcome<Found> {
    let found = batch::item(call, parent)?;
    batch::has_room(call, &found.account)?;
    let file = draft::attached(attachment)?;
    let number = call.server.site().next_number();
    let raw = draft::with_file(&found.message, &file, number);
    rewrite(found, raw)
}

fn rewrite(found: Found, raw: Vec<u8>) -> Outcome<Found> {
    let Found { account, folder, message, change_key } = found;
    let message = account.write(|mailbox| {
        let folder = mailbox.by_uid_validity_mut(folder)?;
        folder.remark(message.uid, Some(raw.into()), |_, _| {})?;
        folder.message(message.uid).cloned()
    });
    Ok(Found { account, folder, message: message.ok_or_else(Failure::item_not_found)?, change_key })
}

/// `DeleteAttachment`.
pub(super) fn delete(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let ids = batch::ids(request, "AttachmentIds")?;
    // Ids tell the way to a part, so that what is behind is taken out first.
    let mut found: Vec<_> = ids.iter().map(|id| get_attachment::find(call, id)).enumerate().collect();
    found.sort_by(|(_, one), (_, other)| match (one, other) {
        (Ok(one), Ok(other)) => other.way.cmp(&one.way),
        _ => std::cmp::Ordering::Equal,
    });
    let mut done: Vec<_> = found.into_iter().map(|(at, wanted)| (at, wanted.and_then(detach))).collect();
    done.sort_by_key(|(at, _)| *at);
    batch::responses("DeleteAttachment", xml, done, |(_, done), xml| {
        batch::message("DeleteAttachment", xml, done, "", |found, xml| {
            let root = Id::Item { folder: found.folder, uid: found.message.uid }.text(&found.account);
            let key = change_key(&found.message);
            xml.empty("m:RootItemId", &[("RootItemId", &root), ("RootItemChangeKey", &key)]);
        });
    });
    Ok(())
}

fn detach(wanted: get_attachment::Wanted) -> Outcome<Found> {
    let get_attachment::Wanted { account, folder, message, way } = wanted;
    let message = account
        .read(|mailbox| {
            mailbox.by_uid_validity(folder).and_then(|folder| folder.message(message.uid).cloned())
        })
        .ok_or_else(Failure::item_not_found)?;
    let raw = draft::without_part(&message, &way).ok_or_else(Failure::item_not_found)?;
    rewrite(Found { account, folder, message, change_key: None }, raw)
}
