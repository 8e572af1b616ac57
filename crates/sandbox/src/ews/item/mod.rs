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

pub(super) use extended::{Extended, write as write_extended};
pub(super) use field::{effective_rights, field};
pub(super) use follow_up::set_flag;
pub(super) use parts::Attached;
pub(super) use path::Path;
pub(super) use people::Person;
pub(super) use seen::Seen;
pub(super) use shape::{Base, BodyKind, Shape, is_true};
pub(super) use text::{decode_field, decode_part};
pub(super) use value::{Value, time};
