//! From the text of a YAML file to a type, or to everything that is wrong with it.
//!
//! ```text
//! bytes ── yaml ──> Node ── shape (the type's JSON Schema) ──> mistakes, at once
//!                    └───── de (serde) ─────────────────────> the type, or what only the type can refuse
//! ```
//!
//! - A mistake is a phrase and a [`Place`]; [`Source`] shows it with the line it is about. Secrets are never shown.
//! - A type is read as it is declared: `#[derive(Deserialize, JsonSchema)]` is all it needs. [`Located`] keeps a place,
//!   [`Beside`] stands in for `#[serde(flatten)]` and keeps the places that flatten forgets.
//! - A hand-written `Deserialize` refuses in translated words with [`refuse`]. A text with a `pattern` is refused in the
//!   words of the schema extension `x-carteiro: { expected: "code-of-a-phrase" }`, which get `found` and `pattern`.
//!   A second name of a variant or field is told to the schema by `x-carteiro: { aliases: ["other_name"] }`.

mod core;
mod de;
mod lines;
mod mistake;
mod node;
mod place;
mod secret;
mod shape;
mod source;
#[cfg(test)]
mod tests;
mod yaml;

pub use de::{Beside, Located, Refused, phrase_in, refuse};
pub use mistake::{MOST_MISTAKES, Mistake, Severity};
pub use node::{Node, Position, Scalar, Value};
pub use place::Place;
pub use source::Source;
pub use yaml::{DEEPEST, LARGEST, MOST_NODES};

use carteiro_world::phrase;
use carteiro_world::words::Phrase;
use de::{De, Reading, StandIns};
use place::Segment;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use shape::Shape;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads a file as `T`, or says everything that is wrong with it, in the order of the file.
pub fn load<T: DeserializeOwned + JsonSchema>(name: &str, bytes: &[u8]) -> Result<T, Vec<Mistake>> {
    let (document, mistakes) = Document::open(name, bytes)?;
    read(&document.root, mistakes).map_err(|wrong| wrong.mistakes)
}

/// What could be read of a file, and what is wrong with it.
pub struct Part<T> {
    /// Everything that is wrong, in the order of the file.
    pub mistakes: Vec<Mistake>,
    /// The file without what is wrong; `None` when nothing whole was left.
    pub rest: Option<(T, Document)>,
}

/// Reads what is right in a file, so that it can be checked further also when something is wrong with it.
pub fn load_in_part<T: DeserializeOwned + JsonSchema>(name: &str, bytes: &[u8]) -> Part<T> {
    let (document, mistakes) = match Document::open(name, bytes) {
        Ok(opened) => opened,
        Err(mistakes) => return Part { mistakes, rest: None },
    };
    match read(&document.root, mistakes) {
        Ok(value) => Part { mistakes: Vec::new(), rest: Some((value, document)) },
        Err(Misread { mistakes, rest }) => {
            let rest = rest.map(|(value, root)| (value, Document { root, ..document }));
            Part { mistakes, rest }
        }
    }
}

/// A file that could be read as YAML: to read a type from, and to look up where something stands.
#[derive(Clone, Debug)]
pub struct Document {
    name: String,
    text: String,
    root: Node,
}

impl Document {
    /// Reads the file, or says everything that is wrong with its writing.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, Vec<Mistake>> {
        let (document, mistakes) = Self::open(name, bytes)?;
        if mistakes.is_empty() { Ok(document) } else { Err(mistakes) }
    }

    /// Also when there are mistakes in the writing that leave a meaning.
    fn open(name: &str, bytes: &[u8]) -> Result<(Self, Vec<Mistake>), Vec<Mistake>> {
        let text = yaml::text(bytes).map_err(|mistake| vec![mistake])?;
        let parsed = yaml::parse(text);
        let Some(root) = parsed.root else {
            return Err(parsed.mistakes);
        };
        let document = Self { name: name.to_owned(), text: text.to_owned(), root };
        Ok((document, parsed.mistakes))
    }

    /// Reads it as `T`, or says everything that is wrong with it.
    pub fn read<T: DeserializeOwned + JsonSchema>(&self) -> Result<T, Vec<Mistake>> {
        read(&self.root, Vec::new()).map_err(|wrong| wrong.mistakes)
    }

    /// The name it was given, for people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text it was read from, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the file holds.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Where the value of a path stands, such as `steps[1].move.to`. `None` when the file does not have it.
    pub fn place(&self, path: &str) -> Option<Place> {
        let segments = place::split(path)?;
        let (place, found) = self.walk(&segments);
        (found == segments.len()).then_some(place)
    }

    /// Where the value of a path stands, or else the innermost thing on the way to it that the file does have.
    pub fn nearest(&self, path: &str) -> Place {
        self.walk(&place::split(path).unwrap_or_default()).0
    }

    /// What a path leads to. `None` when the file does not have it.
    pub fn node(&self, path: &str) -> Option<&Node> {
        place::split(path)?.iter().try_fold(&self.root, next)
    }

    /// How far one gets along the path.
    fn walk(&self, segments: &[Segment]) -> (Place, usize) {
        let mut node = &self.root;
        let mut found = 0;
        for segment in segments {
            let Some(next) = next(node, segment) else { break };
            node = next;
            found += 1;
        }
        (self.root.locate(node.id).1, found)
    }
}

/// One step further on a path.
fn next<'a>(node: &'a Node, segment: &Segment) -> Option<&'a Node> {
    match (segment, &node.value) {
        (Segment::Key(key), _) => node.get(key),
        (Segment::Index(index), Value::Sequence(items)) => items.get(*index),
        (Segment::Index(_), _) => None,
    }
}

struct Misread<T> {
    mistakes: Vec<Mistake>,
    /// What could be read, and of what: misspelt keys are taken for those that were meant.
    rest: Option<(T, Node)>,
}

/// The shape first, and then serde as often as it finds something new: it stops at the first thing wrong, which is
/// left out the next time, so that what stands beside it is read too.
fn read<T: DeserializeOwned + JsonSchema>(root: &Node, mut mistakes: Vec<Mistake>) -> Result<T, Misread<T>> {
    let mut rest = None;
    let schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>();
    let Shape { mistakes: misshapen, mut flawed, texts, meant, required, absent } =
        shape::check(root, schema.as_value());
    let mut root = root.clone();
    root.rename(&meant);
    let root = &root;
    // A value whose writing is refused has told what is wrong with it.
    let refused: Vec<Option<Position>> = mistakes.iter().map(Mistake::position).collect();
    mistakes.extend(misshapen.into_iter().filter(|mistake| !refused.contains(&mistake.position())));
    let is_scalar = |id: &u32| root.locate(*id).0.scalar().is_some();
    let mut stand_ins = StandIns::for_absent(absent);
    let mut skip: BTreeSet<u32> =
        flawed.iter().copied().filter(|id| is_scalar(id) && !meant.contains_key(id)).collect();
    skip.retain(|id| !stand_ins.replace(root.locate(*id).0, required.get(id)));
    for _ in 0..passes(root) {
        if mistakes.len() >= MOST_MISTAKES {
            break;
        }
        let reading = Reading { root, texts: &texts, skip: &skip, stand_ins: &stand_ins };
        let error = match T::deserialize(De::new(root, &reading)) {
            Ok(value) if mistakes.is_empty() => return Ok(value),
            Ok(value) => {
                rest = Some((value, root.clone()));
                break;
            }
            Err(error) => error,
        };
        let (node, place) = root.locate(error.node.unwrap_or(root.id));
        // What is wrong around something wrong is a consequence of it.
        let told = |known: &BTreeSet<u32>| known.range(node.ids()).next().is_some();
        if !told(&flawed) && !told(&skip) {
            mistakes.push(Mistake::new(discreet(root, node, error), place));
            flawed.insert(node.id);
        }
        if stand_ins.replace(node, required.get(&node.id)) {
            continue;
        }
        if node.id == root.id {
            break;
        }
        skip.insert(node.id);
    }
    mistake::sort(&mut mistakes);
    mistakes.truncate(MOST_MISTAKES);
    Err(Misread { mistakes, rest })
}

/// How often a file is read to find what else is wrong: a long one less often.
fn passes(root: &Node) -> usize {
    const MOST_NODES_READ: usize = 1_000_000;
    (MOST_NODES_READ / root.ids().len().max(1)).clamp(1, MOST_MISTAKES + 1)
}

/// The words of an error, without the text of a secret.
fn discreet(root: &Node, node: &Node, error: de::Error) -> Phrase {
    if !root.hides(node.id) {
        return error.phrase;
    }
    if error.foreign {
        return phrase!("file-refused-secret");
    }
    let mut phrase = error.phrase;
    for value in Arc::make_mut(&mut phrase.args).values_mut() {
        if !node.raw().is_empty() && value.contains(node.raw()) {
            secret::STARS.clone_into(value);
        }
    }
    phrase
}
