//! The project's own commands: `cargo xtask demo | test | bench | fuzz | generate | web | lab`.
//!
//! A new command is a file in `commands/`, a line in its list, and a line in `USAGE`.
#![expect(
    clippy::disallowed_methods,
    reason = "a build tool works on the real machine: it is nobody's library"
)]

mod bench;
mod commands;
mod demo;
mod failure;
mod files;
mod fuzz;
mod guide;
mod interrupt;
mod lab;
mod place;
mod process;
mod room;
mod table;
mod tools;
mod words;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  demo               build carteiro and watch it work on a pretend mailbox; needs only the Rust toolchain, and where Node.js
                     is, leaves the Control Room open in a browser
  test               everything that has to pass: format, lints, drift, tests (installs and starts what they need)
  bench [MESSAGES] [imap|pop3|ews|outlook]   measure carteiro beside other programs, against a real server
  bench room         start the Control Room and ask it as fast as it answers, on SQLite and PostgreSQL
  fuzz [TARGET] [--minutes N]
                     look for bytes that a reader of ours cannot bear; each target for ten minutes
  generate           write the generated files again
  generate --check   fail if a generated file or the list of messages went stale
  web                build the pages of the Control Room, which cargo then puts into the binary
  lab -- COMMAND     run COMMAND with the mail servers standing, then stop them
  lab up | lab down  leave the mail servers standing, stop them
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    interrupt::watch();
    let outcome = match words.as_slice() {
        ["demo"] => commands::demo::run(),
        ["test"] => commands::test::run(),
        ["bench", rest @ ..] => commands::bench::run(rest),
        ["fuzz", rest @ ..] => commands::fuzz::run(rest),
        ["generate"] => commands::generate::write(),
        ["generate", "--check"] => commands::generate::check(),
        ["web"] => commands::web::run(),
        ["lab", "--", program, rest @ ..] => return commands::lab::with(program, rest),
        ["lab", "up"] => commands::lab::up(),
        ["lab", "down"] => commands::lab::down(),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    failure::exit_code(outcome)
}
