//! Answering who wrote a message.

use super::letter::{Answer, Going, Letter, enclose, own_people, yes};
use super::{Action, Change, Effects, Example, Group, How, Output, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::Cx;
use crate::template::{People, Several};
use crate::values::VariableName;
use carteiro_mail::mime::Address;
use carteiro_mail::Parts;
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;

/// Reply. Answers who wrote the message, in its conversation; a message that a program wrote is not answered.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Reply(Beside<Replying, Letter>);

/// What is answered, and how.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replying {
    /// Message. The variable that holds it; left out: that of the loop.
    pub message: Option<Located<VariableName>>,
    /// Quote. Where the message stands in the answer.
    #[serde(default)]
    pub quote: Quote,
    /// Include attachments. Whether the files of the message go along; images that a quote shows always do.
    #[serde(default)]
    pub include_attachments: bool,
    /// Even automatic. Whether an answer goes to what a program wrote too: to bounces, absence notes and mail to many.
    #[serde(default)]
    pub even_automatic: bool,
    /// Sent copy. Whether a copy is kept in the folder for sent mail.
    #[serde(default = "yes")]
    pub sent_copy: bool,
}

/// Where a message stands in its answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// Below what is said.
    #[default]
    Below,
    /// Nowhere.
    None,
}

/// Who gets an answer.
pub(super) enum Whom<'a> {
    Writer,
    /// Everybody but these, and who answers.
    All(&'a Several<People>),
}

impl Replying {
    /// Answers.
    pub(super) async fn answer(&self, letter: &Letter, whom: Whom<'_>, cx: &mut Cx) -> Result<Output, Failure> {
        let mail = cx.message(self.message.as_ref())?;
        let session = match &letter.session {
            Some(name) => cx.session(Some(name))?,
            None => std::sync::Arc::clone(mail.session()),
        };
        let answer = Answer::to(mail).await?;
        if let Some(why) = answer.automatic().filter(|_| !self.even_automatic) {
            cx.report(Event::Warning { words: phrase!("reply-automatic", why = why.as_str()) });
            return Ok(super::letter::Went::nothing());
        }
        let mut composed = letter.compose(cx, &session).await?;
        let draft = &mut composed.draft;
        let how = match whom {
            Whom::Writer => {
                if draft.to.is_empty() {
                    let own = own_people(&session, &draft.from, &[]).await?;
                    draft.to = answer.writers(&own)?;
                }
                How::Reply
            }
            Whom::All(own) => {
                let own: Vec<Address> = own.evaluate(cx.scope())?.into_iter().flat_map(|one| one.0).collect();
                let own = own_people(&session, &draft.from, &own).await?;
                answer.address_all(draft, &own)?;
                How::ReplyAll
            }
        };
        answer.thread(draft, letter.subject.is_some(), false);
        // RFC 3834 §5.2; whoever says something else knows better.
        if !draft.fields.iter().any(|(name, _)| name.eq_ignore_ascii_case("Auto-Submitted")) {
            draft.fields.push(("Auto-Submitted".to_owned(), "auto-replied".to_owned()));
        }
        let original = (self.quote == Quote::Below).then(|| answer.quoted(cx));
        let (draft, files) = composed.signed(original.as_ref());
        let mut enclosed = enclose(letter, files, cx)?;
        enclosed.extend(answer.enclosed(original.as_ref(), self.include_attachments));
        let original = Some(answer.mail);
        let going = Going { session, draft, enclosed, how, sent_copy: self.sent_copy, original };
        Box::pin(going.go(cx)).await
    }
}

impl Action for Reply {
    const NAME: &'static str = "reply";
    const GROUP: Group = Group::Messages;

    fn reads(&self) -> Parts {
        Answer::READS
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        self.0.choice.changes(How::Reply, self.0.fields.sent_copy)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        self.0.choice.sending_about(self.0.fields.message.as_ref())
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "Whoever sends an invoice knows that it has come",
                steps: "- for_each_mail:
    session: finance
    where: { subject: invoice }
    do:
      - reply:
          text: |
            Thank you. We have got your invoice with {{ mail.attachments | length }} files.
          quote: none
      - move: { to: Done }
",
            },
            Example {
                title: "An answer to one message, with the message below",
                steps: "- get_mail: { session: finance, where: { subject: note }, as: note }
- reply:
    message: note
    html: '<p>We will look at <b>{{ note.subject }}</b> today.</p>'
    cc: bia@example.org
    as: answer
- log: { text: '{{ answer.subject }} to {{ answer.recipients | join(\", \") }}' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        self.0.fields.answer(&self.0.choice, Whom::Writer, cx).await
    }
}
