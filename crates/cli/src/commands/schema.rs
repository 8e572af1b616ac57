//! `carteiro schema`: the JSON Schema of automations, for editors.

use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_engine::schema;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {}

/// Writes the schema.
pub fn run(_: &Args) -> Result<Exit, Trouble> {
    out::say(&format!("{:#}\n", schema::automation()))?;
    Ok(Exit::Done)
}
