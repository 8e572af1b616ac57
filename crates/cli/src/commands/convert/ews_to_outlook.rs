//! `carteiro convert ews-to-outlook`: an automation in the cloud, by Microsoft Graph.

use crate::commands::check;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::reading;
use crate::terminal::Told;
use crate::trouble::Trouble;
use carteiro_engine::convert::{Converted, ews_to_outlook};
use carteiro_engine::file::Source;
use carteiro_engine::{Automation, Library};
use carteiro_world::words::Language;
use carteiro_world::{Clock, phrase};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "NAME")]
    session: Option<String>,
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Prints the new text, and tells what is to be known beside it.
pub(super) fn run(args: &Args, language: Language, colours: bool) -> Result<Exit, Trouble> {
    let colours = colours && io::stderr().is_terminal();
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
    let converted = match ews_to_outlook(&name, &bytes, &checked, &library, args.session.as_deref()) {
        Ok(converted) => converted,
        Err(failure) => {
            let source = Source::with(&name, &bytes, &library.texts());
            let told = Told { language, colours, source: &source, files: Path::new(".") };
            out::complain(&format!("{}\n", told.failure(&failure)));
            return Ok(Exit::Mistakes);
        }
    };
    for told in &converted.told {
        let words = visible(&language.say(&told.words));
        out::complain(&format!("{}:{}: {words}\n", visible(&name), told.place.line));
    }
    if converted.sessions.is_empty() {
        out::complain(&format!("{}\n", language.say(&phrase!("convert-no-session"))));
        return Ok(Exit::Failed);
    }
    write(args, &converted, language)?;
    let name = args.output.as_ref().map_or(name, |output| output.display().to_string());
    let text = converted.text.as_bytes();
    match Automation::load_with(&name, text, &library) {
        Ok(_) => Ok(Exit::Done),
        Err(mistakes) => {
            let source = Source::with(&name, text, &library.texts());
            out::complain(&check::in_words(&name, &source, &mistakes, language, colours));
            Ok(Exit::Mistakes)
        }
    }
}

fn write(args: &Args, converted: &Converted, language: Language) -> Result<(), Trouble> {
    let Some(file) = &args.output else {
        return Ok(out::say(&converted.text)?);
    };
    let opened = std::fs::OpenOptions::new().write(true).create_new(true).open(file);
    let written = opened.and_then(|mut opened| opened.write_all(converted.text.as_bytes()));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Trouble::usage(phrase!("ui-convert-same-file", file = file.display()))
        }
        _ => Trouble::usage(phrase!("ui-new-refused", file = file.display())).because(&error),
    })?;
    out::complain(&format!("{}\n", language.say(&phrase!("ui-convert-written", file = file.display()))));
    Ok(())
}
