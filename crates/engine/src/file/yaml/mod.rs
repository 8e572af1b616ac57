//! From bytes to [`Node`]s, or to what is wrong with the writing.
//!
//! - Of YAML 1.2 the parts that make files hard to read are refused with words: tags, merge keys (`<<`), keys that are
//!   not text, more than one document. Aliases work within a budget.
//! - Nothing is inferred here: `0123`, `no` and `1e3` keep their text.

mod build;
mod syntax;

use super::lines;
use super::mistake::{Mistake, sort};
use super::node::Node;
use super::place::Place;
use build::Builder;
use carteiro_world::phrase;
use granit_parser::{Event, Parser, options};

/// The largest file that is read.
pub const LARGEST: usize = 1024 * 1024;
/// How many lists and mappings may stand inside one another.
pub const DEEPEST: usize = 64;
/// How many values a file may hold once its aliases are replaced by what they stand for.
pub const MOST_NODES: usize = 50_000;
/// How much text a file may hold once its aliases are replaced.
const MOST_TEXT: usize = 4 * LARGEST;

/// What a file holds as far as it could be read, and everything wrong with its writing.
#[derive(Debug)]
pub struct Parsed {
    /// The tree, unless the writing is too broken for one.
    pub root: Option<Node>,
    /// In the order of the file.
    pub mistakes: Vec<Mistake>,
}

/// The text of a file, without a byte order mark.
pub fn text(bytes: &[u8]) -> Result<&str, Mistake> {
    if bytes.len() > LARGEST {
        return Err(Mistake::of_the_file(phrase!("file-too-large", limit = LARGEST / 1024)));
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = String::from_utf8_lossy(before);
        let (line, within) = lines::last(&before);
        let place = Place { line, column: within.chars().count() + 1, path: String::new() };
        Mistake::new(phrase!("file-not-utf8"), place)
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Reads the text. Goes on after a mistake where the rest still has one meaning.
pub fn parse(text: &str) -> Parsed {
    let options = options! { emit_comments: false, max_directive_bytes: 256 };
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str_with_options(text, options) {
        let outcome = match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => Err(syntax::explain(text, &error)),
        };
        if let Err(mistake) = outcome {
            builder.mistakes.push(mistake);
            builder.root = None;
            break;
        }
    }
    let mut mistakes = builder.mistakes;
    let mut root = builder.root;
    if mistakes.is_empty() && root.as_ref().is_none_or(Node::is_blank) {
        mistakes.push(Mistake::of_the_file(phrase!("file-empty-file")));
        root = None;
    }
    if let Some(root) = &mut root {
        root.number(0);
    }
    sort(&mut mistakes);
    Parsed { root, mistakes }
}
