//! Flags, and removal for good.

use super::combine::{Change, Combiner};
use super::transfer::each;
use crate::{FlagChange, MessageRef, Result};

/// Changes flags. Setting and clearing are two commands (RFC 9051 §6.4.6).
pub(super) async fn flag(
    combiner: &Combiner,
    messages: Vec<MessageRef>,
    change: FlagChange,
) -> Result<Vec<Result<()>>> {
    let mut results: Vec<Result<()>> = messages.iter().map(|_| Ok(())).collect();
    for (sign, wanted) in [('+', Some(true)), ('-', Some(false))] {
        let flags = [(r"\Seen", change.seen), (r"\Flagged", change.flagged), (r"\Answered", change.answered)];
        let keywords = change.keywords.iter().map(|(keyword, is_set)| (keyword.as_str(), Some(*is_set)));
        let categories =
            change.categories.iter().map(|(category, is_given)| (category.as_str(), Some(*is_given)));
        let flags: Vec<&str> = flags
            .into_iter()
            .chain(keywords)
            .chain(categories)
            .filter_map(|(flag, value)| (value == wanted).then_some(flag))
            .collect();
        if flags.is_empty() {
            continue;
        }
        let given = change.categories.iter().filter(|(_, is_given)| *is_given && wanted == Some(true));
        let lasting = given.map(|(category, _)| category.as_str().to_owned()).collect();
        let store = Change::Store { change: format!("{sign}FLAGS.SILENT ({})", flags.join(" ")), lasting };
        for (result, done) in results.iter_mut().zip(each(combiner, &messages, store).await?) {
            if result.is_ok() {
                *result = done.map(|_| ());
            }
        }
    }
    Ok(results)
}

/// Removes messages for good.
pub(super) async fn delete(combiner: &Combiner, messages: Vec<MessageRef>) -> Result<Vec<Result<()>>> {
    let outcomes = each(combiner, &messages, Change::Remove).await?;
    Ok(outcomes.into_iter().map(|outcome| outcome.map(|_| ())).collect())
}
