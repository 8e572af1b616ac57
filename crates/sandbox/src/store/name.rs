use super::StoreError;

/// The name under which a folder is kept: without the separator at its end, and with INBOX in capitals, since that
/// one name has no case (RFC 9051 §5.1).
pub(super) fn canonical(name: &str) -> String {
    let name = name.strip_suffix('/').unwrap_or(name);
    let (first, rest) = name.split_once('/').map_or((name, None), |(first, rest)| (first, Some(rest)));
    match (first.eq_ignore_ascii_case("INBOX"), rest) {
        (true, None) => "INBOX".to_owned(),
        (true, Some(rest)) => format!("INBOX/{rest}"),
        (false, _) => name.to_owned(),
    }
}

/// A name someone may give to a new folder. Wildcards could never be listed by name again (RFC 9051 §5.1).
pub(super) fn new(name: &str) -> Result<String, StoreError> {
    let name = canonical(name);
    let bad =
        name.split('/').any(str::is_empty) || name.contains(|c: char| c.is_control() || "%*".contains(c));
    if bad { Err(StoreError::BadName) } else { Ok(name) }
}

/// `a/b/c` is below `a/b` and `a`.
pub(super) fn parents(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').filter_map(|(at, _)| name.get(..at))
}

/// What follows `parent/` in `name`.
pub(super) fn below<'a>(name: &'a str, parent: &str) -> Option<&'a str> {
    name.strip_prefix(parent)?.strip_prefix('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inbox_has_no_case_and_other_names_do() {
        assert_eq!(canonical("inbox/Boletos"), "INBOX/Boletos");
        assert_eq!(canonical("Inboxes/"), "Inboxes");
    }

    #[test]
    fn an_empty_component_or_a_wildcard_is_no_name() {
        assert_eq!(new("a//b"), Err(StoreError::BadName));
        assert_eq!(new("a*"), Err(StoreError::BadName));
        assert_eq!(new("Notas fiscais/São José").as_deref(), Ok("Notas fiscais/São José"));
    }
}
