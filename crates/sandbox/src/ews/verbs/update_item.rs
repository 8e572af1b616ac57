use super::batch::{self, Found};
use crate::{
    Flag,
    ews::{
        call::Call,
        draft::{self, Noted},
        failure::{Failure, Outcome},
        id::change_key,
        item::{Path, Seen, Shape},
        version::Version,
        xml::{Element, Xml},
    },
    outside,
};

/// What becomes of a change to an item that has changed meanwhile (`ConflictResolutionType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Conflicts {
    NeverOverwrite,
    AutoResolve,
    AlwaysOverwrite,
}

/// `UpdateItem`.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let conflicts = match request.attribute("ConflictResolution") {
        Some("NeverOverwrite") => Conflicts::NeverOverwrite,
        Some("AutoResolve") => Conflicts::AutoResolve,
        Some("AlwaysOverwrite") => Conflicts::AlwaysOverwrite,
        other => return Err(Failure::enumeration("ConflictResolution", other.unwrap_or_default())),
    };
    if request.attribute("SuppressReadReceipts").is_some() {
        call.needs(Version::Exchange2013)?;
    }
    let disposition = super::create_item::Disposition::read(request);
    let changes = batch::ids(request, "ItemChanges")?;
    let progress = batch::Progress::of(call, changes.len());
    batch::responses("UpdateItem", xml, changes, |change, xml| {
        let update = || {
            disposition.clone()?;
            update(call, change, conflicts)
        };
        batch::message("UpdateItem", xml, progress.with(update), "m:Items", |found, xml| {
            xml.element("m:Items", |xml| {
                let seen = Seen::new(&found.account, found.folder, &found.message);
                Shape::ids(call).write(&seen, xml);
            });
            if call.version >= Version::Exchange2007Sp1 {
                xml.element("m:ConflictResults", |xml| xml.leaf("t:Count", "0"));
            }
        });
    });
    Ok(())
}

fn update(call: &Call<'_>, change: &Element<'_>, conflicts: Conflicts) -> Outcome<Found> {
    let id = change.children.first().ok_or_else(|| Failure::missing("ItemId", "ItemChange"))?;
    let found = batch::item(call, id)?;
    check(&found, conflicts)?;
    let updates = batch::ids(change, "Updates")?;
    let now = outside::now();
    let mut noted = Noted { marks: (*found.message.marks).clone(), flags: found.message.flags.clone() };
    let mut raw = None;
    for update in updates {
        apply(call, update, &found, &mut raw, &mut noted, now)?;
    }
    let Found { account, folder, message, change_key } = found;
    let uid = message.uid;
    let message = account.write(|mailbox| {
        let folder = mailbox.by_uid_validity_mut(folder)?;
        folder.remark(uid, raw.map(Into::into), |marks, flags| {
            (*marks, *flags) = (noted.marks, noted.flags);
        })?;
        folder.message(uid).cloned()
    });
    let message = message.ok_or_else(Failure::item_not_found)?;
    Ok(Found { account, folder, message, change_key })
}

/// learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem: with `AutoResolve` the server finds out
/// whether two changes touch the same, which for single properties they never do here.
fn check(found: &Found, conflicts: Conflicts) -> Outcome<()> {
    match (&found.change_key, conflicts) {
        (_, Conflicts::AlwaysOverwrite) => Ok(()),
        (None, _) => Err(Failure::new(
            "ErrorChangeKeyRequiredForWriteOperations",
            "The change key is required for this operation.",
        )),
        (Some(key), Conflicts::NeverOverwrite) if *key != change_key(&found.message) => Err(Failure::new(
            "ErrorIrresolvableConflict",
            "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
        )),
        (Some(_), _) => Ok(()),
    }
}

/// Notes a change, or writes the message anew with it.
fn apply(
    call: &Call<'_>,
    update: &Element<'_>,
    found: &Found,
    raw: &mut Option<Vec<u8>>,
    noted: &mut Noted,
    now: jiff::Timestamp,
) -> Outcome<()> {
    let path = update.children.first().ok_or_else(|| Failure::missing("Path", &update.name))?;
    let path = Path::read(call, path)?;
    match update.name.as_str() {
        "SetItemField" => {
            let item = update.children.get(1).ok_or_else(|| Failure::missing("Item", "SetItemField"))?;
            let [property] = item.children.as_slice() else {
                return Err(Failure::new(
                    "ErrorIncorrectUpdatePropertyCount",
                    "An object within a change description must contain one and only one property to modify.",
                ));
            };
            match rewritten(call, &path, property, found, raw.as_deref())? {
                Some(bytes) => *raw = Some(bytes),
                None => set(call, &path, property, noted, now)?,
            }
            Ok(())
        }
        "DeleteItemField" => delete(&path, noted),
        "AppendToItemField" => {
            Err(Failure::new("ErrorInvalidPropertyAppend", "Append action is invalid for property.")
                .about(path))
        }
        other => Err(Failure::schema(format!("The element '{other}' is no change of an item."))),
    }
}

/// The bytes of the message with a property that is in them, where the path is one of such.
fn rewritten(
    call: &Call<'_>,
    path: &Path,
    property: &Element<'_>,
    found: &Found,
    raw: Option<&[u8]>,
) -> Outcome<Option<Vec<u8>>> {
    let bytes = raw.unwrap_or_else(|| found.message.raw());
    let field = match path.uri() {
        Some("item:Body") if property.name == "Body" => {
            let number = call.server.site().next_number();
            let message = found.message.with_bytes(bytes);
            let seen = Seen::new(&found.account, found.folder, &message);
            let is_html = draft::is_html(property)?;
            return Ok(Some(draft::with_body(&seen, property.text.to_string(), is_html, number)));
        }
        Some("message:ToRecipients") => "To",
        Some("message:CcRecipients") => "Cc",
        Some("message:BccRecipients") => "Bcc",
        Some("message:ReplyTo") => "Reply-To",
        Some("message:From") => "From",
        Some("message:Sender") => "Sender",
        _ => return Ok(None),
    };
    if !found.message.flags.has(&Flag::Draft) {
        return Err(Failure::new(
            "ErrorInvalidPropertyUpdateSentMessage",
            "Update operation is invalid for property of a sent message.",
        )
        .about(path.clone()));
    }
    Ok(Some(draft::with_people(bytes, field, &draft::people(property))))
}

fn set(
    call: &Call<'_>,
    path: &Path,
    property: &Element<'_>,
    noted: &mut Noted,
    now: jiff::Timestamp,
) -> Outcome<()> {
    let mismatch = || {
        Failure::new(
            "ErrorUpdatePropertyMismatch",
            "The property that was specified by the path does not match the property to be modified.",
        )
        .about(path.clone())
    };
    match path {
        Path::Field(uri) => {
            if uri.split_once(':').is_none_or(|(_, name)| name != property.name) {
                return Err(mismatch());
            }
        }
        Path::Extended(_) if property.name == "ExtendedProperty" => {}
        Path::Extended(_) | Path::Header(_) => return Err(mismatch()),
    }
    if property.name == "Subject" {
        noted.marks.subject = Some(property.text.to_string());
        return Ok(());
    }
    draft::note(call, property, noted, now).map_err(|failure| failure.about(path.clone()))
}

fn delete(path: &Path, noted: &mut Noted) -> Outcome<()> {
    let Noted { marks, flags } = noted;
    match (path, path.uri()) {
        (_, Some("item:Categories")) => marks.categories.clear(),
        (_, Some("item:Subject")) => marks.subject = Some(String::new()),
        (_, Some("item:Flag")) => {
            marks.completed_at = None;
            flags.remove(&crate::Flag::Flagged);
        }
        (Path::Extended(extended), _) => extended.delete(marks, flags),
        _ => {
            return Err(Failure::new("ErrorInvalidPropertyDelete", "Delete action is invalid for property.")
                .about(path.clone()));
        }
    }
    Ok(())
}
