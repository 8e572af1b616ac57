//! What a person gives to a run: variables and credentials.

use crate::reading;
use crate::trouble::Trouble;
use crate::usage::Refused;
use carteiro_engine::Checked;
use carteiro_engine::file::Mistake;
use carteiro_engine::secrets;
use carteiro_engine::values::VariableName;
use carteiro_engine::vars::{Declared, Given};
use carteiro_world::phrase;
use carteiro_world::words::Language;
use indexmap::IndexMap;
use jiff::tz::TimeZone;
use std::path::Path;

/// A variable of the command line.
#[derive(Clone, Debug)]
pub struct Variable {
    name: String,
    value: String,
}

impl Variable {
    /// Its name and its value.
    pub fn pair(self) -> (String, String) {
        (self.name, self.value)
    }
}

/// Reads `name=value`. What is wrong is told without the value: it may be a secret at the wrong place.
pub fn variable(text: &str) -> Result<Variable, Refused> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok(Variable { name: name.trim().to_owned(), value: value.to_owned() })
        }
        _ => Err(Refused(phrase!("ui-var-form"))),
    }
}

/// The variables, held against what the automation declares: a run does not even begin with a wrong one.
pub fn variables(
    given: Vec<Variable>,
    checked: &Checked,
    zone: &TimeZone,
) -> Result<IndexMap<String, Given>, Trouble> {
    let automation = checked.automation();
    let zone = automation.time_zone.as_ref().map_or(zone, |zone| &zone.0);
    let mut variables = IndexMap::new();
    for Variable { name, value } in given {
        let declared = automation.variables.iter().find(|(known, _)| known.as_str() == name);
        let Some((_, declared)) = declared else {
            let known: Vec<_> = automation.variables.keys().map(VariableName::as_str).collect();
            let words = if known.is_empty() {
                phrase!("ui-var-none", name = name)
            } else {
                phrase!("ui-var-unknown", name = name, known = known.join(", "))
            };
            return Err(Trouble::usage(words));
        };
        if declared.declared == Declared::Credential {
            return Err(Trouble::usage(phrase!("ui-var-credential", name = name)));
        }
        let value = Given::from(value);
        declared.declared.value(&name, &value, zone).map_err(Trouble::usage)?;
        if variables.insert(name.clone(), value).is_some() {
            return Err(Trouble::usage(phrase!("ui-var-twice", name = name)));
        }
    }
    let missing = automation.variables.iter().find(|(name, variable)| {
        variable.required && variable.default.is_none() && !variables.contains_key(name.as_str())
    });
    match missing {
        Some((name, _)) => Err(Trouble::usage(phrase!("ui-var-missing", name = name.as_str()))),
        None => Ok(variables),
    }
}

/// Takes the credentials of a file; answers what is wrong in it.
pub fn credentials(path: &Path, into: &mut secrets::Given) -> Result<Result<(), Vec<Mistake>>, Trouble> {
    let bytes = reading::private_file(path)?;
    Ok(into.take_file(&path.display().to_string(), &bytes))
}

/// Mistakes of a file of credentials: where and what, but neither the line nor words of it, which may be a secret.
pub fn hidden(path: &Path, mistakes: &[Mistake], language: Language) -> String {
    let line = |mistake: &Mistake| {
        let place = mistake.place.as_ref().map(|place| format!(":{place}")).unwrap_or_default();
        // Their values are names of kinds, not what stands in the file.
        let is_discreet = matches!(mistake.code(), "file-wrong-type" | "file-empty-value");
        let words = if mistake.phrase.args.is_empty() || is_discreet {
            language.say(&mistake.phrase)
        } else {
            language.say(&phrase!("ui-credentials-mistake"))
        };
        format!("{}{place}: {words}", path.display())
    };
    let lines: Vec<String> = mistakes.iter().map(line).collect();
    lines.join("\n") + "\n"
}
