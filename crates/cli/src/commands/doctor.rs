//! `carteiro doctor`: looks at the connections of an automation, step by step.

use crate::commands::check;
use crate::commands::run::given::{self, Variable};
use crate::commands::run::host;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::reading;
use crate::surroundings::Surroundings;
use crate::terminal::Told;
use crate::trouble::Trouble;
use carteiro_engine::doctor::{self, Finding, Step};
use carteiro_engine::file::Source;
use carteiro_engine::vars::Given;
use carteiro_engine::{Automation, Checked, Failure, Host, Library, Report};
use carteiro_mail::Kind;
use carteiro_world::words::Language;
use carteiro_world::{Clock, Transcript, phrase};
use indexmap::IndexMap;
use serde_json::Value;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "NAME")]
    session: Option<String>,
    #[arg(long, value_name = "VAR", value_parser = given::variable)]
    var: Vec<Variable>,
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    files: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[arg(long)]
    json: bool,
}

/// Looks at every session, or at one.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let colours = surroundings.colours && io::stdout().is_terminal();
    let bytes = reading::file(&args.file)?;
    let name = args.file.display().to_string();
    let library = Library::beside(&args.file).at(Clock::system().now());
    let checked = match Automation::load_with(&name, &bytes, &library) {
        Ok(checked) => Arc::new(checked),
        Err(mistakes) => {
            let source = Source::with(&name, &bytes, &library.texts());
            out::complain(&check::in_words(&name, &source, &mistakes, language, colours));
            return Ok(Exit::Mistakes);
        }
    };
    let mut credentials = surroundings.credentials;
    if let Some(path) = &args.credentials
        && let Err(mistakes) = given::credentials(path, &mut credentials)?
    {
        out::complain(&given::hidden(path, &mistakes, language));
        return Ok(Exit::Mistakes);
    }
    let zone = host::time_zone();
    let variables = given::variables(args.var, &checked, &zone)?;
    let files = host::files(args.files, true)?;
    let nobody = Arc::new(|_: Report| {});
    let kept = host::kept(args.data, surroundings.data, surroundings.passphrase);
    let proxies = &surroundings.proxies;
    let host = host::host(credentials, files, nobody, Transcript::default(), kept, zone, proxies);
    let looked = Look { name, bytes, checked, language, colours, json: args.json };
    let ended = looked.at(&variables, host, args.session.as_deref()).await?;
    Ok(if ended.is_none() { Exit::Done } else { Exit::NotConnected })
}

/// A look at the sessions of an automation.
pub(super) struct Look {
    /// What its file is called.
    pub(super) name: String,
    /// What stands in the file.
    pub(super) bytes: Vec<u8>,
    pub(super) checked: Arc<Checked>,
    pub(super) language: Language,
    pub(super) colours: bool,
    /// A line of JSON for each step.
    pub(super) json: bool,
}

impl Look {
    /// Tells each step as it ends; answers with that at which it ended before all was well.
    pub(super) async fn at(
        self,
        variables: &IndexMap<String, Given>,
        host: Host,
        session: Option<&str>,
    ) -> Result<Option<Step>, Trouble> {
        let Self { name, bytes, checked, language, colours, json: as_json } = self;
        let root = host.files.root().to_owned();
        let heard: Arc<Mutex<io::Result<()>>> = Arc::new(Mutex::new(Ok(())));
        let (said, last) = (Arc::clone(&heard), Mutex::new(String::new()));
        let ended: Arc<Mutex<Option<Step>>> = Arc::default();
        let ending = Arc::clone(&ended);
        let hear = move |finding: Finding| {
            if finding.failure.is_some() {
                ending.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(finding.step);
            }
            let told = if as_json {
                json(&finding, language)
            } else {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                let heading = (*last != finding.session).then(|| finding.session.clone());
                if let Some(name) = &heading {
                    last.clone_from(name);
                }
                let source = Source::new(&name, &bytes);
                let told = Told { language, colours, source: &source, files: &root };
                in_words(&finding, heading.as_deref(), &told)
            };
            let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
            if said.is_ok() {
                *said = out::say(&told);
            }
        };
        let is_well = Box::pin(doctor::examine(checked, variables, host, session, hear)).await;
        std::mem::replace(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner), Ok(()))?;
        is_well.map_err(refused)?;
        Ok(ended.lock().unwrap_or_else(PoisonError::into_inner).take())
    }
}

/// What kept it from looking at anything.
fn refused(failure: Failure) -> Trouble {
    match failure.kind {
        Kind::InvalidInput | Kind::NotFound => Trouble::usage(failure.words),
        _ => Trouble::Said(Exit::Failed, failure.words, failure.detail.map(String::from)),
    }
}

fn json(finding: &Finding, language: Language) -> String {
    let mut value = serde_json::to_value(finding).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        let evidence = finding.evidence.iter().map(|words| Value::from(language.say(words)));
        fields.insert("said".to_owned(), evidence.collect());
        if let Some(failure) = &finding.failure {
            fields.insert("message".to_owned(), language.say(&failure.words).into());
        }
    }
    format!("{value}\n")
}

fn in_words(finding: &Finding, session: Option<&str>, told: &Told<'_>) -> String {
    let Told { language, colours, .. } = *told;
    let heading = session.map(|session| language.say(&phrase!("doctor-session", session = session)) + "\n");
    let name = language.word(&format!("doctor-step-{}", finding.step.name())).unwrap_or_default();
    let (mark, colour) = if finding.failure.is_none() { ("✓", "32") } else { ("✗", "31") };
    let mark = if colours { format!("\u{1b}[{colour}m{mark}\u{1b}[0m") } else { mark.to_owned() };
    let mut text = heading.unwrap_or_default();
    let took = finding.took_ms.to_string();
    text.extend(["  ", &mark, " ", &name, " (", &took, " ms)\n"]);
    for words in &finding.evidence {
        text.extend(["      ", &visible(&language.say(words)), "\n"]);
    }
    if let Some(failure) = &finding.failure {
        for line in told.failure(failure).lines() {
            text.extend(["      ", line, "\n"]);
        }
    }
    text
}
