//! `cargo xtask generate`: what is written from code and examples and committed, and the check that nobody forgot it.

use std::process::Command;

use crate::failure::{Failure, Result};
use crate::{guide, place, process, words};

pub fn write() -> Result {
    guide::write(place::root())?;
    process::run(&mut generator())
}

/// Fails when a committed file is not what the code would write, or when code and words disagree.
pub fn check() -> Result {
    words::check(place::root())?;
    guide::check(place::root())?;
    process::run(generator().arg("--check")).map_err(|failure| {
        Failure::new("generated files are stale")
            .because(failure)
            .advise("run `cargo xtask generate` and commit")
    })
}

/// The engine writes its own pages. It is asked through the program, so that building xtask never builds the engine.
fn generator() -> Command {
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--locked", "-p", "carteiro", "--", "generate", "--root"])
        .arg(place::root());
    command
}
