//! What is wrong with a command line, in words.

use carteiro_world::phrase;
use carteiro_world::words::{Language, Phrase};
use clap::error::{ContextKind, ErrorKind};
use std::error::Error as _;
use std::fmt;

/// A value of the command line that was refused, in words.
#[derive(Clone, Debug)]
pub struct Refused(pub Phrase);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refused {}

/// What is wrong, and where to read on.
pub fn explain(error: &clap::Error, language: Language) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return error.render().to_string();
    }
    let Some(words) = words(error) else {
        return error.render().to_string();
    };
    let usage = context(error, ContextKind::Usage);
    // clap begins it with its own heading.
    let usage = usage.split_once(':').map_or("", |(_, usage)| usage).trim();
    let mut told = vec![language.say(&words), String::new()];
    if !usage.is_empty() {
        told.push(format!("{} {usage}", language.word("ui-help-usage").unwrap_or_default()));
    }
    told.push(language.say(&phrase!("ui-usage-more")));
    told.push(String::new());
    told.join("\n")
}

fn words(error: &clap::Error) -> Option<Phrase> {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let words = match error.kind() {
        ErrorKind::UnknownArgument => {
            let meant = context(error, ContextKind::SuggestedArg);
            meant_or(phrase!("ui-usage-unknown", argument = argument), &meant)
        }
        ErrorKind::InvalidSubcommand => {
            let command = context(error, ContextKind::InvalidSubcommand);
            let meant = context(error, ContextKind::SuggestedSubcommand);
            meant_or(phrase!("ui-usage-command", command = command), &meant)
        }
        ErrorKind::MissingSubcommand => phrase!("ui-usage-no-command"),
        ErrorKind::MissingRequiredArgument => phrase!("ui-usage-missing", arguments = argument),
        ErrorKind::InvalidValue if value.is_empty() => phrase!("ui-usage-no-value", argument = argument),
        ErrorKind::InvalidValue => {
            let allowed = context(error, ContextKind::ValidValue);
            phrase!("ui-usage-value", argument = argument, value = value, allowed = allowed)
        }
        ErrorKind::ValueValidation => match error.source().and_then(|source| source.downcast_ref()) {
            Some(Refused(words)) => words.clone(),
            None => phrase!("ui-usage-unfit", argument = argument, value = value),
        },
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            phrase!("ui-usage-conflict", argument = argument, other = other)
        }
        _ => return None,
    };
    Some(words)
}

fn meant_or(words: Phrase, meant: &str) -> Phrase {
    words.with("meant", meant).with("guess", if meant.is_empty() { "no" } else { "yes" })
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    error.get(kind).map(ToString::to_string).unwrap_or_default()
}
