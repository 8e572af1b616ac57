//! Automations written anew, for another way to the same mailbox: their text is edited, so that comments, blanks and the
//! order of everything stay.

mod differs;
mod edit;
mod ews_to_outlook;

pub use ews_to_outlook::ews_to_outlook;

use crate::file::Place;
use carteiro_world::Phrase;

/// An automation that was written anew.
#[derive(Clone, Debug)]
pub struct Converted {
    /// Its text.
    pub text: String,
    /// The sessions that were converted, in the order of the file.
    pub sessions: Vec<String>,
    /// What is to be known of it, with its places in the text as it was; in the order of the file.
    pub told: Vec<Told>,
}

/// What is to be known of a place.
#[derive(Clone, Debug)]
pub struct Told {
    /// Where it stands in the text as it was.
    pub place: Place,
    /// What it is.
    pub words: Phrase,
}
