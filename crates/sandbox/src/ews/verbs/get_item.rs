use super::batch;
use crate::ews::{
    call::Call,
    failure::Outcome,
    item::{Seen, Shape},
    xml::{Element, Xml},
};

/// `GetItem`: all that is asked for, of each item or why not.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let shape = Shape::read(call, request.child("ItemShape"), false)?;
    let ids = batch::ids(request, "ItemIds")?;
    batch::responses("GetItem", xml, ids, |id, xml| {
        batch::message("GetItem", xml, batch::item(call, id), "m:Items", |found, xml| {
            let seen = Seen::new(&found.account, found.folder, &found.message);
            xml.element("m:Items", |xml| shape.write(&seen, xml));
        });
    });
    Ok(())
}
