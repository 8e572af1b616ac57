//! What keeps a command from doing its work.

use crate::exit::Exit;
use crate::out;
use carteiro_world::phrase;
use carteiro_world::words::{Language, Phrase};
use std::io;

/// What keeps a command from doing its work.
#[derive(Debug)]
pub enum Trouble {
    /// Something to tell, and how to end.
    Said(Exit, Phrase, Option<String>),
    /// The output cannot be written.
    Output(io::Error),
}

impl Trouble {
    /// Trouble with something named on the command line.
    pub fn usage(words: Phrase) -> Self {
        Self::Said(Exit::Usage, words, None)
    }

    /// Trouble with a file.
    pub fn file(words: Phrase) -> Self {
        Self::Said(Exit::Mistakes, words, None)
    }

    /// The same, with what the system says.
    #[must_use]
    pub fn because(self, error: &io::Error) -> Self {
        match self {
            Self::Said(exit, words, _) => Self::Said(exit, words, Some(error.to_string())),
            output @ Self::Output(_) => output,
        }
    }

    /// Tells it on stderr, and says how to end.
    pub fn tell(self, language: Language) -> Exit {
        let (exit, words, detail) = match self {
            Self::Said(exit, words, detail) => (exit, words, detail),
            // Whoever reads has seen enough, as `head` has.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Exit::Done,
            Self::Output(error) => (Exit::Failed, phrase!("ui-output-failed"), Some(error.to_string())),
        };
        let detail = detail.map_or_else(String::new, |detail| format!(" ({detail})"));
        out::complain(&format!("{}{detail}\n", language.say(&words)));
        exit
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
