use std::cmp::Ordering;

use super::{batch, page::Page};
use crate::{
    Account,
    ews::{
        call::Call,
        failure::{Failure, Outcome},
        folder::given,
        item::{Path, Seen, Shape, Value, field},
        restriction::{self, Properties},
        version::Version,
        xml::{Element, Xml},
    },
    store::Message,
};

impl Properties for Seen<'_> {
    fn value(&self, path: &Path) -> Option<Value> {
        match path {
            Path::Field(uri) => field(uri)?.value(self),
            Path::Header(name) => self.header(name).map(Value::Text),
            Path::Extended(extended) => extended.value(self),
        }
    }
}

/// `FindItem`: a result for each folder that is looked into, whose items it tells without their text.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let nothing = match request.attribute("Traversal") {
        Some("Shallow") => false,
        // Nothing here is kept after its deletion, nor hidden.
        Some("SoftDeleted") => true,
        Some("Associated") => call.needs(Version::Exchange2010).map(|()| true)?,
        other => return Err(Failure::enumeration("Traversal", other.unwrap_or_default())),
    };
    if request.child("QueryString").is_some() {
        call.needs(Version::Exchange2010)?;
        return Err(Failure::new(
            "ErrorContentIndexingNotEnabled",
            "The mailbox is not enabled for content indexing.",
        ));
    }
    let shape = Shape::read(call, request.child("ItemShape"), true)?;
    let page = Page::read(request.child("IndexedPageItemView"))?;
    let condition = restriction::read(call, request.child("Restriction"))?;
    let order = order(call, request)?;
    let parents = batch::ids(request, "ParentFolderIds")?;
    let found = |parent: &Element<'_>| -> Outcome<_> {
        let folder = given(call, parent)?;
        let mut items = if nothing { Vec::new() } else { messages(&folder.account, folder.place.id) };
        items.retain(|message| {
            let seen = Seen::new(&folder.account, folder.place.id, message);
            condition.as_ref().is_none_or(|condition| condition.accepts(&seen))
        });
        sort(&folder.account, folder.place.id, &mut items, &order);
        Ok((folder.account, folder.place.id, page.cut(items)))
    };
    batch::responses("FindItem", xml, parents, |parent, xml| {
        batch::message("FindItem", xml, found(parent), "", |(account, folder, cut), xml| {
            xml.element_with("m:RootFolder", &cut.attributes(), |xml| {
                xml.element("t:Items", |xml| {
                    for message in &cut.results {
                        shape.write(&Seen::new(&account, folder, message), xml);
                    }
                });
            });
        });
    });
    Ok(())
}

/// The newest first, as nobody says otherwise.
fn messages(account: &Account, folder: u32) -> Vec<Message> {
    account.read(|mailbox| {
        let folder = mailbox.by_uid_validity(folder);
        let mut all: Vec<Message> =
            folder.map(|folder| folder.messages().cloned().collect()).unwrap_or_default();
        all.sort_by_key(|message| std::cmp::Reverse((message.received_at, message.uid)));
        all
    })
}

struct By {
    path: Path,
    descending: bool,
}

fn order(call: &Call<'_>, request: &Element<'_>) -> Outcome<Vec<By>> {
    let by = |field_order: &Element<'_>| {
        let descending = match field_order.attribute("Order") {
            Some("Ascending") => false,
            Some("Descending") => true,
            other => return Err(Failure::enumeration("Order", other.unwrap_or_default())),
        };
        let path = field_order.children.first().ok_or_else(|| Failure::missing("Path", "FieldOrder"))?;
        let path = Path::read(call, path)?;
        match &path {
            Path::Field(uri) if field(uri).is_none_or(|field| !field.is_told_by_find()) => Err(Failure::new(
                "ErrorUnsupportedPathForSortGroup",
                "The property can not be used for sorting or grouping results.",
            )
            .about(path)),
            _ => Ok(By { path, descending }),
        }
    };
    request.list("SortOrder").iter().map(by).collect()
}

/// What has no value comes first; what is alike, as it came into the folder.
fn sort(account: &Account, folder: u32, items: &mut Vec<Message>, order: &[By]) {
    if order.is_empty() {
        return;
    }
    items.sort_by_key(|message| message.uid);
    let keyed = std::mem::take(items).into_iter().map(|message| {
        let seen = Seen::new(account, folder, &message);
        let key: Vec<Option<Value>> = order.iter().map(|by| seen.value(&by.path)).collect();
        (key, message)
    });
    let mut keyed: Vec<_> = keyed.collect();
    keyed.sort_by(|(one, _), (other, _)| {
        let compared = order.iter().zip(one).zip(other).map(|((by, one), other)| {
            let order = match (one, other) {
                (Some(one), Some(other)) => one.compare(other).unwrap_or(Ordering::Equal),
                (one, other) => one.is_some().cmp(&other.is_some()),
            };
            if by.descending { order.reverse() } else { order }
        });
        compared.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    *items = keyed.into_iter().map(|(_, message)| message).collect();
}
