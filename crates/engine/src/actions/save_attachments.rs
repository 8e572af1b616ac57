//! Saving what is attached to a message.

mod choice;
mod source;

use super::saving::{OnCollision, SavedFile, store};
use super::{Action, Effects, Example, Group, Opens, Output, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::Located;
use crate::filter::TextFilter;
use crate::run::Cx;
use crate::template::{FileName, Templated};
use crate::values::{Size, VariableName};
use crate::vars::{Kind, Value};
use carteiro_mail::{Parts, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;

/// Save attachments. Saves the files attached to the message.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveAttachments {
    /// To. The folder, beneath the folder of files; it is made when it is missing.
    pub to: Templated<PathBuf>,
    /// Types. Extensions (pdf) or MIME types (application/pdf, image/*); left out: all.
    #[schemars(length(min = 1), inner(length(min = 1)))]
    pub types: Option<Vec<String>>,
    /// Names. Written as the subject of a filter is: part of the name in any case of letters, `exact` or `regex`.
    pub names: Option<TextFilter>,
    /// Minimum size. Smaller files are not saved.
    pub min_size: Option<Size>,
    /// Maximum size. Larger files are not saved.
    pub max_size: Option<Size>,
    /// Inline. Also saves images that are shown in the text.
    #[serde(default)]
    pub inline: bool,
    /// Nested. Also saves what is attached to messages within the message.
    #[serde(default)]
    pub nested: bool,
    /// Rename. The name of each file, made of its `attachment`; left out: the name its sender gave it.
    pub rename: Option<Templated<FileName>>,
    /// On collision. When the name is taken: `rename` the new file, `skip` it, or `overwrite` the old one.
    #[serde(default)]
    pub on_collision: OnCollision,
    /// As. The variable that gets the list of saved files.
    pub r#as: Option<Located<VariableName>>,
    /// Message. The variable that holds it; left out: that of the loop.
    pub message: Option<Located<VariableName>>,
}

const FILES: Kind = Kind::List(&Kind::FILE);
const ATTACHMENT: &[(&str, Kind)] = &[("attachment", Kind::ATTACHMENT)];

impl Action for SaveAttachments {
    const NAME: &'static str = "save_attachments";
    const GROUP: Group = Group::Files;

    fn reads(&self) -> Parts {
        Parts { structure: true, content: true, ..Parts::default() }
    }

    fn opens(&self) -> Option<Opens> {
        let wanted = self.clone();
        Some(Opens::new(move |structure| choice::possible(&wanted, structure)))
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let mut uses = vec![Use::Message(self.message.as_ref(), Permission::Read), Use::Template(self.to.source())];
        uses.extend(self.names.iter().flat_map(TextFilter::sources).map(Use::Template));
        uses.extend(self.rename.iter().map(|rename| Use::TemplateWith(rename.source(), ATTACHMENT)));
        uses.extend(self.r#as.iter().map(|name| Use::Result(name, FILES)));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "PDF files, in a folder for each year",
                steps: "- for_each_mail:
    session: finance
    where: { has_attachments: true }
    do:
      - save_attachments: { to: 'invoices/{{ mail.received_at.year }}', types: [pdf], as: files }
      - log: { text: '{{ files | length }} saved' }
",
            },
            Example {
                title: "Everything, with the date before the name",
                steps: "- for_each_mail:
    session: finance
    do:
      - save_attachments:
          to: all
          inline: true
          rename: \"{{ mail.received_at | date('%Y-%m-%d') }} {{ attachment.name }}\"
          on_collision: skip
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let mail = cx.message(self.message.as_ref())?;
        let chosen = choice::choose(self, cx, &mail).await?;
        let folder = cx.evaluate(&self.to)?;
        let saved = store(cx, &folder, self.on_collision.collision(), chosen.files).await;
        for (name, reason) in chosen.skipped {
            cx.report(Event::FileSkipped { name, reason });
        }
        Ok(Output::Value(Value::list(saved?.iter().map(SavedFile::value))))
    }
}
