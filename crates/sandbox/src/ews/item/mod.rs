//! Items: what a message of the store looks like as an item of Exchange.

mod absent;
mod extended;
mod field;
mod follow_up;
mod html;
mod parts;
mod path;
mod people;
mod seen;
mod shape;
mod text;
mod value;

pub(crate) use extended::Extended;
pub(super) use extended::write as write_extended;
pub(crate) use field::thread;
pub(super) use field::{effective_rights, field};
pub(super) use follow_up::set_flag;
pub(crate) use parts::Attached;
pub(super) use path::Path;
pub(crate) use people::Person;
pub(crate) use seen::Seen;
pub(super) use shape::{Base, BodyKind, Shape, is_true};
pub(crate) use text::{decode_field, decode_part};
pub(super) use value::{Value, time};
