use super::{Named, transfer::transfer};
use crate::graph::{
    access::Access, answer::Answer, call::Call, failure::Outcome, folder::given, message::Found,
};

/// `DELETE …/messages/{id}` (learn.microsoft.com/graph/api/message-delete): into Deleted Items; out of there, to where
/// nothing here shows it.
pub(in crate::graph) fn delete(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    let found = message.find_to_change(call)?;
    match given(call, "deleteditems") {
        Ok(trash) if trash.place.id != found.folder => drop(transfer(&found, &trash, false)?),
        _ => remove(&found),
    }
    Ok(Answer::empty(204))
}

/// `POST …/messages/{id}/permanentDelete` (learn.microsoft.com/graph/api/message-permanentdelete).
pub(in crate::graph) fn delete_for_good(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    remove(&message.find_to_change(call)?);
    Ok(Answer::empty(204))
}

pub(super) fn remove(found: &Found) {
    found.account.write(|mailbox| {
        mailbox.by_uid_validity_mut(found.folder).and_then(|folder| folder.remove(found.message.uid))
    });
}
