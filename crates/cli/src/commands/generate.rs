//! `carteiro generate`: the pages that are made from the code. For those who change Carteiro, through `cargo xtask`.

use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_control_room::app;
use carteiro_engine::docs;
use carteiro_world::phrase;
use carteiro_world::words::Language;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "PATH")]
    root: PathBuf,
    #[arg(long)]
    check: bool,
}

/// Writes the pages, or says which are stale.
pub fn run(args: &Args, language: Language) -> Result<Exit, Trouble> {
    let mut stale = Vec::new();
    let api = (PathBuf::from("docs/openapi.json"), app::description_file());
    for (name, text) in docs::files().into_iter().chain([api]) {
        let path = args.root.join(&name);
        if is_current(&path, &text) {
            continue;
        }
        if args.check {
            stale.push(format!("  {}", name.display()));
        } else {
            write(&path, &text).map_err(|error| {
                let words = phrase!("ui-generate-refused", file = path.display());
                Trouble::Said(Exit::Failed, words, None).because(&error)
            })?;
            out::say(&format!("{}\n", name.display()))?;
        }
    }
    if stale.is_empty() {
        return Ok(Exit::Done);
    }
    out::complain(&format!("{}\n{}\n", language.say(&phrase!("ui-generate-stale")), stale.join("\n")));
    Ok(Exit::Failed)
}

#[expect(clippy::disallowed_methods, reason = "pages lie beside the sources, in no folder of a run")]
fn is_current(path: &Path, text: &str) -> bool {
    fs::read(path).is_ok_and(|there| there == text.as_bytes())
}

#[expect(clippy::disallowed_methods, reason = "pages lie beside the sources, in no folder of a run")]
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
