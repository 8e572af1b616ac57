use crate::ews::{
    failure::{Failure, Outcome},
    xml::Element,
};

/// Which of all results are told
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-perform-paged-searches-by-using-ews-in-exchange).
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    most: usize,
    offset: usize,
    from_end: bool,
    asked: bool,
}

/// `EWSFindCountLimit`
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange).
const MOST: usize = 1_000;

/// A page of results, and what its parent says of it.
pub(super) struct Cut<T> {
    pub results: Vec<T>,
    pub next: Option<String>,
    pub total: String,
    pub last: &'static str,
}

impl Page {
    pub fn read(view: Option<&Element<'_>>) -> Outcome<Self> {
        let Some(view) = view else {
            return Ok(Self { most: MOST, offset: 0, from_end: false, asked: false });
        };
        let number = |name: &str| view.attribute(name).map(|text| text.trim().parse::<i64>());
        let most = match number("MaxEntriesReturned") {
            None => MOST,
            Some(Ok(number)) if number > 0 => usize::try_from(number).unwrap_or(MOST).min(MOST),
            Some(_) => {
                return Err(Failure::new("ErrorInvalidPagingMaxRows", "MaxRows must be greater than zero."));
            }
        };
        let offset = match number("Offset") {
            Some(Ok(number)) => usize::try_from(number).map_err(|_| {
                Failure::new(
                    "ErrorInvalidIndexedPagingParameters",
                    "IndexedPage offset must be non-negative.",
                )
            })?,
            Some(Err(_)) | None => return Err(Failure::missing("Offset", &view.name)),
        };
        let from_end = match view.attribute("BasePoint") {
            Some("Beginning") => false,
            Some("End") => true,
            other => return Err(Failure::enumeration("BasePoint", other.unwrap_or_default())),
        };
        Ok(Self { most, offset, from_end, asked: true })
    }

    pub fn cut<T>(self, all: Vec<T>) -> Cut<T> {
        let total = all.len();
        let (start, end) = if self.from_end {
            let end = total.saturating_sub(self.offset);
            (end.saturating_sub(self.most), end)
        } else {
            let start = self.offset.min(total);
            (start, (start + self.most).min(total))
        };
        let last = if self.from_end { start == 0 } else { end == total };
        let next = if self.from_end { total - start } else { end };
        Cut {
            results: all.into_iter().skip(start).take(end - start).collect(),
            next: self.asked.then(|| next.to_string()),
            total: total.to_string(),
            last: if last { "true" } else { "false" },
        }
    }
}

impl<T> Cut<T> {
    pub fn attributes(&self) -> Vec<(&'static str, &str)> {
        let mut attributes: Vec<(&'static str, &str)> = Vec::new();
        attributes.extend(self.next.as_deref().map(|next| ("IndexedPagingOffset", next)));
        attributes.push(("TotalItemsInView", &self.total));
        attributes.push(("IncludesLastItemInRange", self.last));
        attributes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_from_the_end_goes_towards_the_beginning() {
        let page =
            |offset, from_end| Page { most: 2, offset, from_end, asked: true }.cut(vec![1, 2, 3, 4, 5]);
        assert_eq!((page(0, false).results, page(0, false).last), (vec![1, 2], "false"));
        assert_eq!((page(4, false).results, page(4, false).last), (vec![5], "true"));
        assert_eq!((page(0, true).results, page(0, true).next.as_deref()), (vec![4, 5], Some("2")));
        assert_eq!((page(4, true).results, page(4, true).last), (vec![1], "true"));
        assert_eq!(page(9, false).results, Vec::<i32>::new());
    }
}
