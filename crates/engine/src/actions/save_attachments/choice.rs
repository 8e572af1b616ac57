//! Which attachments are meant, and why the others are not.

use super::Saving;
use super::source::{Candidate, Source, all, told};
use crate::actions::saving::{Bytes, Wanted};
use crate::failure::Failure;
use crate::filter::TextFilter;
use crate::run::Cx;
use crate::vars::{Mail, Scope};
use carteiro_mail::mime::{Attachment, PartId, Structure};
use carteiro_mail::query::Text;
use carteiro_world::{Phrase, phrase};

/// What is meant, and what is not.
pub(super) struct Chosen {
    pub(super) files: Vec<Wanted>,
    pub(super) skipped: Vec<(String, Phrase)>,
}

pub(super) async fn choose(wanted: &Saving, cx: &Cx, mail: &Mail) -> Result<Chosen, Failure> {
    let names = wanted.names.as_ref().map(|names| names.text(cx.scope())).transpose()?;
    let names = names.as_ref();
    let mut source = Source::of(mail).await?;
    let mut candidates = source.candidates(wanted.nested).await?;
    let mut missing = Vec::new();
    for candidate in candidates.iter().filter(|candidate| candidate.content.is_none()) {
        if refusal(wanted, names, candidate).is_none() {
            missing.push(candidate.attachment.id.clone());
        }
    }
    if !missing.is_empty() {
        source.add(mail, missing).await?;
        candidates = source.candidates(wanted.nested).await?;
    }
    let mut chosen = Chosen { files: Vec::new(), skipped: Vec::new() };
    for candidate in candidates {
        let refusal = refusal(wanted, names, &candidate);
        let Candidate { attachment, content, .. } = candidate;
        let content = match (refusal, content) {
            (Some(reason), _) => {
                chosen.skipped.push((attachment.name, reason));
                continue;
            }
            (None, Some(content)) => content,
            (None, None) => {
                return Err(carteiro_mail::Error::internal("an attachment came without its bytes").into());
            }
        };
        let name = match &wanted.rename {
            None => attachment.name.clone(),
            Some(rename) => {
                let scope = cx.scope().inner();
                scope.declare("attachment", Mail::attachment(&attachment));
                rename.evaluate(&scope)?.0
            }
        };
        chosen.files.push(Wanted { name, bytes: Bytes::Attached(Box::new((content, attachment))) });
    }
    Ok(chosen)
}

/// The parts that nothing speaks against before the message is worked on: names that are looked for by an expression are
/// all possible.
pub(super) fn possible(wanted: &Saving, structure: &Structure) -> Vec<PartId> {
    let known = |names: &&TextFilter| names.sources().all(|source| source.literal().is_some());
    let names = wanted.names.as_ref().filter(known).and_then(|names| names.text(&Scope::default()).ok());
    let candidates = all(structure, wanted.nested).map(|part| told(structure, part));
    let possible = candidates.filter(|candidate| refusal(wanted, names.as_ref(), candidate).is_none());
    possible.map(|candidate| candidate.attachment.id).collect()
}

/// Why an attachment is not meant, by its name among others where `names` say which.
fn refusal(
    wanted: &Saving,
    names: Option<&Text>,
    Candidate { attachment, size, .. }: &Candidate,
) -> Option<Phrase> {
    if attachment.inline && !wanted.inline {
        return Some(phrase!("skipped-inline"));
    }
    if wanted.types.as_ref().is_some_and(|types| !types.iter().any(|wanted| is_of_type(attachment, wanted))) {
        return Some(phrase!("skipped-type", found = attachment.content_type));
    }
    if names.is_some_and(|names| !names.is_match(&attachment.name)) {
        return Some(phrase!("skipped-name"));
    }
    if wanted.min_size.is_some_and(|least| *size.end() < least.0) {
        return Some(phrase!("skipped-small", size = attachment.size));
    }
    if wanted.max_size.is_some_and(|most| *size.start() > most.0) {
        return Some(phrase!("skipped-large", size = attachment.size));
    }
    None
}

/// An extension, with or without its dot, or a MIME type, whole or `image/*`. Senders get either wrong, so one is enough:
/// `pdf` is a name that ends in `.pdf`, or the type `application/pdf` under any name.
fn is_of_type(attachment: &Attachment, wanted: &str) -> bool {
    let wanted = wanted.trim().to_ascii_lowercase();
    match wanted.split_once('/') {
        Some((kind, "*")) => attachment.content_type.split('/').next() == Some(kind),
        Some(_) => attachment.content_type == wanted,
        None => {
            let wanted = wanted.trim_start_matches('.');
            let subtype = attachment.content_type.split('/').nth(1).unwrap_or_default();
            let said = subtype == wanted || (subtype, wanted) == ("jpeg", "jpg");
            said || attachment.name.to_lowercase().ends_with(&format!(".{wanted}"))
        }
    }
}
