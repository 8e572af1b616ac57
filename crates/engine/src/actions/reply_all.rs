//! Answering everybody who got a message.

use super::letter::{Answer, Letter};
use super::reply::{Replying, Whom};
use super::{Action, Change, Effects, Example, Group, How, Output, Use};
use crate::failure::Failure;
use crate::file::Beside;
use crate::run::Cx;
use crate::template::{People, Several};
use carteiro_mail::Parts;
use schemars::JsonSchema;
use serde::Deserialize;

/// Reply all. Answers who wrote the message and all who got it, once each and never oneself; a message that a program
/// wrote is not answered.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ReplyAll(Beside<ReplyingAll, Letter>);

/// What is answered, and how.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ReplyingAll(Beside<Own, Replying>);

/// Whose addresses are left out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// Own. Further addresses of one's own, which get no answer; the one that signed in and the writer's never do.
    #[serde(default)]
    pub own: Several<People>,
}

impl ReplyAll {
    fn replying(&self) -> &Replying {
        &self.0.fields.0.choice
    }

    fn own(&self) -> &Several<People> {
        &self.0.fields.0.fields.own
    }
}

impl Action for ReplyAll {
    const NAME: &'static str = "reply_all";
    const GROUP: Group = Group::Messages;

    fn reads(&self) -> Parts {
        Answer::READS
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        self.0.choice.changes(How::ReplyAll, self.replying().sent_copy)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let own = self.own().sources().map(Use::Template);
        let uses = self.0.choice.sending_about(self.replying().message.as_ref());
        uses.into_iter().chain(own).collect()
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "All who got a note get the answer",
                steps: "- for_each_mail:
    session: finance
    where: { subject: note }
    do:
      - reply_all:
          text: It is done.
          own: team@example.org
",
            },
            Example {
                title: "The same without the note, and with its files",
                steps: "- get_mail: { session: finance, where: { subject: invoice 41 }, as: invoice }
- reply_all:
    message: invoice
    text: Here are the files again.
    quote: none
    include_attachments: true
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        self.replying().answer(&self.0.choice, Whom::All(self.own()), cx).await
    }
}
