//! The command line of Carteiro.
//!
//! ```text
//! Surroundings (environment, read once) ── args ── commands/<name>.rs ── Exit
//!                                                      └─ events of a run ─> terminal/
//! ```

mod args;
mod commands;
mod exit;
mod interrupt;
mod log;
mod out;
mod panic;
mod reading;
mod stdin;
mod surroundings;
mod terminal;
mod trouble;
mod usage;

use std::process::ExitCode;
use surroundings::Surroundings;

fn main() -> ExitCode {
    let surroundings = Surroundings::read();
    panic::install(surroundings.language);
    let chosen = match args::parse(&surroundings) {
        Ok(chosen) => chosen,
        Err(exit) => return exit.into(),
    };
    let language = chosen.language;
    let exit = commands::run(chosen, surroundings).unwrap_or_else(|trouble| trouble.tell(language));
    exit.into()
}
