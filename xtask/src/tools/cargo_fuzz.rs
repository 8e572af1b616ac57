//! The runner of the fuzzers.

use std::process::Command;

use crate::failure::{Failure, Result};
use crate::process;

pub fn ensure() -> Result {
    if process::capture(Command::new("cargo").args(["fuzz", "--version"])).is_ok() {
        return Ok(());
    }
    process::run(Command::new("cargo").args(["install", "cargo-fuzz", "--locked"])).map_err(|failure| {
        Failure::new("cargo-fuzz, which runs the fuzzers, could not be installed").because(failure).advise(
            "install it another way (https://rust-fuzz.github.io/book/cargo-fuzz/setup.html); it also needs a C++ compiler",
        )
    })
}
