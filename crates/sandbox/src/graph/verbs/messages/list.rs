use serde_json::Value;

use super::super::page;
use crate::{
    Fault,
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::Given,
        message::{Found, Shape, View, kind},
        odata::{Filter, Order, Page, Search},
    },
};

/// A search finds no more (learn.microsoft.com/graph/search-query-parameter).
const MOST_FOUND: usize = 1_000;

/// `GET …/messages` (learn.microsoft.com/graph/api/user-list-messages,
/// learn.microsoft.com/graph/api/mailfolder-list-messages): the latest first where nothing else is said.
pub(in crate::graph) fn list(call: &Call<'_>, folder: Option<&Given>) -> Outcome<Answer> {
    call.needs(Access::Basic)?;
    let query = &call.asked.query;
    let shape = Shape::read(call)?;
    let page = Page::read(query, call.prefer.page_size)?;
    let is_search = query.get("$search").is_some();
    let all = wanted(call, folder)?;
    let count = query.truth("$count")?.then_some(all.len());
    let (messages, next) = page.of(all);
    let value: Vec<Value> = messages.iter().map(|found| View::new(found, call.prefer).json(&shape)).collect();
    let next = next.map(|next| {
        let (name, other) = if is_search { ("$skiptoken", "$skip") } else { ("$skip", "$skiptoken") };
        call.address_with(&[other], name, &next.to_string())
    });
    Ok(page::collection(call, "messages", value, next, count))
}

/// `GET …/messages/$count`.
pub(in crate::graph) fn count(call: &Call<'_>, folder: Option<&Given>) -> Outcome<Answer> {
    call.needs(Access::Basic)?;
    Ok(page::number(wanted(call, folder)?.len()))
}

/// All that a query means, in its order.
fn wanted(call: &Call<'_>, folder: Option<&Given>) -> Outcome<Vec<Found>> {
    let query = &call.asked.query;
    let filter = query.get("$filter").map(|text| Filter::read(text, "message", kind)).transpose()?;
    let order = query.get("$orderby").map(|text| Order::read(text, "message", kind)).transpose()?;
    let search = query.get("$search").map(Search::read).transpose()?;
    if search.is_some() {
        not_with_search(call)?;
    }
    if let Some(filter) = &filter {
        efficient(call, filter, order.as_ref())?;
    }
    let extended = filter.as_ref().map(Filter::extended).unwrap_or_default();
    let property = |found: &Found, name: &str| View::new(found, call.prefer).for_query(name, &extended);
    let mut all = gather(call, folder);
    if let Some(search) = &search {
        all.retain(|found| search.finds(&View::new(found, call.prefer)));
        all.sort_by_key(|found| std::cmp::Reverse(View::new(found, call.prefer).sent_at()));
        all.truncate(MOST_FOUND);
        return Ok(all);
    }
    if let Some(filter) = &filter {
        all.retain(|found| filter.meets(&|name: &str| property(found, name)));
    }
    match &order {
        Some(order) => order.sort(&mut all, &property),
        None => all.sort_by_key(|found| std::cmp::Reverse((found.message.received_at, found.message.uid))),
    }
    Ok(all)
}

/// learn.microsoft.com/graph/query-parameters: `$search` on messages takes neither of the two.
fn not_with_search(call: &Call<'_>) -> Outcome<()> {
    for (option, code) in [("$filter", "SearchWithFilter"), ("$orderby", "SearchWithOrderBy")] {
        if call.asked.query.get(option).is_some() {
            return Err(Failure::new(
                400,
                code,
                format!("The query parameter '{option}' is not supported with '$search'."),
            ));
        }
    }
    Ok(())
}

/// learn.microsoft.com/graph/api/user-list-messages: what stands in `$orderby` stands in `$filter` too, in the same
/// order, and before everything else.
fn efficient(call: &Call<'_>, filter: &Filter, order: Option<&Order>) -> Outcome<()> {
    let paths = filter.paths();
    let fits = order.is_none_or(|order| {
        let mut paths = paths.iter();
        order.paths().all(|path| paths.next().is_some_and(|own| own.eq_ignore_ascii_case(path)))
    });
    let refused =
        call.faults.contains(&Fault::GraphInefficientFilter) && (order.is_some() || paths.len() > 1);
    if fits && !refused {
        return Ok(());
    }
    Err(Failure::new(
        400,
        "InefficientFilter",
        "The restriction or sort order is too complex for this operation.",
    ))
}

fn gather(call: &Call<'_>, folder: Option<&Given>) -> Vec<Found> {
    let account = &call.account;
    account.read(|mailbox| {
        let folders = mailbox.folders().map(|(_, own)| own);
        let folders = folders.filter(|own| folder.is_none_or(|folder| own.uid_validity() == folder.place.id));
        let found = folders.flat_map(|own| {
            let folder = own.uid_validity();
            own.messages().map(move |message| Found {
                account: account.clone(),
                folder,
                message: message.clone(),
            })
        });
        found.collect()
    })
}
