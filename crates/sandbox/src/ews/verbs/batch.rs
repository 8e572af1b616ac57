//! What operations on several things have in common: a result for each, in order.

use std::cell::Cell;

use crate::{
    Account, Fault,
    ews::{
        call::Call,
        failure::{Failure, Outcome},
        id::Id,
        soap,
        xml::{Element, Xml},
    },
    store::Message,
};

/// Of items to which a request did not come, since an earlier one failed in a way that all others would: a warning
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/moveitemresponsemessage, and the like of others).
const STOPPED: &str = "ErrorBatchProcessingStopped";

/// How far a request about several items gets.
pub(super) struct Progress {
    /// Items until the store goes away; `None`: it stays.
    left: Cell<Option<usize>>,
    gone: Cell<bool>,
}

impl Progress {
    pub(super) fn of(call: &Call<'_>, items: usize) -> Self {
        let stops = call.faults.iter().find_map(|fault| match fault {
            Fault::EwsStopsBatchOnce(after) if *after < items => {
                call.server.site().happens(&call.faults, fault).then_some(*after)
            }
            _ => None,
        });
        Self { left: Cell::new(stops), gone: Cell::new(false) }
    }

    /// Does what is asked for with one item, as long as the store is there.
    pub(super) fn with<T>(&self, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        if self.gone.get() {
            return Err(Failure::new(STOPPED, "Batch processing was stopped."));
        }
        match self.left.get() {
            Some(0) => {
                self.gone.set(true);
                Err(Failure::new("ErrorMailboxStoreUnavailable", "The mailbox store is unavailable."))
            }
            left => {
                self.left.set(left.map(|left| left - 1));
                work()
            }
        }
    }
}

/// Writes `m:NAMEResponse` with a message for each result.
pub(super) fn response(name: &str, xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    const NAMESPACES: [(&str, &str); 2] = [
        ("xmlns:m", "http://schemas.microsoft.com/exchange/services/2006/messages"),
        ("xmlns:t", "http://schemas.microsoft.com/exchange/services/2006/types"),
    ];
    xml.element_with(&format!("m:{name}Response"), &NAMESPACES, inside);
}

/// Writes `m:ResponseMessages` in it, which each result is then written into.
pub(super) fn responses<T>(
    name: &str,
    xml: &mut Xml,
    each: impl IntoIterator<Item = T>,
    write: impl Fn(T, &mut Xml),
) {
    response(name, xml, |xml| {
        xml.element("m:ResponseMessages", |xml| each.into_iter().for_each(|one| write(one, xml)));
    });
}

/// Writes the message of one result; of a failure `otherwise` is what the schema asks for all the same.
pub(super) fn message<T>(
    name: &str,
    xml: &mut Xml,
    outcome: Outcome<T>,
    otherwise: &str,
    inside: impl FnOnce(T, &mut Xml),
) {
    let element = format!("m:{name}ResponseMessage");
    match outcome {
        Ok(done) => xml.element_with(&element, &[("ResponseClass", "Success")], |xml| {
            xml.leaf("m:ResponseCode", "NoError");
            inside(done, xml);
        }),
        Err(failure) => {
            let class = if failure.code == STOPPED { "Warning" } else { "Error" };
            xml.element_with(&element, &[("ResponseClass", class)], |xml| {
                explain(&failure, xml);
                if !otherwise.is_empty() {
                    xml.empty(otherwise, &[]);
                }
            });
        }
    }
}

/// Writes why something was not done.
pub(super) fn explain(failure: &Failure, xml: &mut Xml) {
    xml.leaf("m:MessageText", failure.text.as_bytes());
    xml.leaf("m:ResponseCode", failure.code);
    xml.leaf("m:DescriptiveLinkKey", "0");
    if !failure.values.is_empty() || !failure.about.is_empty() {
        xml.element("m:MessageXml", |xml| soap::message_xml(failure, xml));
    }
}

/// An item that a request names, as it is now.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub account: Account,
    pub folder: u32,
    pub message: Message,
    /// What the request takes to be the change key.
    pub change_key: Option<String>,
}

/// Finds the item of an `ItemId`.
pub(super) fn item(call: &Call<'_>, element: &Element<'_>) -> Outcome<Found> {
    if element.name != "ItemId" {
        return Err(Failure::new(
            "ErrorCalendarCannotUseIdForOccurrenceId",
            "The Id is not that of an occurrence.",
        ));
    }
    let (account, id) = Id::read(call.store(), element.attribute("Id").unwrap_or_default())?;
    let Id::Item { folder, uid } = id else {
        return Err(Failure::new("ErrorCannotUseFolderIdForItemId", "Folder ID cannot be used for item ID."));
    };
    call.may_open(&account)?;
    let message = account
        .read(|mailbox| mailbox.by_uid_validity(folder).and_then(|folder| folder.message(uid).cloned()));
    let message = message.ok_or_else(Failure::item_not_found)?;
    let change_key = element.attribute("ChangeKey").map(str::to_owned).filter(|key| !key.is_empty());
    Ok(Found { account, folder, message, change_key })
}

/// The ids of a request, of which there must be one.
pub(super) fn ids<'e, 'a>(request: &'e Element<'a>, list: &str) -> Outcome<&'e [Element<'a>]> {
    let ids = request.list(list);
    if ids.is_empty() { Err(Failure::missing(list, &request.name)) } else { Ok(ids) }
}

/// Refuses what would make a full mailbox fuller.
pub(super) fn has_room(call: &Call<'_>, account: &Account) -> Outcome<()> {
    let full = call.faults.iter().any(
        |fault| matches!(fault, Fault::FullMailbox(whom) | Fault::OverQuota(whom) if whom.is(account.user())),
    );
    if full {
        return Err(Failure::new("ErrorQuotaExceeded", "The user's mailbox quota has been exceeded."));
    }
    Ok(())
}
