//! One file per operation. To add one: write the file with its `run`, and a line in [`VERBS`].

mod attachments;
mod batch;
mod create_folder;
mod create_item;
mod delete_folder;
mod delete_item;
mod find_folder;
mod find_item;
mod get_attachment;
mod get_events;
mod get_folder;
mod get_item;
mod get_streaming_events;
mod mark_as_junk;
mod move_folder;
mod move_item;
mod page;
mod resolve_names;
mod respond;
mod send_item;
mod subscribe;
mod sync_hierarchy;
mod sync_items;
mod update_folder;
mod update_item;

pub(super) use get_attachment::describe as describe_attachment;
pub(super) use get_streaming_events::run as stream;

use super::{
    call::Call,
    failure::{Failure, Outcome},
    version::Version::{self, Exchange2007, Exchange2010Sp1, Exchange2013},
    xml::{Element, Xml},
};

/// Carries out an operation, and writes what stands in the body of the reply.
pub(super) type Verb = fn(&Call<'_>, &Element<'_>, &mut Xml) -> Outcome<()>;

const VERBS: &[(&str, Version, Verb)] = &[
    ("CopyItem", Exchange2007, move_item::copy),
    ("CreateAttachment", Exchange2007, attachments::create),
    ("CreateFolder", Exchange2007, create_folder::run),
    ("CreateItem", Exchange2007, create_item::run),
    ("DeleteAttachment", Exchange2007, attachments::delete),
    ("DeleteFolder", Exchange2007, delete_folder::run),
    ("DeleteItem", Exchange2007, delete_item::run),
    ("EmptyFolder", Exchange2010Sp1, delete_folder::empty),
    ("FindFolder", Exchange2007, find_folder::run),
    ("FindItem", Exchange2007, find_item::run),
    ("GetAttachment", Exchange2007, get_attachment::run),
    ("GetEvents", Exchange2007, get_events::run),
    ("GetFolder", Exchange2007, get_folder::run),
    ("GetItem", Exchange2007, get_item::run),
    ("MarkAsJunk", Exchange2013, mark_as_junk::run),
    ("MoveFolder", Exchange2007, move_folder::run),
    ("MoveItem", Exchange2007, move_item::run),
    ("ResolveNames", Exchange2007, resolve_names::run),
    ("SendItem", Exchange2007, send_item::run),
    ("Subscribe", Exchange2007, subscribe::run),
    ("SyncFolderHierarchy", Exchange2007, sync_hierarchy::run),
    ("SyncFolderItems", Exchange2007, sync_items::run),
    ("Unsubscribe", Exchange2007, subscribe::end),
    ("UpdateFolder", Exchange2007, update_folder::run),
    ("UpdateItem", Exchange2007, update_item::run),
];

/// The operation of this name, if the version has it.
pub(super) fn find(call: &Call<'_>, name: &str) -> Outcome<Verb> {
    let found = VERBS.iter().find(|(own, _, _)| *own == name);
    let (_, since, verb) = found.ok_or_else(|| {
        Failure::schema(format!(
            "The element '{name}' in namespace 'messages' is no operation of this server."
        ))
    })?;
    call.needs(*since)?;
    Ok(*verb)
}
