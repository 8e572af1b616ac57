//! `carteiro actions`: what can be a step of an automation.

use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_engine::actions::{Entry, catalogue};
use carteiro_engine::docs::{Form, forms, said};
use carteiro_engine::schema;
use carteiro_world::phrase;
use carteiro_world::words::Language;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use serde_json::Value;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// Lists all actions, or explains one.
pub fn run(args: &Args, language: Language) -> Result<Exit, Trouble> {
    let schema = schema::automation();
    let words = Words { schema: &schema, language };
    let told = match &args.name {
        None => words.list(),
        Some(name) => match catalogue().into_iter().find(|entry| entry.name == name) {
            Some(entry) => words.page(&entry),
            None => return Err(unknown(name)),
        },
    };
    out::say(&told)?;
    Ok(Exit::Done)
}

fn unknown(name: &str) -> Trouble {
    let actions = catalogue();
    let names = || actions.iter().map(|entry| entry.name);
    let alike = |a: &str, b: &str| a.len() > 2 && b.contains(a);
    let part = || names().find(|known| alike(name, known) || alike(known, name));
    let meant = carteiro_engine::nearest(name, names()).or_else(part);
    let words = phrase!("ui-action-unknown", name = out::visible(name));
    let guess = if meant.is_some() { "yes" } else { "no" };
    Trouble::usage(words.with("meant", meant.unwrap_or_default()).with("guess", guess))
}

/// The schema's words, in the language where it has them.
struct Words<'a> {
    schema: &'a Value,
    language: Language,
}

impl Words<'_> {
    fn list(&self) -> String {
        let actions = catalogue();
        let width = actions.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
        let mut told = Vec::new();
        for group in actions.chunk_by(|one, next| one.group == next.group) {
            let name = group.first().map_or("", |entry| entry.group.name());
            told.push(self.language.word(&format!("group-{name}")).unwrap_or_else(|| name.to_owned()));
            let rows = group.iter().map(|entry| (entry.name.to_owned(), self.action(entry.name).1));
            told.push(format!("{}\n", columns(rows, width)));
        }
        told.push(self.language.say(&phrase!("ui-actions-more")));
        told.join("\n") + "\n"
    }

    fn page(&self, entry: &Entry) -> String {
        let (label, help) = self.action(entry.name);
        let mut told = vec![format!("{} – {label}", entry.name), help];
        let forms = forms(self.schema);
        for name in inner(entry.name, &forms) {
            let fields: Vec<_> =
                forms.iter().filter(|form| form.name == name).flat_map(|form| self.fields(form)).collect();
            if fields.is_empty() {
                continue;
            }
            let heading = self.language.word("ui-action-fields").unwrap_or_default();
            let heading = if name == entry.name { heading } else { format!("{name}:") };
            let width = fields.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
            told.extend([String::new(), heading, columns(fields.into_iter(), width)]);
        }
        for (number, example) in (1..).zip(entry.examples) {
            let own = self.language.word(&format!("action-{}.example-{number}", entry.name));
            let title = own.unwrap_or_else(|| example.title.to_owned());
            let title = self.language.say(&phrase!("ui-action-example", title = title));
            told.extend([String::new(), title]);
            told.extend(example.steps.lines().map(|line| format!("  {line}")));
        }
        told.join("\n") + "\n"
    }

    /// Label and help of an action.
    fn action(&self, name: &str) -> (String, String) {
        self.words(&format!("action-{name}"), self.definition(name))
    }

    /// The fields of a form, with what they are for.
    fn fields(&self, form: &Form) -> Vec<(String, String)> {
        let told = form.fields.iter().map(|field| {
            let key = format!("field-{}-{}", form.name, field.name);
            let (label, help) = said(self.language, &key, &field.label, &field.help);
            let must = if field.required {
                format!(" ({})", self.language.word("ui-action-required").unwrap_or_default())
            } else {
                String::new()
            };
            let help = if help.is_empty() { format!("{label}.") } else { help };
            (format!("{}{must}", field.name), help)
        });
        told.collect()
    }

    fn definition(&self, action: &str) -> &Value {
        let path = schema::definition(self.schema, action);
        path.and_then(|path| self.schema.pointer(&path)).unwrap_or(&Value::Null)
    }

    fn words(&self, key: &str, of: &Value) -> (String, String) {
        let own = |name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default();
        said(self.language, key, own("title"), own("description"))
    }
}

/// The form of an action and those inside it, each once, in the order in which they are met.
fn inner(action: &str, forms: &[Form]) -> Vec<String> {
    let mut met = vec![action.to_owned()];
    let mut at = 0;
    while let Some(name) = met.get(at).cloned() {
        at += 1;
        let form = forms.iter().find(|form| form.name == name);
        for name in form.into_iter().flat_map(|form| &form.fields).flat_map(|field| &field.inner) {
            if !met.contains(name) {
                met.push(name.clone());
            }
        }
    }
    met
}

/// Names and what they mean, side by side; at a terminal as wide as it is.
fn columns(rows: impl Iterator<Item = (String, String)>, width: usize) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.add_rows(rows.map(|(name, meaning)| [name, meaning]));
    if let Some(names) = table.column_mut(0) {
        let width = u16::try_from(width + 3).unwrap_or(u16::MAX);
        names.set_padding((2, 1)).set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
    }
    table.trim_fmt()
}
