//! How many messages a folder holds.

use super::look::inbox;
use super::{Action, Example, Group, Look, Output, Takes, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::filter::Filter;
use crate::run::Cx;
use crate::template::Templated;
use crate::values::{SessionName, VariableName};
use crate::vars::{Kind, Value};
use carteiro_mail::mime::Class;
use carteiro_mail::{FolderPath, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::borrow::Cow;

/// Count mail. Keeps in a variable how many messages of a folder are meant; without `where`, invitations, receipts and
/// bounces count too.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountMail {
    /// Session name. Where the mail is; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. Such as INBOX or Clients/Acme.
    #[serde(default = "inbox")]
    pub folder: Templated<FolderPath>,
    /// Recursive. Whether those in the folders below it count too.
    #[serde(default)]
    pub recursive: bool,
    /// Where. Which messages; mail only, unless it says a `class`. Left out: all of every class. When it names every class, the
    /// server counts by status, flag and size; for the rest each is looked at.
    pub r#where: Option<Filter>,
    /// As. The variable that gets the number.
    pub r#as: Located<VariableName>,
}

impl CountMail {
    fn look(&self) -> Look<'_> {
        // No server can tell what is mail and what is an invitation: who asks for nothing must not pay for it.
        let all = || Filter { class: Some(Class::ALL.to_vec()), ..Filter::default() };
        let filter = self.r#where.clone().unwrap_or_else(all);
        let look = Look::at(self.session.as_ref(), &self.folder, None, Takes::Number);
        Look { recursive: self.recursive, filter: Some(Cow::Owned(filter)), ..look }
    }
}

impl Action for CountMail {
    const NAME: &'static str = "count_mail";
    const GROUP: Group = Group::Messages;

    fn looks(&self) -> Option<Look<'_>> {
        Some(self.look())
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let mut uses = vec![
            Use::Session(self.session.as_ref(), Permission::Read),
            Use::Template(self.folder.source()),
        ];
        uses.extend(self.r#where.iter().map(Use::Filter));
        uses.push(Use::Result(&self.r#as, Kind::Number));
        uses
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Tell when there is much to read",
            steps: "- count_mail: { session: finance, where: { status: unread }, as: unread }
- if:
    condition: '{{ unread > 2 }}'
    then:
      - log: { text: '{{ unread }} messages are unread' }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let selection = self.look().selection(cx)?;
        Ok(Output::Value(Value::count(session.count(selection).await?)))
    }
}
