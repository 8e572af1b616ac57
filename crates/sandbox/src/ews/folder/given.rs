use super::{
    super::{
        call::Call,
        failure::{Failure, Outcome},
        id::Id,
        xml::Element,
    },
    Place, Tree,
};
use crate::Account;

/// A folder that a request names.
#[derive(Clone, Debug)]
pub(in super::super) struct Given {
    pub account: Account,
    pub place: Place,
}

/// Finds the folder of a `FolderId` or `DistinguishedFolderId`.
///
/// A distinguished folder may be that of another mailbox
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/delegate-access-and-ews-in-exchange).
pub(in super::super) fn given(call: &Call<'_>, element: &Element<'_>) -> Outcome<Given> {
    let id = element.attribute("Id").unwrap_or_default();
    match element.name.as_str() {
        "FolderId" => {
            let (account, id) = Id::read(call.store(), id)?;
            let Id::Folder { folder } = id else {
                return Err(Failure::new(
                    "ErrorCannotUseItemIdForFolderId",
                    "Item ID cannot be used for folder ID.",
                ));
            };
            call.may_open(&account)?;
            let place = account.read(|mailbox| Tree::of(mailbox).get(folder).cloned());
            Ok(Given { place: place.ok_or_else(Failure::folder_not_found)?, account })
        }
        "DistinguishedFolderId" => {
            let address = element.child("Mailbox").and_then(|mailbox| mailbox.text_of("EmailAddress"));
            let account = call.mailbox(address)?;
            let place = account.read(|mailbox| Tree::of(mailbox).distinguished(id).cloned());
            match place {
                Some(place) => Ok(Given { account, place }),
                None if DISTINGUISHED.contains(&id) => Err(Failure::folder_not_found()),
                None => Err(Failure::enumeration("Id", id)),
            }
        }
        other => Err(Failure::schema(format!("The element '{other}' is not a folder id."))),
    }
}

/// `DistinguishedFolderIdNameType`: those that no mailbox here has.
const DISTINGUISHED: &[&str] = &[
    "calendar",
    "contacts",
    "deleteditems",
    "drafts",
    "inbox",
    "journal",
    "notes",
    "outbox",
    "sentitems",
    "tasks",
    "msgfolderroot",
    "publicfoldersroot",
    "root",
    "junkemail",
    "searchfolders",
    "voicemail",
    "recoverableitemsroot",
    "recoverableitemsdeletions",
    "recoverableitemsversions",
    "recoverableitemspurges",
    "recoverableitemsdiscoveryholds",
    "archiveroot",
    "archivemsgfolderroot",
    "archivedeleteditems",
    "archiveinbox",
    "archiverecoverableitemsroot",
    "archiverecoverableitemsdeletions",
    "archiverecoverableitemsversions",
    "archiverecoverableitemspurges",
    "archiverecoverableitemsdiscoveryholds",
    "syncissues",
    "conflicts",
    "localfailures",
    "serverfailures",
    "recipientcache",
    "quickcontacts",
    "conversationhistory",
    "adminauditlogs",
    "todosearch",
    "mycontacts",
    "directory",
    "imcontactlist",
    "peopleconnect",
    "favorites",
];
