//! How a sandbox can be told to misbehave: by faults of its mail, and by knobs of its authorization server.

use crate::trouble::Trouble;
use carteiro_sandbox::oauth::Knob;
use carteiro_sandbox::{Capability, Fault};
use carteiro_world::phrase;
use carteiro_world::words::Language;

/// What the names of knobs begin with here.
const OAUTH: &str = "oauth-";

/// Reads what was typed.
pub fn read(texts: &[String]) -> Result<(Vec<Fault>, Vec<Knob>), Trouble> {
    let (mut faults, mut knobs) = (Vec::new(), Vec::new());
    for text in texts {
        let read = match text.strip_prefix(OAUTH) {
            Some(knob) => knob.parse().map(|knob| knobs.push(knob)),
            None => text.parse().map(|fault| faults.push(fault)),
        };
        read.map_err(|_: String| {
            let name = text.split('=').next().unwrap_or(text);
            let known = forms().find(|form| form.name == name);
            Trouble::usage(match known {
                Some(form) => phrase!("ui-sandbox-fault-form", text = text, form = form.shown),
                None => phrase!("ui-sandbox-fault-unknown", name = name),
            })
        })?;
    }
    Ok((faults, knobs))
}

/// One of either, as it is typed.
struct Form {
    name: String,
    shown: String,
    about: &'static str,
}

fn forms() -> impl Iterator<Item = Form> {
    let faults = Fault::LIST.iter().map(|entry| Form {
        name: entry.name.to_owned(),
        shown: entry.to_string(),
        about: entry.about,
    });
    let knobs = Knob::TABLE.iter().map(|row| {
        let name = format!("{OAUTH}{}", row.name);
        let shown = if row.takes_seconds() { format!("{name}=SECONDS") } else { name.clone() };
        Form { name, shown, about: row.sentence }
    });
    faults.chain(knobs)
}

/// All of them, each with what it does.
pub fn list(language: Language) -> String {
    let mut text = String::new();
    for Form { name, shown, about } in forms() {
        let about = language.word(&format!("fault-{name}")).unwrap_or_else(|| about.to_owned());
        text.extend([&shown, "\n    ", about.as_str(), "\n"]);
    }
    let names: Vec<&str> = Capability::all().map(Capability::name).collect();
    let capabilities = phrase!("ui-sandbox-capabilities", names = names.join(", "));
    format!("{text}\n{}\n", language.say(&capabilities))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_words_in_portuguese() {
        for Form { name, .. } in forms() {
            assert!(Language::Portuguese.word(&format!("fault-{name}")).is_some(), "fault-{name}");
        }
    }
}
