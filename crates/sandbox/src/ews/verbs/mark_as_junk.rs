use super::{batch, create_item::own_folder, move_item};
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    id::{Id, change_key},
    item::is_true,
    xml::{Element, Xml},
};

/// `MarkAsJunk`: the sender is blocked or no longer, which changes nothing here, and the message is moved if that is asked for
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/markasjunk-operation).
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let given =
        |name| request.attribute(name).map(is_true).ok_or_else(|| Failure::missing(name, "MarkAsJunk"));
    let (is_junk, moved) = (given("IsJunk")?, given("MoveItem")?);
    let ids = batch::ids(request, "ItemIds")?;
    let progress = batch::Progress::of(call, ids.len());
    batch::responses("MarkAsJunk", xml, ids, |id, xml| {
        let go = || {
            let found = batch::item(call, id)?;
            if !moved {
                return Ok(None);
            }
            let to = own_folder(&found.account, if is_junk { "junkemail" } else { "inbox" })?;
            move_item::transfer(call, &found, &to, false)
        };
        batch::message("MarkAsJunk", xml, progress.with(go), "", |moved, xml| {
            if let Some(moved) = moved {
                let id = Id::Item { folder: moved.folder, uid: moved.message.uid }.text(&moved.account);
                xml.empty("m:MovedItemId", &[("Id", &id), ("ChangeKey", &change_key(&moved.message))]);
            }
        });
    });
    Ok(())
}
