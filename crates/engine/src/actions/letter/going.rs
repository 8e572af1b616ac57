//! How a message goes out, once: it is sent, a copy is kept where the server keeps none, and what it answers is marked.

use super::{Enclosed, Went, attached};
use crate::actions::saving::blocking;
use crate::actions::storing::{Stored, store};
use crate::actions::{How, Output};
use crate::event::{Beside, Effect, Event};
use crate::failure::Failure;
use crate::run::{Cx, Permit};
use crate::session::Session;
use crate::vars::Mail;
use carteiro_mail::draft::{Bcc, Draft};
use carteiro_mail::{ContentKey, Envelope, FlagChange, Flags, Keeps, Keyword, Kind, MessageRef, Parts};
use carteiro_world::Spool;
use carteiro_world::spool::Spools;
use futures_util::future::BoxFuture;
use std::sync::{Arc, OnceLock};

/// A message that is about to go out.
pub(in crate::actions) struct Going {
    pub(in crate::actions) session: Arc<Session>,
    pub(in crate::actions) draft: Draft,
    pub(in crate::actions) enclosed: Vec<Enclosed>,
    pub(in crate::actions) how: How,
    /// Whether a copy is kept.
    pub(in crate::actions) sent_copy: bool,
    /// The message that it answers or passes on.
    pub(in crate::actions) original: Option<Arc<Mail>>,
}

impl Going {
    /// Sends it. What comes after that and fails is told, and spoils nothing: the message is not sent again.
    pub(in crate::actions) async fn go(self, cx: &mut Cx) -> Result<Output, Failure> {
        self.draft.check()?;
        let people = [&self.draft.to, &self.draft.cc, &self.draft.bcc].into_iter().flatten();
        let envelope = Envelope::new(&self.draft.from.address, people.map(|person| &person.address))?;
        // Nobody says where it goes out: better said before its files are fetched.
        let keeps = self.session.keeps()?;
        let what = Effect::Send {
            session: self.session.name().to_owned(),
            how: self.how,
            to: envelope.to().to_vec(),
            subject: self.draft.subject.clone(),
        };
        let written: Arc<OnceLock<Spool>> = Arc::default();
        let (kept, session, spools) =
            (Arc::clone(&written), Arc::clone(&self.session), cx.host().spools.clone());
        let (mut draft, enclosed) = (self.draft.clone(), self.enclosed.clone());
        let went = went(&draft, &envelope);
        let sent = cx
            .effect(what, move |permit| async move {
                let message_id = permit.message_id(&draft.from.address);
                draft.message_id.clone_from(&message_id);
                let content = write_with(draft, &enclosed, &spools, Bcc::LeftOut).await?;
                let _ = kept.set(content.clone());
                let went = Went { message_id, ..went };
                deliver(&session, &permit, envelope, content, keeps, went).await
            })
            .await;
        let sent = match sent {
            Err(failure) if failure.kind == Kind::OutcomeUnknown && keeps == Keeps::Copy => {
                let message_id = cx.last_message_id(&self.draft.from.address);
                let people = [&self.draft.to, &self.draft.cc, &self.draft.bcc].into_iter().flatten();
                let envelope = Envelope::new(&self.draft.from.address, people.map(|person| &person.address))?;
                let is_there = is_among_the_sent(&self.session, &message_id).await;
                if !is_there {
                    return Err(failure);
                }
                Went { message_id, ..self::went(&self.draft, &envelope) }
            }
            sent => sent?,
        };
        let copy = if self.sent_copy && keeps == Keeps::Nothing {
            let draft = Draft { message_id: sent.message_id.clone(), date: sent.date.clone(), ..self.draft };
            let (spools, enclosed) = (cx.host().spools.clone(), self.enclosed);
            let content = async move {
                match written.get() {
                    // Who gets it unseen is named in the copy, which nobody else gets.
                    Some(content) if draft.bcc.is_empty() => Ok(content.clone()),
                    _ => write_with(draft, &enclosed, &spools, Bcc::Kept).await,
                }
            };
            Box::pin(copied(cx, &self.session, &sent, Box::pin(content))).await
        } else {
            None
        };
        if let Some(mail) = &self.original {
            mark(cx, mail, self.how).await;
        }
        Ok(sent.output(copy.as_ref()))
    }
}

fn went(draft: &Draft, envelope: &Envelope) -> Went {
    Went {
        message_id: String::new(),
        from: draft.from.address.clone(),
        to: envelope.to().to_vec(),
        subject: draft.subject.clone(),
        date: draft.date.clone(),
    }
}

/// The message as it goes out, or as it is kept.
pub(in crate::actions) async fn write_with(
    mut draft: Draft,
    enclosed: &[Enclosed],
    spools: &Spools,
    bcc: Bcc,
) -> Result<Spool, Failure> {
    draft.attachments = attached(enclosed).await?;
    let mut out = spools.writer();
    blocking(move || {
        draft.show();
        draft.check()?;
        draft.write(bcc, &mut out)?;
        Ok(out.finish_here()?)
    })
    .await
}

/// Sends a message. Where the server keeps a copy of what it sends, that tells what became of one whose answer was lost.
pub(in crate::actions) async fn deliver(
    session: &Session,
    permit: &Permit,
    envelope: Envelope,
    content: Spool,
    keeps: Keeps,
    went: Went,
) -> Result<Went, Failure> {
    match session.write(permit).send(envelope, content).await {
        Ok(_) => Ok(went),
        Err(failure) if failure.kind == Kind::OutcomeUnknown && keeps == Keeps::Copy => {
            if is_among_the_sent(session, &went.message_id).await { Ok(went) } else { Err(failure) }
        }
        Err(failure) => Err(failure),
    }
}

pub(in crate::actions) async fn is_among_the_sent(session: &Session, message_id: &str) -> bool {
    let Ok(folder) = session.sent().await else { return false };
    let key = ContentKey { message_id: Some(message_id.to_owned()), ..ContentKey::default() };
    let found = session.fetch(MessageRef { folder, id: None, key }, Parts::default()).await;
    found.is_ok_and(|found| found.header.message_id.as_deref() == Some(message_id))
}

/// Keeps a copy of what was sent, once; without one, the run tells why.
pub(in crate::actions) async fn copied(
    cx: &mut Cx,
    session: &Arc<Session>,
    sent: &Went,
    content: BoxFuture<'static, Result<Spool, Failure>>,
) -> Option<MessageRef> {
    // A maildrop of POP3 has no place for it, and whoever chose one knows.
    if !session.capabilities().await.append {
        return None;
    }
    let stored = async {
        let folder = session.sent().await?;
        let what = Effect::Append { session: session.name().to_owned(), folder: folder.to_string() };
        let (writing, only) = (Arc::clone(session), Some(sent.message_id.clone()));
        let received_at = Some(sent.date.timestamp());
        cx.effect(what, move |permit| async move {
            let flags = Flags { seen: true, ..Flags::default() };
            let stored = Stored { folder, content: content.await?, flags, received_at, only };
            store(&writing, &permit, stored).await
        })
        .await
    };
    match stored.await {
        Ok(copy) => Some(copy),
        Err(failure) => {
            cx.report(Event::SentWithout { what: Beside::Copy, failure });
            None
        }
    }
}

/// Marks the message as answered or passed on, as mail programs do.
async fn mark(cx: &mut Cx, mail: &Arc<Mail>, how: How) {
    let (change, marks) = match how {
        How::Forward => {
            (FlagChange { keywords: vec![(Keyword::Forwarded, true)], ..FlagChange::default() }, "forwarded")
        }
        _ => (FlagChange { answered: Some(true), ..FlagChange::default() }, "answered"),
    };
    let Some(place) = mail.place() else { return };
    // What a maildrop does not keep is not told as done.
    if !mail.session().capabilities().await.flags {
        return;
    }
    let (session, wanted) = (Arc::clone(mail.session()), change.clone());
    let what = Effect::Mark {
        session: session.name().to_owned(),
        marks: vec![marks.into()],
        add_categories: Vec::new(),
        remove_categories: Vec::new(),
    };
    let marked: Result<(), Failure> = cx
        .effect(what, move |permit| async move {
            crate::actions::only(session.write(&permit).flag(vec![place], wanted).await)
        })
        .await;
    match marked {
        Ok(()) => mail.flagged(&change),
        // The session may not, the server cannot, or the message is gone: nothing that anybody could see to.
        Err(failure) if matches!(failure.kind, Kind::Denied | Kind::Unsupported | Kind::NotFound) => {}
        Err(failure) => cx.report(Event::SentWithout { what: Beside::Mark, failure }),
    }
}
