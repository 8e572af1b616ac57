//! The messages of a folder, kept in a variable.

use super::look::inbox;
use super::{Action, Example, Finds, Group, Limit, Look, Output, Takes, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::Located;
use crate::filter::Filter;
use crate::run::Cx;
use crate::template::Templated;
use crate::values::{SessionName, VariableName};
use crate::vars::{Mail, Value};
use carteiro_mail::{FolderPath, Order, Permission, Selection};
use carteiro_world::phrase;
use futures_util::StreamExt;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// List mail. Keeps messages of a folder in a variable, as a list; to work on many, a loop takes less memory.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListMail {
    /// Session name. Where the mail is; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. Such as INBOX or Clients/Acme.
    #[serde(default = "inbox")]
    pub folder: Templated<FolderPath>,
    /// Recursive. Whether the folders below it are read too, all in one order.
    #[serde(default)]
    pub recursive: bool,
    /// Where. Which messages; left out: all mail.
    pub r#where: Option<Filter>,
    /// Order. By when the messages arrived in the folder.
    #[serde(default)]
    #[schemars(extend("default" = "oldest_first"))]
    pub order: Order,
    /// Limit. At most so many messages; never more than 1000.
    #[schemars(extend("default" = 1000))]
    pub limit: Option<Templated<usize>>,
    /// As. The variable that gets the list.
    pub r#as: Located<VariableName>,
}

/// A list is held in memory whole.
const MOST: usize = 1000;
/// Of the texts of all its messages.
const BYTES: usize = 64 * 1024 * 1024;

impl ListMail {
    fn look(&self) -> Look<'_> {
        let look = Look::at(self.session.as_ref(), &self.folder, self.r#where.as_ref(), Takes::List);
        let limit = self.limit.as_ref().map_or(Limit::Fixed(MOST), Limit::Written);
        Look { recursive: self.recursive, order: self.order, limit, ..look }
    }
}

impl Action for ListMail {
    const NAME: &'static str = "list_mail";
    const GROUP: Group = Group::Messages;

    fn looks(&self) -> Option<Look<'_>> {
        Some(self.look())
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (session, filter) = (self.session.as_ref(), self.r#where.as_ref());
        let mut uses = vec![Use::Session(session, Permission::Read), Use::Template(self.folder.source())];
        uses.extend(self.limit.iter().map(|limit| Use::Template(limit.source())));
        uses.push(Use::Finds(Finds { session, filter, name: &self.r#as, many: true }));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "The subjects of the newest twenty messages, in one text",
                steps: "- list_mail: { session: finance, order: newest_first, limit: 20, as: news }
- log: { text: \"{{ news | length }}: {{ news | map(attribute='subject') | join('; ') }}\" }
",
            },
            Example {
                title: "Messages that are worked on in another order",
                steps: "- list_mail: { session: finance, where: { status: unread }, as: unread }
- for_each:
    in: '{{ unread | reverse }}'
    as: letter
    do:
      - log: { text: '{{ letter.subject }}' }
      - move: { message: letter, to: Done }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let look = self.look();
        let selection = look.selection(cx)?;
        if let Some(limit) = selection.limit.filter(|limit| *limit > MOST) {
            let words = phrase!("list-limit", limit = limit, most = MOST);
            return Err(Failure::invalid(words));
        }
        // One more tells that there are more.
        let wanted = if self.limit.is_some() { selection.limit } else { Some(MOST + 1) };
        let selection = Selection { limit: wanted, ..selection };
        let mut found = session.messages(selection).await?;
        let groups = look.groups();
        let (mut list, mut bytes) = (Vec::new(), 0);
        while let Some(one) = found.next().await {
            if list.len() == MOST {
                cx.report(Event::Warning { words: phrase!("list-has-more", most = MOST) });
                break;
            }
            let one = match one {
                Ok(one) => one,
                Err(unreadable) => {
                    cx.message_failed(None, unreadable.error.into());
                    continue;
                }
            };
            if let Some(text) = &one.message.text {
                bytes += text.plain.len() + text.html.as_ref().map_or(0, String::len);
            }
            if bytes > BYTES {
                return Err(Failure::invalid(phrase!("list-too-large", megabytes = BYTES / 1024 / 1024)));
            }
            let mail = Mail::new(Arc::clone(&session), one, &groups, cx.zone().clone());
            list.push(Value::Message(Arc::new(mail)));
        }
        Ok(Output::Value(Value::list(list)))
    }
}
