//! XML as Exchange writes it and as it reads it.

mod body;
mod element;
mod reader;
mod sanitizer;
mod writer;

pub(super) use body::pieces;
pub(super) use element::Element;
pub(super) use reader::{Next, Reader};
#[cfg(any(test, fuzzing))]
pub(super) use sanitizer::sanitized;
pub(super) use writer::Xml;
