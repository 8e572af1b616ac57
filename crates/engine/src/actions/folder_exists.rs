//! Whether there is a folder.

use super::{Action, Example, Group, Output, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::Templated;
use crate::values::{SessionName, VariableName};
use crate::vars::Kind;
use carteiro_mail::{FolderPath, Permission};
use schemars::JsonSchema;
use serde::Deserialize;

/// Check if folder exists. Keeps true or false in a variable.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FolderExists {
    /// Session name. Where; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. Such as Clients/Acme.
    pub folder: Templated<FolderPath>,
    /// As. The variable that gets true or false.
    pub r#as: Located<VariableName>,
}

impl Action for FolderExists {
    const NAME: &'static str = "folder_exists";
    const GROUP: Group = Group::Folders;

    fn uses(&self) -> Vec<Use<'_>> {
        vec![
            Use::Session(self.session.as_ref(), Permission::Read),
            Use::Template(self.folder.source()),
            Use::Result(&self.r#as, Kind::Boolean),
        ]
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Make a folder only when it is missing",
            steps: "- folder_exists: { session: finance, folder: Done/2026, as: there }
- if:
    condition: '{{ not there }}'
    then:
      - create_folder: { session: finance, folder: Done/2026 }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let folder = cx.evaluate(&self.folder)?;
        let folders = cx.session(self.session.as_ref())?.folders().await?;
        Ok(Output::Value(folders.iter().any(|known| known.path == folder).into()))
    }
}
