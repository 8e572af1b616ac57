//! Giving a folder another name or place.

use super::{Action, Change, Effects, Example, Group, Output, Use};
use crate::digest::Digest;
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::Templated;
use crate::values::SessionName;
use carteiro_mail::{FolderPath, Permission};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Rename folder. Gives a folder another name or place; its messages and the folders in it go with it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameFolder {
    /// Session name. Where; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. The one to rename; not the inbox.
    pub folder: Templated<FolderPath>,
    /// To. Its new path, such as Archive/2026; nothing may be there yet.
    pub to: Templated<FolderPath>,
}

impl Action for RenameFolder {
    const NAME: &'static str = "rename_folder";
    const GROUP: Group = Group::Folders;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::RenameFolder { folder: self.folder.source(), to: self.to.source() }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let mut uses = vec![Use::Session(self.session.as_ref(), Permission::Folders)];
        uses.extend([&self.folder, &self.to].map(|path| Use::Template(path.source())));
        if is_inbox(&self.folder) {
            uses.push(Use::Wrong(phrase!("inbox-stays"), Some(self.folder.source().place())));
        }
        uses
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Put a folder away under the year",
            steps: "- create_folder: { session: finance, folder: Archive }
- rename_folder: { session: finance, folder: Done, to: Archive/2026 }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let (from, to) = (cx.evaluate(&self.folder)?, cx.evaluate(&self.to)?);
        if from.is_inbox() {
            return Err(Failure::invalid(phrase!("inbox-stays")).at(self.folder.source().place()));
        }
        cx.made_of(Digest::of([session.name(), &from.to_string(), &to.to_string()]));
        let (session_name, folder) = (session.name().to_owned(), from.to_string());
        let what = Effect::RenameFolder { session: session_name, folder, to: to.to_string() };
        let writing = Arc::clone(&session);
        let () = cx
            .effect(what, move |permit| async move {
                writing.write(&permit).rename_folder(from, to).await
            })
            .await?;
        session.folders_changed();
        Ok(Output::Nothing)
    }
}

/// Whether it is written so: what a variable makes of it shows when the step runs.
pub(super) fn is_inbox(folder: &Templated<FolderPath>) -> bool {
    let literal = folder.source().literal().and_then(FolderPath::parse);
    literal.is_some_and(|path| path.is_inbox())
}
