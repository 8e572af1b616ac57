//! Where the secrets of a text stand.

use crate::file::lines::lines;
use crate::file::node::{Node, Position, Value};
use crate::file::{secret, yaml};
use regex::Regex;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A key and its colon, anywhere in a line.
static KEY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"([\p{L}\p{N}_-]+)["']?\s*:\s?"#).ok());
/// A line that begins with a key or with a dash.
static ENTRY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"^\s*(?:- .*|-$|["']?[\p{L}\p{N}_][\p{L}\p{N}_-]*["']?\s*:(?:\s.*|$)|#.*)"#).ok()
});

/// The columns of each line that are not shown.
#[derive(Debug, Default)]
pub struct Mask {
    lines: HashMap<usize, Vec<Range<usize>>>,
}

impl Mask {
    /// By the tree where there is one and it holds the whole text; otherwise by the look of the lines, which hides
    /// more than it must.
    pub fn of(text: &str) -> Self {
        let parsed = yaml::parse(text);
        let mut mask = Self::default();
        match parsed.root {
            Some(root) if parsed.mistakes.is_empty() => {
                mask.nodes(&root, secret::Within::default());
                mask.comments(text);
            }
            _ => mask.lines(text),
        }
        mask.logins(text);
        mask
    }

    /// In order.
    pub fn on_line(&self, line: usize) -> Vec<Range<usize>> {
        let mut ranges = self.lines.get(&line).cloned().unwrap_or_default();
        ranges.sort_by_key(|range| range.start);
        ranges
    }

    fn logins(&mut self, text: &str) {
        for (line, number) in lines(text).zip(1..) {
            for login in secret::logins(line) {
                let column = |byte| line.get(..byte).map_or(0, |before| before.chars().count()) + 1;
                self.lines.entry(number).or_default().push(column(login.start)..column(login.end));
            }
        }
    }

    fn nodes(&mut self, node: &Node, within: secret::Within) {
        match &node.value {
            Value::Scalar(_) if within.hides() => self.hide(node.start, node.stop),
            Value::Scalar(_) => {}
            Value::Sequence(items) => {
                for item in items {
                    self.nodes(item, within);
                }
            }
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    let conceals = within.below(key.raw());
                    if within.hides() {
                        self.nodes(key, conceals);
                    }
                    // A key with nothing after it: the value has the position of the key.
                    if !value.is_blank() {
                        self.nodes(value, conceals);
                    }
                }
            }
        }
    }

    fn hide(&mut self, start: Position, stop: Position) {
        for line in start.line..=stop.line {
            let first = if line == start.line { start.column } else { 1 };
            let last = if line == stop.line { stop.column } else { usize::MAX };
            if first < last {
                self.lines.entry(line).or_default().push(first..last);
            }
        }
    }

    /// What was taken out of use for a while is still a secret.
    fn comments(&mut self, text: &str) {
        let Some(key) = KEY.as_ref() else { return };
        for (line, number) in lines(text).zip(1..) {
            if let Some(comment) = line.find('#') {
                self.after_key(key, line, number, comment);
            }
        }
    }

    /// Hides what follows the first secret key after `from`, and returns where the key begins.
    fn after_key(&mut self, key: &Regex, line: &str, number: usize, from: usize) -> Option<usize> {
        let found = key
            .captures_iter(line.get(from..)?)
            .filter_map(|found| Some((found.get(1)?.start() + from, found.get(0)?.end() + from)))
            .find(|(start, end)| {
                let name = line.get(*start..*end).unwrap_or_default();
                secret::is_secret(name.trim_end_matches(['"', '\'', ' ', '\t', ':']))
            });
        let (start, end) = found?;
        let column = line.get(..end).map_or(0, |before| before.chars().count()) + 1;
        self.lines.entry(number).or_default().push(column..usize::MAX);
        Some(start)
    }

    fn lines(&mut self, text: &str) {
        let (Some(key), Some(entry)) = (KEY.as_ref(), ENTRY.as_ref()) else {
            return;
        };
        // The indentation of the secret key whose value may go on.
        let mut within: Option<usize> = None;
        for (line, number) in lines(text).zip(1..) {
            let indentation = line.len() - line.trim_start().len();
            if within.is_some_and(|key| indentation > key || !entry.is_match(line)) {
                self.lines.entry(number).or_default().push(1..usize::MAX);
                continue;
            }
            within = None;
            if let Some(name) = self.after_key(key, line, number, 0) {
                let alone = line
                    .get(..name)
                    .is_some_and(|before| before.trim_matches([' ', '-', '"', '\'']).is_empty());
                within = Some(if alone { name } else { indentation });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::source::line::Line;

    fn masked(text: &str) -> String {
        let mask = Mask::of(text);
        let lines =
            lines(text).zip(1..).map(|(line, number)| Line::new(line, &mask.on_line(number)).around(1).0);
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn secrets_are_hidden_wherever_they_stand_and_references_to_them_are_not() {
        for (text, shown) in [
            ("password: hunter2 # mine", "password: *** # mine"),
            ("a: { password: hunter2, b: 1 }", "a: { password: ***, b: 1 }"),
            ("password:\n  hunter2\nb: 1", "password:\n  ***\nb: 1"),
            ("key: |\n  one\n  two\nb: 1", "key: |\n  ***\n***\nb: 1"),
            ("password: { hunter2 }", "password: { *** }"),
            ("password: { variable: pw }", "password: { variable: pw }"),
            ("x: &x hunter2\npassword: *x", "x: &x ***\npassword: *x"),
            ("passwrd: hunter2", "passwrd: ***"),
            ("senha: hunter2", "senha: ***"),
            (
                "auth: { basic: { clave: hunter2, username: u } }",
                "auth: { basic: { clave: ***, username: u } }",
            ),
            ("password:\nb: 1", "password:\nb: 1"),
            ("a: 1 # password: hunter2", "a: 1 # password: ***"),
            ("proxy: http://ana:hunter2@p:1", "proxy: http://***@p:1"),
            ("proxy: 'http://ana:hun/t@er2@p:1' # x", "proxy: 'http://***@p:1' # x"),
            ("a: 1 # proxy: socks5://hunter2@p:1", "a: 1 # proxy: socks5://***@p:1"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn secrets_are_hidden_in_a_file_too_broken_to_have_a_tree() {
        for (text, shown) in [
            ("password: hunter2: x\nb: 1", "password: ***\nb: 1"),
            ("password:hunter2\nb: [", "password:***\nb: ["),
            ("proxy: http://ana:hunter2@p\nb: [", "proxy: http://***@p\nb: ["),
            ("- password: \"hunter2\n  more\n\nb: 1", "- password: ***\n***\n\nb: 1"),
            ("a: { 'password': x, host: y", "a: { 'password': ***"),
            ("password: a\npassword: b\nc: 1", "password: ***\npassword: ***\nc: 1"),
            ("key: -----BEGIN\nMIIE\n-----END: x\nb: [", "key: ***\n***\n***\nb: ["),
        ] {
            assert_eq!(masked(text), shown, "{text}");
        }
    }
}
