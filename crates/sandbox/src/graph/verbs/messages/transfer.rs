use super::{super::page, Named, created};
use crate::graph::{
    access::Access,
    answer::Answer,
    call::Call,
    failure::{Failure, Outcome},
    folder::{Given, given},
    message::{Found, Shape, View},
};

/// `POST …/messages/{id}/move` (learn.microsoft.com/graph/api/message-move): it gets another id, unless ids are
/// immutable.
pub(in crate::graph) fn move_to(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    go(call, message, false)
}

/// `POST …/messages/{id}/copy` (learn.microsoft.com/graph/api/message-copy).
pub(in crate::graph) fn copy(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    go(call, message, true)
}

fn go(call: &Call<'_>, message: &Named<'_>, copy: bool) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    if copy {
        call.has_room()?;
    }
    let to = destination(call)?;
    let found = message.find(call)?;
    let moved = transfer(&found, &to, copy)?;
    let shape = Shape { basic: call.is_basic(), ..Shape::default() };
    Ok(page::entity(call, 201, "messages", View::new(&moved, call.prefer).json(&shape)))
}

/// The folder that a request names as `destinationId`.
pub(in super::super) fn destination(call: &Call<'_>) -> Outcome<Given> {
    let body = call.asked.json()?;
    let object = body.as_object().into_iter().flatten();
    let id =
        object.filter(|(name, _)| name.eq_ignore_ascii_case("destinationId")).find_map(|(_, id)| id.as_str());
    let id = id.filter(|id| !id.is_empty());
    let id = id
        .ok_or_else(|| Failure::new(400, "ErrorInvalidRequest", "The DestinationId parameter is missing."))?;
    given(call, id)
}

/// Moves or copies a message within its mailbox.
pub(super) fn transfer(found: &Found, to: &Given, copy: bool) -> Outcome<Found> {
    let failed = || Failure::new(400, "ErrorMoveCopyFailed", "The move or copy operation failed.");
    if to.place.name.is_empty() {
        return Err(failed());
    }
    let uids = [found.message.uid];
    let (folder, uid) = found.account.write(|mailbox| {
        let done = if copy {
            mailbox.copy_to(found.folder, &uids, &to.place.name)
        } else {
            mailbox.move_to(found.folder, &uids, &to.place.name)
        };
        let done = done.map_err(|_| failed())?;
        let (_, uid) = done.uids.first().copied().ok_or_else(Failure::item_not_found)?;
        Ok((done.uid_validity, uid))
    })?;
    created(&found.account, folder, uid)
}
