//! MIME: from the bytes of a message to what a person calls subject, text and attachments.
//!
//! - [`Header::parse`] reads a header block and never fails.
//! - [`split`] finds the parts of a message of any size in a [`Spool`](carteiro_world::Spool), in constant memory.
//! - [`open`] reads one part, decoded, as a stream; also one that is packed into a `winmail.dat`.
//! - [`text()`] is what a person reads: both bodies in Unicode, whatever they were written in.
//! - [`purpose()`] is what programs write for programs: invitations, receipts, bounces.
//!
//! Mail in the wild breaks every rule. Nothing here is an error because of what a sender wrote: what had to be repaired
//! is in [`Structure::damaged`], what could not be read is U+FFFD and counted.
//!
//! Everything reads blockingly: outside a blocking task only for spools that are in memory.

mod address;
mod attachment;
mod body;
mod calendar;
mod charset;
mod class;
mod codepages;
mod date;
mod decode;
mod fields;
mod flowed;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod header;
mod html;
mod importance;
mod line;
mod naming;
mod parameters;
mod part;
mod purpose;
mod reading;
mod rtf;
mod scan;
mod split;
mod structure;
mod text;
mod tnef;
mod utf7;
mod words;

pub use address::Address;
pub(crate) use address::addresses;
pub use attachment::Attachment;
pub use calendar::{Attendee, Invitation, Method, Role, Status, When};
pub use class::Class;
pub(crate) use decode::Base64;
pub use decode::{Codec, Content, Decoder, open, size};
pub use header::Header;
pub(crate) use header::identifiers;
pub(crate) use html::{is_harmless, to_plain};
pub use importance::Importance;
pub(crate) use line::one_line;
pub use part::{Disposition, Encoding, Flow, Form, Packed, Part, PartId};
pub use purpose::{Action, Bounce, Purpose, Receipt, ReceiptKind, Recipient, purpose};
pub use split::split;
pub use structure::{Damage, Structure};
pub use text::{Decoded, Text, text};
