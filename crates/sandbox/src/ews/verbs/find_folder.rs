use super::{batch, page::Page};
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    folder::{self, FolderShape, Given, Place, Tree, given},
    item::{Path, Value},
    restriction::{self, Properties},
    xml::{Element, Xml},
};

impl Properties for Place {
    fn value(&self, path: &Path) -> Option<Value> {
        folder::value(self, path)
    }
}

/// `FindFolder`: a result for each folder in which others are looked for.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let deep = match request.attribute("Traversal") {
        Some("Shallow") => Some(false),
        Some("Deep") => Some(true),
        Some("SoftDeleted") => None,
        other => return Err(Failure::enumeration("Traversal", other.unwrap_or_default())),
    };
    let shape = FolderShape::read(call, request.child("FolderShape"))?;
    let page = Page::read(request.child("IndexedPageFolderView"))?;
    let condition = restriction::read(call, request.child("Restriction"))?;
    let parents = batch::ids(request, "ParentFolderIds")?;
    let found = |parent: &Element<'_>| -> Outcome<_> {
        let Given { account, place } = given(call, parent)?;
        let tree = account.read(Tree::of);
        let below: Vec<Place> = match deep {
            None => Vec::new(),
            Some(false) => tree.children(place.id).cloned().collect(),
            Some(true) => tree.below(place.id).into_iter().cloned().collect(),
        };
        let fits = |place: &Place| condition.as_ref().is_none_or(|condition| condition.accepts(place));
        let cut = page.cut(below.into_iter().filter(fits).collect());
        Ok((account, cut))
    };
    batch::responses("FindFolder", xml, parents, |parent, xml| {
        batch::message("FindFolder", xml, found(parent), "", |(account, cut), xml| {
            xml.element_with("m:RootFolder", &cut.attributes(), |xml| {
                xml.element("t:Folders", |xml| {
                    for place in &cut.results {
                        let folder = Given { account: account.clone(), place: place.clone() };
                        shape.write(call, &folder, xml);
                    }
                });
            });
        });
    });
    Ok(())
}
