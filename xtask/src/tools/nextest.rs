//! The test runner.

use std::process::Command;

use crate::failure::{Failure, Result};
use crate::process;

pub fn ensure() -> Result {
    if process::capture(Command::new("cargo").args(["nextest", "--version"])).is_ok() {
        return Ok(());
    }
    process::run(Command::new("cargo").args(["install", "cargo-nextest", "--locked"])).map_err(|failure| {
        Failure::new("the test runner cargo-nextest could not be installed")
            .because(failure)
            .advise("install it another way (https://nexte.st/docs/installation) and try again")
    })
}
