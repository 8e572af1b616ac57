//! The command line: what may stand on it, in the language of the person.

use crate::commands::{
    actions, check, completions, connections, convert, credentials, db, doctor, explain, generate, key,
    login, logins, logout, new, run, runs, sandbox, schema, serve, users,
};
use crate::exit::Exit;
use crate::surroundings::Surroundings;
use crate::{out, usage};
use carteiro_world::Language;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{ArgAction, Args as _, Command, FromArgMatches as _, Parser, Subcommand};
use std::ffi::OsString;

/// What a person asked for.
pub struct Chosen {
    /// In which language to answer.
    pub language: Language,
    /// What to do.
    pub command: Verb,
}

#[derive(Parser)]
#[command(name = "carteiro", version)]
struct Cli {
    #[arg(long, global = true, value_name = "en|pt-BR", value_parser = languages())]
    lang: Option<String>,
    #[command(subcommand)]
    command: Verb,
}

fn languages() -> PossibleValuesParser {
    let portuguese = PossibleValue::new("pt-BR").aliases(["pt", "pt-br", "pt_BR"]);
    PossibleValuesParser::new([PossibleValue::new("en"), portuguese])
}

/// The commands. To add one: a file in `commands/` with `Args` and `run`, a line here and in `commands::run`, and its
/// words (`ui-help-…`) in `strings/`.
#[derive(Subcommand)]
pub enum Verb {
    New(new::Args),
    Run(run::Args),
    Check(check::Args),
    Explain(explain::Args),
    Doctor(doctor::Args),
    Login(login::Args),
    Logins(logins::Args),
    Logout(logout::Args),
    Actions(actions::Args),
    Convert(convert::Args),
    Schema(schema::Args),
    Serve(serve::Args),
    Users(users::Args),
    Credentials(credentials::Args),
    Connections(connections::Args),
    Runs(runs::Args),
    Db(db::Args),
    Key(key::Args),
    Sandbox(sandbox::Args),
    Completions(completions::Args),
    #[command(hide = true)]
    Generate(generate::Args),
}

/// Reads the command line. Help, and what is wrong, is told here; then the answer is how to end.
pub fn parse(surroundings: &Surroundings) -> Result<Chosen, Exit> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let language = asked(&arguments).unwrap_or(surroundings.language);
    let parsed =
        command(language).try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => Ok(Chosen { language, command: cli.command }),
        Err(error) if error.use_stderr() => {
            out::complain(&usage::explain(&error, language));
            Err(Exit::Usage)
        }
        Err(help) => {
            // When nobody reads the help, nobody misses it.
            let _ = out::say(&help.render().to_string());
            Err(Exit::Done)
        }
    }
}

/// The language on the command line: known before it is parsed, so that help is in it.
fn asked(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        let value = match word {
            "--" => return None,
            "--lang" => words.next(),
            _ => word.strip_prefix("--lang="),
        };
        if let Some(value) = value {
            return Some(Language::from_locale(value));
        }
    }
    None
}

/// The whole command line with its words.
pub fn command(language: Language) -> Command {
    let command =
        Cli::augment_args(Command::new("carteiro").bin_name("carteiro")).disable_help_subcommand(true);
    worded(command, "ui-help", language)
}

/// The words of a command are the message `ui-help-<command>`, of one below another `ui-help-<command>-<command>`; those of
/// its arguments are the attributes.
fn worded(command: Command, key: &str, language: Language) -> Command {
    let word = |key: &str| language.word(key).unwrap_or_default();
    let of_argument = |id: &str| {
        let own = language.word(&format!("{key}.{id}"));
        own.unwrap_or_else(|| word(&format!("ui-help.{id}")))
    };
    let template =
        format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", word("ui-help-usage"));
    let is_root = key == "ui-help";
    let mut command = command
        .about(word(key))
        .help_template(template)
        .subcommand_help_heading(word("ui-help-commands"))
        .subcommand_value_name(word("ui-help-command"))
        .disable_help_flag(true)
        .arg(clap::Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .after_help(language.word(&format!("{key}.after")).unwrap_or_default());
    if is_root {
        let version = clap::Arg::new("version").short('V').long("version");
        command = command.disable_version_flag(true).arg(version.action(ArgAction::Version));
    }
    command
        .mut_args(|argument| {
            let heading = if argument.is_positional() { "ui-help-arguments" } else { "ui-help-options" };
            let id = argument.get_id().as_str().replace('_', "-");
            let takes_value = argument.get_action().takes_values();
            let argument = argument.help_heading(word(heading)).hide_possible_values(takes_value);
            let of_value = argument.get_value_names().and_then(|names| names.first());
            let of_value = of_value.and_then(|name| language.word(&format!("ui-help-value.{name}")));
            let argument = argument.help(of_argument(&id));
            match of_value {
                Some(name) if takes_value => argument.value_name(name),
                _ => argument,
            }
        })
        .mut_subcommands(|sub| {
            // A name that serves several commands has words for each.
            let (own, any) = (format!("{key}-{}", sub.get_name()), format!("ui-help-{}", sub.get_name()));
            let key = if language.word(&own).is_some() { own } else { any };
            worded(sub, &key, language)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unworded(command: &Command, path: &str, missing: &mut Vec<String>) {
        let hidden = command.is_hide_set();
        if command.get_about().is_none_or(|about| about.to_string().is_empty()) {
            missing.push(path.to_owned());
        }
        for argument in command.get_arguments().filter(|_| !hidden) {
            if argument.get_help().is_none_or(|help| help.to_string().is_empty()) {
                missing.push(format!("{path} {}", argument.get_id()));
            }
        }
        for sub in command.get_subcommands() {
            unworded(sub, &format!("{path} {}", sub.get_name()), missing);
        }
    }

    #[test]
    fn every_command_and_argument_has_words_in_both_languages() {
        for language in Language::ALL {
            let mut missing = Vec::new();
            unworded(&command(language), "carteiro", &mut missing);
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
            command(language).debug_assert();
        }
    }

    #[test]
    fn the_language_is_known_before_the_rest_is_read() {
        let of = |words: &[&str]| asked(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["carteiro", "--lang", "pt-BR", "run"]), Some(Language::Portuguese));
        assert_eq!(of(&["carteiro", "run", "--lang=en"]), Some(Language::English));
        assert_eq!(of(&["carteiro", "run", "--", "--lang=en"]), None);
    }
}
