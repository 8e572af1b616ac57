//! `carteiro completions`: what a shell completes.

use crate::args;
use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_world::Language;
use clap::Command;
use clap_complete::Shell;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Writes the script for the shell.
pub fn run(args: &Args, language: Language) -> Result<Exit, Trouble> {
    let whole = args::command(language);
    let shown = whole.get_subcommands().filter(|command| !command.is_hide_set()).cloned();
    let mut command = Command::new("carteiro")
        .version("")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args(whole.get_arguments().cloned())
        .subcommands(shown);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "carteiro", &mut script);
    out::say(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
