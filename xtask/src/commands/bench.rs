//! `cargo xtask bench [MESSAGES]`: carteiro beside programs that do the same, on the same server, by turns.
//!
//! Times are told, not judged: machines differ. Memory is judged: it must not grow with the mail.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::bench::measure::{self, Measured};
use crate::bench::peer::{self, Peer, Program};
use crate::bench::{events, fetchmail, mailbox};
use crate::failure::{Doing as _, Failure, Result};
use crate::files::{self, amount};
use crate::lab::{Lab, python};
use crate::table::Table;
use crate::{place, process, tools};

const MEMORY_LIMIT_KIB: u64 = 64 * 1024;
const ROUNDS: usize = 3;

struct Work {
    title: &'static str,
    /// Name of the automation in `xtask/bench`, and of the same thing in the peers.
    name: &'static str,
    folder: &'static str,
    /// What all speak to the server, as `lab.json` calls it.
    protocol: &'static str,
    peers: &'static [Peer],
}

const WORKS: [Work; 4] = [
    Work {
        title: "list every subject",
        name: "list",
        folder: "INBOX",
        protocol: "imap",
        peers: &[peer::IMAP_TOOLS],
    },
    Work {
        title: "save every attachment",
        name: "save_attachments",
        folder: "INBOX",
        protocol: "imap",
        peers: &[peer::IMAP_TOOLS],
    },
    Work {
        title: "save one of 150 MB",
        name: "save_attachments",
        folder: "Large",
        protocol: "imap",
        peers: &[peer::IMAP_TOOLS],
    },
    Work {
        title: "read every text by POP3",
        name: "drain",
        folder: "INBOX",
        protocol: "pop3",
        peers: &[peer::LIMIT_POP3, peer::POPLIB, peer::FETCHMAIL],
    },
];

struct Bench {
    python: PathBuf,
    dovecot: Value,
    files: PathBuf,
}

pub fn run(arguments: &[&str]) -> Result {
    let messages = arguments
        .first()
        .map_or(Ok(10_000), |given| given.parse())
        .doing(|| "read the number of messages".to_owned())?;
    process::run(Command::new("cargo").args(["build", "--release", "--locked", "-p", "carteiro"]))?;
    tools::dovecot::ensure()?;
    tools::fetchmail::ensure()?;
    let python = python::ensure()?;
    let lab = Lab::start(Some(&python))?;
    println!("\n{}", lab.summary());
    println!("In the mailbox: {}", mailbox::fill(&lab, &python, messages)?);
    let files = tempfile::Builder::new()
        .prefix("carteiro-bench-")
        .tempdir()
        .doing(|| "create a folder".to_owned())?;
    let bench = Bench {
        python,
        dovecot: lab.description.get("dovecot").cloned().unwrap_or_default(),
        files: files.path().to_owned(),
    };

    let mut table = Table::new([
        "work",
        "program",
        "time",
        "× time",
        "peak memory",
        "× memory",
        "turns",
        "commands",
        "saved",
    ]);
    let mut too_much = Vec::new();
    for work in &WORKS {
        println!("{} …", work.title);
        let ours = bench.compare(work, &mut table)?;
        if ours.peak_kib > MEMORY_LIMIT_KIB {
            too_much.push(format!("{}: {}", work.title, amount(ours.peak_kib * 1024)));
        }
    }
    println!("\n{table}\n  Medians of {ROUNDS} runs by turns; a turn is a wait for the server.");
    if too_much.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("carteiro held more than {}", amount(MEMORY_LIMIT_KIB * 1024)))
        .because(too_much.join(", ")))
}

impl Bench {
    fn compare(&self, work: &Work, table: &mut Table) -> Result<Measured> {
        let (mut ours, mut our_files) = (Vec::new(), String::new());
        let mut peers: Vec<_> = work
            .peers
            .iter()
            .filter(|peer| peer.is_here())
            .map(|peer| (peer, Vec::new(), String::new()))
            .collect();
        for _ in 0..ROUNDS {
            our_files = self.once(&mut self.carteiro(work), "carteiro", &mut ours)?;
            for (peer, runs, files) in &mut peers {
                *files = self.once(&mut self.peer(work, peer)?, "peer", runs)?;
            }
        }
        let nothing = || Failure::new("nothing was measured");
        let ours = measure::median(ours).ok_or_else(nothing)?;
        let said =
            std::fs::read_to_string(self.output("carteiro")).doing(|| "read what the run said".to_owned())?;
        let wire = events::wire(&said);
        let known = |number: Option<u64>| number.map_or_else(|| "–".to_owned(), |number| number.to_string());
        let row = |title: &str, program: &str, run: Measured, turns, commands, files| {
            [
                title.to_owned(),
                program.to_owned(),
                format!("{:.2} s", run.wall.as_secs_f64()),
                format!("{:.2}", time_ratio(run, ours)),
                amount(run.peak_kib * 1024),
                format!("{:.1}", memory_ratio(run, ours)),
                known(turns),
                known(commands),
                files,
            ]
        };
        table.row(row(work.title, "carteiro", ours, wire.turns, wire.commands, our_files));
        for (peer, runs, files) in peers {
            let run = measure::median(runs).ok_or_else(nothing)?;
            println!("  {:.2} times the time of {}", time_ratio(ours, run), peer.title);
            table.row(row("", peer.title, run, None, None, files));
        }
        Ok(ours)
    }

    /// Runs once in an empty folder and says what was saved there.
    fn once(&self, command: &mut Command, name: &str, runs: &mut Vec<Measured>) -> Result<String> {
        let folder = self.folder();
        std::fs::create_dir_all(&folder).doing(|| format!("create {}", folder.display()))?;
        runs.push(measure::run(command, &self.output(name))?);
        let saved = saved(&folder)?;
        std::fs::remove_dir_all(&folder).doing(|| format!("empty {}", folder.display()))?;
        Ok(saved)
    }

    fn folder(&self) -> PathBuf {
        self.files.join("files")
    }

    fn output(&self, name: &str) -> PathBuf {
        self.files.join(format!("{name}.out"))
    }

    fn carteiro(&self, work: &Work) -> Command {
        let mut command = Command::new(place::carteiro());
        command
            .arg("run")
            .arg(script(&format!("{}.yaml", work.name)))
            .args([
                "--json",
                "--var",
                &format!("port={}", self.port(work)),
                "--var",
                &format!("folder={}", work.folder),
                "--files",
            ])
            .arg(self.folder())
            .env("CARTEIRO_CREDENTIAL_BENCH__BIG__PASSWORD", "pw-big");
        command
    }

    fn port(&self, work: &Work) -> String {
        self.dovecot.get(work.protocol).map(ToString::to_string).unwrap_or_default()
    }

    fn peer(&self, work: &Work, peer: &Peer) -> Result<Command> {
        let port = self.port(work);
        Ok(match peer.program {
            Program::Script(name) => {
                let mut command = Command::new(&self.python);
                command.arg(script(name)).args([work.name, &port, work.folder]).arg(self.folder());
                command
            }
            Program::Fetchmail => fetchmail::command(&self.files, &port)?,
        })
    }
}

fn script(name: &str) -> PathBuf {
    place::root().join("xtask/bench").join(name)
}

fn saved(folder: &Path) -> Result<String> {
    let sizes: Vec<u64> = files::below(folder)?.into_iter().map(|(_, size)| size).collect();
    Ok(if sizes.is_empty() {
        "–".to_owned()
    } else {
        format!("{} files, {}", sizes.len(), amount(sizes.iter().sum()))
    })
}

fn time_ratio(one: Measured, other: Measured) -> f64 {
    one.wall.as_secs_f64() / other.wall.as_secs_f64().max(0.001)
}

#[expect(clippy::cast_precision_loss, reason = "one digit after the point is shown")]
fn memory_ratio(one: Measured, other: Measured) -> f64 {
    one.peak_kib as f64 / other.peak_kib.max(1) as f64
}
