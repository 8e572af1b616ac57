//! A message that somebody will go on with.

use super::letter::{Answer, Composed, Letter, digests, enclose, own_people, write_with, written_digest};
use super::reply::Quote;
use super::storing::{Stored, kept, store};
use super::{Action, Change, Effects, Example, Finds, Group, Output, Use};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::Cx;
use crate::session::Session;
use crate::template::Templated;
use crate::values::VariableName;
use carteiro_mail::draft::{Bcc, Original};
use carteiro_mail::{Flags, FolderPath, Parts, Permission};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Create draft. Writes a message and stores it among the drafts, for somebody to look at and send.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct CreateDraft(Beside<Drafting, Letter>);

/// What it answers, and where it is stored.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drafting {
    /// Reply. The variable of a message whose writer it answers.
    pub reply: Option<Located<VariableName>>,
    /// Reply all. The variable of a message that it answers, to all who got it.
    pub reply_all: Option<Located<VariableName>>,
    /// Forward. The variable of a message that it passes on, with its files.
    pub forward: Option<Located<VariableName>>,
    /// Quote. Where a message that is answered stands.
    #[serde(default)]
    pub quote: Quote,
    /// Folder. Left out: the one the mailbox keeps for drafts.
    pub folder: Option<Templated<FolderPath>>,
}

/// What a draft is to a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Reply,
    ReplyAll,
    Forward,
}

impl Drafting {
    /// The message that it answers or passes on.
    fn about(&self) -> Option<(Way, &Located<VariableName>)> {
        let ways = [
            (Way::Reply, &self.reply),
            (Way::ReplyAll, &self.reply_all),
            (Way::Forward, &self.forward),
        ];
        ways.into_iter().find_map(|(way, name)| Some((way, name.as_ref()?)))
    }
}

impl CreateDraft {
    /// Fills in what the message says that it answers or passes on.
    async fn answer(
        &self,
        way: Way,
        answer: &Answer,
        composed: &mut Composed,
        session: &Session,
        cx: &Cx,
    ) -> Result<Option<Original>, Failure> {
        let draft = &mut composed.draft;
        match way {
            Way::Reply if draft.to.is_empty() => {
                draft.to = answer.writers(&own_people(session, &draft.from, &[]).await?)?;
            }
            Way::ReplyAll => {
                let own = own_people(session, &draft.from, &[]).await?;
                answer.address_all(draft, &own)?;
            }
            Way::Reply | Way::Forward => {}
        }
        answer.thread(draft, self.0.choice.subject.is_some(), way == Way::Forward);
        Ok(match way {
            Way::Forward => Some(answer.shown(cx)),
            _ => (self.0.fields.quote == Quote::Below).then(|| answer.quoted(cx)),
        })
    }
}

impl Action for CreateDraft {
    const NAME: &'static str = "create_draft";
    const GROUP: Group = Group::Messages;

    fn reads(&self) -> Parts {
        if self.0.fields.about().is_some() { Answer::READS } else { Parts::default() }
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::Draft { folder: self.0.fields.folder.as_ref().map(Templated::source) }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (drafting, letter) = (&self.0.fields, &self.0.choice);
        let session = letter.session.as_ref();
        let about = drafting.about().map(|(_, name)| name);
        let mut uses: Vec<Use<'_>> = about.map(|name| Use::Message(Some(name), Permission::Read)).into_iter().collect();
        let ways = [&drafting.reply, &drafting.reply_all, &drafting.forward];
        if let Some(second) = ways.into_iter().flatten().nth(1) {
            uses.push(Use::Wrong(phrase!("draft-one-way"), Some(&second.place)));
        }
        // The folder for drafts is looked for, and what is kept is read back.
        let reads = drafting.folder.is_none() || letter.r#as.is_some();
        let needed = [Some(Permission::Append), reads.then_some(Permission::Read)];
        uses.extend(needed.into_iter().flatten().map(|permission| match (session, about) {
            (None, Some(name)) => Use::Message(Some(name), permission),
            (session, _) => Use::Session(session, permission),
        }));
        uses.extend(letter.uses());
        uses.extend(drafting.folder.iter().map(|folder| Use::Template(folder.source())));
        uses.extend(
            letter.r#as.iter().map(|name| Use::Finds(Finds { session, filter: None, name, many: false })),
        );
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "An answer to look over, with the message below",
                steps: "- for_each_mail:
    session: finance
    where: { subject: note }
    do:
      - create_draft:
          reply: mail
          text: |
            Good morning,

            we have got your note of {{ mail.received_at | date('%d/%m/%Y') }}.
",
            },
            Example {
                title: "The files of a message, for somebody else",
                steps: "- for_each_mail:
    session: finance
    where: { subject: invoice 41 }
    do:
      - save_attachments: { to: invoices, as: files }
      - create_draft:
          to: [Bia <bia@example.org>, caio@example.org]
          subject: '{{ mail.subject }}'
          html: '<p>From <b>{{ mail.from.name }}</b>.</p>'
          attachments: '{{ files }}'
          folder: Done
          as: draft
      - log: { text: '{{ draft.attachments | length }} files for {{ draft.to | length }} people' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let (drafting, letter) = (&self.0.fields, &self.0.choice);
        let answer = match drafting.about() {
            Some((way, name)) => Some((way, Answer::to(cx.message(Some(name))?).await?)),
            None => None,
        };
        let session = match (&letter.session, &answer) {
            (None, Some((_, answer))) => Arc::clone(answer.mail.session()),
            (session, _) => cx.session(session.as_ref())?,
        };
        let mut composed = letter.compose(cx, &session).await?;
        let original = match &answer {
            Some((way, answer)) => self.answer(*way, answer, &mut composed, &session, cx).await?,
            None => None,
        };
        let (mut draft, files) = composed.signed(original.as_ref());
        let mut enclosed = enclose(letter, files, cx)?;
        if let Some((way, answer)) = &answer {
            enclosed.extend(answer.enclosed(original.as_ref(), *way == Way::Forward));
        }
        draft.check()?;
        let folder = match &drafting.folder {
            Some(folder) => cx.evaluate(folder)?,
            None => session.drafts().await?,
        };
        let received_at = Some(draft.date.timestamp());
        let contents = digests(&enclosed).await?;
        cx.made_of(written_digest(&draft).with([session.name(), &folder.to_string()]).with(contents));
        let what = Effect::Draft { session: session.name().to_owned(), folder: folder.to_string() };
        let spools = cx.host().spools.clone();
        let writing = Arc::clone(&session);
        let reference = cx
            .effect(what, move |permit| async move {
                draft.message_id = permit.message_id(&draft.from.address);
                let only = Some(draft.message_id.clone());
                let content = write_with(draft, &enclosed, &spools, Bcc::Kept).await?;
                let flags = Flags { seen: true, draft: true, ..Flags::default() };
                store(&writing, &permit, Stored { folder, content, flags, received_at, only }).await
            })
            .await?;
        kept(cx, session, reference, letter.r#as.is_some()).await
    }
}
