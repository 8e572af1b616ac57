//! Which attachments are meant, and why the others are not.

use super::Saving;
use super::source::{Candidate, Source, all, told};
use crate::actions::saving::{Bytes, Wanted};
use crate::failure::Failure;
use crate::filter::TextFilter;
use crate::run::Cx;
use crate::vars::{Mail, Scope};
use carteiro_mail::mime::{Attachment, PartId, Structure};
use carteiro_world::{Phrase, phrase};

/// What is meant, and what is not.
pub(super) struct Chosen {
    pub(super) files: Vec<Wanted>,
    pub(super) skipped: Vec<(String, Phrase)>,
}

pub(super) async fn choose(wanted: &Saving, cx: &Cx, mail: &Mail) -> Result<Chosen, Failure> {
    let mut source = Source::of(mail).await?;
    let mut candidates = source.candidates(wanted.nested).await?;
    let mut missing = Vec::new();
    for candidate in candidates.iter().filter(|candidate| candidate.content.is_none()) {
        if refusal(wanted, Some(cx.scope()), candidate)?.is_none() {
            missing.push(candidate.attachment.id.clone());
        }
    }
    if !missing.is_empty() {
        source.add(mail, missing).await?;
        candidates = source.candidates(wanted.nested).await?;
    }
    let mut chosen = Chosen { files: Vec::new(), skipped: Vec::new() };
    for candidate in candidates {
        let refusal = refusal(wanted, Some(cx.scope()), &candidate)?;
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

/// The parts that nothing speaks against before the message is worked on.
pub(super) fn possible(wanted: &Saving, structure: &Structure) -> Vec<PartId> {
    let candidates = all(structure, wanted.nested).map(|part| told(structure, part));
    let possible = candidates.filter(|candidate| !matches!(refusal(wanted, None, candidate), Ok(Some(_))));
    possible.map(|candidate| candidate.attachment.id).collect()
}

/// Why an attachment is not meant. Without a scope, names that are looked for by an expression are all possible.
fn refusal(
    wanted: &Saving,
    scope: Option<&Scope>,
    Candidate { attachment, size, .. }: &Candidate,
) -> Result<Option<Phrase>, Failure> {
    if attachment.inline && !wanted.inline {
        return Ok(Some(phrase!("skipped-inline")));
    }
    if wanted.types.as_ref().is_some_and(|types| !types.iter().any(|wanted| is_of_type(attachment, wanted))) {
        return Ok(Some(phrase!("skipped-type", found = attachment.content_type)));
    }
    let known = |names: &&TextFilter| names.sources().all(|source| source.literal().is_some());
    if let Some(names) = wanted.names.as_ref().filter(|names| scope.is_some() || known(names))
        && !names.matches(&attachment.name, scope.unwrap_or(&Scope::default()))?
    {
        return Ok(Some(phrase!("skipped-name")));
    }
    if wanted.min_size.is_some_and(|least| *size.end() < least.0) {
        return Ok(Some(phrase!("skipped-small", size = attachment.size)));
    }
    if wanted.max_size.is_some_and(|most| *size.start() > most.0) {
        return Ok(Some(phrase!("skipped-large", size = attachment.size)));
    }
    Ok(None)
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
