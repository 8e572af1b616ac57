//! `carteiro new`: from an address to an automation that works.

mod place;

use crate::commands::asking::Asking;
use crate::commands::doctor::Look;
use crate::commands::run::{given, host};
use crate::exit::{Exit, Signal};
use crate::interrupt::Interrupts;
use crate::out::{self, visible};
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_auth::modes::Kind;
use carteiro_auth::providers::{Column, Verdict};
use carteiro_engine::discovery::{self, Application, First, Found, Outside};
use carteiro_engine::doctor::Step;
use carteiro_engine::secrets::{Secrets as _, variable};
use carteiro_engine::{Automation, Host, Report};
use carteiro_world::tls::Tls;
use carteiro_world::words::Language;
use carteiro_world::{Transcript, phrase};
use clap::builder::PossibleValuesParser;
use indexmap::IndexMap;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "ADDRESS")]
    address: Option<String>,
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    #[arg(long, value_name = "MODE", value_parser = PossibleValuesParser::new(discovery::WRITTEN.map(Kind::name)))]
    mode: Option<String>,
    #[command(flatten)]
    place: place::Place,
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    #[arg(long, value_name = "ID")]
    tenant_id: Option<String>,
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
    #[arg(long, value_name = "FILE", default_value = "first-steps.yaml", hide_default_value = true)]
    output: PathBuf,
    #[arg(long)]
    yes: bool,
}

/// Finds the server, offers what leads in, tries it, and writes an automation.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let asking = Asking::new(language);
    if args.output.exists() {
        return Err(Trouble::usage(phrase!("ui-new-exists", file = args.output.display())));
    }
    if args.output.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(Trouble::usage(phrase!("ui-new-refused", file = args.output.display())));
    }
    let colours = surroundings.colours && io::stdout().is_terminal();
    let mut credentials = surroundings.credentials;
    if let Some(path) = &args.credentials
        && let Err(mistakes) = given::credentials(path, &mut credentials)?
    {
        out::complain(&given::hidden(path, &mistakes, language));
        return Ok(Exit::Mistakes);
    }
    let kept = host::kept(None, surroundings.data, surroundings.passphrase);
    let (files, zone) = (host::files(None, true)?, host::time_zone());
    let nobody = Arc::new(|_: Report| {});
    let proxies = &surroundings.proxies;
    let host = host::host(credentials.clone(), files, nobody, Transcript::default(), kept, zone, proxies);

    let address = asking.address(args.address)?;
    let outside = Outside::of(&host);
    let mut found = place::find(&address, &args.place, &outside, &asking).await?;
    found.user = args.user.unwrap_or(found.user);
    place::tell(&found, language)?;
    place::confirm(&found, args.yes, &asking)?;

    let mode = mode(&found, args.mode.as_deref(), args.yes, &asking, &host).await?;
    let application = match mode {
        Kind::Basic | Kind::Ntlm => None,
        _ => Some(Application { client_id: asking.client_id(args.client_id)?, tenant_id: args.tenant_id }),
    };
    let name = language.word("ui-new-name").unwrap_or_default();
    let reading = Found { outgoing: None, ..found.clone() };
    let mut first = First { address: &address, found: &found, mode, application, name };

    let mut tried = false;
    if let (Kind::Basic | Kind::Ntlm, Some(path)) = (mode, first.secret()) {
        let known = credentials.secret(&path).await.ok().flatten().is_some();
        // Ctrl-C would end us with a terminal that shows no letter any more.
        let mut interrupts = Interrupts::listen()?;
        let typed = match if known { Ok(None) } else { asking.password(&found) } {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                return Ok(Exit::Signal(Signal::Interrupt));
            }
            typed => typed?,
        };
        if let Some(password) = &typed {
            credentials.take_variable(&variable(&path), password.expose());
        }
        if known || typed.is_some() {
            let host = Host { secrets: Arc::new(credentials), ..host };
            let text = first.text();
            let ended = tokio::select! {
                ended = try_it(&args.output, &text, host, language, colours) => ended?,
                signal = interrupts.next() => return Ok(Exit::Signal(signal)),
            };
            match (ended, &found.outgoing) {
                (None, _) => {}
                (Some(Step::Sending), Some(sender)) => {
                    let words = phrase!("ui-new-without-sender", host = visible(&sender.host));
                    out::complain(&format!("\n{}\n", language.say(&words)));
                    first.found = &reading;
                }
                (Some(_), _) => {
                    out::complain(&format!("\n{}\n", language.say(&phrase!("ui-new-not-written"))));
                    return Ok(Exit::NotConnected);
                }
            }
            tried = true;
        }
    }
    write(&args.output, &first.text())?;
    out::say(&next(&args.output, &first, tried, language))?;
    Ok(Exit::Done)
}

/// The mode that leads in: the one that was asked for, the one that is chosen, or the best.
async fn mode(
    found: &Found,
    wanted: Option<&str>,
    yes: bool,
    asking: &Asking,
    host: &Host,
) -> Result<Kind, Trouble> {
    let wanted = discovery::WRITTEN.into_iter().find(|mode| Some(mode.name()) == wanted);
    if let Some(mode) = wanted
        && let Verdict::Refuse { because, .. } = found.column.verdict(mode)
    {
        return Err(Trouble::usage(because));
    }
    let no_tls = |error: io::Error| {
        Trouble::Said(Exit::NotConnected, phrase!("ui-new-no-tls"), Some(error.to_string()))
    };
    let tls = Tls::trusting(Vec::new()).map_err(|error| no_tls(io::Error::other(error)))?;
    let offered = discovery::capabilities(found, tls, host).await.map_err(|failure| {
        Trouble::Said(Exit::NotConnected, failure.words, failure.detail.map(String::from))
    })?;
    let modes = discovery::modes(found, &offered);
    match wanted {
        Some(mode) if modes.contains(&mode) => Ok(mode),
        Some(mode) => {
            let offered = modes.iter().map(|mode| mode.name()).collect::<Vec<_>>().join(", ");
            Err(Trouble::usage(phrase!("ui-new-mode-not-taken", mode = mode.name(), offered = offered)))
        }
        None => {
            let none = || Trouble::Said(Exit::NotConnected, phrase!("ui-new-no-mode"), None);
            let first = *modes.first().ok_or_else(none)?;
            if yes { Ok(first) } else { asking.mode(found, &modes) }
        }
    }
}

/// The steps of the doctor, with the automation as it will be written; answers with that at which it ends.
async fn try_it(
    file: &Path,
    text: &str,
    host: Host,
    language: Language,
    colours: bool,
) -> Result<Option<Step>, Trouble> {
    let (name, bytes) = (file.display().to_string(), text.as_bytes().to_vec());
    let checked = Automation::load(&name, &bytes).map_err(|mistakes| {
        Trouble::file(phrase!("ui-new-wrong")).because(&io::Error::other(mistakes.len().to_string()))
    })?;
    let look = Look { name, bytes, checked: Arc::new(checked), language, colours, json: false };
    look.at(&IndexMap::new(), host, None).await
}

/// Writes a file that was not there.
fn write(file: &Path, text: &str) -> Result<(), Trouble> {
    let opened = std::fs::OpenOptions::new().write(true).create_new(true).open(file);
    opened.and_then(|mut opened| opened.write_all(text.as_bytes())).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Trouble::usage(phrase!("ui-new-exists", file = file.display())),
        _ => Trouble::usage(phrase!("ui-new-refused", file = file.display())).because(&error),
    })
}

/// What to do with it.
fn next(file: &Path, first: &First<'_>, tried: bool, language: Language) -> String {
    let file = visible(&file.display().to_string());
    let mut told = format!("\n{}\n", language.say(&phrase!("ui-new-written", file = file)));
    let mut line = |words: &carteiro_world::Phrase| told.extend([&language.say(words), "\n"]);
    let given = first.secret().map(|path| (variable(&path), path));
    if let Some((variable, path)) = &given {
        line(&phrase!(
            "ui-new-secret",
            variable = variable,
            locker = path.locker,
            name = path.name,
            attribute = path.attribute
        ));
    }
    let by_password = matches!(first.mode, Kind::Basic | Kind::Ntlm);
    if by_password && !tried {
        line(&phrase!("ui-new-try", file = file));
    }
    if !by_password {
        line(&phrase!("ui-new-login", file = file));
    }
    line(&phrase!("ui-new-run", file = file));
    if matches!(first.found.column, Column::Gmail | Column::Yahoo) && first.mode == Kind::Basic {
        line(&phrase!("ui-new-app-password"));
    }
    told
}
