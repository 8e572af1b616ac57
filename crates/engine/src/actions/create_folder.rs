//! Making a folder.

use super::{Action, Change, Effects, Example, Group, Output, Use};
use crate::digest::Digest;
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::{Claimed, Cx};
use crate::template::Templated;
use crate::values::SessionName;
use carteiro_mail::{FolderPath, Kind, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Create folder. Makes a folder, and those above it; one that is there already is left as it is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateFolder {
    /// Session name. Where; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. Such as Done/2026.
    pub folder: Templated<FolderPath>,
}

impl Action for CreateFolder {
    const NAME: &'static str = "create_folder";
    const GROUP: Group = Group::Folders;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::CreateFolder { folder: self.folder.source() }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Session(self.session.as_ref(), Permission::Folders), Use::Template(self.folder.source())]
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "A folder for every year",
            steps: "- for_each_mail:
    session: finance
    do:
      - create_folder: { folder: 'Done/{{ mail.received_at.year }}' }
      - move: { to: 'Done/{{ mail.received_at.year }}' }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let folder = cx.evaluate(&self.folder)?;
        // Of many items that want the folder, one makes it; the others wait until it is there.
        let making = session.making(&folder);
        let mut made = making.lock().await;
        if *made {
            return Ok(Output::Nothing);
        }
        cx.made_of(Digest::of([session.name(), &folder.to_string()]));
        let what = Effect::CreateFolder { session: session.name().to_owned(), folder: folder.to_string() };
        let writing = Arc::clone(&session);
        if let Claimed::Go(claim, permit) = cx.claim::<bool>(what).await? {
            let doing = async move {
                match writing.write(&permit).create_folder(folder).await {
                    Ok(()) => Ok(true),
                    Err(failure) if failure.kind == Kind::Exists => Ok(false),
                    Err(failure) => Err(failure),
                }
            };
            cx.carry(claim, |made| *made, doing).await?;
        }
        *made = true;
        Ok(Output::Nothing)
    }
}
