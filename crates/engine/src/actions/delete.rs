//! Deleting messages.

use super::which::{CHANGE, only_of_many};
use super::{Action, Change, Effects, Example, Group, Look, Output, Use, Which};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::{Counted, Cx, Many};
use crate::values::VariableName;
use crate::vars::{Kind, MANY};
use carteiro_mail::{FolderPath, MessageRef, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Delete. Puts the message, or with a session those of a folder, into the trash, which is a move: a session that allows
/// little must allow both.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Delete(Beside<Deleting, Which>);

/// For how long.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deleting {
    /// Permanently. Removes it for good; it cannot be brought back. Of a POP3 server it is gone once the session has ended well.
    #[serde(default)]
    pub permanently: bool,
    /// As. With a session: the variable that gets how many were `done` and how many `failed`.
    pub r#as: Option<Located<VariableName>>,
}

impl Action for Delete {
    const NAME: &'static str = "delete";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::Delete { permanently: self.0.fields.permanently }]
    }

    fn looks(&self) -> Option<Look<'_>> {
        self.0.choice.look(CHANGE)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (Deleting { permanently, r#as }, which) = (&self.0.fields, &self.0.choice);
        let result = r#as.as_ref().map(|name| (name, Kind::Record(MANY)));
        // Putting something into the trash is moving it.
        let moves = (!permanently).then_some(Permission::Move);
        let mut uses = which.uses([Permission::Delete].into_iter().chain(moves), result);
        uses.extend(only_of_many(which, r#as.as_ref()));
        uses
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
            Example {
                title: "Everything that was read, at once",
                steps: "- delete: { session: finance, folder: INBOX, where: { status: read } }\n",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let (permanently, which) = (self.0.fields.permanently, &self.0.choice);
        if let Some(many) = which.many(cx)? {
            let trash = if permanently { None } else { Some(many.session.trash().await?) };
            return Ok(Output::Value(delete_many(cx, many, trash).await?.value()));
        }
        let mail = cx.message(which.message.as_ref())?;
        let (session, reference) = (Arc::clone(mail.session()), mail.reference());
        let trash = if permanently { None } else { Some(session.trash().await?) };
        if trash.as_ref() == Some(&reference.folder) {
            return Ok(Output::Nothing);
        }
        let pending = permanently && session.removes_later().await;
        let what = Effect::Delete { session: session.name().to_owned(), permanently, pending };
        if pending {
            let deleting = Arc::clone(&session);
            let () = cx
                .pending_effect(&session, what, move |permit| async move {
                    super::only(deleting.write(&permit).delete(vec![reference]).await)
                })
                .await?;
            mail.removed();
            return Ok(Output::Nothing);
        }
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

async fn delete_many(cx: &mut Cx, many: Many, trash: Option<FolderPath>) -> Result<Counted, Failure> {
    // What is in the trash is deleted.
    if trash.as_ref() == Some(&many.selection.folder) {
        return Ok(Counted::default());
    }
    let session = Arc::clone(&many.session);
    let permanently = trash.is_none();
    let pending = permanently && session.removes_later().await;
    let what = Effect::Delete { session: session.name().to_owned(), permanently, pending };
    let deleting = move |permit, messages| {
        let (session, trash) = (Arc::clone(&session), trash.clone());
        async move {
            let mailbox = session.write(&permit);
            let Some(trash) = trash else { return mailbox.delete(messages).await };
            let moved = mailbox.move_to(messages, trash).await;
            moved.into_iter().map(|one| one.map(drop)).collect()
        }
    };
    cx.change_many(many, what, deleting).await
}
