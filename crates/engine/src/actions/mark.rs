//! Changing the flags of messages.

use super::which::{CHANGE, only_of_many};
use super::{Action, Change, Effects, Example, Group, Look, Output, Use, Which};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::Cx;
use crate::values::VariableName;
use crate::vars::{Kind, MANY};
use carteiro_mail::{FlagChange, Permission};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Mark. Marks the message, or with a session those of a folder, as read or unread, flagged or not; what is left out
/// stays as it is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Mark(Beside<Marking, Which>);

/// How.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marking {
    /// Read. `true` marks it as read, `false` as unread.
    pub read: Option<bool>,
    /// Flagged. `true` marks it for attention, `false` takes the mark away.
    pub flagged: Option<bool>,
    /// As. With a session: the variable that gets how many were `done` and how many `failed`.
    pub r#as: Option<Located<VariableName>>,
}

impl Marking {
    fn words(&self) -> Vec<&'static str> {
        let marks = [(self.read, "read", "unread"), (self.flagged, "flagged", "unflagged")];
        marks.into_iter().filter_map(|(mark, on, off)| mark.map(|mark| if mark { on } else { off })).collect()
    }
}

impl Action for Mark {
    const NAME: &'static str = "mark";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::Mark { marks: self.0.fields.words() }]
    }

    fn looks(&self) -> Option<Look<'_>> {
        self.0.choice.look(CHANGE)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (marking, which) = (&self.0.fields, &self.0.choice);
        let result = marking.r#as.as_ref().map(|name| (name, Kind::Record(MANY)));
        let mut uses = which.uses([Permission::Mark], result);
        uses.extend(only_of_many(which, marking.r#as.as_ref()));
        if marking.words().is_empty() {
            uses.push(Use::Wrong(phrase!("mark-how"), None));
        }
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "Invoices are marked as read, and flagged",
                steps: "- for_each_mail:
    session: finance
    where: { subject: invoice }
    do:
      - mark: { read: true, flagged: true }
",
            },
            Example {
                title: "A folder without anything unread",
                steps: "- mark: { session: finance, folder: INBOX, where: { status: unread }, read: true }\n",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let (marking, which) = (&self.0.fields, &self.0.choice);
        let marks = marking.words();
        let change = FlagChange { seen: marking.read, flagged: marking.flagged, ..FlagChange::default() };
        if let Some(many) = which.many(cx)? {
            let session = Arc::clone(&many.session);
            let what = Effect::Mark { session: session.name().to_owned(), marks };
            let marking = move |permit, messages| {
                let (session, change) = (Arc::clone(&session), change.clone());
                async move { session.write(&permit).flag(messages, change).await }
            };
            return Ok(Output::Value(cx.change_many(many, what, marking).await?.value()));
        }
        let mail = cx.message(which.message.as_ref())?;
        let what = Effect::Mark { session: mail.session().name().to_owned(), marks };
        let (session, reference, wanted) = (Arc::clone(mail.session()), mail.reference(), change.clone());
        let () = cx
            .effect(what, move |permit| async move {
                super::only(session.write(&permit).flag(vec![reference], wanted).await)
            })
            .await?;
        mail.flagged(&change);
        Ok(Output::Nothing)
    }
}
