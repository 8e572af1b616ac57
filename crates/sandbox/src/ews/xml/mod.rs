//! XML as Exchange reads and writes it.

mod characters;
mod element;
mod piece;
mod read;
mod write;

pub(super) use element::{Element, Namespace};
pub(super) use piece::{Piece, Pieces};
pub(super) use read::{NotXml, read};
pub(super) use write::{Style, Xml};
