//! Saving what is attached to a message.

mod choice;
mod source;

use super::opening::pick_of;
use super::saving::{OnCollision, SavedFile, store};
use super::{Action, Change, Effects, Example, Group, Look, Opens, Output, Takes, Use, Which};
use crate::event::{Effect, Event};
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::filter::TextFilter;
use crate::run::Cx;
use crate::template::{FileName, Templated};
use crate::values::{Size, VariableName};
use crate::vars::{Kind, Mail, Record, SAVED_OF_MANY, Value};
use carteiro_mail::{Parts, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

/// Save attachments. Saves the files attached to the message, or with a session to those of a folder: each of them is
/// `mail` in the fields then.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct SaveAttachments(Beside<Saving, Which>);

/// What of it, and where to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Saving {
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
    /// As. The variable that gets the list of saved files; with a session it has them as `files`, and how many messages
    /// were `done` and how many `failed`.
    pub r#as: Option<Located<VariableName>>,
}

/// What each message is called in the fields, of many.
const MAIL: &str = "mail";
/// What the fields may want of each, with its attachments.
const EVERYTHING: Parts =
    Parts { all_headers: true, structure: true, purpose: true, text: true, content: true };
const FILES: Kind = Kind::List(&Kind::FILE);

impl Action for SaveAttachments {
    const NAME: &'static str = "save_attachments";
    const GROUP: Group = Group::Files;

    fn reads(&self) -> Parts {
        Parts { structure: true, content: true, ..Parts::default() }
    }

    fn opens(&self) -> Option<Opens> {
        Some(self.0.fields.opens())
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        let saving = &self.0.fields;
        vec![Change::SaveFiles { folder: saving.to.source(), overwrites: saving.on_collision.overwrites() }]
    }

    fn looks(&self) -> Option<Look<'_>> {
        let look = self.0.choice.look(Takes::Save)?;
        Some(Look { parts: Some(EVERYTHING), pick: Some(pick_of(self.0.fields.opens())), ..look })
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (saving, which) = (&self.0.fields, &self.0.choice);
        let mut uses =
            which.uses([Permission::Read], saving.r#as.as_ref().map(|name| (name, Kind::Record(SAVED_OF_MANY))));
        // Of many, each is known by a name.
        let each: Vec<_> = which.kind().map(|mail| (MAIL, Kind::Message(mail))).into_iter().collect();
        let names = saving.names.iter().flat_map(TextFilter::sources);
        let templates = [saving.to.source()].into_iter().chain(names);
        uses.extend(templates.map(|source| Use::TemplateWith(source, each.clone())));
        let attachment = each.iter().cloned().chain([("attachment", Kind::ATTACHMENT)]);
        let attachment: Vec<_> = attachment.collect();
        uses.extend(saving.rename.iter().map(|rename| Use::TemplateWith(rename.source(), attachment.clone())));
        if which.session.is_none() {
            uses.extend(saving.r#as.iter().map(|name| Use::Result(name, FILES)));
        }
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
            Example {
                title: "Those of a whole folder at once",
                steps: "- save_attachments:
    session: finance
    folder: INBOX
    where: { has_attachments: true }
    to: 'all/{{ mail.from.domain }}'
    as: saved
- log: { text: '{{ saved.files | length }} files of {{ saved.done }} messages' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let (saving, which) = (&self.0.fields, &self.0.choice);
        let Some(many) = Action::looks(self).map(|look| look.many(cx)).transpose()? else {
            let mail = cx.message(which.message.as_ref())?;
            let saved = saving.save(cx, &mail).await?;
            return Ok(Output::Value(Value::list(saved.iter().map(SavedFile::value))));
        };
        let what = Effect::SaveFiles { folder: saving.to.source().written().to_owned() };
        let is_wanted = saving.r#as.is_some();
        let each = async |mut cx: Cx, mail: Arc<Mail>| {
            let saved = saving.save(&mut cx, &mail).await?;
            Ok(if is_wanted { saved.iter().map(SavedFile::value).collect() } else { Vec::new() })
        };
        let (counted, files) = cx.each_of_many(many, MAIL, what, each).await?;
        let fields = [
            ("done", Value::count(counted.done)),
            ("failed", Value::count(counted.failed)),
            ("files", Value::list(files.into_iter().flatten())),
        ];
        Ok(Output::Value(Record::new(fields).into()))
    }
}

impl Saving {
    fn opens(&self) -> Opens {
        let wanted = self.clone();
        Opens::new(move |structure| choice::possible(&wanted, structure))
    }

    async fn save(&self, cx: &mut Cx, mail: &Mail) -> Result<Vec<SavedFile>, Failure> {
        let chosen = choice::choose(self, cx, mail).await?;
        let folder = cx.evaluate(&self.to)?;
        let saved = store(cx, &folder, self.on_collision.collision(), chosen.files).await;
        for (name, reason) in chosen.skipped {
            cx.report(Event::FileSkipped { name, reason });
        }
        saved
    }
}
