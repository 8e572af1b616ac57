use super::batch;
use crate::ews::{
    call::Call,
    failure::Outcome,
    folder::{FolderShape, given},
    xml::{Element, Xml},
};

/// `GetFolder`: several at once, each found or not.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let shape = FolderShape::read(call, request.child("FolderShape"))?;
    let ids = batch::ids(request, "FolderIds")?;
    batch::responses("GetFolder", xml, ids, |id, xml| {
        batch::message("GetFolder", xml, given(call, id), "m:Folders", |folder, xml| {
            xml.element("m:Folders", |xml| shape.write(call, &folder, xml));
        });
    });
    Ok(())
}
