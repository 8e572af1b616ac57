//! Which attachments are meant, and why the others are not.

use super::SaveAttachments;
use crate::actions::saving::{Wanted, blocking};
use crate::failure::Failure;
use crate::run::Cx;
use crate::vars::Mail;
use carteiro_mail::mime::{self, Attachment, Structure};
use carteiro_world::{Phrase, Spool, phrase};
use std::sync::Arc;

/// What is meant, and what is not.
pub(super) struct Chosen {
    pub(super) files: Vec<Wanted>,
    pub(super) skipped: Vec<(String, Phrase)>,
}

pub(super) async fn choose(
    wanted: &SaveAttachments,
    cx: &Cx,
    content: Spool,
    structure: Arc<Structure>,
) -> Result<Chosen, Failure> {
    let nested = wanted.nested;
    let all = blocking(move || {
        let outer = structure.attachments();
        let inner = structure.nested().filter(|part| nested && (part.name.is_some() || !part.is_text()));
        let parts = outer.chain(inner);
        parts
            .map(|part| Ok((part.clone(), structure.file(part, mime::size(&content, part)?))))
            .collect::<Result<Vec<_>, Failure>>()
    })
    .await?;
    let mut chosen = Chosen { files: Vec::new(), skipped: Vec::new() };
    for (part, attachment) in all {
        if let Some(reason) = refusal(wanted, cx, &attachment)? {
            chosen.skipped.push((attachment.name, reason));
            continue;
        }
        let name = match &wanted.rename {
            None => attachment.name.clone(),
            Some(rename) => {
                let scope = cx.scope().inner();
                scope.declare("attachment", Mail::attachment(&attachment));
                rename.evaluate(&scope)?.0
            }
        };
        chosen.files.push(Wanted { name, attached: Some((part, attachment)) });
    }
    Ok(chosen)
}

/// Why an attachment is not meant.
fn refusal(wanted: &SaveAttachments, cx: &Cx, attachment: &Attachment) -> Result<Option<Phrase>, Failure> {
    if attachment.inline && !wanted.inline {
        return Ok(Some(phrase!("skipped-inline")));
    }
    if wanted.types.as_ref().is_some_and(|types| !types.iter().any(|wanted| is_of_type(attachment, wanted))) {
        return Ok(Some(phrase!("skipped-type", found = attachment.content_type)));
    }
    if let Some(names) = &wanted.names
        && !names.matches(&attachment.name, cx.scope())?
    {
        return Ok(Some(phrase!("skipped-name")));
    }
    if wanted.min_size.is_some_and(|least| attachment.size < least.0) {
        return Ok(Some(phrase!("skipped-small", size = attachment.size)));
    }
    if wanted.max_size.is_some_and(|most| attachment.size > most.0) {
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
