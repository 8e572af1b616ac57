use super::super::{
    messages::{Named, created},
    page,
};
use crate::{
    ews::draft::{File, with_file},
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        message::{AttachmentShape, Found, View, file, last, named},
    },
};

/// What is attached at once is smaller (learn.microsoft.com/graph/api/message-post-attachments).
pub(super) const SMALL: usize = 3 * 1024 * 1024;

/// `POST …/attachments`.
pub(in crate::graph) fn add(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    call.has_room()?;
    let file = file(&call.asked.json()?)?;
    if file.content.len() >= SMALL {
        return Err(Failure::new(
            413,
            "RequestEntityTooLarge",
            "A file of 3 MB or more is attached by an upload session.",
        ));
    }
    let found = message.find_to_change(call)?;
    let found = attach(call.server.site().next_number(), &found, &file)?;
    let view = View::new(&found, call.prefer);
    let id = last(&view)?.text(&found.account);
    let (attached, place) = named(&view, &found, &id)?;
    Ok(page::entity(
        call,
        201,
        "messages/attachments",
        AttachmentShape::default().json(&view, &attached, place),
    ))
}

/// The message with one more part.
pub(super) fn attach(number: u64, found: &Found, file: &File) -> Outcome<Found> {
    let raw = with_file(&found.message, file, number);
    rewrite(found, raw)
}

pub(super) fn rewrite(found: &Found, raw: Vec<u8>) -> Outcome<Found> {
    let uid = found.message.uid;
    let there = found
        .account
        .write(|mailbox| mailbox.by_uid_validity_mut(found.folder)?.remark(uid, Some(raw.into()), |_, _| ()));
    there.ok_or_else(Failure::item_not_found)?;
    created(&found.account, found.folder, uid)
}
