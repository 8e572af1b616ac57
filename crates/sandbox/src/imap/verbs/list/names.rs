use std::collections::{BTreeMap, BTreeSet};

use super::request::Request;
use crate::store::{Mailbox, Role};

/// One line of the answer.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own in RFC 5258")]
pub(super) struct Row {
    pub name: String,
    pub selectable: bool,
    pub has_children: bool,
    pub subscribed: bool,
    /// It is shown for a subscribed folder below it (RFC 5258 §3.5).
    pub subscribed_below: bool,
    pub role: Option<Role>,
}

pub(super) fn rows(mailbox: &Mailbox, request: &Request) -> Vec<Row> {
    let mut all: BTreeMap<&str, Option<Role>> =
        mailbox.folders().map(|(name, folder)| (name, folder.role())).collect();
    let existing: BTreeSet<&str> = all.keys().copied().collect();
    let subscribed: BTreeSet<&str> = mailbox.subscribed().collect();
    if request.subscribed {
        for name in &subscribed {
            all.entry(name).or_default();
        }
    }
    for parent in all.keys().flat_map(|name| parents(name)).collect::<Vec<_>>() {
        all.entry(parent).or_default();
    }
    let row = |(name, role): (&&str, &Option<Role>)| {
        let below = |other: &&&str| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
        Row {
            name: (*name).to_owned(),
            selectable: existing.contains(name),
            has_children: existing.iter().any(|other| below(&other)),
            subscribed: subscribed.contains(name),
            subscribed_below: request.recursive && subscribed.iter().any(|other| below(&other)),
            role: *role,
        }
    };
    let wanted = |row: &Row| {
        request.patterns.iter().any(|pattern| matches(pattern.as_bytes(), row.name.as_bytes()))
            && (!request.subscribed || row.subscribed || row.subscribed_below)
            && (!request.with_role || row.role.is_some())
    };
    all.iter().map(row).filter(wanted).collect()
}

/// With `%`, a parent stands for the subscribed names below it that the pattern does not reach (RFC 3501 §6.3.9).
pub(super) fn lsub(mailbox: &Mailbox, request: &Request) -> Vec<Row> {
    let subscribed: BTreeSet<&str> = mailbox.subscribed().collect();
    let hit =
        |name: &str| request.patterns.iter().any(|pattern| matches(pattern.as_bytes(), name.as_bytes()));
    let mut names: BTreeSet<&str> = subscribed.iter().copied().filter(|name| hit(name)).collect();
    let unreached = subscribed.iter().copied().filter(|name| !hit(name));
    names.extend(unreached.flat_map(parents).filter(|parent| hit(parent)));
    let row = |name: &str| Row {
        name: name.to_owned(),
        selectable: subscribed.contains(name),
        has_children: false,
        subscribed: subscribed.contains(name),
        subscribed_below: false,
        role: None,
    };
    names.into_iter().map(row).collect()
}

fn parents(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').filter_map(|(at, _)| name.get(..at))
}

/// `*` is anything, `%` anything on one level (RFC 9051 §6.3.9).
fn matches(pattern: &[u8], name: &[u8]) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return name.is_empty();
    };
    match first {
        b'*' | b'%' => {
            let level = name.iter().position(|byte| *byte == b'/' && *first == b'%').unwrap_or(name.len());
            (0..=level).any(|skip| matches(rest, name.get(skip..).unwrap_or_default()))
        }
        _ => name.split_first().is_some_and(|(own, name)| own == first && matches(rest, name)),
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_percent_stays_on_its_level_and_a_star_does_not() {
        assert!(matches(b"a/%", b"a/b"));
        assert!(!matches(b"a/%", b"a/b/c"));
        assert!(matches(b"a*c", b"a/b/c"));
        assert!(!matches(b"%", b"a/b"));
    }
}
