use super::super::{
    call::Call,
    failure::{Failure, Outcome},
    id::Id,
};
use crate::{
    Account,
    ews::folder::{Place, TOP, Tree},
    store::{Mailbox, Role},
};

/// A folder that a request names.
#[derive(Clone, Debug)]
pub(in super::super) struct Given {
    pub account: Account,
    pub place: Place,
}

/// Finds a folder by its id or its well-known name, which has no case
/// (learn.microsoft.com/graph/api/resources/mailfolder).
pub(in super::super) fn given(call: &Call<'_>, text: &str) -> Outcome<Given> {
    let account = call.account.clone();
    let name = text.to_ascii_lowercase();
    let place = if WELL_KNOWN.contains(&name.as_str()) {
        account.read(|mailbox| well_known(mailbox, &name))
    } else {
        let Id::Folder(folder) = Id::read(&account, text)? else { return Err(Failure::malformed_id()) };
        account.read(|mailbox| Tree::of(mailbox).get(folder).cloned())
    };
    // Above `msgfolderroot` nothing is shown.
    let place = place.filter(|place| place.id >= TOP);
    Ok(Given { place: place.ok_or_else(Failure::folder_not_found)?, account })
}

fn well_known(mailbox: &Mailbox, name: &str) -> Option<Place> {
    let tree = Tree::of(mailbox);
    if name == "archive" {
        let archive = mailbox.folders().find(|(_, folder)| folder.role() == Some(Role::Archive))?;
        return tree.get(archive.1.uid_validity()).cloned();
    }
    tree.distinguished(name).cloned()
}

/// Most of them no mailbox here has.
const WELL_KNOWN: [&str; 19] = [
    "archive",
    "clutter",
    "conflicts",
    "conversationhistory",
    "deleteditems",
    "drafts",
    "inbox",
    "junkemail",
    "localfailures",
    "msgfolderroot",
    "outbox",
    "recoverableitemsdeletions",
    "scheduled",
    "searchfolders",
    "sentitems",
    "serverfailures",
    "syncissues",
    "recoverableitemspurges",
    "root",
];
