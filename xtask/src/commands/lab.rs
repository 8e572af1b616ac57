//! `cargo xtask lab`: the servers of the tests, for a person who iterates.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::failure::{self, Failure, Result};
use crate::lab::{Lab, python, standing};
use crate::{process, tools};

/// Runs a command with the servers up and ends as it ended.
pub fn with(program: &str, arguments: &[&str]) -> ExitCode {
    let run = || -> Result<ExitCode> {
        let lab = start()?;
        eprintln!("{}", lab.summary());
        let status = process::status(lab.enter(Command::new(program).args(arguments)))?;
        Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
    };
    run().unwrap_or_else(|failure| failure::exit_code(Err(failure)))
}

/// Starts the servers, leaves them, and prints what a shell can evaluate.
pub fn up() -> Result {
    if let Some(standing) = standing::find() {
        export(&standing.variables()?);
        return Ok(());
    }
    let lab = start()?;
    eprintln!("{}\nstop with: cargo xtask lab down", lab.summary());
    let variables = lab.variables();
    lab.keep()?;
    export(&variables);
    Ok(())
}

pub fn down() -> Result {
    standing::find().ok_or_else(|| Failure::new("no servers are standing"))?.stop()
}

fn start() -> Result<Lab> {
    tools::dovecot::ensure()?;
    tools::postgres::ensure()?;
    tools::tnef::ensure()?;
    tools::xmllint::ensure()?;
    tools::cyrus::CYRUS.ensure()?;
    tools::exim::EXIM.ensure()?;
    tools::oidc::ensure()?;
    tools::proxies::PROXIES.ensure()?;
    tools::chromium::ensure()?;
    Lab::start(python::ensure().inspect_err(|failure| eprintln!("warning: {failure}")).ok().as_deref())
}

fn export(variables: &[(&str, PathBuf)]) {
    for (name, value) in variables {
        println!("export {name}='{}'", value.display());
    }
}
