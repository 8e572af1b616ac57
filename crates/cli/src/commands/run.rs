//! `carteiro run`: runs an automation here and now.

pub(super) mod given;
pub(super) mod host;
mod remote;
mod stored;
mod trace;

use crate::commands::{check, room};
use crate::exit::{Exit, Signal};
use crate::interrupt::Interrupts;
use crate::surroundings::Surroundings;
use crate::terminal::{Stdout, Told, View};
use crate::trouble::Trouble;
use crate::{log, out, reading};
use carteiro_control_room::runs::{Of, Started};
use carteiro_engine::file::Source;
use carteiro_engine::{Automation, Library, Outcome, Status, Stop};
use carteiro_world::words::Language;
use carteiro_world::{Clock, phrase};
use given::Variable;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::Arc;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "VAR", value_parser = given::variable)]
    var: Vec<Variable>,
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    files: Option<PathBuf>,
    #[command(flatten)]
    room: room::Args,
    #[arg(long, value_name = "USER", conflicts_with = "server")]
    r#as: Option<String>,
    #[arg(long, value_name = "URL", conflicts_with_all = ["credentials", "files", "data", "database", "trace"])]
    server: Option<String>,
    #[arg(long, value_name = "FILE", requires = "server")]
    token_file: Option<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    #[arg(long, value_name = "warn|info|debug")]
    log: Option<log::Level>,
}

/// Runs the automation to its end, or to the first Ctrl-C.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    match &args.server {
        Some(server) => {
            let server = server.clone();
            remote::run(args, &server, language, surroundings).await
        }
        None => here(args, language, surroundings).await,
    }
}

async fn here(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let colours = surroundings.colours && io::stderr().is_terminal();
    let bytes = reading::file(&args.file)?;
    let name = args.file.display().to_string();
    let library = Library::beside(&args.file).at(Clock::system().now());
    let loaded = Automation::load_with(&name, &bytes, &library);
    let source = Source::with(&name, &bytes, &library.texts());
    let checked = match loaded {
        Ok(checked) => Arc::new(checked),
        Err(mistakes) => {
            out::complain(&check::in_words(&name, &source, &mistakes, language, colours));
            return Ok(Exit::Mistakes);
        }
    };
    if !args.json && !checked.warnings().is_empty() {
        out::complain(&format!("{}\n", source.show_all(checked.warnings(), language, colours)));
    }
    let mut credentials = surroundings.credentials.clone();
    if let Some(path) = &args.credentials
        && let Err(mistakes) = given::credentials(path, &mut credentials)?
    {
        out::complain(&given::hidden(path, &mistakes, language));
        return Ok(Exit::Mistakes);
    }
    let zone = host::time_zone();
    let variables = given::variables(args.var, &checked, &zone)?;

    let stop = Stop::default();
    let stdout = Arc::new(Stdout::new(stop.clone()));
    if let Some(level) = args.log {
        log::of_run(level);
    }
    // A line that moves and lines that stay do not share a screen; of a dry run each line is what it is for.
    let moves = args.log.is_none() && !args.dry_run;
    let view = view(args.json, moves, language, colours, &stdout);
    let files = host::files(args.files, args.dry_run)?;
    let root = files.root().to_owned();
    let transcript = args.trace.as_deref().map(trace::begin).transpose()?.unwrap_or_default();
    let stored = stored::Stored::open(&args.room, args.r#as.as_deref(), &surroundings).await?;
    let folder = args.room.folder(&surroundings).ok();
    let kept = host::kept(folder.clone(), None, surroundings.passphrase.clone());
    let proxies = &surroundings.proxies;
    let host = host::host(credentials, files, Arc::clone(&view) as _, transcript, kept, zone, proxies);

    let signal = watch(stop.clone(), Arc::clone(&view), language)?;
    let outcome = if let Some(stored) = stored {
        let text = stored::text(&args.file, &bytes, &library);
        let started = Started { variables, dry_run: args.dry_run, ..Started::new(Of::File, checked, text) };
        stored.run(started, host, stop, Arc::clone(&view)).await?
    } else if args.dry_run {
        let rehearsed = carteiro_engine::rehearse(checked, &variables, host, stop).await;
        rehearsed.map_err(|error| Trouble::usage(phrase!("ui-dry-run-refused")).because(&error))?
    } else {
        carteiro_engine::run(checked, &variables, host, stop).await
    };
    let tally = view.finish();
    let told = Told { language, colours, source: &source, files: &root };
    if !args.json {
        out::complain(&told.summary(&outcome.summary, &tally));
    } else if let Some(failure) =
        outcome.summary.failure.as_ref().filter(|_| outcome.status() == Status::Failed)
    {
        out::complain(&told.failure(failure));
    }
    ended(&stdout, &outcome, *signal.borrow())
}

/// How a run is shown. `moves`: nothing else is to stay on the screen.
fn view(json: bool, moves: bool, language: Language, colours: bool, stdout: &Arc<Stdout>) -> Arc<View> {
    Arc::new(match (json, moves && io::stderr().is_terminal()) {
        (true, _) => View::json(Arc::clone(stdout)),
        (false, true) => View::live(language, colours, Arc::clone(stdout)),
        (false, false) => View::plain(language, Arc::clone(stdout)),
    })
}

fn ended(stdout: &Stdout, outcome: &Outcome, signal: Option<Signal>) -> Result<Exit, Trouble> {
    match stdout.failure() {
        None => Ok(exit(outcome, signal)),
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Signal(Signal::Pipe)),
        Some(error) => Err(error.into()),
    }
}

fn exit(outcome: &Outcome, signal: Option<Signal>) -> Exit {
    match outcome.status() {
        Status::Ok => Exit::Done,
        Status::Failed if outcome.could_not_connect() => Exit::NotConnected,
        Status::Failed | Status::WithFailures => Exit::Failed,
        Status::Cancelled => Exit::Signal(signal.unwrap_or(Signal::Interrupt)),
    }
}

/// The first signal ends the run between two steps, the second at once.
///
/// It listens in a thread of its own, and nothing there waits for a lock: whoever writes to a pipe that is full holds
/// locks, and a thread of the run, for as long as nobody reads.
fn watch(
    stop: Stop,
    view: Arc<View>,
    language: Language,
) -> io::Result<tokio::sync::watch::Receiver<Option<Signal>>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let listening = runtime.enter();
    let mut interrupts = Interrupts::listen()?;
    drop(listening);
    let (tell, told) = tokio::sync::watch::channel(None);
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        runtime.block_on(async move {
            tell.send_replace(Some(interrupts.next().await));
            stop.now();
            std::thread::spawn(move || view.note(&language.say(&phrase!("ui-stopping"))));
            let signal = interrupts.next().await;
            std::process::exit(Exit::Signal(signal).code().into());
        });
    })?;
    Ok(told)
}
