//! The Control Room under load: how soon it is there, what it holds, how many requests it answers and how late.

mod load;

use serde_json::{Value, json};

use self::load::Load;
use crate::bench::measure;
use crate::failure::{Doing as _, Failure, Result};
use crate::files::amount;
use crate::lab::Lab;
use crate::room::{self, Person, Served, Session, bearer, curl};
use crate::table::Table;
use crate::{place, process, tools};

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// What nobody is using may hold.
const IDLE_LIMIT_KIB: u64 = 60 * 1024;
/// Runs in the list that is asked for.
const RUNS: usize = 1_000;
const STARTS: usize = 3;
const CONNECTIONS: u32 = 8;
const WHO: Person = Person { name: "bench", password: "correct horse" };
const SCOPES: [&str; 3] = ["run_automations", "edit_automations", "view_others_runs"];

/// Runs that do nothing but say so: what they cost is the Control Room's own.
const TEXT: &str = "name: Bench\nsteps:\n  - log: { text: \"{{ run.id }}\" }\n";

/// Measures it on SQLite and on PostgreSQL.
pub fn run() -> Result {
    process::run(Command::new("cargo").args(["build", "--release", "--locked", "-p", "carteiro"]))?;
    tools::wrk::ensure()?;
    tools::postgres::ensure()?;
    let lab = Lab::start(None)?;
    let mut table = Table::new([
        "database",
        "start",
        "idle",
        "runs/s",
        "what is asked",
        "requests/s",
        "× peer",
        "p50",
        "p99",
        "then",
    ]);
    let mut too_much = Vec::new();
    for (name, url) in [("SQLite", None), ("PostgreSQL", Some(database(&lab)?))] {
        println!("{name} …");
        let idle = measured(name, url.as_deref(), &mut table)?;
        if idle > IDLE_LIMIT_KIB {
            too_much.push(format!("{name}: {}", amount(idle * 1024)));
        }
    }
    println!(
        "\n{table}\n  Start: until /readyz answers, the median of {STARTS}. {CONNECTIONS} connections ask all the time. The peer is the\n  \
         same server's /healthz: what HTTP costs by itself. Then: what it holds when that is over."
    );
    if too_much.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("an idle Control Room held more than {}", amount(IDLE_LIMIT_KIB * 1024)))
        .because(too_much.join(", ")))
}

/// An empty database of the lab's PostgreSQL.
fn database(lab: &Lab) -> Result<String> {
    let url = lab.description.pointer("/postgres/url").and_then(Value::as_str).unwrap_or_default();
    process::capture(Command::new("psql").args([url, "-qc", "CREATE DATABASE bench"]))?;
    Ok(url.replace("/postgres", "/bench"))
}

/// What it holds while it is idle, in KiB.
fn measured(name: &str, database: Option<&str>, table: &mut Table) -> Result<u64> {
    let data = tempfile::tempdir().doing(|| "create a folder".to_owned())?;
    let (first, _) = started(data.path(), database, true)?;
    first.set_up(&WHO)?;
    drop(first);
    let mut starts = Vec::new();
    for _ in 1..STARTS {
        starts.push(started(data.path(), database, false)?.1);
    }
    let (served, start) = started(data.path(), database, false)?;
    starts.push(start);
    starts.sort();
    let idle = measure::resident(served.id())?;
    let session = served.sign_in(&WHO)?;
    let token = session.token("bench", &SCOPES)?;
    let per_second = fill(&served, &session, &token)?;
    let peer = Load::of(&served, "/healthz", None, CONNECTIONS)?;
    let mut row = [
        name.to_owned(),
        format!("{} ms", starts.get(STARTS / 2).copied().unwrap_or_default().as_millis()),
        amount(idle * 1024),
        format!("{per_second:.0}"),
    ];
    for path in ["/healthz", "/api/runs", "/api/runs?state=ok&limit=10", "/api/me"] {
        let load = match path {
            "/healthz" => peer,
            _ => Load::of(&served, path, Some(&token), CONNECTIONS)?,
        };
        let [database, start, held, runs] = std::mem::take(&mut row);
        table.row([
            database,
            start,
            held,
            runs,
            path.to_owned(),
            format!("{:.0}", load.per_second),
            format!("{:.2}", load.per_second / peer.per_second.max(1.0)),
            millis(load.median),
            millis(load.p99),
            amount(measure::resident(served.id())? * 1024),
        ]);
    }
    Ok(idle)
}

fn started(data: &Path, database: Option<&str>, is_first: bool) -> Result<(Served, Duration)> {
    let mut command = room::command(&place::carteiro(), data);
    command.args(["--rate", "1000000"]);
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    Served::start(&mut command, is_first)
}

fn millis(span: Duration) -> String {
    format!("{:.1} ms", span.as_secs_f64() * 1000.0)
}

/// Starts runs, by one connection, and waits for their end; how many a second.
#[expect(clippy::cast_precision_loss, reason = "no digit after the point is shown")]
fn fill(served: &Served, session: &Session, token: &str) -> Result<f64> {
    let start = Instant::now();
    let mut command = curl();
    command.args(["-H", &bearer(token), "-o", "/dev/null"]);
    // What stands in brackets is counted through, and is no part of the path.
    command.arg(format!("{}?number=[1-{RUNS}]", served.at("/api/runs")));
    room::send(&mut command, &json!({ "text": TEXT }))?;
    while session.is_busy()? {
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(RUNS as f64 / start.elapsed().as_secs_f64())
}
