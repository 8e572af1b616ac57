use serde_json::{Value, json};

use super::super::page;
use crate::{
    ews::folder::Tree,
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::Outcome,
        folder::{FolderShape, Given, kind, property},
        odata::{Filter, Order, Page},
    },
};

/// `GET /me/mailFolders` (learn.microsoft.com/graph/api/user-list-mailfolders) and `GET …/childFolders`
/// (learn.microsoft.com/graph/api/mailfolder-list-childfolders): those directly below. None is hidden here, whatever
/// `includeHiddenFolders` says.
pub(in super::super::super) fn list(call: &Call<'_>, parent: &Given) -> Outcome<Answer> {
    call.needs(Access::Basic)?;
    let query = &call.asked.query;
    let shape = FolderShape::read(query)?;
    let page = Page::read(query, call.prefer.page_size)?;
    let mut all = below(parent);
    let told = |folder: &Given, name: &str| property(&folder.account, &folder.place, name);
    if let Some(filter) = query.get("$filter") {
        let filter = Filter::read(filter, "mailFolder", kind)?;
        all.retain(|folder| filter.meets(&|name: &str| told(folder, name)));
    }
    if let Some(order) = query.get("$orderby") {
        let order = Order::read(order, "mailFolder", kind)?;
        order.sort(&mut all, &told);
    }
    let count = query.truth("$count")?.then_some(all.len());
    let (folders, next) = page.of(all);
    let value: Vec<Value> = folders.iter().map(|folder| shape.json(folder)).collect();
    let next = next.map(|next| call.address_with(&["$skiptoken"], "$skip", &next.to_string()));
    Ok(page::collection(call, "mailFolders", value, next, count))
}

/// `GET …/$count`.
pub(in super::super::super) fn count(call: &Call<'_>, parent: &Given) -> Outcome<Answer> {
    call.needs(Access::Basic)?;
    Ok(page::number(below(parent).len()))
}

/// `GET …/mailFolders/{id}` (learn.microsoft.com/graph/api/mailfolder-get), with `$expand=childFolders`.
pub(in super::super::super) fn get(call: &Call<'_>, folder: &Given) -> Outcome<Answer> {
    call.needs(Access::Basic)?;
    let shape = FolderShape::read(&call.asked.query)?;
    let mut value = shape.json(folder);
    if call.asked.query.get("$expand").is_some_and(|text| text.starts_with("childFolders"))
        && let Some(value) = value.as_object_mut()
    {
        let children: Vec<Value> = below(folder).iter().map(|child| shape.json(child)).collect();
        value.insert("childFolders".to_owned(), json!(children));
    }
    Ok(page::entity(call, 200, "mailFolders", value))
}

fn below(parent: &Given) -> Vec<Given> {
    let account = &parent.account;
    let places: Vec<_> =
        account.read(|mailbox| Tree::of(mailbox).children(parent.place.id).cloned().collect());
    places.into_iter().map(|place| Given { account: account.clone(), place }).collect()
}
