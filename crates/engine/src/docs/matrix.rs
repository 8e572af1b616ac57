//! The page of the modes of signing in: which one leads in where, and why another does not.

use super::form::Form;
use carteiro_auth::modes::Kind;
use carteiro_auth::providers::{Column, Verdict};
use carteiro_world::Language;

const HEAD: &str = "<!-- Made of crates/auth/src/providers by `cargo xtask generate`. -->

# Signing in

`auth` of a `connect` step is exactly one of the modes below; [connect](../actions/connect.md) has their fields. Which of
them leads in is for the provider to say. `carteiro check` holds an automation against this table: what is refused is a
mistake, and what is on its way out is a warning, each with what to use instead.

Accounts of MSN, Outlook.com, Hotmail and Live are provider `microsoft` with tenant `consumers`. \"Custom\" is every mail
server that no other column is about. What the Control Room manages works as the connection was set up there.

";

/// The page.
pub(super) fn page(forms: &[Form]) -> String {
    let mut notes: Vec<String> = Vec::new();
    let mut page = HEAD.to_owned();
    page.push_str("| mode |");
    for column in Column::ALL {
        page.extend([" ", &Language::English.say(&column.words()), " |"]);
    }
    page.extend(["\n|", &" --- |".repeat(Column::ALL.len() + 1), "\n"]);
    for mode in Kind::ALL {
        page.extend(["| `", mode.name(), "`", &label(forms, mode), " |"]);
        for column in Column::ALL {
            page.extend([" ", &cell(&column.verdict(mode), &mut notes), " |"]);
        }
        page.push('\n');
    }
    page.push('\n');
    for (number, note) in (1_usize..).zip(&notes) {
        page.extend([&number.to_string(), ". ", note, "\n"]);
    }
    page
}

/// What it is called on a form.
fn label(forms: &[Form], mode: Kind) -> String {
    let fields = forms.iter().filter(|form| form.name == "mode").flat_map(|form| &form.fields);
    let label = fields.filter(|field| field.name == mode.name()).map(|field| format!(" {}", field.label));
    label.collect()
}

/// A cell, with the number of what there is to say about it.
fn cell(verdict: &Verdict, notes: &mut Vec<String>) -> String {
    let said = match verdict {
        Verdict::Accept(_) => "yes",
        Verdict::Warn { .. } => "warning",
        Verdict::Refuse { .. } => "no",
        Verdict::AsConnection => "as it was set up",
    };
    let Some(words) = verdict.words() else { return said.to_owned() };
    let note = Language::English.say(words);
    let number = notes.iter().position(|known| *known == note).unwrap_or_else(|| {
        notes.push(note);
        notes.len() - 1
    });
    format!("{said} ({})", number + 1)
}
