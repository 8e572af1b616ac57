//! Addresses of what is in a mailbox, and what is asked of it there.

use carteiro_world::http::{Url, form};

/// An address below `root`; nothing in a segment begins another.
pub(super) fn below(root: &Url, segments: &[&str]) -> Url {
    let mut url = root.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// The same with these query options (OData 4.01 URL Conventions §5).
pub(super) fn asking(mut url: Url, options: &[(&str, &str)]) -> Url {
    let option = |(name, value): &(&str, &str)| {
        // A blank as `+` is of forms, and not of addresses.
        let value = form([("", value)]).trim_start_matches('=').replace('+', "%20");
        format!("{name}={value}")
    };
    let query: Vec<String> = options.iter().filter(|(_, value)| !value.is_empty()).map(option).collect();
    url.set_query((!query.is_empty()).then(|| query.join("&")).as_deref());
    url
}

/// A text in a filter.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether both are of one server: what is secret goes there and nowhere else.
pub(super) fn same_origin(one: &Url, other: &Url) -> bool {
    one.origin() == other.origin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_leads_elsewhere() {
        let root = Url::parse("https://graph.microsoft.com/v1.0").unwrap();
        let url = below(&root, &["users", "a/../b?c#d@e.test", "messages", "AA+/=="]);
        let url = asking(url, &[("$filter", "a eq 'b & c+d'"), ("$select", ""), ("$top", "5")]);
        assert_eq!(
            url.as_str(),
            "https://graph.microsoft.com/v1.0/users/a%2F..%2Fb%3Fc%23d@e.test/messages/AA+%2F==\
             ?$filter=a%20eq%20%27b%20%26%20c%2Bd%27&$top=5"
        );
    }
}
