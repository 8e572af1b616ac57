//! Sending a message.

use super::letter::{Composed, Going, Letter, digests, enclose, written_digest, yes};
use super::{Action, Change, Effects, Example, Group, How, Output, Use};
use crate::failure::Failure;
use crate::file::Beside;
use crate::run::Cx;
use carteiro_mail::Permission;
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;

/// Send. Writes a message and sends it by the session's own way out; a copy is kept, once.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Send(Beside<Sending, Letter>);

/// How it goes out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    /// Sent copy. Whether a copy is kept in the folder for sent mail.
    #[serde(default = "yes")]
    pub sent_copy: bool,
}

impl Action for Send {
    const NAME: &'static str = "send";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        self.0.choice.changes(How::Send, self.0.fields.sent_copy)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let letter = &self.0.choice;
        let mut uses = vec![Use::Session(letter.session.as_ref(), Permission::Send)];
        uses.extend(letter.is_to_nobody().then(|| Use::Wrong(phrase!("send-nobody"), None)));
        uses.extend(letter.sending());
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A note",
                steps: "- send:
    session: finance
    to: [Bia <bia@example.org>, caio@example.org]
    subject: The invoices of today
    text: |
      Good morning,

      all invoices of today are in https://files.example.org/invoices.
    signature: The post robot
    as: sent
- log: { text: '{{ sent.recipients | length }} people, copy in {{ sent.folder }}' }
",
            },
            Example {
                title: "The files of a message, with a table",
                steps: "- for_each_mail:
    session: finance
    where: { subject: invoice 41 }
    do:
      - send:
          to: accounting@example.org
          subject: 'Files of {{ mail.from.name }}'
          html: |
            <table>
              {% for file in mail.attachments %}<tr><td>{{ file.name }}</td><td>{{ file.type }}</td></tr>
              {% endfor %}</table>
          attachments: '{{ mail.attachments }}'
          importance: high
          headers: { X-Order: '{{ mail.subject }}' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let letter = &self.0.choice;
        let session = cx.session(letter.session.as_ref())?;
        let composed: Composed = letter.compose(cx, &session).await?;
        let (draft, files) = composed.signed(None);
        let enclosed = enclose(letter, files, cx)?;
        cx.made_of(written_digest(&draft).with([session.name()]).with(digests(&enclosed).await?));
        let (how, sent_copy) = (How::Send, self.0.fields.sent_copy);
        let going = Going { session, draft, enclosed, how, sent_copy, original: None };
        Box::pin(going.go(cx)).await
    }
}
