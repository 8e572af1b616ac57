//! What variables hold while an automation runs, what is known about them before it runs, and where they are visible.

mod fields;
mod given;
mod kind;
mod mail;
mod purpose;
mod record;
mod scope;
mod value;

pub use fields::{APPENDED, FOLDER, MAIL, MANY, MailField, RESPONSE, SAVED_OF_MANY, SENT};
pub use given::{Given, Misfit};
pub use kind::{Declared, Field, Kind, Led, MailKind};
pub use mail::Mail;
pub use record::{Attached, Record};
pub use scope::Scope;
pub use value::{Number, Value};
