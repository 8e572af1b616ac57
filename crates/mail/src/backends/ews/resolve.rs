//! `ResolveNames`: whose address a name is, by the directory of the organisation
//! (learn.microsoft.com/exchange/client-developer/web-service-reference/resolvenames-operation).

use super::call::Speaker;
use super::request::Request;
use super::version::Version;
use super::xml::Element;
use crate::Result;

/// `name` is that of an account, with its domain in front or without: `EXAMPLE\ana`.
pub(super) async fn resolve(speaker: &Speaker, name: &str) -> Result<Option<String>> {
    let account = name.rsplit('\\').next().unwrap_or(name).trim();
    if account.is_empty() {
        return Ok(None);
    }
    let mut how = vec![("ReturnFullContactData", "false")];
    // What is meant is the account, and nobody in an address book (learn.microsoft.com/exchange/client-developer/
    // web-service-reference/resolvenames).
    if speaker.version >= Version::Exchange2010 {
        how.push(("SearchScope", "ActiveDirectory"));
    }
    let request = Request::new("ResolveNames", &how, |xml| {
        xml.text("m:UnresolvedEntry", account);
    });
    Ok(match speaker.ask_one(request).await? {
        Ok(reply) => chosen(account, &reply),
        // Nobody is called so, or whoever asks may not look.
        Err(refusal) => {
            let error = refusal.error();
            if error.retry() != crate::Retry::Never {
                return Err(error);
            }
            None
        }
    })
}

/// The directory compares beginnings: `ana` finds `anabela` as well, and nobody else where Ana herself is hidden from it. Whose
/// address begins with just this name is meant, where nobody else's does.
fn chosen(account: &str, reply: &Element) -> Option<String> {
    let found = reply.child("ResolutionSet").map(|set| set.children.as_slice()).unwrap_or_default();
    let is_named = |person: &&str| {
        person.split_once('@').is_some_and(|(name, _)| name.to_lowercase() == account.to_lowercase())
    };
    let mut named = found.iter().filter_map(address).filter(is_named);
    let first = named.next()?;
    named.next().is_none().then(|| first.to_owned())
}

/// Of somebody with a mailbox.
fn address(resolution: &Element) -> Option<&str> {
    let mailbox = resolution.child("Mailbox")?;
    let is = |name: &str, wanted: &str| {
        mailbox.text(name).is_none_or(|told| told.trim().eq_ignore_ascii_case(wanted))
    };
    let address = mailbox.text("EmailAddress").map(str::trim).filter(|address| address.contains('@'));
    address.filter(|_| is("RoutingType", "SMTP") && is("MailboxType", "Mailbox"))
}
