//! `carteiro actions`: what can be a step of an automation.

use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_engine::actions::{Entry, catalogue};
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
    let meant = actions.iter().map(|entry| entry.name).find(|known| {
        let alike = |a: &str, b: &str| a.len() > 2 && b.contains(a);
        alike(name, known) || alike(known, name)
    });
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
        let fields = self.fields(entry.name);
        if !fields.is_empty() {
            let heading = self.language.word("ui-action-fields").unwrap_or_default();
            let width = fields.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
            told.extend([String::new(), heading, columns(fields.into_iter(), width)]);
        }
        for example in entry.examples {
            let title = self.language.say(&phrase!("ui-action-example", title = example.title));
            told.extend([String::new(), title]);
            told.extend(example.steps.lines().map(|line| format!("  {line}")));
        }
        told.join("\n") + "\n"
    }

    /// Label and help of an action.
    fn action(&self, name: &str) -> (String, String) {
        self.words(&format!("action-{name}"), self.definition(name))
    }

    /// The fields of an action, with what they are for.
    fn fields(&self, action: &str) -> Vec<(String, String)> {
        let definition = self.definition(action);
        let required: Vec<&str> = definition
            .pointer("/required")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let fields = definition.pointer("/properties").and_then(Value::as_object);
        let told = fields.into_iter().flatten().map(|(name, field)| {
            let (label, help) = self.words(&format!("field-{action}-{name}"), field);
            let must = if required.contains(&name.as_str()) {
                format!(" ({})", self.language.word("ui-action-required").unwrap_or_default())
            } else {
                String::new()
            };
            let help = if help.is_empty() { format!("{label}.") } else { help };
            (format!("{name}{must}"), help)
        });
        told.collect()
    }

    fn definition(&self, action: &str) -> &Value {
        let path = schema::definition(self.schema, action);
        path.and_then(|path| self.schema.pointer(&path)).unwrap_or(&Value::Null)
    }

    fn words(&self, key: &str, of: &Value) -> (String, String) {
        let own = |name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let label = self.language.word(&format!("{key}.label")).or_else(|| self.language.word(key));
        let help = self.language.word(&format!("{key}.help"));
        (label.unwrap_or_else(|| own("title")), help.unwrap_or_else(|| own("description")))
    }
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
