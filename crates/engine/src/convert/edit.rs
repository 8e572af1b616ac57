//! Edits of a text in YAML, at the places of what it holds.

use crate::file::{Node, Position, Value};
use std::ops::Range;

/// Edits that do not touch each other, applied at the end. What an alias repeats is edited once, where it stands.
pub(super) struct Edits<'a> {
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    made: Vec<(Range<usize>, String)>,
}

impl<'a> Edits<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, lines: [0].into_iter().chain(ends).collect(), made: Vec::new() }
    }

    /// Writes `text` in place of a scalar.
    pub(super) fn replace(&mut self, node: &Node, text: &str) {
        self.edit(self.at(node.start)..self.at(node.stop), text.to_owned());
    }

    /// Takes entries out of a mapping. Comments on lines of their own stay, and so do those behind what is taken out.
    ///
    /// `key`: what the mapping is the value of; it holds an empty one when nothing is left.
    pub(super) fn remove(&mut self, key: &Node, mapping: &Node, is_out: impl Fn(&Node) -> bool) {
        let entries = mapping.entries();
        let out: Vec<bool> = entries.iter().map(|(key, _)| is_out(key)).collect();
        if !out.contains(&true) {
            return;
        }
        if self.rest(mapping.start).starts_with('{') {
            self.remove_from_flow(entries, &out);
            return;
        }
        for ((key, value), _) in entries.iter().zip(&out).filter(|(_, out)| **out) {
            self.remove_lines(key, value);
        }
        if !out.contains(&false)
            && let Some(colon) = self.text.get(self.at(key.stop)..).and_then(|rest| rest.find(':'))
        {
            let behind = self.at(key.stop) + colon + 1;
            self.edit(behind..behind, " {}".to_owned());
        }
    }

    /// An entry of a block: its lines, but for comments.
    fn remove_lines(&mut self, key: &Node, value: &Node) {
        let is_block = value.stop.column <= key.start.column && value.stop.line > key.start.line;
        let last = if is_block { value.stop.line.saturating_sub(1) } else { value.stop.line };
        for line in key.start.line..=last.max(key.start.line) {
            let Some(range) = self.line(line) else { continue };
            let text = self.text.get(range.clone()).unwrap_or_default();
            let is_apart = text.trim_start().starts_with('#') || text.trim().is_empty();
            if is_apart && !is_text(value, line) {
                continue;
            }
            // What is in quotes is no comment; what stands behind the value is one.
            let behind = if line == value.stop.line { self.at(value.stop) } else { range.end };
            let comment =
                self.text.get(behind..range.end).map(str::trim).filter(|rest| rest.starts_with('#'));
            let indent = text.len() - text.trim_start().len();
            let kept =
                comment.map(|comment| format!("{}{comment}\n", text.get(..indent).unwrap_or_default()));
            self.edit(range, kept.unwrap_or_default());
        }
    }

    /// Entries of a mapping in braces: with the commas behind them, or at the end before them.
    fn remove_from_flow(&mut self, entries: &[(Node, Node)], out: &[bool]) {
        let mut kept: Option<&Node> = None;
        let mut first_out: Option<Position> = None;
        for ((key, value), out) in entries.iter().zip(out) {
            if *out {
                first_out.get_or_insert(key.start);
                continue;
            }
            if let Some(begin) = first_out.take() {
                self.edit(self.at(begin)..self.at(key.start), String::new());
            }
            kept = Some(value);
        }
        if let (Some(begin), Some((_, last))) = (first_out, entries.last()) {
            let from = kept.map_or(begin, |kept| kept.stop);
            self.edit(self.at(from)..self.at(last.stop), String::new());
        }
    }

    /// The text with all edits.
    pub(super) fn text(mut self) -> String {
        self.made.sort_by_key(|(range, _)| (range.start, range.end));
        self.made.dedup();
        let mut edited = String::with_capacity(self.text.len());
        let mut at = 0;
        for (range, new) in &self.made {
            edited.push_str(self.text.get(at..range.start).unwrap_or_default());
            edited.push_str(new);
            at = at.max(range.end);
        }
        edited.push_str(self.text.get(at..).unwrap_or_default());
        edited
    }

    fn edit(&mut self, range: Range<usize>, text: String) {
        self.made.push((range, text));
    }

    /// A line with its end, from 1.
    fn line(&self, line: usize) -> Option<Range<usize>> {
        let begin = *self.lines.get(line.checked_sub(1)?)?;
        Some(begin..self.lines.get(line).copied().unwrap_or(self.text.len()))
    }

    fn rest(&self, position: Position) -> &str {
        self.text.get(self.at(position)..).unwrap_or_default()
    }

    /// The byte at a position.
    fn at(&self, position: Position) -> usize {
        let Some(range) = self.line(position.line) else { return self.text.len() };
        let line = self.text.get(range.clone()).unwrap_or_default();
        let within = line.char_indices().nth(position.column.saturating_sub(1)).map(|(at, _)| at);
        range.start + within.unwrap_or(line.len())
    }
}

/// Whether a line is of a scalar, in which nothing is a comment.
fn is_text(node: &Node, line: usize) -> bool {
    match &node.value {
        Value::Scalar(_) => node.start.line <= line && Position { line, column: 1 } < node.stop,
        Value::Sequence(items) => items.iter().any(|item| is_text(item, line)),
        Value::Mapping(entries) => entries.iter().any(|(_, value)| is_text(value, line)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Document;

    /// `text` without `a` and `c` beneath `m`.
    fn without(text: &str) -> String {
        let document = Document::parse("t.yaml", text.as_bytes()).unwrap();
        let (key, mapping) = document.root().entries().iter().find(|(key, _)| key.raw() == "m").unwrap();
        let mut edits = Edits::of(document.text());
        edits.remove(key, mapping, |key| matches!(key.raw(), "a" | "c"));
        let edited = edits.text();
        Document::parse("t.yaml", edited.as_bytes()).unwrap_or_else(|wrong| panic!("{edited}\n{wrong:?}"));
        edited
    }

    #[test]
    fn entries_of_a_block_go_and_comments_stay() {
        let text = "m:\n  # of a\n  a: 1 # behind\n  b: 2\n\n  c:\n    d: |\n      # text\n      x\n    e: '#'\n  # of f\n  f: 3\nz: 0\n";
        assert_eq!(without(text), "m:\n  # of a\n  # behind\n  b: 2\n\n  # of f\n  f: 3\nz: 0\n");
    }

    #[test]
    fn entries_in_braces_go_with_their_commas() {
        for (text, left) in [
            ("m: { a: 1, b: 2, c: 3 }\n", "m: { b: 2 }\n"),
            ("m: { b: 2, a: 1, c: { d: 1 } }\nz: 0\n", "m: { b: 2 }\nz: 0\n"),
            ("m: { a: 1 }\n", "m: {  }\n"),
            ("m: { a: 'ü}', c: \"x\" }\n", "m: {  }\n"),
            ("m: {\n  a: 1,\n  b: 2, # of b\n  c: 3,\n}\n", "m: {\n  b: 2,\n}\n"),
        ] {
            assert_eq!(without(text), left, "{text}");
        }
    }

    #[test]
    fn what_is_left_empty_is_written_as_that() {
        assert_eq!(without("m:\n  a: 1\n  c: 2\nz: 0\n"), "m: {}\nz: 0\n");
        assert_eq!(without("m: # of m\n  a: 1"), "m: {} # of m\n");
    }
}
