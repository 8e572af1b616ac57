//! `carteiro convert`: what was written for another program, or for another way to the mailbox.

mod ews_to_outlook;

use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_engine::filter::{Listed, converted};
use carteiro_world::phrase;
use carteiro_world::words::Language;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

/// What to convert.
#[derive(clap::Subcommand)]
enum What {
    Filter(Filter),
    EwsToOutlook(ews_to_outlook::Args),
}

/// Lists of texts, as filters of another program are written.
#[derive(clap::Args)]
#[group(required = true, multiple = true)]
struct Filter {
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    #[arg(long, value_name = "TEXT")]
    from: Option<String>,
}

/// Prints it, with what it means beside it.
pub fn run(args: &Args, language: Language, colours: bool) -> Result<Exit, Trouble> {
    match &args.what {
        What::Filter(filter) => self::filter(filter, language),
        What::EwsToOutlook(args) => ews_to_outlook::run(args, language, colours),
    }
}

fn filter(filter: &Filter, language: Language) -> Result<Exit, Trouble> {
    let mut fields = Vec::new();
    for (name, given) in [("subject", &filter.subject), ("from", &filter.from)] {
        let Some(given) = given else { continue };
        let list = Listed::read(given).map_err(|why| {
            let option = format!("--{name}");
            Trouble::usage(phrase!("ui-convert-wrong", option = option, why = language.say(&why)))
        })?;
        fields.push((name, list));
    }
    let mut told = Vec::new();
    for (name, list) in &fields {
        told.push(format!("# {}\n", language.say(&phrase!("ui-convert-any", field = name))));
        for one in list {
            let words = match one {
                Listed::Exact(text) => phrase!("ui-convert-exact", text = out::visible(text)),
                Listed::Contains(text) => phrase!("ui-convert-contains", text = out::visible(text)),
            };
            told.push(format!("#   {}\n", language.say(&words)));
        }
    }
    told.push(converted(&fields));
    out::say(&told.concat())?;
    Ok(Exit::Done)
}
