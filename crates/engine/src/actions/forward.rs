//! Passing a message on.

use super::letter::{Answer, Enclosed, Going, Letter, enclose, yes};
use super::{Action, Change, Effects, Example, Group, How, Output, Use};
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::Cx;
use crate::values::VariableName;
use carteiro_mail::Parts;
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Forward. Passes the message on to somebody else, with its files.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Forward(Beside<Forwarding, Letter>);

/// What is passed on, and how.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forwarding {
    /// Message. The variable that holds it; left out: that of the loop.
    pub message: Option<Located<VariableName>>,
    /// As attachment. Whether the message goes along as it is, as a file; otherwise it stands below what is said.
    #[serde(default)]
    pub as_attachment: bool,
    /// Include attachments. Whether the files of a message that stands below go along; images that it shows always do.
    #[serde(default = "yes")]
    pub include_attachments: bool,
    /// Sent copy. Whether a copy is kept in the folder for sent mail.
    #[serde(default = "yes")]
    pub sent_copy: bool,
}

impl Action for Forward {
    const NAME: &'static str = "forward";
    const GROUP: Group = Group::Messages;

    fn reads(&self) -> Parts {
        if self.0.fields.as_attachment {
            Parts { content: true, structure: true, ..Parts::default() }
        } else {
            Answer::READS
        }
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        self.0.choice.changes(How::Forward, self.0.fields.sent_copy)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (forwarding, letter) = (&self.0.fields, &self.0.choice);
        let mut uses = letter.sending_about(forwarding.message.as_ref());
        uses.extend(letter.is_to_nobody().then(|| Use::Wrong(phrase!("send-nobody"), None)));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "Invoices go to the accountant",
                steps: "- for_each_mail:
    session: finance
    where: { subject: invoice }
    do:
      - forward: { to: accountant@example.org, text: 'From {{ mail.from }}.' }
      - mark: { read: true }
",
            },
            Example {
                title: "A message as it is, as a file",
                steps: "- get_mail: { session: finance, where: { subject: note }, as: note }
- forward: { message: note, to: bia@example.org, as_attachment: true }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let (forwarding, letter) = (&self.0.fields, &self.0.choice);
        let mail = cx.message(forwarding.message.as_ref())?;
        let session = match &letter.session {
            Some(name) => cx.session(Some(name))?,
            None => Arc::clone(mail.session()),
        };
        let mut composed = letter.compose(cx, &session).await?;
        let has_subject = letter.subject.is_some();
        let (draft, enclosed) = if forwarding.as_attachment {
            Answer::of_header(Arc::clone(&mail)).thread(&mut composed.draft, has_subject, true);
            let (draft, files) = composed.signed(None);
            let mut enclosed = enclose(letter, files, cx)?;
            enclosed.push(Enclosed::Message(Arc::clone(&mail)));
            (draft, enclosed)
        } else {
            let answer = Answer::to(Arc::clone(&mail)).await?;
            answer.thread(&mut composed.draft, has_subject, true);
            let original = answer.shown(cx);
            let (draft, files) = composed.signed(Some(&original));
            let mut enclosed = enclose(letter, files, cx)?;
            enclosed.extend(answer.enclosed(Some(&original), forwarding.include_attachments));
            (draft, enclosed)
        };
        let (how, sent_copy, original) = (How::Forward, forwarding.sent_copy, Some(mail));
        let going = Going { session, draft, enclosed, how, sent_copy, original };
        Box::pin(going.go(cx)).await
    }
}
