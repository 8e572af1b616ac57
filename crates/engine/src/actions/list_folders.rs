//! The folders of a mailbox.

use super::{Action, Example, Group, Output, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::values::{SessionName, VariableName};
use crate::vars::{FOLDER, Kind, Record, Value};
use carteiro_mail::{Folder, Permission};
use schemars::JsonSchema;
use serde::Deserialize;

/// List folders. Keeps the folders of a mailbox, with what they are for, in a variable.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListFolders {
    /// Session name. Where; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// As. The variable that gets the list; each folder has `path`, `name`, `role` and `selectable`.
    pub r#as: Located<VariableName>,
}

const FOLDERS: Kind = Kind::List(&Kind::Record(FOLDER));

impl Action for ListFolders {
    const NAME: &'static str = "list_folders";
    const GROUP: Group = Group::Folders;

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Session(self.session.as_ref(), Permission::Read), Use::Result(&self.r#as, FOLDERS)]
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Show all folders",
            steps: "- list_folders: { session: finance, as: folders }
- log: { text: \"{{ folders | map(attribute='path') | join(', ') }}\" }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let folders = cx.session(self.session.as_ref())?.folders().await?;
        Ok(Output::Value(Value::list(folders.iter().map(value))))
    }
}

fn value(folder: &Folder) -> Value {
    let role = serde_json::to_value(folder.role).ok();
    let path = folder.path.to_string();
    let fields = [
        ("path", Value::text(&path)),
        ("name", Value::maybe(folder.path.names().last())),
        ("role", Value::maybe(role.as_ref().and_then(|role| role.as_str()))),
        ("selectable", folder.selectable.into()),
    ];
    Record::new(fields).shown_as(path).into()
}
