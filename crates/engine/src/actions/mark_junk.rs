//! Unwanted mail.

use super::which::{CHANGE, only_of_many};
use super::{Action, Change, Effects, Example, Group, Look, Output, Use, Which};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::Cx;
use crate::session::Session;
use crate::values::VariableName;
use crate::vars::{Kind, MANY};
use carteiro_mail::{FlagChange, FolderPath, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Mark junk. Puts the message, or with a session those of a folder, among the unwanted mail, and tells the filter of the
/// server where that listens: Exchange (2013 and later) blocks who sent it from then on. Nothing in it is opened, and no link
/// to unsubscribe is followed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct MarkJunk(Beside<Junking, Which>);

/// Which way.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Junking {
    /// Junk. `false` brings it back to the inbox, as wanted mail; Exchange no longer blocks who sent it.
    #[serde(default = "super::letter::yes")]
    pub junk: bool,
    /// As. With a session: the variable that gets how many were `done` and how many `failed`.
    pub r#as: Option<Located<VariableName>>,
}

impl Action for MarkJunk {
    const NAME: &'static str = "mark_junk";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::Junk { junk: self.0.fields.junk }]
    }

    fn looks(&self) -> Option<Look<'_>> {
        self.0.choice.look(CHANGE)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (junking, which) = (&self.0.fields, &self.0.choice);
        let result = junking.r#as.as_ref().map(|name| (name, Kind::Record(MANY)));
        let mut uses = which.uses([Permission::Read, Permission::Move], result);
        uses.extend(only_of_many(which, junking.r#as.as_ref()));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "News that nobody asked for",
                steps: "- for_each_mail:
    session: finance
    where: { subject: news }
    do:
      - mark_junk: {}
",
            },
            Example {
                title: "Invoices come back from the unwanted mail",
                steps: "- move: { session: finance, folder: INBOX, where: { subject: invoice }, to: Junk }
- mark_junk: { session: finance, folder: Junk, where: { subject: invoice }, junk: false, as: back }
- log: { text: '{{ back.done }} brought back' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let (junking, which) = (&self.0.fields, &self.0.choice);
        let is_junk = junking.junk;
        if let Some(many) = which.many(cx)? {
            let session = Arc::clone(&many.session);
            let to = folder(&session, junking.junk).await?;
            let what = Effect::Junk { session: session.name().to_owned(), folder: to.to_string() };
            let moving = move |permit, messages| {
                let (session, to) = (Arc::clone(&session), to.clone());
                async move {
                    let moved = session.write(&permit).mark_junk(messages, is_junk, to).await;
                    moved.into_iter().map(|one| one.map(drop)).collect()
                }
            };
            return Ok(Output::Value(cx.change_many(many, what, moving).await?.value()));
        }
        let mail = cx.message(which.message.as_ref())?;
        let session = Arc::clone(mail.session());
        let to = folder(&session, junking.junk).await?;
        let what = Effect::Junk { session: session.name().to_owned(), folder: to.to_string() };
        let reference = mail.reference();
        let moved = cx
            .effect(what, move |permit| async move {
                super::only(session.write(&permit).mark_junk(vec![reference], is_junk, to).await)
            })
            .await?;
        mail.moved_to(moved);
        if !mail.session().capabilities().await.heeds_junk {
            mail.flagged(&FlagChange::junk(is_junk));
        }
        Ok(Output::Nothing)
    }
}

async fn folder(session: &Session, junk: bool) -> Result<FolderPath, Failure> {
    if junk { session.junk().await } else { Ok(FolderPath::inbox()) }
}
