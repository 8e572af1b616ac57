use super::reply::Reply;

/// RFC 5321 §4.5.3.1.3.
const LONGEST_PATH: usize = 256;

/// Splits `FROM:<ana@sandbox.test> SIZE=10` into the address and what follows it. A source route is dropped
/// (RFC 5321 §4.1.1.3).
pub(super) fn read<'a>(argument: &'a str, keyword: &str) -> Result<(&'a str, &'a str), Reply> {
    let syntax = || Reply::bad_argument(format!("Write {keyword}:<address>"));
    let named = argument.get(..keyword.len()).is_some_and(|word| word.eq_ignore_ascii_case(keyword));
    let rest = argument.get(keyword.len()..).filter(|_| named).ok_or_else(syntax)?;
    let rest = rest.strip_prefix(":<").ok_or_else(syntax)?;
    let end = end(rest).ok_or_else(syntax)?;
    let (path, after) = rest.split_at(end);
    let after = after.get(1..).unwrap_or_default();
    if path.len() + 2 > LONGEST_PATH || !(after.is_empty() || after.starts_with(' ')) {
        return Err(syntax());
    }
    let address = match path.strip_prefix('@') {
        Some(route) => route.split_once(':').ok_or_else(syntax)?.1,
        None => path,
    };
    Ok((address, after.trim_start_matches(' ')))
}

/// Where the `>` is that is in no quoted string.
fn end(path: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// Checks that it is a mailbox (RFC 5321 §4.1.2, RFC 6531 §3.3).
pub(super) fn check(address: &str) -> Result<(), Reply> {
    let is_mailbox =
        address.rsplit_once('@').is_some_and(|(local, domain)| is_local(local) && is_domain(domain));
    if is_mailbox { Ok(()) } else { Err(Reply::new(553, "5.1.3", "Not an address")) }
}

fn is_local(local: &str) -> bool {
    if let Some(inner) = local.strip_prefix('"') {
        return local.len() > 1 && inner.ends_with('"') && !inner.chars().any(char::is_control);
    }
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom.chars().all(|c| {
                c.is_ascii_alphanumeric()
                    || "!#$%&'*+-/=?^_`{|}~".contains(c)
                    || (!c.is_ascii() && !c.is_control())
            })
    };
    local.len() <= 64 && local.split('.').all(is_atom)
}

fn is_domain(domain: &str) -> bool {
    if let Some(literal) = domain.strip_prefix('[') {
        return literal.strip_suffix(']').is_some_and(|inner| {
            !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_graphic() && !b"[]\\".contains(&byte))
        });
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || (!c.is_ascii() && !c.is_control()))
    };
    domain.len() <= 255 && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::{check, read};

    fn address(argument: &str) -> Option<(&str, &str)> {
        read(argument, "TO").ok()
    }

    #[test]
    fn a_path_ends_where_no_quoted_string_holds_its_end() {
        assert_eq!(address("to:<ana@a.test> NOTIFY=NEVER"), Some(("ana@a.test", "NOTIFY=NEVER")));
        assert_eq!(address(r#"TO:<"a>\"b"@a.test>"#), Some((r#""a>\"b"@a.test"#, "")));
        assert_eq!(address("TO:<@relay.test,@other.test:ana@a.test>"), Some(("ana@a.test", "")));
        for wrong in
            ["TO: <ana@a.test>", "TO:ana@a.test", "TO:<ana@a.test", "TO:<ana@a.test>NOTIFY", "FROM:<>", "é"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_has_a_local_part_and_a_domain() {
        for right in ["ana@a.test", "a.b+c@[127.0.0.1]", "\"a b\"@a.test", "josé@sé.test", "ana@localhost"]
        {
            assert!(check(right).is_ok(), "{right}");
        }
        for wrong in [
            "ana",
            "@a.test",
            "ana@",
            "a..b@a.test",
            "a b@a.test",
            "ana@-a.test",
            "ana@a..test",
            "\"@a.test",
            "a\r@b",
        ] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}
