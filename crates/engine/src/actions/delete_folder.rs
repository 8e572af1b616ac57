//! Removing a folder.

use super::rename_folder::is_inbox;
use super::{Action, Change, Effects, Example, Group, Output, Use};
use crate::digest::Digest;
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::session::Session;
use crate::template::Templated;
use crate::values::SessionName;
use carteiro_mail::{FolderPath, Kind, Permission, Selection};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Delete folder. Removes a folder for good, and the messages in it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteFolder {
    /// Session name. Where; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. The one to remove; not the inbox.
    pub folder: Templated<FolderPath>,
    /// Only if empty. Fails when there are messages or folders in it.
    #[serde(default)]
    pub only_if_empty: bool,
}

impl Action for DeleteFolder {
    const NAME: &'static str = "delete_folder";
    const GROUP: Group = Group::Folders;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::DeleteFolder { folder: self.folder.source(), only_if_empty: self.only_if_empty }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let mut uses = vec![Use::Session(self.session.as_ref(), Permission::Folders)];
        uses.extend(self.only_if_empty.then_some(Use::Session(self.session.as_ref(), Permission::Read)));
        uses.push(Use::Template(self.folder.source()));
        if is_inbox(&self.folder) {
            uses.push(Use::Wrong(phrase!("inbox-stays"), Some(self.folder.source().place())));
        }
        uses
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Tidy a folder away once everything is out of it",
            steps: "- delete_folder: { session: finance, folder: Done, only_if_empty: true }\n",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let folder = cx.evaluate(&self.folder)?;
        if folder.is_inbox() {
            return Err(Failure::invalid(phrase!("inbox-stays")).at(self.folder.source().place()));
        }
        cx.made_of(Digest::of([session.name(), &folder.to_string()]));
        let what = Effect::DeleteFolder { session: session.name().to_owned(), folder: folder.to_string() };
        let (writing, only_if_empty) = (Arc::clone(&session), self.only_if_empty);
        let () = cx
            .effect(what, move |permit| async move {
                if only_if_empty {
                    must_be_empty(&writing, &folder).await?;
                }
                writing.write(&permit).delete_folder(folder).await
            })
            .await?;
        session.folders_changed();
        Ok(Output::Nothing)
    }
}

async fn must_be_empty(session: &Session, folder: &FolderPath) -> Result<(), Failure> {
    let below = |path: &FolderPath| path != folder && path.names().starts_with(folder.names());
    let folders = session.folders().await?;
    let holds_folders = folders.iter().any(|one| below(&one.path));
    // A folder that only holds others cannot be counted.
    let selectable = folders.iter().all(|one| one.path != *folder || one.selectable);
    let messages = if selectable { session.count(Selection::of(folder.clone())).await? } else { 0 };
    if messages > 0 || holds_folders {
        let words = phrase!("folder-not-empty", folder = folder, messages = messages);
        return Err(Failure::new(Kind::Rejected, words));
    }
    Ok(())
}
