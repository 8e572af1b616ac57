//! Saving a message as it is.

use super::saving::whole;
use super::saving::{Bytes, OnCollision, SavedFile, Wanted, store};
use super::{Action, Change, Effects, Example, Group, Output, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::{FileName, Templated};
use crate::values::VariableName;
use crate::vars::{Kind, Mail, Value};
use carteiro_mail::{Parts, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;
use std::path::PathBuf;

/// Save mail. Saves the whole message, attachments included, as an .eml file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveMail {
    /// To. The folder, beneath the folder of files; it is made when it is missing.
    pub to: Templated<PathBuf>,
    /// Name. Of the file, without .eml; left out: day and subject.
    pub name: Option<Templated<FileName>>,
    /// On collision. When the name is taken: `rename` the new file, `skip` it, or `overwrite` the old one.
    #[serde(default)]
    pub on_collision: OnCollision,
    /// As. The variable that gets the saved file.
    pub r#as: Option<Located<VariableName>>,
    /// Message. The variable that holds it; left out: that of the loop.
    pub message: Option<Located<VariableName>>,
}

impl SaveMail {
    fn name(&self, cx: &Cx, mail: &Arc<Mail>) -> Result<String, Failure> {
        let name = if let Some(name) = &self.name {
            cx.evaluate(name)?.0
        } else {
            let day = match mail.get("received_at") {
                Some(Value::DateTime(at)) => at.date().to_string(),
                _ => String::new(),
            };
            format!("{day} {}", mail.header().subject)
        };
        Ok(format!("{}.eml", name.trim()))
    }
}

impl Action for SaveMail {
    const NAME: &'static str = "save_mail";
    const GROUP: Group = Group::Files;

    fn reads(&self) -> Parts {
        Parts { content: true, ..Parts::default() }
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::SaveFiles { folder: self.to.source(), overwrites: self.on_collision.overwrites() }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let mut uses = vec![Use::Message(self.message.as_ref(), Permission::Read), Use::Template(self.to.source())];
        uses.extend(self.name.iter().map(|name| Use::Template(name.source())));
        uses.extend(self.r#as.iter().map(|name| Use::Result(name, Kind::FILE)));
        uses
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Every message, in a folder for its sender",
            steps: "- for_each_mail:
    session: finance
    do:
      - save_mail: { to: 'mail/{{ mail.from.domain }}', as: file }
      - log: { text: '{{ file.path }}: {{ file.size }} bytes' }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let mail = cx.message(self.message.as_ref())?;
        let (content, _) = whole(&mail).await?;
        let (folder, name) = (cx.evaluate(&self.to)?, self.name(cx, &mail)?);
        let wanted = vec![Wanted { name, bytes: Bytes::Message(content) }];
        let saved = store(cx, &folder, self.on_collision.collision(), wanted).await?;
        Ok(Output::Value(saved.first().map_or(Value::Nothing, SavedFile::value)))
    }
}
