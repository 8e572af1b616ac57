//! The commands, a file each.

pub mod actions;
mod asking;
pub mod check;
pub mod completions;
pub mod connections;
pub mod convert;
pub mod credentials;
pub mod db;
pub mod doctor;
pub mod explain;
pub mod generate;
pub mod key;
pub mod login;
pub mod logins;
pub mod logout;
pub mod new;
pub mod room;
pub mod run;
pub mod runs;
pub mod sandbox;
pub mod schema;
pub mod serve;
pub mod users;

use crate::args::{Chosen, Verb};
use crate::exit::Exit;
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use std::future::Future;

/// Does what was asked for.
pub fn run(Chosen { language, command }: Chosen, surroundings: Surroundings) -> Result<Exit, Trouble> {
    match command {
        Verb::Run(args) => waiting(run::run(args, language, surroundings)),
        Verb::Runs(args) => waiting(runs::run(args, language, surroundings)),
        Verb::New(args) => waiting(new::run(args, language, surroundings)),
        Verb::Check(args) => check::run(&args, language, surroundings.colours),
        Verb::Explain(args) => explain::run(&args, language, surroundings.colours),
        Verb::Doctor(args) => waiting(doctor::run(args, language, surroundings)),
        Verb::Login(args) => waiting(login::run(args, language, surroundings)),
        Verb::Logins(args) => waiting(logins::run(args, language, surroundings)),
        Verb::Logout(args) => waiting(logout::run(args, language, surroundings)),
        Verb::Actions(args) => actions::run(&args, language),
        Verb::Convert(args) => convert::run(&args, language, surroundings.colours),
        Verb::Schema(args) => schema::run(&args),
        Verb::Credentials(args) => waiting(credentials::run(args, language, surroundings)),
        Verb::Serve(args) => waiting(serve::run(args, language, surroundings)),
        Verb::Users(args) => waiting(users::run(args, language, surroundings)),
        Verb::Key(args) => waiting(key::run(args, language, surroundings)),
        Verb::Db(args) => waiting(db::run(args, language, surroundings)),
        Verb::Connections(args) => waiting(connections::run(args, language, surroundings)),
        Verb::Sandbox(args) => waiting(sandbox::run(args, language)),
        Verb::Completions(args) => completions::run(&args, language),
        Verb::Generate(args) => generate::run(&args, language),
    }
}

/// In a runtime that is left behind when the work is done: a thread may still be waiting for a line from stdin.
fn waiting<F: Future<Output = Result<Exit, Trouble>>>(work: F) -> Result<Exit, Trouble> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    runtime.shutdown_background();
    done
}
