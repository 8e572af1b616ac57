//! Moving messages.

use super::which::{CHANGE, only_of_many};
use super::{Action, Change, Effects, Example, Group, Look, Output, Use, Which};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::Cx;
use crate::template::Templated;
use crate::values::VariableName;
use crate::vars::{Kind, MANY};
use carteiro_mail::{FolderPath, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Move. Puts the message, or with a session those of a folder, into another folder of the mailbox.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Move(Beside<Moving, Which>);

/// Where to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// To. The folder; it must be there.
    pub to: Templated<FolderPath>,
    /// As. With a session: the variable that gets how many were `done` and how many `failed`.
    pub r#as: Option<Located<VariableName>>,
}

impl Action for Move {
    const NAME: &'static str = "move";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::Move { to: self.0.fields.to.source() }]
    }

    fn looks(&self) -> Option<Look<'_>> {
        self.0.choice.look(CHANGE)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (Moving { to, r#as }, which) = (&self.0.fields, &self.0.choice);
        let result = r#as.as_ref().map(|name| (name, Kind::Record(MANY)));
        let mut uses = which.uses([Permission::Move], result);
        uses.extend(only_of_many(which, r#as.as_ref()));
        uses.push(Use::Template(to.source()));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "Read mail goes to a folder",
                steps: "- for_each_mail:
    session: finance
    where: { status: read }
    do:
      - move: { to: Done }
",
            },
            Example {
                title: "The same at once",
                steps: "- move: { session: finance, folder: INBOX, where: { status: read }, to: Done, as: moved }
- log: { text: '{{ moved.done }} moved, {{ moved.failed }} failed' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let (which, to) = (&self.0.choice, cx.evaluate(&self.0.fields.to)?);
        if let Some(many) = which.many(cx)? {
            let session = Arc::clone(&many.session);
            let what = Effect::Move { session: session.name().to_owned(), folder: to.to_string() };
            let moving = move |permit, messages| {
                let (session, to) = (Arc::clone(&session), to.clone());
                async move {
                    let moved = session.write(&permit).move_to(messages, to).await;
                    moved.into_iter().map(|one| one.map(drop)).collect()
                }
            };
            return Ok(Output::Value(cx.change_many(many, what, moving).await?.value()));
        }
        let mail = cx.message(which.message.as_ref())?;
        let what = Effect::Move { session: mail.session().name().to_owned(), folder: to.to_string() };
        let (session, reference) = (Arc::clone(mail.session()), mail.reference());
        let moved = cx
            .effect(what, move |permit| async move {
                let moved = session.write(&permit).move_to(vec![reference], to).await;
                super::only(moved)
            })
            .await?;
        mail.moved_to(moved);
        Ok(Output::Nothing)
    }
}
