//! What the actions that look among the messages of a folder have in common.

use crate::failure::Failure;
use crate::filter::Filter;
use crate::run::Cx;
use crate::template::Templated;
use carteiro_mail::{FolderPath, Selection};

/// Where mail arrives.
pub(super) fn inbox() -> Templated<FolderPath> {
    Templated::known("INBOX")
}

/// What the regular expressions of a filter catch.
pub(super) fn groups(filter: Option<&Filter>) -> Vec<String> {
    filter.iter().flat_map(|filter| filter.groups()).map(str::to_owned).collect()
}

/// What to look at: headers in the order of arrival, unless more is said.
pub(super) fn selection(
    cx: &Cx,
    folder: &Templated<FolderPath>,
    recursive: bool,
    filter: Option<&Filter>,
) -> Result<Selection, Failure> {
    let all = Filter::default();
    Ok(Selection {
        recursive,
        query: filter.unwrap_or(&all).query(cx.scope(), cx.zone())?,
        ..Selection::of(cx.evaluate(folder)?)
    })
}
