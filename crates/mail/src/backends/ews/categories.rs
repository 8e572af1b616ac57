//! `UpdateItem` of categories: the list is replaced as a whole, so that it is read before, and written only as long as nobody
//! else has changed the message (`NeverOverwrite`).

use super::call::Speaker;
use super::change::{Changed, Item, ask, item_ids};
use super::flag::{self, Update};
use super::folders::field;
use super::request::Request;
use super::xml::{Element, Xml};
use crate::{Error, FlagChange, Kind};
use std::collections::HashMap;

/// A message that changes between being read and being written is read once more.
const TRIES: usize = 2;

/// What a message has.
struct Present {
    change_key: Option<String>,
    categories: Vec<String>,
}

pub(super) async fn carry_out(speaker: &Speaker, items: &[Item], change: &FlagChange) -> Changed {
    let marks = flag::updates(change, speaker.version);
    let mut done = Changed::default();
    let mut left = items.to_vec();
    for _ in 0..TRIES {
        let mut updates = HashMap::new();
        for (item, present) in ask(speaker, &left, request, read).await {
            match present.map(|present| update(present, change, &marks)) {
                Ok(Some(update)) => drop(updates.insert(item, update)),
                Ok(None) => drop(done.insert(item, Ok(None))),
                Err(error) => drop(done.insert(item, Err(error))),
            }
        }
        if updates.is_empty() {
            break;
        }
        left.retain(|item| updates.contains_key(item));
        let by_id: HashMap<&str, &Update> =
            updates.iter().map(|((_, id), update)| (id.as_str(), update)).collect();
        let write = |ids: &[&str]| {
            let updates = ids.iter().filter_map(|id| Some((*id, *by_id.get(id)?)));
            flag::request(updates, flag::NEVER_OVERWRITE, speaker.version)
        };
        let written = ask(speaker, &left, write, |_| None).await;
        left.retain(|item| written.get(item).and_then(|one| one.as_ref().err()).is_some_and(has_changed));
        done.extend(written);
        if left.is_empty() {
            break;
        }
    }
    done
}

/// Somebody changed it since it was read.
fn has_changed(error: &Error) -> bool {
    error.kind() == Kind::Changed
}

fn request(ids: &[&str]) -> Request {
    Request::new("GetItem", &[], |xml| {
        xml.within("m:ItemShape", |xml| {
            xml.text("t:BaseShape", "IdOnly");
            xml.within("t:AdditionalProperties", |xml| field(xml, "item:Categories"));
        });
        item_ids(xml, ids.iter().copied());
    })
}

fn read(reply: &Element) -> Present {
    let item = reply.child("Items").and_then(|items| items.children.first());
    let key = item.and_then(|item| item.child("ItemId")).and_then(|id| id.attribute("ChangeKey"));
    Present { change_key: key.map(str::to_owned), categories: item.map(of_item).unwrap_or_default() }
}

/// The categories of a message.
pub(super) fn of_item(item: &Element) -> Vec<String> {
    let all = item.child("Categories").map(|all| all.children.as_slice()).unwrap_or_default();
    all.iter().map(|category| category.text.clone()).collect()
}

/// What is to be written: nothing, where all is as it is to be.
fn update(present: Present, change: &FlagChange, marks: &Xml) -> Option<Update> {
    let mut wanted = present.categories.clone();
    change.categorize(&mut wanted);
    let mut updates = Xml::new();
    updates.append(marks);
    if wanted != present.categories {
        categories(&mut updates, &wanted);
    }
    (!updates.as_str().is_empty()).then_some(Update { change_key: present.change_key, updates })
}

fn categories(xml: &mut Xml, wanted: &[String]) {
    let uri = |xml: &mut Xml| field(xml, "item:Categories");
    if wanted.is_empty() {
        xml.within("t:DeleteItemField", uri);
        return;
    }
    flag::set(xml, uri, |xml| {
        xml.within("t:Categories", |xml| {
            for name in wanted {
                xml.text("t:String", name);
            }
        });
    });
}
