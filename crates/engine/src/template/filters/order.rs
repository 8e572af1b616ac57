//! Filters that compare what is in a list.

use super::list::certain;
use super::{Call, Filter, filter};
use crate::template::evaluate::{Key, Maybe, Stop, same_kind};
use crate::vars::Value;
use std::collections::BTreeSet;

pub(super) const FILTERS: &[Filter] = &[
    filter("sort", &["reverse?", "case_sensitive?", "attribute?"], sort),
    filter("unique", &["case_sensitive?", "attribute?"], unique),
    filter("min", &["case_sensitive?", "attribute?"], |call| outermost(call, false)),
    filter("max", &["case_sensitive?", "attribute?"], |call| outermost(call, true)),
];

/// The values with what they are compared by. Capital letters make no difference unless it is asked for.
fn keyed(call: &mut Call<'_, '_>, case: usize, attribute: usize) -> Result<Vec<(Key, Value)>, Stop> {
    let items = call.list()?;
    let case_sensitive = call.flag(case);
    let mut keyed = Vec::new();
    for item in items.iter() {
        call.budget().steps(1)?;
        let by = certain(call, item, attribute)?;
        let key = Key::of(&by, call.budget())?;
        keyed.push((if case_sensitive { key } else { key.folded(call.budget())? }, item.clone()));
    }
    Ok(keyed)
}

/// Pays for comparing each value about as often as sorting does.
fn pay(call: &mut Call<'_, '_>, keyed: &[(Key, Value)]) -> Result<(), Stop> {
    let often = keyed.len().max(2).ilog2() as usize + 1;
    let bytes: usize = keyed.iter().map(|(key, _)| key.bytes()).sum();
    call.budget().steps(keyed.len().saturating_mul(often))?;
    call.budget().read(bytes.saturating_mul(often))
}

fn sort(call: &mut Call<'_, '_>) -> Maybe {
    let mut keyed = keyed(call, 1, 2)?;
    same_kind(keyed.iter().map(|(key, value)| (key, value)), "sort")?;
    pay(call, &keyed)?;
    if call.flag(0) {
        keyed.sort_by(|(a, _), (b, _)| b.cmp(a));
    } else {
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    }
    Ok(Some(Value::list(keyed.into_iter().map(|(_, value)| value))))
}

/// The first of those that are the same.
fn unique(call: &mut Call<'_, '_>) -> Maybe {
    let keyed = keyed(call, 0, 1)?;
    pay(call, &keyed)?;
    let mut seen = BTreeSet::new();
    let first = keyed.into_iter().filter_map(|(key, value)| seen.insert(key).then_some(value));
    Ok(Some(Value::list(first)))
}

fn outermost(call: &mut Call<'_, '_>, largest: bool) -> Maybe {
    let keyed = keyed(call, 0, 1)?;
    same_kind(keyed.iter().map(|(key, value)| (key, value)), call.filter.name)?;
    pay(call, &keyed)?;
    let better = |a: &Key, b: &Key| if largest { a > b } else { a < b };
    let best = keyed.into_iter().reduce(|best, next| if better(&next.0, &best.0) { next } else { best });
    Ok(best.map(|(_, value)| value))
}
