//! Addresses that somebody shall get a message at: what is taken apart tolerantly when it is read is taken strictly here.

use super::one_line;
use crate::mime::{Address, addresses};
use crate::{Error, Kind, Result};
use carteiro_world::phrase;

/// The one address in `text`, with or without a name: `ana@example.org`, `Ana Silva <ana@example.org>`.
///
/// `InvalidInput`: there is none, there are several, or it is none.
pub fn one(text: &str) -> Result<Address> {
    one_line("address", text)?;
    let refused = || Error::new(Kind::InvalidInput, phrase!("address-form", found = text));
    let [address] = <[Address; 1]>::try_from(addresses(text)).map_err(|_| refused())?;
    check(&address)?;
    // What stands beside an address without brackets belongs to it, and makes it none; of brackets there is one pair.
    let unquoted: String = text.split('"').step_by(2).collect();
    let (opened, closed) = (unquoted.matches('<').count(), unquoted.matches('>').count());
    if opened > 1 || opened != closed || address.name.is_some() && opened == 0 {
        return Err(refused());
    }
    Ok(address)
}

/// Refuses what is no address (RFC 5321 §4.1.2), or has characters that few servers carry.
pub(super) fn check(person: &Address) -> Result<()> {
    if let Some(name) = &person.name {
        one_line("address", name)?;
    }
    let refused = || Error::new(Kind::InvalidInput, phrase!("address-form", found = person.address));
    let (local, domain) = person.address.rsplit_once('@').ok_or_else(refused)?;
    let is_good = is_local(local) && is_domain(domain) && person.address.len() <= 254 && local.len() <= 64;
    if is_good { Ok(()) } else { Err(refused()) }
}

fn is_local(local: &str) -> bool {
    let quoted = local.strip_prefix('"').and_then(|local| local.strip_suffix('"'));
    match quoted {
        Some(inner) => inner.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !b"\"\\".contains(&byte)),
        None => local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atom)),
    }
}

fn is_domain(domain: &str) -> bool {
    if let Some(literal) = domain.strip_prefix('[').and_then(|domain| domain.strip_suffix(']')) {
        return !literal.is_empty()
            && literal.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".:-".contains(&byte));
    }
    let is_label = |label: &str| {
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && label.bytes().all(inside)
    };
    domain.split('.').all(is_label)
}

/// What stands in an atom (RFC 5322 §3.2.3).
pub(super) fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_one_address() {
        for (text, address, name) in [
            ("ana@example.org", "ana@example.org", None),
            (" Ana Silva <ana@example.org> ", "ana@example.org", Some("Ana Silva")),
            ("\"Silva, Ana\" <ana@example.org>", "ana@example.org", Some("Silva, Ana")),
            ("José <jose@example.org>", "jose@example.org", Some("José")),
            ("\"a b\"@example.org", "\"a b\"@example.org", None),
            ("a@[192.0.2.1]", "a@[192.0.2.1]", None),
        ] {
            let found = one(text).unwrap();
            assert_eq!((found.address.as_str(), found.name.as_deref()), (address, name), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_or_more_than_one_is_refused() {
        for text in [
            "",
            "Ana",
            "a@b@c",
            "a@example.org, b@example.org",
            "a@example.org; b@example.org",
            "Team: a@example.org, b@example.org;",
            "a@example.org\r\nBcc: eve@example.org",
            "a@example.org\nb@example.org",
            "@example.org",
            "ana@",
            "ana@exa mple.org",
            "ana@-example.org",
            "ana@example..org",
            ".ana@example.org",
            "ana@exämple.org",
            "Ana <ana@example.org> <b@example.org>",
        ] {
            assert!(one(text).is_err(), "{text:?}: {:?}", one(text));
        }
    }
}
