//! `carteiro explain`: what an automation will do, before it runs. Connects to nothing.

mod changes;
mod looks;
mod varies;

use crate::commands::check;
use crate::commands::run::host;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::reading;
use crate::terminal::Told;
use crate::trouble::Trouble;
use carteiro_engine::explain::Speaks;
use carteiro_engine::explain::{Condition, Decided, Explanation, explain};
use carteiro_engine::file::Source;
use carteiro_engine::{Automation, Library};
use carteiro_world::words::{Language, Phrase};
use carteiro_world::{Clock, phrase};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    json: bool,
}

/// Tells what the automation and those it runs will do.
pub fn run(args: &Args, language: Language, colours: bool) -> Result<Exit, Trouble> {
    let colours = colours && std::io::stdout().is_terminal();
    let bytes = reading::file(&args.file)?;
    let name = args.file.display().to_string();
    let library = Library::beside(&args.file).at(Clock::system().now());
    let checked = match Automation::load_with(&name, &bytes, &library) {
        Ok(checked) => checked,
        Err(mistakes) => {
            let source = Source::with(&name, &bytes, &library.texts());
            out::complain(&check::in_words(&name, &source, &mistakes, language, colours));
            return Ok(Exit::Mistakes);
        }
    };
    match explain(&name, &bytes, &checked, &library, &host::time_zone()) {
        Ok(told) if args.json => out::say(&format!("{}\n", serde_json::json!(told)))?,
        Ok(told) => out::say(&in_words(&told, language))?,
        Err(failure) => {
            let source = Source::with(&name, &bytes, &library.texts());
            let told = Told { language, colours, source: &source, files: Path::new(".") };
            out::complain(&format!("{}\n", told.failure(&failure)));
            return Ok(Exit::Mistakes);
        }
    }
    Ok(Exit::Done)
}

/// Lines, some of them further in.
struct Page {
    language: Language,
    text: String,
}

impl Page {
    fn line(&mut self, depth: usize, words: &Phrase) {
        let said = self.said(words);
        self.text.extend(["  ".repeat(depth).as_str(), &said, "\n"]);
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn said(&self, words: &Phrase) -> String {
        visible(&self.language.say(words))
    }
}

fn in_words(told: &Explanation, language: Language) -> String {
    let mut page = Page { language, text: String::new() };
    for (number, one) in std::iter::once(told).chain(&told.runs).enumerate() {
        if number > 0 {
            page.gap();
        }
        page.line(0, &phrase!("explain-automation", file = one.file, automation = one.automation));
        changes::sessions(&mut page, one);
        for look in &one.looks {
            looks::look(&mut page, look);
        }
        changes::changes(&mut page, one);
    }
    varies::varies(&mut page, told);
    page.text
}

fn protocol(protocol: Speaks) -> &'static str {
    match protocol {
        Speaks::Imap => "imap",
        Speaks::Pop3 => "pop3",
        Speaks::Ews => "ews",
        Speaks::Outlook => "outlook",
    }
}

/// Whether what is kept here of the account decides some of it.
fn goes_by_marks(condition: &Condition) -> bool {
    condition.decided == Decided::Marks || condition.of.iter().any(goes_by_marks)
}

/// Yes or no, for words that differ by it.
fn whether(so: bool) -> &'static str {
    if so { "yes" } else { "no" }
}
