//! `cargo xtask test`: everything that has to pass, in the order in which a mistake is cheapest to find.

use std::process::Command;
use std::time::Instant;

use crate::commands::generate;
use crate::demo::room::Room;
use crate::failure::{Failure, Result};
use crate::lab::{Lab, python};
use crate::table::Table;
use crate::{place, process, tools};

pub fn run() -> Result {
    let mut phases = Phases { table: Table::new(["phase", "time", ""]) };
    let outcome = all(&mut phases);
    println!("\n{}", phases.table);
    outcome.inspect(|()| println!("Everything passed."))
}

fn all(phases: &mut Phases) -> Result {
    let python = phases.time("tools", || {
        tools::nextest::ensure()?;
        tools::dovecot::ensure()?;
        tools::postgres::ensure()?;
        tools::tnef::ensure()?;
        tools::xmllint::ensure()?;
        tools::cyrus::CYRUS.ensure()?;
        tools::exim::EXIM.ensure()?;
        tools::oidc::ensure()?;
        tools::proxies::PROXIES.ensure()?;
        tools::chromium::ensure()?;
        foreign_clients()
    })?;
    // Before anything is compiled: the program has the pages in it.
    let has_pages = tools::web::ensure()?;
    if has_pages {
        phases.time("pages installed", tools::web::install)?;
        phases.time("pages built", || tools::web::run("build"))?;
        phases.time("pages checked", || tools::web::run("check"))?;
        phases.time("pages tested", || tools::web::run("test"))?;
    }
    let lab = phases.time("servers", || Lab::start(python.as_deref()))?;
    println!("{}", lab.summary());
    let cargo = |line: &str| process::run(lab.enter(Command::new("cargo").args(line.split(' '))));
    phases.time("format", || cargo("fmt --all --check"))?;
    phases.time("lints", || cargo("clippy --workspace --all-targets --locked -- -D warnings"))?;
    phases.time("drift", generate::check)?;
    phases.time("documentation tests", || cargo("test --doc --workspace --locked --quiet"))?;
    let profile = if tools::on_build_server() { "ci" } else { "default" };
    phases.time("tests", || cargo(&format!("nextest run --workspace --locked --profile {profile}")))?;
    if has_pages {
        phases.time("demo in the browser", || {
            cargo("build --locked -p carteiro")?;
            Room::open(&place::carteiro_debug()).map(drop)
        })?;
    }
    if has_pages && tools::chromium::described().is_some() {
        phases.time("journeys", || tools::web::run_in(&lab, "e2e"))?;
    }
    phases.time("servers stopped", || {
        drop(lab);
        Ok(())
    })
}

/// A person may do without; a build server must judge with everything.
fn foreign_clients() -> Result<Option<std::path::PathBuf>> {
    match python::ensure() {
        Ok(python) => Ok(Some(python)),
        Err(failure) if tools::on_build_server() => Err(failure),
        Err(failure) => {
            eprintln!("warning: {failure}");
            Ok(None)
        }
    }
}

struct Phases {
    table: Table,
}

impl Phases {
    fn time<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        let outcome = work().map_err(|failure| Failure::new(format!("{name}: {failure}")));
        let verdict = if outcome.is_ok() { "ok" } else { "failed" };
        self.table.row([
            name.to_owned(),
            format!("{:.1} s", start.elapsed().as_secs_f64()),
            verdict.to_owned(),
        ]);
        outcome
    }
}
