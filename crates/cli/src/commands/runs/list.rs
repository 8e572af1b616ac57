//! `carteiro runs list`: the latest runs.

use super::{Past, line, refused};
use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_control_room::app::Asked;
use carteiro_control_room::runs::{Search, State};
use carteiro_world::phrase;
use clap::builder::PossibleValuesParser;

#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "STATE", value_parser = PossibleValuesParser::new(State::ALL.map(State::name)))]
    state: Option<String>,
    #[arg(long, value_name = "ID")]
    automation: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: u32,
    #[arg(long)]
    pub(super) json: bool,
}

impl Args {
    pub(super) fn search(&self) -> Search {
        let state = State::ALL.into_iter().find(|state| Some(state.name()) == self.state.as_deref());
        Search { state, automation: self.automation.clone(), ..Search::default() }
    }
}

pub(super) async fn run(search: &Search, limit: u32, past: Past) -> Result<Exit, Trouble> {
    let page = past.runs.list(&past.by, search, &Asked::new(limit, None), past.language).await;
    let page = page.map_err(refused)?;
    if page.items.is_empty() && !past.json {
        out::complain(&format!("{}\n", past.language.say(&phrase!("ui-runs-none"))));
    }
    for run in &page.items {
        past.say(run, &line(run))?;
    }
    Ok(past.end().await)
}
