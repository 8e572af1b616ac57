//! A message that is answered or passed on: to whom the answer goes, its thread, and what is quoted.

use super::Enclosed;
use crate::failure::Failure;
use crate::run::Cx;
use crate::session::Session;
use crate::vars::{Attached, Mail};
use carteiro_mail::Parts;
use carteiro_mail::draft::{self, Automatic, Draft, Original, Quoted};
use carteiro_mail::mime::{Address, Attachment, Text};
use carteiro_world::phrase;
use carteiro_world::words::{Language, Phrase};
use jiff::Timestamp;
use std::sync::Arc;

/// A message that is answered or passed on.
pub(in crate::actions) struct Answer {
    pub(in crate::actions) mail: Arc<Mail>,
    text: Option<Arc<Text>>,
    files: Vec<Attachment>,
}

/// The addresses that are one's own: nobody answers himself.
pub(in crate::actions) async fn own_people(
    session: &Session,
    from: &Address,
    others: &[Address],
) -> Result<Vec<String>, Failure> {
    let own = session.address().await?;
    let all = others.iter().chain([from]).chain(&own).map(|one| one.address.to_lowercase());
    Ok(all.collect())
}

impl Answer {
    /// What of the message it takes.
    pub(in crate::actions) const READS: Parts =
        Parts { all_headers: true, structure: true, text: true, purpose: false, content: false };

    /// Of this message. What the loop has not read of it is fetched.
    pub(in crate::actions) async fn to(mail: Arc<Mail>) -> Result<Self, Failure> {
        if let (Some(text), Some(structure)) = (mail.said(), mail.structure()) {
            let (text, files) = (Some(Arc::clone(text)), structure.files());
            return Ok(Self { mail, text, files });
        }
        let message = mail.session().fetch(mail.reference(), Self::READS).await?;
        let files = message.structure.map(|structure| structure.files()).unwrap_or_default();
        Ok(Self { mail, text: message.text, files })
    }

    /// Of this message, of which no more than the header is wanted.
    pub(in crate::actions) fn of_header(mail: Arc<Mail>) -> Self {
        Self { mail, text: None, files: Vec::new() }
    }

    /// Why nobody should answer it by himself.
    pub(in crate::actions) fn automatic(&self) -> Option<Automatic> {
        Automatic::of(self.mail.header(), self.mail.purpose())
    }

    /// Who wrote it, or where he wants answers to go; one's own message is answered to whom it went.
    pub(in crate::actions) fn writers(&self, own: &[String]) -> Result<Vec<Address>, Failure> {
        let header = self.mail.header();
        let is_own = |one: &Address| own.contains(&one.address.to_lowercase());
        let wanted = usable(&header.reply_to);
        let writers = if wanted.is_empty() { usable(&header.from) } else { wanted };
        let others = usable(&header.to);
        let writers = if writers.iter().all(is_own) && !others.iter().all(is_own) { others } else { writers };
        if writers.is_empty() {
            return Err(Failure::invalid(phrase!("reply-nobody")));
        }
        Ok(writers)
    }

    /// Fills in to whom an answer to all goes: everybody once, and not those whose own it is.
    pub(in crate::actions) fn address_all(&self, draft: &mut Draft, own: &[String]) -> Result<(), Failure> {
        let header = self.mail.header();
        let mut known: Vec<String> = draft.bcc.iter().map(|one| one.address.to_lowercase()).collect();
        let mut taken = |people: Vec<Address>, but: &[String]| -> Vec<Address> {
            let mut kept = Vec::new();
            for one in people {
                let address = one.address.to_lowercase();
                if !known.contains(&address) && !but.contains(&address) {
                    known.push(address);
                    kept.push(one);
                }
            }
            kept
        };
        let written = !draft.to.is_empty();
        let to = if written { std::mem::take(&mut draft.to) } else { self.writers(own)? };
        draft.to = if written { taken(to, &[]) } else { taken(to, own) };
        let mut others = if written { Vec::new() } else { usable(&header.to) };
        others = taken(others, own);
        draft.to.append(&mut others);
        let mut cc = taken(std::mem::take(&mut draft.cc), &[]);
        cc.extend(taken(usable(&header.cc), own));
        draft.cc = cc;
        if draft.to.is_empty() && draft.cc.is_empty() {
            draft.to = self.writers(own)?;
        }
        Ok(())
    }

    /// Puts an answer into the conversation.
    pub(in crate::actions) fn thread(&self, draft: &mut Draft, has_subject: bool, forwards: bool) {
        let header = self.mail.header();
        let (parent, references) = draft::thread(header);
        // What is passed on answers nothing, and belongs to the conversation all the same.
        draft.in_reply_to = parent.filter(|_| !forwards);
        draft.references = references;
        if !has_subject {
            let prefixed = if forwards { draft::forwarded } else { draft::replied };
            draft.subject = prefixed(&header.subject);
        }
    }

    /// What is quoted of it below an answer.
    pub(in crate::actions) fn quoted(&self, cx: &Cx) -> Original {
        let header = self.mail.header();
        let language = cx.language();
        let who = header.from.first().map(ToString::to_string).unwrap_or_default();
        let at = header.sent_at.or(self.mail.arrived_at());
        let words = match at {
            Some(at) => phrase!("quote-heading", date = moment(at, cx, language), who = who),
            None => phrase!("quote-heading-undated", who = who),
        };
        self.original(vec![line(language, &words)], Quoted::Marked)
    }

    /// What is shown of it when it is passed on.
    pub(in crate::actions) fn shown(&self, cx: &Cx) -> Original {
        let header = self.mail.header();
        let language = cx.language();
        let people =
            |people: &[Address]| people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let mut heading = vec![line(language, &phrase!("forward-heading"))];
        heading.push(line(language, &phrase!("forward-from", who = people(&header.from))));
        if let Some(at) = header.sent_at.or(self.mail.arrived_at()) {
            heading.push(line(language, &phrase!("forward-date", date = moment(at, cx, language))));
        }
        heading.push(line(language, &phrase!("forward-subject", subject = header.subject)));
        for (to, words) in [
            (&header.to, phrase!("forward-to", who = people(&header.to))),
            (&header.cc, phrase!("forward-cc", who = people(&header.cc))),
        ] {
            if !to.is_empty() {
                heading.push(line(language, &words));
            }
        }
        self.original(heading, Quoted::Plain)
    }

    fn original(&self, heading: Vec<String>, quoted: Quoted) -> Original {
        let (text, html) = match &self.text {
            Some(text) => (text.plain.clone(), text.html.clone()),
            None => (String::new(), None),
        };
        Original { heading, text, html, quoted }
    }

    /// Its files: those that what is quoted shows, the others, or both.
    pub(in crate::actions) fn enclosed(&self, shown: Option<&Original>, others: bool) -> Vec<Enclosed> {
        let named = shown.and_then(|shown| shown.html.as_deref()).map(draft::refers_to).unwrap_or_default();
        let is_shown = |file: &&Attachment| file.content_id.as_ref().is_some_and(|id| named.contains(id));
        let files = self.files.iter().filter(|file| is_shown(file) || others);
        let part = |file: &Attachment| {
            Enclosed::Part(Arc::new(Attached { mail: Arc::clone(&self.mail), file: file.clone() }))
        };
        files.map(part).collect()
    }
}

/// Those whose addresses are such as can be written to.
fn usable(people: &[Address]) -> Vec<Address> {
    let one = |person: &Address| {
        let address = draft::address(&person.address).ok()?.address;
        let name = person.name.as_ref().map(|name| name.replace(char::is_control, " "));
        Some(Address { name, address })
    };
    people.iter().filter_map(one).collect()
}

/// On one line, whatever stands in it.
fn line(language: Language, words: &Phrase) -> String {
    language.say(words).replace(char::is_control, " ")
}

fn moment(at: Timestamp, cx: &Cx, language: Language) -> String {
    let format = match language {
        Language::English => "%Y-%m-%d %H:%M",
        Language::Portuguese => "%d/%m/%Y %H:%M",
    };
    at.to_zoned(cx.zone().clone()).strftime(format).to_string()
}
