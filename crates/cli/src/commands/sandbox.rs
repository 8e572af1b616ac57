//! `carteiro sandbox`: a mail server to try automations on.

mod faults;
mod greeting;
mod summary;

use crate::exit::Exit;
use crate::interrupt::Interrupts;
use crate::out;
use crate::stdin;
use crate::trouble::Trouble;
use carteiro_sandbox::oauth::Settings;
use carteiro_sandbox::{Options, Ports, Sample, Sandbox, load_dir, sample};
use carteiro_world::words::Language;
use carteiro_world::{Clock, phrase};
use greeting::greeting;
use std::io;
use std::path::{Path, PathBuf};
use summary::summary;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    imap_port: u16,
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pop3_port: u16,
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    smtp_port: u16,
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    http_port: u16,
    #[arg(long, value_name = "FAULT")]
    fault: Vec<String>,
    #[arg(long)]
    faults: bool,
    #[arg(long, value_name = "DIR")]
    mail: Option<PathBuf>,
    #[arg(long)]
    sample: bool,
    #[arg(long)]
    stay: bool,
}

/// Serves until it is told to end.
pub async fn run(args: Args, language: Language) -> Result<Exit, Trouble> {
    if args.faults {
        out::say(&faults::list(language))?;
        return Ok(Exit::Done);
    }
    let mut interrupts = Interrupts::listen()?;
    let (faults, knobs) = faults::read(&args.fault)?;
    let ports = Ports {
        imap: args.imap_port,
        pop3: args.pop3_port,
        smtp: args.smtp_port,
        http: args.http_port,
        ..Ports::default()
    };
    let oauth = Some(Settings { knobs, ..Settings::default() });
    let options = Options { mail: mail(&args)?, faults, oauth, ports, ..Options::default() };
    let users = options.users.clone();
    let sandbox = Sandbox::start(options).await.map_err(|error| not_started(&error))?;
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

fn not_started(error: &io::Error) -> Trouble {
    Trouble::Said(Exit::Failed, phrase!("ui-sandbox-port"), Some(error.to_string()))
}
