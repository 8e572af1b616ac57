//! `carteiro sandbox`: a mail server to try automations on.

mod summary;

use crate::exit::Exit;
use crate::interrupt::Interrupts;
use crate::out;
use crate::stdin;
use crate::trouble::Trouble;
use carteiro_sandbox::{Options, Sample, Sandbox, User, load_dir, sample};
use carteiro_world::words::Language;
use carteiro_world::{Clock, phrase};
use std::io;
use std::path::{Path, PathBuf};
use summary::summary;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    imap_port: u16,
    #[arg(long, value_name = "DIR")]
    mail: Option<PathBuf>,
    #[arg(long)]
    sample: bool,
    #[arg(long)]
    stay: bool,
}

/// Serves until it is told to end.
pub async fn run(args: Args, language: Language) -> Result<Exit, Trouble> {
    let mut interrupts = Interrupts::listen()?;
    let mail = mail(&args)?;
    let options = Options { mail, imap_port: args.imap_port, ..Options::default() };
    let users = options.users.clone();
    let sandbox = Sandbox::start(options).await.map_err(|error| taken(args.imap_port, &error))?;
    let at_start = sandbox.account().folders();
    out::say(&greeting(&sandbox, &users, language))?;

    let mut lines = if args.stay || stdin::is_absent() { stdin::silence() } else { stdin::lines() };
    loop {
        let line = tokio::select! {
            line = lines.recv() => line,
            _ = interrupts.next() => None,
        };
        match line.as_deref().map(str::trim) {
            None | Some("quit") => break,
            Some("summary") => out::say(&summary(&at_start, &sandbox.account().folders(), language))?,
            Some("") => {}
            Some(_) => out::say(&format!("{}\n", language.say(&phrase!("ui-sandbox-commands"))))?,
        }
    }
    sandbox.stop().await;
    Ok(Exit::Done)
}

fn mail(args: &Args) -> Result<Vec<Sample>, Trouble> {
    let mut mail = Vec::new();
    if args.sample || args.mail.is_none() {
        mail = sample::inbox(Clock::system().now());
    }
    if let Some(folder) = &args.mail {
        mail.extend(load_dir(folder).map_err(|error| unreadable(folder, &error))?);
    }
    Ok(mail)
}

fn unreadable(folder: &Path, error: &io::Error) -> Trouble {
    Trouble::usage(phrase!("ui-sandbox-mail", folder = folder.display())).because(error)
}

fn taken(port: u16, error: &io::Error) -> Trouble {
    Trouble::Said(Exit::Failed, phrase!("ui-sandbox-port", port = port), Some(error.to_string()))
}

/// The first line is for programs, the rest for the person who started it.
fn greeting(sandbox: &Sandbox, users: &[User], language: Language) -> String {
    let address = sandbox.imap_addr();
    let count: usize = sandbox.account().folders().iter().map(|folder| folder.messages).sum();
    let first = users.first().map_or("", |user| &user.name);
    let password = users.first().map_or("", |user| &user.password);
    let about = language.say(&phrase!("ui-sandbox-about", count = count));
    let paste = language.say(&phrase!("ui-sandbox-paste"));
    let example = language.say(&phrase!("ui-sandbox-example"));
    let commands = language.say(&phrase!("ui-sandbox-commands"));
    let port = address.port();
    format!(
        "imap {address}\n\n{about}\n{paste}\n\n  - connect:
      session: sandbox
      mail_server:
        host: {host}
        port: {port}
        security: none
        auth:
          basic:
            username: {first}
            password: {password}\n\n{example}\n
  CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD={password} \\
    carteiro run examples/archive-invoices.yaml --var port={port}\n\n{commands}\n",
        host = address.ip(),
    )
}
