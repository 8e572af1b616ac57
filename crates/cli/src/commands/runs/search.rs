//! `carteiro runs search`: what happened to a message.

use super::{Past, line, message, refused};
use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_control_room::app::Asked;
use carteiro_control_room::runs::Wanted;
use carteiro_world::phrase;

#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "TEXT", required_unless_present_any = ["message_id", "from"])]
    text: Option<String>,
    #[arg(long, value_name = "TEXT")]
    message_id: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    from: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: u32,
    #[arg(long)]
    pub(super) json: bool,
}

impl Args {
    pub(super) fn wanted(&self) -> Wanted {
        Wanted { text: self.text.clone(), message_id: self.message_id.clone(), from: self.from.clone() }
    }
}

pub(super) async fn run(wanted: Wanted, limit: u32, past: Past) -> Result<Exit, Trouble> {
    let page = past.runs.messages(&past.by, &wanted, &Asked::new(limit, None), past.language).await;
    let page = page.map_err(refused)?;
    if page.items.is_empty() && !past.json {
        out::complain(&format!("{}\n", past.language.say(&phrase!("ui-runs-no-message"))));
    }
    let mut shown: Option<&str> = None;
    for found in &page.items {
        if !past.json && shown != Some(&found.run.id) {
            past.say(found, &line(&found.run))?;
            shown = Some(&found.run.id);
        }
        past.say(found, &message(&found.item))?;
    }
    Ok(past.end().await)
}
