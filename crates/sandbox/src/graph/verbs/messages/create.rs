use super::super::page;
use crate::{
    Account, Flag, Flags,
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::{Given, given},
        message::{Found, Shape, View, Written, mime},
    },
    outside,
    store::{Marks, Origin},
};

/// `POST …/messages` (learn.microsoft.com/graph/api/user-post-messages,
/// learn.microsoft.com/graph/api/mailfolder-post-messages): a draft, of its properties or as MIME in base64.
pub(in crate::graph) fn create(call: &Call<'_>, folder: Option<&Given>) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    call.has_room()?;
    let folder = folder.cloned().map_or_else(|| given(call, "drafts"), Ok)?;
    if folder.place.name.is_empty() {
        return Err(Failure::access_denied());
    }
    let (raw, marks) = if call.asked.is("text/plain") {
        (mime(&call.asked.body)?, Marks::default())
    } else {
        let mut written = Written::default();
        written.read(&call.asked.json()?)?;
        written.compose(call)
    };
    let found = keep(&folder, raw, marks, [Flag::Seen, Flag::Draft].into())?;
    Ok(page::entity(call, 201, "messages", View::new(&found, call.prefer).json(&Shape::default())))
}

/// Puts a message into a folder.
pub(super) fn keep(folder: &Given, raw: Vec<u8>, marks: Marks, flags: Flags) -> Outcome<Found> {
    let (account, id) = (&folder.account, folder.place.id);
    let uid = account.write(|mailbox| {
        let folder = mailbox.by_uid_validity_mut(id).ok_or_else(Failure::folder_not_found)?;
        Ok(folder.put(raw.into(), flags, outside::now(), marks.into(), Origin::Saved))
    })?;
    created(account, id, uid)
}

/// The message that was just put where it is.
pub(in super::super) fn created(account: &Account, folder: u32, uid: u32) -> Outcome<Found> {
    let message = account.read(|mailbox| mailbox.by_uid_validity(folder)?.message(uid).cloned());
    Ok(Found { account: account.clone(), folder, message: message.ok_or_else(Failure::item_not_found)? })
}
