//! Deleting a message.

use super::{Action, Effects, Example, Group, Output, Use};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::values::VariableName;
use carteiro_mail::{MessageRef, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Delete. Puts the message into the trash, which is a move: a session that allows little must allow both.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delete {
    /// Permanently. Removes it for good; it cannot be brought back.
    #[serde(default)]
    pub permanently: bool,
    /// Message. The variable that holds it; left out: that of the loop.
    pub message: Option<Located<VariableName>>,
}

impl Action for Delete {
    const NAME: &'static str = "delete";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn uses(&self) -> Vec<Use<'_>> {
        // Putting something into the trash is moving it.
        let moves = (!self.permanently).then_some(Permission::Move);
        let needed = [Permission::Delete].into_iter().chain(moves);
        needed.map(|permission| Use::Message(self.message.as_ref(), permission)).collect()
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "Old mail goes to the trash",
                steps: "- for_each_mail:
    session: finance
    where: { received: { before: 2026-12-01 } }
    do:
      - delete: {}
",
            },
            Example {
                title: "Bounces vanish for good",
                steps: "- for_each_mail:
    session: finance
    where: { class: [bounce] }
    do:
      - delete: { permanently: true }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let mail = cx.message(self.message.as_ref())?;
        let (session, reference) = (Arc::clone(mail.session()), mail.reference());
        let trash = if self.permanently { None } else { Some(session.trash().await?) };
        if trash.as_ref() == Some(&reference.folder) {
            return Ok(Output::Nothing);
        }
        let what = Effect::Delete { session: session.name().to_owned(), permanently: self.permanently };
        let moved: Option<MessageRef> = cx
            .effect(what, move |permit| async move {
                let mailbox = session.write(&permit);
                match trash {
                    Some(trash) => super::only(mailbox.move_to(vec![reference], trash).await).map(Some),
                    None => super::only(mailbox.delete(vec![reference]).await).map(|()| None),
                }
            })
            .await?;
        match moved {
            Some(moved) => mail.moved_to(moved),
            None => mail.removed(),
        }
        Ok(Output::Nothing)
    }
}
