use super::{super::page, Named, created};
use crate::{
    Flag,
    ews::{
        draft::{encoded, with_body, with_field, with_people},
        item::Seen,
    },
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        message::{Found, Shape, View, Written},
    },
    mime::Part,
};

/// `PATCH …/messages/{id}` (learn.microsoft.com/graph/api/message-update): what is in the message may be changed as long
/// as it is a draft.
pub(in crate::graph) fn update(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    let body = call.asked.json()?;
    let mut written = Written::default();
    written.read(&body)?;
    let found = message.find_to_change(call)?;
    if written.attachments.is_some() {
        return Err(invalid("attachments"));
    }
    if let Some(name) = written.of_drafts.first().filter(|_| !found.message.flags.has(&Flag::Draft)) {
        return Err(invalid(name));
    }
    let raw = rewritten(call, &found, &written);
    found.account.write(|mailbox| {
        let folder = mailbox.by_uid_validity_mut(found.folder)?;
        folder.remark(found.message.uid, raw.map(Into::into), |marks, flags| written.note(marks, flags))
    });
    let found = created(&found.account, found.folder, found.message.uid)?;
    Ok(page::entity(call, 200, "messages", View::new(&found, call.prefer).json(&Shape::default())))
}

fn invalid(name: &str) -> Failure {
    Failure::new(400, "ErrorInvalidPropertySet", format!("Set action is invalid for property {name}."))
}

/// The bytes with what is to be another in them, if something is.
fn rewritten(call: &Call<'_>, found: &Found, written: &Written) -> Option<Vec<u8>> {
    let mut message = found.message.clone();
    let mut changed = false;
    let mut put = |message: &mut crate::store::Message, raw: Vec<u8>| {
        *message = message.with_bytes(&raw);
        changed = true;
    };
    if let Some((content, is_html)) = &written.body {
        let seen = Seen::new(&found.account, found.folder, &message);
        let raw = with_body(&seen, content.clone(), *is_html, call.server.site().next_number());
        put(&mut message, raw);
    }
    for (name, people) in &written.people {
        let raw = with_people(message.raw(), name, people);
        put(&mut message, raw);
    }
    let subject = written.subject.as_ref().map(|subject| ("Subject", encoded(subject)));
    let id = written.message_id.as_ref().map(|id| ("Message-ID", id.clone()));
    for (name, value) in subject.into_iter().chain(id) {
        let raw = with_field(message.raw(), &Part::of_message(message.raw()), name, Some(&value));
        put(&mut message, raw);
    }
    changed.then(|| message.raw().to_vec())
}
