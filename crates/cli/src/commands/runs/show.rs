//! `carteiro runs show`: one run, with what it did to which message.

use super::{Past, line, message, refused};
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::trouble::Trouble;
use carteiro_control_room::app::Asked;
use carteiro_world::phrase;

/// Messages that are read at once.
const PAGE: u32 = 500;

#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) async fn run(id: &str, past: Past) -> Result<Exit, Trouble> {
    let opened = past.runs.get(&past.by, id, past.language).await.map_err(refused)?;
    past.say(&opened, &line(&opened.run))?;
    if let Some(failure) = opened.run.failure.as_ref().filter(|_| !past.json) {
        out::say(&format!("  {}\n", visible(&failure.said)))?;
    }
    let mut asked = Some(Asked::new(PAGE, None));
    while let Some(page) = asked {
        let items = past.runs.items(&past.by, id, None, &page, past.language).await.map_err(refused)?;
        for item in &items.items {
            past.say(item, &message(item))?;
        }
        asked = items.next.map(|next| Asked::new(PAGE, Some(next)));
    }
    let mut asked = Some(Asked::new(PAGE, None));
    while let Some(page) = asked {
        let files = past.runs.files(&past.by, id, &page).await.map_err(refused)?;
        for file in &files.items {
            past.say(file, &phrase!("ui-runs-file", path = visible(&file.path), size = file.size))?;
        }
        asked = files.next.map(|next| Asked::new(PAGE, Some(next)));
    }
    Ok(past.end().await)
}
