//! Putting values into the vault: typed where nobody sees them, from stdin, or from a file.

use super::{Desk, named};
use crate::commands::asking::Asking;
use crate::commands::room::told;
use crate::commands::run::given::hidden;
use crate::exit::Exit;
use crate::out;
use crate::reading;
use crate::trouble::Trouble;
use carteiro_auth::value::CredentialPath;
use carteiro_engine::secrets;
use carteiro_world::{Secret, phrase};
use std::io::{self, Read as _};
use std::path::PathBuf;

/// A value to be put in.
#[derive(clap::Args)]
pub(super) struct Set {
    #[arg(value_name = "LOCKER/NAME.ATTRIBUTE", value_parser = named::attribute)]
    attribute: CredentialPath,
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    #[arg(long, value_name = "NAME", conflicts_with = "person")]
    owner: Option<String>,
}

/// A file to be taken over.
#[derive(clap::Args)]
pub(super) struct Import {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
}

/// More than any value may have.
const MOST: u64 = 1024 * 1024;

pub(super) async fn set(args: Set, desk: &Desk) -> Result<Exit, Trouble> {
    let Set { attribute: path, person, owner } = args;
    let value = value(&path, desk)?;
    if let Some(name) = person {
        let person = desk.person(&name).await?;
        let id = desk.credential(&path).await?.id;
        desk.vault.give(&desk.holder, &person, &id, &path.attribute, &value).await.map_err(told)?;
        desk.tell(&phrase!("ui-credentials-given", path = path, name = name))?;
        return Ok(Exit::Done);
    }
    let owner = owned_by(owner, desk).await?;
    let given = [(path.clone(), value)];
    desk.vault.import(&desk.holder, &given, owner.as_deref()).await.map_err(told)?;
    desk.tell(&phrase!("ui-credentials-set", path = path))?;
    Ok(Exit::Done)
}

pub(super) async fn import(args: Import, desk: &Desk) -> Result<Exit, Trouble> {
    let bytes = reading::private_file(&args.file)?;
    let given = match secrets::in_file(&args.file.display().to_string(), &bytes) {
        Ok(given) => given,
        Err(mistakes) => {
            out::complain(&hidden(&args.file, &mistakes, desk.language));
            return Ok(Exit::Mistakes);
        }
    };
    let owner = owned_by(args.owner, desk).await?;
    let done = desk.vault.import(&desk.holder, &given, owner.as_deref()).await.map_err(told)?;
    let words = phrase!(
        "ui-credentials-imported",
        values = done.values,
        credentials = done.credentials,
        lockers = done.lockers,
        unchanged = done.unchanged
    );
    desk.tell(&words)?;
    Ok(Exit::Done)
}

async fn owned_by(name: Option<String>, desk: &Desk) -> Result<Option<String>, Trouble> {
    match name {
        Some(name) => desk.person(&name).await.map(Some),
        None => Ok(None),
    }
}

/// Typed by who is there, or else what stdin has, without the end of its last line.
fn value(path: &CredentialPath, desk: &Desk) -> Result<Secret, Trouble> {
    let asking = Asking::new(desk.language);
    if let Some(typed) = asking.secret(&phrase!("ui-credentials-ask", path = path))? {
        return Ok(typed);
    }
    let nothing = || Trouble::usage(phrase!("ui-credentials-nothing"));
    if asking.is_there() {
        return Err(nothing());
    }
    let mut text = String::new();
    io::stdin().lock().take(MOST).read_to_string(&mut text).map_err(|error| nothing().because(&error))?;
    let value = Secret::new(text);
    let whole = value.expose();
    let line = whole.strip_suffix('\n').map_or(whole, |line| line.strip_suffix('\r').unwrap_or(line));
    if line.is_empty() {
        return Err(nothing());
    }
    Ok(Secret::new(line))
}
