//! Showing a mistake to a person: what, where, and the line it is about.

mod line;
mod mask;

use super::lines::lines;
use super::mistake::{Mistake, Severity};
use super::place::Place;
use carteiro_world::words::Language;
use carteiro_world::{phrase, words::Phrase};
use line::Line;
use mask::Mask;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The text of a file, to show mistakes in. What stands under a secret key is not shown.
///
/// ```text
/// invoices.yaml:4:7: The key "sesion" is not known here. Did you mean "session"? Possible: …
///   4 |       sesion: finance
///     |       ^ steps[0].connect.sesion
/// ```
#[derive(Debug)]
pub struct Source<'a> {
    name: &'a str,
    text: String,
    mask: Mask,
    /// Other files that a mistake may be in.
    others: Vec<(String, String, Mask)>,
}

impl<'a> Source<'a> {
    /// The bytes of a file, readable as YAML or not, and its name for people.
    pub fn new(name: &'a str, bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        let mask = Mask::of(&text);
        Self { name, text, mask, others: Vec::new() }
    }

    /// The same, with the texts of the files that it runs.
    pub fn with(name: &'a str, bytes: &[u8], others: &BTreeMap<String, Arc<[u8]>>) -> Self {
        let others = others.iter().map(|(name, bytes)| {
            let Source { text, mask, .. } = Source::new(name, bytes);
            (name.clone(), text, mask)
        });
        Self { others: others.collect(), ..Self::new(name, bytes) }
    }

    /// What the file is called.
    pub fn name(&self) -> &str {
        self.name
    }

    /// Name, text and mask of the file of a mistake; the text of a file that is not known is empty.
    fn of<'s>(&'s self, mistake: &'s Mistake) -> (&'s str, &'s str, &'s Mask) {
        let Some(file) = mistake.file.as_deref() else { return (self.name, &self.text, &self.mask) };
        let known = self.others.iter().find(|(name, ..)| name == file);
        known.map_or((file, "", &self.mask), |(name, text, mask)| (name, text, mask))
    }

    /// The mistake in a language, over several lines; with `colours`, for a terminal.
    pub fn show(&self, mistake: &Mistake, language: Language, colours: bool) -> String {
        let paint = Paint { colours };
        let words = visible(&language.say(&mistake.phrase));
        let (name, text, mask) = self.of(mistake);
        let at = match &mistake.place {
            Some(place) => format!("{name}:{place}"),
            None => name.to_owned(),
        };
        let mut shown = format!("{}: ", paint.bold(&visible(&at)));
        if mistake.severity == Severity::Warning {
            let warning = language.say(&phrase!("file-warning"));
            let _ = write!(shown, "{}: ", paint.yellow(&warning));
        }
        shown.push_str(&words);
        shown.push('\n');
        if let Some(place) = &mistake.place {
            excerpt(&mut shown, (text, mask), place, &paint);
        }
        if let Some(related) = &mistake.related {
            let see: Phrase = phrase!("file-see-also", line = related.line);
            let _ = writeln!(shown, "{}:", language.say(&see));
            excerpt(&mut shown, (text, mask), related, &paint);
        }
        shown
    }

    /// All of them, with an empty line between two.
    pub fn show_all(&self, mistakes: &[Mistake], language: Language, colours: bool) -> String {
        let shown: Vec<String> =
            mistakes.iter().map(|mistake| self.show(mistake, language, colours)).collect();
        shown.join("\n")
    }
}

fn excerpt(shown: &mut String, (text, mask): (&str, &Mask), place: &Place, paint: &Paint) {
    let Some(text) = lines(text).nth(place.line.saturating_sub(1)) else {
        return;
    };
    let line = Line::new(text, &mask.on_line(place.line));
    let (text, offset) = line.around(place.column);
    let number = place.line.to_string();
    let margin = " ".repeat(number.len());
    let bar = paint.blue("|");
    let _ = writeln!(shown, "  {} {bar} {text}", paint.blue(&number));
    let caret = paint.red("^");
    let space = " ".repeat(offset);
    let path = if place.path.is_empty() { String::new() } else { format!(" {}", visible(&place.path)) };
    let _ = writeln!(shown, "  {margin} {bar} {space}{caret}{path}");
}

/// On one line, and without what would move a terminal's cursor or turn its text around.
fn visible(text: &str) -> String {
    text.chars().map(|letter| if line::is_invisible(letter) { ' ' } else { letter }).collect()
}

struct Paint {
    colours: bool,
}

impl Paint {
    fn bold(&self, text: &str) -> String {
        self.in_style("1", text)
    }

    fn red(&self, text: &str) -> String {
        self.in_style("1;31", text)
    }

    fn yellow(&self, text: &str) -> String {
        self.in_style("1;33", text)
    }

    fn blue(&self, text: &str) -> String {
        self.in_style("34", text)
    }

    fn in_style(&self, style: &str, text: &str) -> String {
        if self.colours { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_says_so_and_colours_are_for_terminals() {
        let source = Source::new("a.yaml", b"a: 1\nb: 2\n");
        let place = Place { line: 2, column: 1, path: "b".to_owned() };
        let mistake = Mistake::new(phrase!("file-not-yaml"), place).as_warning();
        assert_eq!(
            source.show(&mistake, Language::Portuguese, false),
            "a.yaml:2:1: aviso: Isto não é YAML válido.\n  2 | b: 2\n    | ^ b\n"
        );
        let coloured = source.show(&mistake, Language::English, true);
        assert!(coloured.contains("\u{1b}[1;33mwarning\u{1b}[0m: "), "{coloured:?}");
    }

    #[test]
    fn what_is_wrong_with_the_whole_file_has_no_line() {
        let mistake = Mistake::of_the_file(phrase!("file-empty-file"));
        assert_eq!(
            Source::new("a.yaml", b"").show(&mistake, Language::English, false),
            "a.yaml: The file is empty.\n"
        );
    }
}
