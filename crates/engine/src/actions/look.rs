//! Which messages of a mailbox an action looks at: what it asks for is made of this, and so is what is told of it.

use super::Step;
use crate::automation::Checked;
use crate::failure::Failure;
use crate::file::Located;
use crate::filter::Filter;
use crate::run::{Cx, Many};
use crate::template::Templated;
use crate::values::SessionName;
use carteiro_mail::{FolderPath, Order, Parts, Pick, Selection};
use std::borrow::Cow;

/// Which messages an action looks at, and how much of them it reads.
#[derive(Clone)]
pub struct Look<'a> {
    /// In which session; left out: that of the innermost loop.
    pub session: Option<&'a Located<SessionName>>,
    /// In which folder.
    pub folder: &'a Templated<FolderPath>,
    /// Whether the folders below it are looked at too.
    pub recursive: bool,
    /// Which messages; left out: all mail.
    pub filter: Option<Cow<'a, Filter>>,
    /// In which order.
    pub order: Order,
    /// At most so many.
    pub limit: Limit<'a>,
    /// What is done with them.
    pub takes: Takes,
    /// How much of those that are meant it reads by itself, besides what steps and fields do.
    pub parts: Parts,
    /// Which parts of large ones are enough.
    pub pick: Option<Pick>,
}

/// At most so many messages.
#[derive(Clone, Copy, Debug, Default)]
pub enum Limit<'a> {
    /// All that are meant.
    #[default]
    None,
    /// As many as the author says.
    Written(&'a Templated<usize>),
    /// So many, whoever asks.
    Fixed(usize),
}

/// What is done with the messages that are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// Steps run for each; `once`: not for those that an earlier run has done.
    Loop {
        /// How many may be worked on at once, where the author says so.
        concurrency: Option<usize>,
        /// Whether a failed one ends the loop.
        stop_on_error: bool,
        /// Whether those that an earlier run has done are left out.
        once: bool,
    },
    /// One is kept in a variable.
    One,
    /// They are kept in a variable.
    List,
    /// They are counted.
    Number,
    /// One is waited for; `any`: it may be there already.
    Arriving {
        /// Whether it may be there already.
        any: bool,
    },
    /// All are changed together.
    Change {
        /// So many at a time.
        window: usize,
    },
    /// Files are saved of each, one message after the other.
    Save,
}

/// When nothing is said. Waiting for answers is most of the work, and what waits together is asked for together: one
/// command moves many. Bounded all the same, as each message on its way takes memory.
const CONCURRENCY: usize = 256;

impl Takes {
    /// How many messages the steps of `body` may work on at once. When nothing is said, whoever ends a loop at a message
    /// means that those after it are left alone.
    pub(crate) fn at_once(self, body: &[Located<Step>], checked: &Checked) -> usize {
        let Self::Loop { concurrency, stop_on_error, .. } = self else { return 1 };
        let may_end = || stop_on_error || checked.may_end(body);
        concurrency.unwrap_or_else(|| if may_end() { 1 } else { CONCURRENCY })
    }
}

/// Where mail arrives.
pub(super) fn inbox() -> Templated<FolderPath> {
    Templated::known("INBOX")
}

impl<'a> Look<'a> {
    /// All mail of a folder, oldest first.
    pub(super) fn at(
        session: Option<&'a Located<SessionName>>,
        folder: &'a Templated<FolderPath>,
        filter: Option<&'a Filter>,
        takes: Takes,
    ) -> Self {
        Self {
            session,
            folder,
            recursive: false,
            filter: filter.map(Cow::Borrowed),
            order: Order::default(),
            limit: Limit::None,
            takes,
            parts: Parts::default(),
            pick: None,
        }
    }

    /// What the regular expressions of its filter catch.
    pub(super) fn groups(&self) -> Vec<String> {
        self.filter.iter().flat_map(|filter| filter.groups()).map(str::to_owned).collect()
    }

    /// All the messages that are meant.
    pub(super) fn many(&self, cx: &Cx) -> Result<Many, Failure> {
        let selection = self.selection(cx)?;
        Ok(Many { session: cx.session(self.session)?, selection, groups: self.groups() })
    }

    /// What the mailbox is asked for.
    pub(crate) fn selection(&self, cx: &Cx) -> Result<Selection, Failure> {
        let all = Filter::default();
        let folder = cx.evaluate(self.folder)?;
        Ok(Selection {
            recursive: self.recursive,
            query: self.filter.as_deref().unwrap_or(&all).query(cx.scope(), cx.zone())?,
            order: self.order,
            limit: match self.limit {
                Limit::None => None,
                Limit::Written(limit) => Some(cx.evaluate(limit)?),
                Limit::Fixed(limit) => Some(limit),
            },
            parts: self.parts.and(cx.parts()),
            pick: self.pick.clone(),
            ..Selection::of(folder)
        })
    }
}
