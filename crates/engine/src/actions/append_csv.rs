//! A line more in a table.

mod cells;
mod table;

use super::saving::{blocking, slashed};
use super::{Action, Change, Effects, Example, Group, Output, Use};
use crate::event::{Effect, Event};
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::{Cx, Permit};
use crate::template::Templated;
use crate::values::{Separator, VariableName};
use crate::vars::{APPENDED, Kind, Record, Value};
use carteiro_world::{Clock, phrase};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use table::{Line, Tried};

/// Append CSV. Adds a line to a table that spreadsheet programs can open; the file is made when it is missing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct AppendCsv(Beside<CsvSettings, CsvLine>);

/// Where the line goes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CsvSettings {
    /// To. The file, beneath the folder of files.
    pub to: Templated<PathBuf>,
    /// Header. Begins a new file with the names of the columns, and holds a file that is there against them.
    #[serde(default = "yes")]
    pub header: bool,
    /// Separator. Between the cells: `,`, `;`, `|` or `tab`.
    #[serde(default = "comma")]
    pub separator: Separator,
    /// Raw. Cells that begin like a formula are written as they are; only for values that no sender can choose.
    #[serde(default)]
    pub raw: bool,
    /// Encoding. Of a new file; `utf-8-bom` is what Excel needs to read accents.
    #[serde(default)]
    pub encoding: CsvEncoding,
    /// As. The variable that gets the file: name, path, size, and whether it was created.
    pub r#as: Option<Located<VariableName>>,
}

/// The cells of the line: by name, or one after the other.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CsvLine {
    /// Columns. The cells by the names of their columns.
    Columns(#[schemars(extend("minProperties" = 1))] IndexMap<String, Templated<String>>),
    /// Row. The cells one after the other, without names.
    Row(#[schemars(extend("minItems" = 1))] Vec<Templated<String>>),
}

/// Encoding of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum CsvEncoding {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 with a mark at its beginning.
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
}

/// What was done, as the journal keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Appended {
    path: String,
    size: u64,
    created: bool,
    /// The file ended in the middle of a line.
    mended: bool,
}

/// How long a file that somebody else adds to is waited for, in all.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

fn yes() -> bool {
    true
}

fn comma() -> Separator {
    Separator::COMMA
}

impl AppendCsv {
    fn line(&self, cx: &Cx) -> Result<Line, Failure> {
        let settings = &self.0.fields;
        let (names, fields): (Vec<String>, Vec<_>) = match &self.0.choice {
            CsvLine::Columns(columns) => (columns.keys().cloned().collect(), columns.values().collect()),
            CsvLine::Row(cells) => (Vec::new(), cells.iter().collect()),
        };
        let mut cells = Vec::with_capacity(fields.len());
        for field in fields {
            let cell = cx.evaluate(field)?;
            cells.push(if settings.raw { cell } else { cells::harmless(cell) });
        }
        if cells.is_empty() {
            return Err(Failure::invalid(phrase!("csv-empty")).at(cx.place()));
        }
        Ok(Line {
            names: Some(names).filter(|names| settings.header && !names.is_empty()),
            cells,
            separator: settings.separator.0,
            mark: settings.encoding == CsvEncoding::Utf8Bom,
        })
    }
}

impl Action for AppendCsv {
    const NAME: &'static str = "append_csv";
    const GROUP: Group = Group::Files;

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::AppendCsv { file: self.0.fields.to.source() }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let settings = &self.0.fields;
        let mut uses = vec![Use::Template(settings.to.source())];
        match &self.0.choice {
            CsvLine::Columns(columns) => uses.extend(columns.values().map(|cell| Use::Template(cell.source()))),
            CsvLine::Row(cells) => uses.extend(cells.iter().map(|cell| Use::Template(cell.source()))),
        }
        uses.extend(settings.r#as.iter().map(|name| Use::Result(name, Kind::Record(APPENDED))));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A list of all messages",
                steps: "- for_each_mail:
    session: finance
    do:
      - append_csv:
          to: mail.csv
          columns:
            received: \"{{ mail.received_at | date('%Y-%m-%d %H:%M') }}\"
            from: '{{ mail.from }}'
            subject: '{{ mail.subject }}'
",
            },
            Example {
                title: "For Excel, without a header",
                steps: "- append_csv:
    to: 'log/{{ run.started_at.year }}.csv'
    row: ['{{ run.started_at.date }}', 'Faturação']
    separator: ';'
    encoding: utf-8-bom
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let path = cx.evaluate(&self.0.fields.to)?;
        if path.file_name().is_none() {
            return Err(Failure::invalid(phrase!("file-name-missing")).at(self.0.fields.to.source().place()));
        }
        let line = self.line(cx)?;
        let clock = cx.host().clock.clone();
        cx.made_of(line.digest(&path));
        let what = Effect::AppendCsv { file: slashed(&path) };
        let done: Appended = cx.effect(what, |permit| append(permit, clock, path, line)).await?;
        if done.mended {
            cx.report(Event::Warning { words: phrase!("csv-mended", file = done.path) });
        }
        let fields = [
            ("name", Value::maybe(done.path.rsplit('/').next())),
            ("path", Value::text(&done.path)),
            ("size", Value::count(done.size)),
            ("created", done.created.into()),
        ];
        Ok(Output::Value(Record::new(fields).shown_as(&done.path).into()))
    }
}

/// Appends the line, as soon as nobody else does.
async fn append(permit: Permit, clock: Clock, path: PathBuf, line: Line) -> Result<Appended, Failure> {
    let line = Arc::new(line);
    for _ in 0..TRIES {
        let (files, path, line) = (permit.files().clone(), path.clone(), Arc::clone(&line));
        match blocking(move || table::append(&files, &path, &line)).await? {
            Tried::Done(appended) => return Ok(appended),
            Tried::Busy => clock.sleep(PAUSE).await,
        }
    }
    Err(table::locked(&path))
}
