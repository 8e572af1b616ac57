//! The parser's errors in words that say what to do.

use super::super::lines::lines;
use super::super::mistake::Mistake;
use super::super::node::Position;
use super::super::place::Place;
use super::DEEPEST;
use super::build::position;
use carteiro_world::phrase;
use carteiro_world::words::Phrase;
use granit_parser::{ErrorKind, ScanError};

/// How far after the start of a text the tab can be that ends it.
const LINES_TO_A_TAB: usize = 50;

/// The mistake behind an error of the parser.
pub fn explain(text: &str, error: &ScanError) -> Mistake {
    let at = position(*error.marker());
    // A tab shows up as many errors, at many places after it.
    let phrase = words(error.kind());
    let reach = if phrase.code == "file-tab" { LINES_TO_A_TAB } else { 1 };
    let tab = (at.line..)
        .zip(lines(text).skip(at.line.saturating_sub(1)))
        .take(reach)
        .filter(|_| phrase.code != "file-too-deep")
        .find_map(|(line, text)| indenting_tab(text, Position { line, ..at }));
    let (phrase, at) = match tab {
        Some(tab) => (phrase!("file-tab"), tab),
        None => (phrase, at),
    };
    let place = Place { line: at.line, column: at.column, path: String::new() };
    Mistake::new(phrase, place)
}

/// The first tab before the first other character of the line.
pub fn indenting_tab(line: &str, at: Position) -> Option<Position> {
    let tab =
        line.chars().take_while(|letter| matches!(letter, ' ' | '\t')).position(|letter| letter == '\t')?;
    Some(Position { line: at.line, column: tab + 1 })
}

fn words(kind: &ErrorKind) -> Phrase {
    match kind {
        ErrorKind::RecursionLimitExceeded => phrase!("file-too-deep", limit = DEEPEST),
        ErrorKind::UnknownAnchor => phrase!("file-alias-unknown"),
        ErrorKind::MissingAnchorOrAliasName => phrase!("file-special-character", character = "* &"),
        ErrorKind::UnexpectedCharacter { character } if "@`%".contains(*character) => {
            phrase!("file-special-character", character = character)
        }
        ErrorKind::UnexpectedCharacter { character } => {
            phrase!("file-unexpected-character", character = character.escape_default())
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => phrase!("file-tab"),
        ErrorKind::UnclosedFlowCollection { open } => phrase!("file-bracket-open", bracket = open),
        ErrorKind::UnexpectedEofFlowSequence => phrase!("file-bracket-open", bracket = '['),
        ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            phrase!("file-bracket-open", bracket = '{')
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            phrase!("file-bracket-other", open = open, close = close)
        }
        ErrorKind::MisplacedFlowCollectionEnd => phrase!("file-bracket-extra"),
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::FlowMappingValueAdjacentCollection
        | ErrorKind::BlockEntryInFlowCollection => phrase!("file-comma-missing"),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            phrase!("file-quote-open")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            phrase!("file-after-quote")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => phrase!("file-escape"),
        ErrorKind::MappingValueNotAllowed => phrase!("file-colon-unexpected"),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey | ErrorKind::MappingKeyNotAllowed => {
            phrase!("file-colon-missing")
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => phrase!("file-indentation"),
        ErrorKind::UndeclaredTagHandle => phrase!("file-tag", tag = "!"),
        ErrorKind::InvalidDocumentEnd | ErrorKind::ExpectedDocumentStart => phrase!("file-several-documents"),
        _ => phrase!("file-not-yaml"),
    }
}
