//! One file per operation. To add one: write the file with its `run`, and a line in [`VERBS`].

mod batch;
mod create_item;
mod delete_item;
mod find_folder;
mod find_item;
mod get_attachment;
mod get_folder;
mod get_item;
mod move_item;
mod page;
mod update_item;

pub(super) use get_attachment::describe as describe_attachment;

use super::{
    call::Call,
    failure::{Failure, Outcome},
    version::Version::{self, Exchange2007},
    xml::{Element, Xml},
};

/// Carries out an operation, and writes what stands in the body of the reply.
pub(super) type Verb = fn(&Call<'_>, &Element<'_>, &mut Xml) -> Outcome<()>;

const VERBS: &[(&str, Version, Verb)] = &[
    ("CopyItem", Exchange2007, move_item::copy),
    ("CreateItem", Exchange2007, create_item::run),
    ("DeleteItem", Exchange2007, delete_item::run),
    ("FindFolder", Exchange2007, find_folder::run),
    ("FindItem", Exchange2007, find_item::run),
    ("GetAttachment", Exchange2007, get_attachment::run),
    ("GetFolder", Exchange2007, get_folder::run),
    ("GetItem", Exchange2007, get_item::run),
    ("MoveItem", Exchange2007, move_item::run),
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
