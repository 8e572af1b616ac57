use super::{batch, move_item};
use crate::Account;
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    folder::{Given, Tree},
    version::Version,
    xml::{Element, Xml},
};

/// How something is deleted
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/deleting-items-by-using-ews-in-exchange). There is no
/// dumpster here: what is soft deleted is as gone as the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposal {
    Gone,
    ToDeletedItems,
}

impl Disposal {
    pub fn read(request: &Element<'_>) -> Outcome<Self> {
        match request.attribute("DeleteType") {
            Some("HardDelete" | "SoftDelete") => Ok(Self::Gone),
            Some("MoveToDeletedItems") => Ok(Self::ToDeletedItems),
            other => Err(Failure::enumeration("DeleteType", other.unwrap_or_default())),
        }
    }
}

/// `DeleteItem`.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let disposal = Disposal::read(request)?;
    if request.attribute("SuppressReadReceipts").is_some() {
        call.needs(Version::Exchange2013)?;
    }
    let ids = batch::ids(request, "ItemIds")?;
    let progress = batch::Progress::of(call, ids.len());
    batch::responses("DeleteItem", xml, ids, |id, xml| {
        let deleted = progress.with(|| delete(call, id, disposal));
        batch::message("DeleteItem", xml, deleted, "", |(), _| {});
    });
    Ok(())
}

fn delete(call: &Call<'_>, id: &Element<'_>, disposal: Disposal) -> Outcome<()> {
    let found = batch::item(call, id)?;
    let trash = deleted_items(&found.account);
    if let Some(trash) =
        trash.filter(|trash| disposal == Disposal::ToDeletedItems && trash.place.id != found.folder)
    {
        return move_item::transfer(call, &found, &trash, false).map(drop);
    }
    let gone = found.account.write(|mailbox| {
        mailbox.by_uid_validity_mut(found.folder).and_then(|folder| folder.remove(found.message.uid))
    });
    gone.map(drop).ok_or_else(Failure::item_not_found)
}

pub(super) fn deleted_items(account: &Account) -> Option<Given> {
    let place = account.read(|mailbox| Tree::of(mailbox).distinguished("deleteditems").cloned())?;
    Some(Given { account: account.clone(), place })
}
