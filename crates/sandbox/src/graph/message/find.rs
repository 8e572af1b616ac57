use super::super::{
    call::Call,
    failure::{Failure, Outcome},
    id::{Id, MessageId},
};
use crate::{
    Account, Fault,
    store::{Mailbox, Message, Origin},
};

/// A message that a request names.
#[derive(Clone, Debug)]
pub(in super::super) struct Found {
    pub account: Account,
    pub folder: u32,
    pub message: Message,
}

/// Finds a message by its id.
pub(in super::super) fn found(call: &Call<'_>, text: &str) -> Outcome<Found> {
    let account = call.account.clone();
    let Id::Message(id) = Id::read(&account, text)? else { return Err(Failure::malformed_id()) };
    let found = look_up(&account, id)?;
    if matches!(found.message.origin, Origin::Moved(..))
        && call.server.site().happens(call.faults, &Fault::GraphMovedNotFoundOnce)
    {
        return Err(Failure::item_not_found());
    }
    Ok(found)
}

/// The message of an id that is known to be one's.
pub(in super::super) fn look_up(account: &Account, id: MessageId) -> Outcome<Found> {
    let (folder, message) = account.read(|mailbox| look(mailbox, id)).ok_or_else(Failure::item_not_found)?;
    Ok(Found { account: account.clone(), folder, message })
}

fn look(mailbox: &Mailbox, id: MessageId) -> Option<(u32, Message)> {
    match id {
        MessageId::Here { folder, uid } => {
            Some((folder, mailbox.by_uid_validity(folder)?.message(uid)?.clone()))
        }
        MessageId::Immutable { folder, uid } => {
            let birth = Some((folder, uid));
            // Most were never moved.
            let first = mailbox.by_uid_validity(folder).and_then(|own| own.message(uid));
            if let Some(message) = first.filter(|message| message.birth == birth) {
                return Some((folder, message.clone()));
            }
            mailbox.folders().find_map(|(_, own)| {
                let message = own.messages().find(|message| message.birth == birth)?;
                Some((own.uid_validity(), message.clone()))
            })
        }
    }
}
