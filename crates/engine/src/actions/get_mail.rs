//! One message of a folder, kept in a variable.

use super::look::inbox;
use super::{Action, Example, Finds, Group, Limit, Look, Output, Takes, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::filter::Filter;
use crate::run::Cx;
use crate::template::Templated;
use crate::values::{SessionName, VariableName};
use crate::vars::{Mail, Value};
use carteiro_mail::{FolderPath, Kind, Order, Permission};
use carteiro_world::phrase;
use futures_util::StreamExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Get mail. Keeps one message of a folder in a variable, for the steps that name it as their `message`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetMail {
    /// Session name. Where the mail is; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. Such as INBOX or Clients/Acme.
    #[serde(default = "inbox")]
    pub folder: Templated<FolderPath>,
    /// Recursive. Whether the folders below it are read too, all in one order.
    #[serde(default)]
    pub recursive: bool,
    /// Where. Which message; left out: any mail.
    pub r#where: Option<Filter>,
    /// Order. Of several, the one that arrived first, or with `newest_first` the last.
    #[serde(default)]
    #[schemars(extend("default" = "oldest_first"))]
    pub order: Order,
    /// When there is none. `fail`, or keep `nothing`: then the variable is none.
    #[serde(default)]
    pub on_missing: OnMissing,
    /// As. The variable that gets the message.
    pub r#as: Located<VariableName>,
}

/// What it means that there is no such message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnMissing {
    /// The step fails.
    #[default]
    Fail,
    /// The variable holds nothing.
    Nothing,
}

impl GetMail {
    fn look(&self) -> Look<'_> {
        let look = Look::at(self.session.as_ref(), &self.folder, self.r#where.as_ref(), Takes::One);
        Look { recursive: self.recursive, order: self.order, limit: Limit::Fixed(1), ..look }
    }
}

impl Action for GetMail {
    const NAME: &'static str = "get_mail";
    const GROUP: Group = Group::Messages;

    fn looks(&self) -> Option<Look<'_>> {
        Some(self.look())
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (session, filter) = (self.session.as_ref(), self.r#where.as_ref());
        vec![
            Use::Session(session, Permission::Read),
            Use::Template(self.folder.source()),
            Use::Finds(Finds { session, filter, name: &self.r#as, many: false }),
        ]
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "The newest unread invoice",
                steps: "- get_mail:
    session: finance
    where: { status: unread, subject: invoice }
    order: newest_first
    as: invoice
- log: { text: '{{ invoice.subject }} from {{ invoice.from }}' }
- move: { message: invoice, to: Done }
- mark: { message: invoice, read: true }
",
            },
            Example {
                title: "The message of a Message-ID",
                steps: "- get_mail:
    session: finance
    where: { header: { name: Message-ID, exact: '<Note@acme.example>' } }
    as: note
- log: { text: '{{ note.subject }}' }
",
            },
            Example {
                title: "Only when there is one",
                steps: "- get_mail:
    session: finance
    where: { subject: reminder }
    on_missing: nothing
    as: reminder
- if:
    condition: '{{ reminder is none }}'
    then:
      - log: { text: No reminder has come }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let look = self.look();
        let selection = look.selection(cx)?;
        let folder = selection.folder.clone();
        let first = session.messages(selection).await?.next().await;
        match first {
            Some(Ok(found)) => {
                let mail = Mail::new(session, found, &look.groups(), cx.zone().clone());
                Ok(Output::Value(Value::Message(Arc::new(mail))))
            }
            Some(Err(unreadable)) => Err(session.failure(unreadable.error)),
            None if self.on_missing == OnMissing::Nothing => Ok(Output::Value(Value::Nothing)),
            None => Err(Failure::new(Kind::NotFound, phrase!("mail-none", folder = folder))),
        }
    }
}
