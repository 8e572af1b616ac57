//! `carteiro login`: somebody signs in, once, for the runs to come.

mod browser;
mod provider;
pub(super) mod way;

use crate::commands::asking::Asking;
use crate::commands::check;
use crate::commands::run::given::{self, Variable};
use crate::commands::run::host;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::reading;
use crate::surroundings::Surroundings;
use crate::terminal::signing_in;
use crate::trouble::Trouble;
use carteiro_auth::logins::{Kept, OnDisk};
use carteiro_auth::{Refused, Why};
use carteiro_engine::file::Source;
use carteiro_engine::login::{Wanted, wanted};
use carteiro_engine::{Automation, Failure, Library, Report};
use carteiro_world::words::Language;
use carteiro_world::{Clock, Transcript, phrase};
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use way::Desk;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE|PROVIDER")]
    what: String,
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
    no_browser: bool,
    #[command(flatten)]
    provider: provider::Args,
}

/// Lets somebody sign in for each session that needs it.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let colours = surroundings.colours && io::stderr().is_terminal();
    let name = args.what.clone();
    let kept = host::kept(args.data, surroundings.data, surroundings.passphrase);
    let logins = kept.logins.clone().map_err(Trouble::usage)?;
    provider::cloud(&name, &args.provider)?;
    let of_provider = provider::named(&name);
    let is_of_provider = of_provider.is_some();
    let is_for_all = is_of_provider && provider::is_for_all(&name, &args.provider);
    let bytes = match of_provider {
        Some(provider) => {
            let mut given = args.provider;
            provider::application(&name, &mut given, &logins, &Asking::new(language)).await?;
            provider::automation(&name, provider, &given)?
        }
        None => reading::file(Path::new(&name))?,
    };
    let library = Library::beside(Path::new(&args.what)).at(Clock::system().now());
    let checked = match Automation::load_with(&name, &bytes, &library) {
        Ok(checked) => Arc::new(checked),
        Err(mistakes) if is_of_provider => {
            out::complain(&provider::in_words(&mistakes, language));
            return Ok(Exit::Usage);
        }
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
    let host =
        host::host(credentials, files, nobody, Transcript::default(), kept, zone, &surroundings.proxies);
    let clock = host.clock.clone();
    let all = match wanted(checked, &variables, host, args.session.as_deref()).await {
        Ok(all) => all,
        Err(failure) => return Err(refused(failure)),
    };
    let mut desk = Desk::new(args.no_browser, language);
    for wanted in all {
        let needs_auth = is_for_all && wanted.client.authentication.proves();
        if let Err(refusal) = one(wanted, &logins, &clock, &mut desk, language).await {
            return Ok(tell(&refusal, &name, language));
        }
        if needs_auth {
            out::complain(&format!("{}\n", language.say(&phrase!("ui-login-needs-auth"))));
        }
    }
    Ok(Exit::Done)
}

/// What kept it from asking anybody.
fn refused(failure: Failure) -> Trouble {
    Trouble::Said(Exit::NotConnected, failure.words, failure.detail.map(String::from))
}

fn tell(refusal: &Refused, what: &str, language: Language) -> Exit {
    let detail = refusal.detail.as_deref().map(|detail| format!(" ({})", visible(detail)));
    out::complain(&format!(
        "{}{}\n",
        language.say(&signing_in(&refusal.reason, what)),
        detail.unwrap_or_default()
    ));
    if let Some(advice) = &refusal.advice {
        out::complain(&format!("{}\n", language.say(&signing_in(advice, what))));
    }
    Exit::NotConnected
}

async fn one(
    wanted: Wanted,
    logins: &OnDisk,
    clock: &Clock,
    desk: &mut Desk,
    language: Language,
) -> Result<(), Refused> {
    let granted = way::granted(&wanted, desk).await?;
    let person = granted.person.as_ref().and_then(|person| person.address()).map(str::to_owned);
    if let (Some(wanted), Some(claims), Some(person)) = (&wanted.name.user, &granted.person, &person)
        && !claims.is_of(wanted)
    {
        return Err(Refused::new(
            Why::Denied,
            phrase!("login-other-person", wanted = wanted, person = person),
        ));
    }
    let lacking = granted.lacks(&wanted.name.scopes).join(" ");
    let provider = wanted.name.provider.clone();
    let mut name = wanted.name;
    name.user = name.user.or(person);
    let lasts = granted.refresh_token.is_some();
    let until = granted.expires_at;
    let needs_proof = wanted.client.authentication.proves();
    let kept = Kept { needs_proof, ..Kept::new(granted, name.user.clone(), clock.now()) };
    let user = visible(name.user.as_deref().unwrap_or_default());
    let known = if user.is_empty() { "no" } else { "yes" };
    logins.keep(name, kept).await?;
    let words = if lasts {
        phrase!("ui-login-kept", known = known, user = user)
    } else {
        let until = until.map(|until| until.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default();
        phrase!("ui-login-ends", known = known, user = user, until = until)
    };
    out::complain(&format!("{}\n", language.say(&words)));
    if !lacking.is_empty() {
        let words = phrase!("ui-login-lacks", provider = visible(&provider), scopes = visible(&lacking));
        out::complain(&format!("{}\n", language.say(&words)));
    }
    Ok(())
}
