//! `cargo xtask bench [MESSAGES] [imap|pop3|ews|outlook]`: carteiro beside programs that do the same, on the same server, by turns.
//! `cargo xtask bench room`: the Control Room under load.
//!
//! IMAP and POP3 are spoken with Dovecot, Exchange Web Services and Microsoft Graph with the simulator: of these only what
//! the clients cost says something of others.
//!
//! Times are told, not judged: machines differ. Memory is judged: it must not grow with the mail.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::bench::events::{self, Wire};
use crate::bench::exchange::Exchange;
use crate::bench::measure::{self, Measured};
use crate::bench::peer::{self, Peer, Program};
use crate::bench::{fetchmail, mailbox, room};
use crate::failure::{Doing as _, Failure, Result};
use crate::files::{self, amount};
use crate::lab::{Lab, python};
use crate::table::Table;
use crate::{place, process, tools};

const MEMORY_LIMIT_KIB: u64 = 64 * 1024;
const ROUNDS: usize = 3;
/// Stands in automations for where the simulated Exchange Web Services are.
const NO_EWS: &str = "http://127.0.0.1:80/EWS/Exchange.asmx";
/// Stands there for where the simulated cloud is.
const NO_CLOUD: &str = "http://127.0.0.1:80";

struct Work {
    title: &'static str,
    /// Name of the automation in `xtask/bench`, and of the same thing in the peers.
    name: &'static str,
    folder: &'static str,
    /// What all speak to the server, as `lab.json` calls it.
    protocol: &'static str,
    peers: &'static [Peer],
}

const WORKS: [Work; 12] = [
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
    by_ews("list every subject by EWS", "list_ews", "INBOX"),
    by_ews("save every attachment by EWS", "save_attachments_ews", "INBOX"),
    by_ews("save one of 150 MB by EWS", "save_attachments_ews", "Large"),
    by_ews("mark and move 1,000 twice by EWS", "mark_move_ews", "INBOX"),
    by_graph("list every subject by Graph", "list_outlook", "INBOX"),
    by_graph("save every attachment by Graph", "save_attachments_outlook", "INBOX"),
    by_graph("save one of 150 MB by Graph", "save_attachments_outlook", "Large"),
    by_graph("mark and move 1,000 twice by Graph", "mark_move_outlook", "INBOX"),
];

impl Work {
    /// Whether it is done in the simulated Exchange.
    fn is_simulated(&self) -> bool {
        ["ews", "outlook"].contains(&self.protocol)
    }
}

const fn by_ews(title: &'static str, name: &'static str, folder: &'static str) -> Work {
    Work { title, name, folder, protocol: "ews", peers: &[peer::EXCHANGELIB] }
}

const fn by_graph(title: &'static str, name: &'static str, folder: &'static str) -> Work {
    Work { title, name, folder, protocol: "outlook", peers: &[peer::O365] }
}

struct Bench {
    python: PathBuf,
    dovecot: Value,
    exchange: Option<Exchange>,
    files: PathBuf,
}

pub fn run(arguments: &[&str]) -> Result {
    if arguments == ["room"] {
        return room::run();
    }
    let only = arguments.iter().copied().find(|given| WORKS.iter().any(|work| work.protocol == *given));
    let messages = arguments.iter().find(|given| Some(**given) != only);
    let messages = messages
        .map_or(Ok(10_000), |given| given.parse())
        .doing(|| "read the number of messages".to_owned())?;
    let works: Vec<&Work> =
        WORKS.iter().filter(|work| only.is_none_or(|only| work.protocol == only)).collect();
    process::run(Command::new("cargo").args(["build", "--release", "--locked", "-p", "carteiro"]))?;
    let python = python::ensure()?;
    let files = tempfile::Builder::new()
        .prefix("carteiro-bench-")
        .tempdir()
        .doing(|| "create a folder".to_owned())?;
    let mut lab = None;
    if works.iter().any(|work| !work.is_simulated()) {
        tools::dovecot::ensure()?;
        tools::fetchmail::ensure()?;
        let started = Lab::start(Some(&python))?;
        println!("\n{}", started.summary());
        println!("In the mailbox: {}", mailbox::fill(&started, &python, messages)?);
        lab = Some(started);
    }
    let mut exchange = None;
    if works.iter().any(|work| work.is_simulated()) {
        let started = Exchange::start(&files.path().join("mail"), &python, messages)?;
        println!("In the simulated Exchange: {}", started.told);
        exchange = Some(started);
    }
    let dovecot = lab.as_ref().and_then(|lab| lab.description.get("dovecot").cloned()).unwrap_or_default();
    let bench = Bench { python, dovecot, exchange, files: files.path().to_owned() };

    let mut table = Table::new([
        "work",
        "program",
        "time",
        "× time",
        "CPU",
        "× CPU",
        "peak memory",
        "× memory",
        "turns",
        "commands",
        "received",
        "sent",
        "saved",
    ]);
    let mut too_much = Vec::new();
    for work in works {
        println!("{} …", work.title);
        let ours = bench.compare(work, &mut table)?;
        if ours.peak_kib > MEMORY_LIMIT_KIB {
            too_much.push(format!("{}: {}", work.title, amount(ours.peak_kib * 1024)));
        }
    }
    println!(
        "\n{table}\n  Medians of {ROUNDS} runs by turns; a turn is a wait for the server; CPU is the program's own."
    );
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
            our_files = self.once(&mut self.carteiro(work)?, "carteiro", &mut ours)?;
            for (peer, runs, files) in &mut peers {
                *files = self.once(&mut self.peer(work, peer)?, "peer", runs)?;
            }
        }
        let nothing = || Failure::new("nothing was measured");
        let ours = measure::median(ours).ok_or_else(nothing)?;
        let said =
            std::fs::read_to_string(self.output("carteiro")).doing(|| "read what the run said".to_owned())?;
        let wire = events::wire(&said);
        let row = |title: &str, program: &str, run: Measured, wire: Wire, files| {
            let known =
                |number: Option<u64>| number.map_or_else(|| "–".to_owned(), |number| number.to_string());
            let bytes = |number: Option<u64>| number.map_or_else(|| "–".to_owned(), amount);
            [
                title.to_owned(),
                program.to_owned(),
                format!("{:.2} s", run.wall.as_secs_f64()),
                format!("{:.2}", ratio(run.wall, ours.wall)),
                format!("{:.2} s", run.cpu.as_secs_f64()),
                format!("{:.2}", ratio(run.cpu, ours.cpu)),
                amount(run.peak_kib * 1024),
                format!("{:.1}", memory_ratio(run, ours)),
                known(wire.turns),
                known(wire.commands),
                bytes(wire.received),
                bytes(wire.sent),
                files,
            ]
        };
        table.row(row(work.title, "carteiro", ours, wire, our_files));
        for (peer, runs, files) in peers {
            let run = measure::median(runs).ok_or_else(nothing)?;
            println!("  {:.2} times the time of {}", ratio(ours.wall, run.wall), peer.title);
            let said =
                std::fs::read_to_string(self.output("peer")).doing(|| "read what a peer said".to_owned())?;
            table.row(row("", peer.title, run, events::wire(&said), files));
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

    fn carteiro(&self, work: &Work) -> Result<Command> {
        let mut command = Command::new(place::carteiro());
        command
            .arg("run")
            .arg(self.automation(work)?)
            .arg("--json")
            .arg("--files")
            .arg(self.folder())
            .env("CARTEIRO_CREDENTIAL_BENCH__BIG__PASSWORD", "pw-big")
            .env("CARTEIRO_CREDENTIAL_BENCH__ANA__PASSWORD", "sandbox")
            .env("CARTEIRO_CREDENTIAL_BENCH__APP__SECRET", "daemon-secret");
        if !work.is_simulated() {
            let variables = [format!("port={}", self.address(work)), format!("folder={}", work.folder)];
            command.args(variables.iter().flat_map(|variable| ["--var", variable]));
        }
        Ok(command)
    }

    /// Where an Exchange is no expression can say: it is written into a copy.
    fn automation(&self, work: &Work) -> Result<PathBuf> {
        let path = script(&format!("{}.yaml", work.name));
        if !work.is_simulated() {
            return Ok(path);
        }
        let text = std::fs::read_to_string(&path).doing(|| format!("read {}", path.display()))?;
        let copy = self.files.join("automation.yaml");
        let nowhere = if work.protocol == "ews" { NO_EWS } else { NO_CLOUD };
        let text = text.replace(nowhere, &self.address(work));
        std::fs::write(&copy, text).doing(|| format!("write {}", copy.display()))?;
        Ok(copy)
    }

    /// A port, or where Exchange is.
    fn address(&self, work: &Work) -> String {
        if let Some(exchange) = self.exchange.as_ref().filter(|_| work.is_simulated()) {
            return exchange.url(work.protocol, work.folder).to_owned();
        }
        self.dovecot.get(work.protocol).map(ToString::to_string).unwrap_or_default()
    }

    fn peer(&self, work: &Work, peer: &Peer) -> Result<Command> {
        let port = self.address(work);
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

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(0.001)
}

#[expect(clippy::cast_precision_loss, reason = "one digit after the point is shown")]
fn memory_ratio(one: Measured, other: Measured) -> f64 {
    one.peak_kib as f64 / other.peak_kib.max(1) as f64
}
