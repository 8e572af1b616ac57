//! Long lists, a page at a time.

use crate::{Problem, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const USUAL: u32 = 50;
const LONGEST: u32 = 500;

/// Which page of a list is asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// So many at most: 50, and never more than 500.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 4_294_967_295_u32)]
    limit: Option<u32>,
    /// `next` of the page before; left out: the first page.
    cursor: Option<String>,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Asks for the page after it; none: this is the last.
    pub next: Option<String>,
}

impl Asked {
    /// A page of so many, after the one that `cursor` ended.
    pub fn new(limit: u32, cursor: Option<String>) -> Self {
        Self { limit: Some(limit), cursor }
    }

    /// How many rows to read: one more than are shown, which tells whether there is another page.
    pub(crate) fn rows(&self) -> i64 {
        i64::from(self.limit()) + 1
    }

    /// The keys of the last row of the page before, all empty for the first page. `InvalidInput`: the cursor is none of this
    /// list.
    pub(crate) fn after<const N: usize>(&self) -> Result<Option<[String; N]>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let none = || Problem::new(Kind::InvalidInput, phrase!("page-cursor"));
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| none())?;
        let keys: Vec<String> = serde_json::from_slice(&bytes).map_err(|_| none())?;
        // PostgreSQL takes no text with a zero in it.
        if keys.iter().any(|key| key.contains('\0')) {
            return Err(none());
        }
        keys.try_into().map(Some).map_err(|_| none())
    }

    /// The page of these rows, of which `keys` tells the place of one.
    pub(crate) fn page<T, const N: usize>(
        &self,
        mut rows: Vec<T>,
        keys: impl Fn(&T) -> [String; N],
    ) -> Page<T> {
        let limit = self.limit() as usize;
        let is_more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| is_more).map(|row| Vec::from(keys(row)));
        let next = last.map(|keys| URL_SAFE_NO_PAD.encode(serde_json::to_vec(&keys).unwrap_or_default()));
        Page { items: rows, next }
    }

    fn limit(&self) -> u32 {
        self.limit.unwrap_or(USUAL).clamp(1, LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_the_next_and_the_last_to_none() {
        let all: Vec<u32> = (0..5).collect();
        let (mut cursor, mut seen) = (None, Vec::new());
        loop {
            let asked = Asked::new(2, cursor);
            let after = asked.after::<1>().unwrap().map(|[key]| key.parse::<u32>().unwrap());
            let rows = all.iter().copied().filter(|row| after.is_none_or(|after| *row > after));
            let rows = rows.take(usize::try_from(asked.rows()).unwrap()).collect();
            let page = asked.page(rows, |row| [row.to_string()]);
            seen.push(page.items);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, [vec![0, 1], vec![2, 3], vec![4]]);
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        for cursor in ["", "x", "!!", "W10", "WyJhIiwiYiJd", "WyJcdTAwMDAiXQ"] {
            let problem = Asked::new(1, Some(cursor.to_owned())).after::<1>().unwrap_err();
            assert_eq!(problem.kind(), Kind::InvalidInput, "{cursor}");
        }
        for (limit, rows) in [(0, 2), (7, 8), (9_999_999, 501)] {
            assert_eq!(Asked::new(limit, None).rows(), rows);
        }
    }
}
