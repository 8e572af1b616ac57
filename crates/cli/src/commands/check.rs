//! `carteiro check`: everything that is wrong with automations.

use crate::exit::Exit;
use crate::trouble::Trouble;
use crate::{out, reading};
use carteiro_engine::automation::{Automation, Library};
use carteiro_engine::file::{Mistake, Severity, Source};
use carteiro_world::words::Language;
use carteiro_world::{Clock, phrase};
use serde_json::{Value, json};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "FILE")]
    file: Vec<PathBuf>,
    #[arg(long)]
    json: bool,
}

/// Checks all files; one that is wrong does not keep the others from being checked.
pub fn run(args: &Args, language: Language, colours: bool) -> Result<Exit, Trouble> {
    let colours = colours && std::io::stdout().is_terminal();
    let (mut exit, mut unread) = (Exit::Done, None);
    for path in &args.file {
        let bytes = match reading::file(path) {
            Ok(bytes) => bytes,
            Err(trouble) if unread.is_none() => {
                unread = Some(trouble);
                continue;
            }
            Err(trouble) => {
                trouble.tell(language);
                continue;
            }
        };
        let name = path.display().to_string();
        let library = Library::beside(path).at(Clock::system().now());
        let found = match Automation::load_with(&name, &bytes, &library) {
            Ok(checked) => checked.warnings().to_vec(),
            Err(mistakes) => mistakes,
        };
        if found.iter().any(|mistake| mistake.severity == Severity::Error) {
            exit = Exit::Mistakes;
        }
        let told = if args.json {
            format!("{}\n", as_json(path, &found, language))
        } else {
            let source = Source::with(&name, &bytes, &library.texts());
            in_words(&name, &source, &found, language, colours)
        };
        out::say(&told)?;
    }
    unread.map_or(Ok(exit), Err)
}

/// The mistakes of a file with their lines, and how many there are.
pub fn in_words(name: &str, source: &Source, found: &[Mistake], language: Language, colours: bool) -> String {
    let count = |severity| found.iter().filter(|mistake| mistake.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut told = source.show_all(found, language, colours);
    if !told.is_empty() {
        told.push('\n');
    }
    let total = phrase!("ui-check-total", file = out::visible(name), errors = errors, warnings = warnings);
    told.push_str(&language.say(&total));
    told.push('\n');
    told
}

fn as_json(path: &Path, found: &[Mistake], language: Language) -> Value {
    let mistakes = found.iter().map(|mistake| {
        let mut value = serde_json::to_value(mistake).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.insert("message".to_owned(), language.say(&mistake.phrase).into());
        }
        value
    });
    let errors = found.iter().any(|mistake| mistake.severity == Severity::Error);
    json!({ "file": path.display().to_string(), "ok": !errors, "mistakes": mistakes.collect::<Vec<_>>() })
}
