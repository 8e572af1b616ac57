//! Moving a message.

use super::{Action, Effects, Example, Group, Output, Use};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::Templated;
use crate::values::VariableName;
use carteiro_mail::{FolderPath, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Move. Puts the message into another folder of its mailbox.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// To. The folder; it must be there.
    pub to: Templated<FolderPath>,
    /// Message. The variable that holds it; left out: that of the loop.
    pub message: Option<Located<VariableName>>,
}

impl Action for Move {
    const NAME: &'static str = "move";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Message(self.message.as_ref(), Permission::Move), Use::Template(self.to.source())]
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Read mail goes to a folder",
            steps: "- for_each_mail:
    session: finance
    where: { status: read }
    do:
      - move: { to: Done }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let mail = cx.message(self.message.as_ref())?;
        let to = cx.evaluate(&self.to)?;
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
