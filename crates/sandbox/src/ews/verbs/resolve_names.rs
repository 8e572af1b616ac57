use super::batch;
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    xml::{Element, Xml},
};

/// So many at most
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-resolve-ambiguous-names-by-using-ews-in-exchange-2013).
const MOST: usize = 100;

/// `ResolveNames`: the users of the sandbox are its directory.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let entry = request.text_of("UnresolvedEntry").unwrap_or_default().to_lowercase();
    if entry.is_empty() {
        return Err(Failure::missing("UnresolvedEntry", "ResolveNames"));
    }
    let entry = entry.strip_prefix("smtp:").unwrap_or(&entry);
    let users: Vec<String> = call
        .store()
        .accounts()
        .map(|account| account.user().to_owned())
        .filter(|user| user.to_lowercase().starts_with(entry))
        .take(MOST)
        .collect();
    let exact = users.iter().filter(|user| user.to_lowercase() == entry).cloned().collect::<Vec<_>>();
    let users = if exact.is_empty() { users } else { exact };
    batch::response("ResolveNames", xml, |xml| {
        xml.element("m:ResponseMessages", |xml| tell(&users, xml));
    });
    Ok(())
}

/// Several results are a warning.
fn tell(users: &[String], xml: &mut Xml) {
    let [first, more @ ..] = users else {
        let none = Failure::new("ErrorNameResolutionNoResults", "No results were found.");
        return batch::message("ResolveNames", xml, Err::<(), _>(none), "", |(), _| {});
    };
    let class = if more.is_empty() { "Success" } else { "Warning" };
    xml.element_with("m:ResolveNamesResponseMessage", &[("ResponseClass", class)], |xml| {
        if more.is_empty() {
            xml.leaf("m:ResponseCode", "NoError");
        } else {
            let several = Failure::new("ErrorNameResolutionMultipleResults", "Multiple results were found.");
            batch::explain(&several, xml);
        }
        let total = users.len().to_string();
        let attributes = [("TotalItemsInView", total.as_str()), ("IncludesLastItemInRange", "true")];
        xml.element_with("m:ResolutionSet", &attributes, |xml| {
            for user in std::iter::once(first).chain(more) {
                xml.element("t:Resolution", |xml| {
                    xml.element("t:Mailbox", |xml| {
                        xml.leaf("t:Name", user.split('@').next().unwrap_or(user));
                        xml.leaf("t:EmailAddress", user);
                        xml.leaf("t:RoutingType", "SMTP");
                        xml.leaf("t:MailboxType", "Mailbox");
                    });
                });
            }
        });
    });
}
