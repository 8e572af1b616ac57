use super::{
    super::failure::{Failure, Outcome},
    Query,
};

/// The largest page of messages (learn.microsoft.com/graph/api/user-list-messages).
const LARGEST: usize = 1_000;
/// What a page holds where nothing is said.
const USUAL: usize = 10;

/// Which of the things found are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Page {
    pub top: usize,
    pub skip: usize,
}

impl Page {
    pub fn read(query: &Query, preferred: Option<usize>) -> Outcome<Self> {
        let skip = query.number("$skip")?.or(query.number("$skiptoken")?);
        Ok(Self { top: Self::size(query, preferred)?, skip: skip.unwrap_or_default() })
    }

    /// How much a page holds.
    pub fn size(query: &Query, preferred: Option<usize>) -> Outcome<usize> {
        let top = query.number("$top")?;
        if let Some(top) = top.filter(|top| !(1..=LARGEST).contains(top)) {
            return Err(Failure::new(
                400,
                "ErrorInvalidUrlQuery",
                format!("The value '{top}' of $top is not between 1 and {LARGEST}."),
            ));
        }
        Ok(top.or(preferred).unwrap_or(USUAL).min(LARGEST))
    }

    /// Those on this page, and where the next one begins, if there is more.
    pub fn of<T>(self, all: Vec<T>) -> (Vec<T>, Option<usize>) {
        let end = self.skip.saturating_add(self.top);
        let next = (all.len() > end).then_some(end);
        (all.into_iter().skip(self.skip).take(self.top).collect(), next)
    }
}
