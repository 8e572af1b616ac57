//! One line as a terminal shows it.

use std::ops::Range;

/// The widest excerpt of a line.
const WIDEST: usize = 100;
/// What is left in front of the caret when a line is cut.
const BEFORE: usize = 60;
/// What a tab is shown as.
const TAB: usize = 4;

/// What takes one place or two on the screen, and the column of the file it came from.
struct Cell {
    letter: char,
    width: usize,
    column: usize,
}

/// A line with its secrets starred out.
pub struct Line {
    cells: Vec<Cell>,
}

impl Line {
    /// `hidden` are ranges of columns, from 1, in order.
    pub fn new(text: &str, hidden: &[Range<usize>]) -> Self {
        let mut cells = Vec::new();
        for (letter, column) in text.chars().zip(1..) {
            match hidden.iter().find(|range| range.contains(&column)) {
                Some(range) if range.start == column || column == 1 => {
                    cells.extend((0..3).map(|_| Cell { letter: '*', width: 1, column }));
                }
                Some(_) => {}
                None if letter == '\t' => {
                    cells.extend((0..TAB).map(|_| Cell { letter: ' ', width: 1, column }));
                }
                None => {
                    let letter = if is_invisible(letter) { '\u{fffd}' } else { letter };
                    let width = width(letter);
                    cells.push(Cell { letter, width, column });
                }
            }
        }
        Self { cells }
    }

    /// The part of the line around a column, and how far into it the column is shown.
    pub fn around(&self, column: usize) -> (String, usize) {
        let before = self.cells.iter().filter(|cell| cell.column < column);
        let offset: usize = before.map(|cell| cell.width).sum();
        let whole: usize = self.cells.iter().map(|cell| cell.width).sum();
        let start = if whole <= WIDEST || offset <= BEFORE { 0 } else { offset - BEFORE };
        let mut text = String::new();
        let mut at = 0;
        let mut skipped = 0;
        for cell in &self.cells {
            if at < start {
                skipped = at + cell.width;
            } else if at >= start + WIDEST {
                text.push('…');
                break;
            } else {
                text.push(cell.letter);
            }
            at += cell.width;
        }
        if start == 0 {
            return (text.trim_end().to_owned(), offset);
        }
        (format!("…{}", text.trim_end()), offset - skipped + 1)
    }
}

/// What would move a terminal's cursor, or turn its text around.
pub fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// How many places a character takes on the screen: roughly the wide ones of Unicode's annex 11, and combining marks.
fn width(letter: char) -> usize {
    match u32::from(letter) {
        0x0300..=0x036f | 0x1ab0..=0x1aff | 0x200b..=0x200d | 0x20d0..=0x20ff | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xa960..=0xa97c
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff01..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f680..=0x1f6ff
        | 0x1f900..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_below_its_character_after_tabs_wide_characters_and_secrets() {
        assert_eq!(Line::new("\tab", &[]).around(3), ("    ab".to_owned(), 5));
        assert_eq!(Line::new("日本: x", &[]).around(5), ("日本: x".to_owned(), 6));
        let hidden = Line::new("password: hunter2, x: 1", std::slice::from_ref(&(11..18)));
        assert_eq!(hidden.around(20), ("password: ***, x: 1".to_owned(), 15));
        assert_eq!(hidden.around(12).1, 13);
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let text: String = ('a'..='z').cycle().take(500).collect();
        let (shown, offset) = Line::new(&text, &[]).around(300);
        assert!(shown.starts_with('…') && shown.ends_with('…'));
        assert_eq!(shown.chars().count(), WIDEST + 2);
        assert_eq!(shown.chars().nth(offset), text.chars().nth(299));
    }

    #[test]
    fn what_would_drive_the_terminal_is_not_passed_on() {
        assert_eq!(Line::new("a\u{1b}[2Jb\u{202e}c", &[]).around(1).0, "a\u{fffd}[2Jb\u{fffd}c");
    }
}
