//! Sending a message that was written before.

use super::letter::{Went, copied, deliver, is_among_the_sent, yes};
use super::saving::{blocking, whole};
use super::{Action, Change, Effects, Example, Group, How, Output, Use};
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::values::VariableName;
use crate::vars::{Kind as Kinds, Mail, SENT};
use carteiro_mail::draft::{Rewritten, address};
use carteiro_mail::mime::Address;
use carteiro_mail::{Envelope, Keeps, Kind, Parts, Permission};
use carteiro_world::{Spool, phrase};
use jiff::Zoned;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Send draft. Sends a message that is among the drafts to those it names, and takes it out of the drafts.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendDraft {
    /// Draft. The variable that holds it; left out: the message of the loop.
    pub draft: Option<Located<VariableName>>,
    /// Sent copy. Whether a copy is kept in the folder for sent mail.
    #[serde(default = "yes")]
    pub sent_copy: bool,
    /// As. The variable that gets what became of it.
    pub r#as: Option<Located<VariableName>>,
}

impl Action for SendDraft {
    const NAME: &'static str = "send_draft";
    const GROUP: Group = Group::Messages;

    fn reads(&self) -> Parts {
        Parts { content: true, structure: true, ..Parts::default() }
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        let mut changes = vec![Change::Send { how: How::Draft, to: Vec::new() }];
        changes.extend(self.sent_copy.then_some(Change::Append { folder: None }));
        changes.push(Change::Delete { permanently: true });
        changes
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let needed = [Permission::Read, Permission::Send, Permission::Delete];
        let mut uses: Vec<Use<'_>> =
            needed.into_iter().map(|permission| Use::Message(self.draft.as_ref(), permission)).collect();
        uses.extend(self.r#as.iter().map(|name| Use::Result(name, Kinds::Record(SENT))));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "Written, and sent at once",
                steps: "- create_draft: { session: finance, to: bia@example.org, bcc: caio@example.org, subject: Report, text: It is done., as: report }
- send_draft: { draft: report, as: sent }
- log: { text: '{{ sent.recipients | length }} people' }
",
            },
            Example {
                title: "All that somebody has flagged among the drafts",
                steps: "- create_draft: { session: finance, to: bia@example.org, subject: Ready }
- mark: { session: finance, folder: Drafts, where: { subject: ready }, flagged: true }
- for_each_mail:
    session: finance
    folder: Drafts
    where: { flagged: true }
    do:
      - send_draft: {}
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let mail = cx.message(self.draft.as_ref())?;
        let session = Arc::clone(mail.session());
        let keeps = session.keeps()?;
        let from = writer(&mail).await?;
        let envelope = envelope(&mail, &from)?;
        let date = cx.host().clock.now().to_zoned(cx.zone().clone());
        let what = Effect::Send {
            session: session.name().to_owned(),
            how: How::Draft,
            to: envelope.to().to_vec(),
            subject: mail.header().subject.clone(),
        };
        let known = mail.header().message_id.clone().filter(|id| Rewritten::may_keep(id));
        let went = |message_id: String, date: Zoned| Went {
            message_id,
            from: from.address.clone(),
            to: envelope.to().to_vec(),
            subject: mail.header().subject.clone(),
            date,
        };
        let (sending, spools) = (Arc::clone(&session), cx.host().spools.clone());
        let (drafted, wanted, going) = (Arc::clone(&mail), known.clone(), envelope.clone());
        let template = went(String::new(), date.clone());
        let sent = cx
            .effect(what, move |permit| async move {
                let message_id = wanted.unwrap_or_else(|| permit.message_id(&template.from));
                let went = Went { message_id, ..template };
                let content = rewritten(&drafted, &went, false, spools.writer()).await?;
                deliver(&sending, &permit, going, content, keeps, went).await
            })
            .await;
        let sent = match sent {
            Err(failure) if failure.kind == Kind::OutcomeUnknown && keeps == Keeps::Copy => {
                let message_id = known.unwrap_or_else(|| cx.last_message_id(&from.address));
                if !is_among_the_sent(&session, &message_id).await {
                    return Err(failure);
                }
                went(message_id, date)
            }
            sent => sent?,
        };
        let wants_copy = self.sent_copy && keeps == Keeps::Nothing;
        let copy = if wants_copy {
            let (spools, drafted, went) = (cx.host().spools.clone(), Arc::clone(&mail), sent.clone());
            let content = async move { rewritten(&drafted, &went, true, spools.writer()).await };
            Box::pin(copied(cx, &session, &sent, Box::pin(content))).await
        } else {
            None
        };
        // What is left of a message whose copy could not be stored is the draft.
        if (!wants_copy || copy.is_some())
            && let Some(place) = mail.place()
        {
            let what = Effect::Delete { session: session.name().to_owned(), permanently: true, pending: false };
            let removing = Arc::clone(&session);
            let removed: Result<(), Failure> = cx
                .effect(what, move |permit| async move {
                    super::only(removing.write(&permit).delete(vec![place]).await)
                })
                .await;
            // It stands among the drafts as if nobody had sent it: somebody must know.
            removed.map_err(|failure| Failure { words: phrase!("draft-still-there"), ..failure })?;
            mail.removed();
        }
        Ok(sent.output(copy.as_ref()))
    }
}

async fn writer(mail: &Mail) -> Result<Address, Failure> {
    let written = mail.header().from.iter().find_map(|one| address(&one.address).ok());
    let from = match written {
        Some(from) => Some(from),
        None => mail.session().address().await?,
    };
    from.ok_or_else(|| Failure::invalid(phrase!("draft-from")))
}

/// Everybody it names, and nobody whose address is none.
fn envelope(mail: &Mail, from: &Address) -> Result<Envelope, Failure> {
    let header = mail.header();
    let people = [&header.to, &header.cc, &header.bcc].into_iter().flatten();
    Ok(Envelope::new(&from.address, people.map(|one| &one.address))?.of_draft())
}

/// The draft as it goes out, or as it is kept.
async fn rewritten(
    mail: &Mail,
    went: &Went,
    with_bcc: bool,
    mut out: carteiro_world::spool::Writer,
) -> Result<Spool, Failure> {
    let (content, structure) = whole(mail).await?;
    let (header, went) = (structure.header.clone(), went.clone());
    blocking(move || {
        let rewritten = Rewritten { date: &went.date, message_id: &went.message_id, from: &went.from, with_bcc };
        rewritten.write(&content, header, &mut out)?;
        Ok(out.finish_here()?)
    })
    .await
}
