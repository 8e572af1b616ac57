//! The log as a file.

use super::{Audit, Filter, Recorded};
use crate::Result;
use crate::app::Asked;
use carteiro_world::Language;
use futures_util::stream::{self, Stream};

/// Rows that are read at once.
const ROWS: u32 = 500;

impl Audit {
    /// Everything that is meant, the latest first: one line of JSON each. No more than a page is in memory.
    pub fn export(&self, filter: Filter, language: Language) -> impl Stream<Item = Result<Vec<u8>>> + use<> {
        let audit = self.clone();
        stream::try_unfold(Some(Asked::new(ROWS, None)), move |asked| {
            let (audit, filter) = (audit.clone(), filter.clone());
            async move {
                let Some(asked) = asked else { return Ok(None) };
                let page = audit.search(&filter, &asked, language).await?;
                let next = page.next.map(|next| Asked::new(ROWS, Some(next)));
                Ok(Some((lines(&page.items), next)))
            }
        })
    }
}

fn lines(items: &[Recorded]) -> Vec<u8> {
    let mut text = Vec::new();
    for item in items {
        text.extend(serde_json::to_vec(item).unwrap_or_default());
        text.push(b'\n');
    }
    text
}
