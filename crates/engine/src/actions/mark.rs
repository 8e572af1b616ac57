//! Changing the flags of a message.

use super::{Action, Effects, Example, Group, Output, Use};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::values::VariableName;
use carteiro_mail::{FlagChange, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Mark. Marks the message as read or unread, flagged or not; what is left out stays as it is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct Mark {
    /// Read. `true` marks it as read, `false` as unread.
    pub read: Option<bool>,
    /// Flagged. `true` marks it for attention, `false` takes the mark away.
    pub flagged: Option<bool>,
    /// Message. The variable that holds it; left out: that of the loop.
    pub message: Option<Located<VariableName>>,
}

impl Action for Mark {
    const NAME: &'static str = "mark";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Message(self.message.as_ref(), Permission::Mark)]
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Invoices are marked as read, and flagged",
            steps: "- for_each_mail:
    session: finance
    where: { subject: invoice }
    do:
      - mark: { read: true, flagged: true }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let mail = cx.message(self.message.as_ref())?;
        let marks = [(self.read, "read", "unread"), (self.flagged, "flagged", "unflagged")];
        let marks: Vec<&'static str> =
            marks.into_iter().filter_map(|(mark, on, off)| mark.map(|mark| if mark { on } else { off })).collect();
        if marks.is_empty() {
            return Ok(Output::Nothing);
        }
        let change = FlagChange { seen: self.read, flagged: self.flagged };
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
