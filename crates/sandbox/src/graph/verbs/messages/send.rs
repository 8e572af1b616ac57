use serde_json::{Map, Value};

use super::{Named, create::keep, transfer::transfer};
use crate::{
    Account, Flag,
    ews::{
        draft::{hand_over, with_marks, without_bcc},
        item::Person,
    },
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::given,
        message::{Written, mime},
    },
    mime::Part,
    outside,
    store::Marks,
};

/// `POST /me/sendMail` (learn.microsoft.com/graph/api/user-sendmail): of properties or as MIME in base64.
pub(in crate::graph) fn send_mail(call: &Call<'_>) -> Outcome<Answer> {
    call.needs(Access::Send)?;
    let (raw, marks, keeps) = if call.asked.is("text/plain") {
        (mime(&call.asked.body)?, Marks::default(), true)
    } else {
        let body = parameters(call.asked.json()?);
        let message = body.get("message").filter(|message| message.is_object());
        let message = message
            .ok_or_else(|| Failure::new(400, "ErrorInvalidRequest", "The Message parameter is missing."))?;
        let keeps = body.get("savetosentitems").is_none_or(|keeps| *keeps != Value::Bool(false));
        let mut written = Written::default();
        written.read(message)?;
        let (raw, marks) = written.compose(call);
        (raw, marks, keeps)
    };
    if keeps {
        call.has_room()?;
    }
    deliver(call, &raw)?;
    if keeps {
        keep(&given(call, "sentitems")?, raw, marks, [Flag::Seen].into())?;
    }
    Ok(Answer::empty(202))
}

/// `POST …/messages/{id}/send` (learn.microsoft.com/graph/api/message-send): what was a draft is in Sent Items then, under
/// its immutable id (learn.microsoft.com/graph/outlook-immutable-id).
pub(in crate::graph) fn send(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Send)?;
    let found = message.find(call)?;
    if !found.message.flags.has(&Flag::Draft) {
        return Err(Failure::new(
            400,
            "ErrorInvalidItemForOperationSendItem",
            "The item is not a draft and cannot be sent.",
        ));
    }
    deliver(call, &with_marks(&found.message))?;
    let sent = transfer(&found, &given(call, "sentitems")?, false)?;
    sent.account.write(|mailbox| {
        let folder = mailbox.by_uid_validity_mut(sent.folder)?;
        folder.set_flags(sent.message.uid, |flags| {
            flags.remove(&Flag::Draft);
            flags.insert(Flag::Seen);
        })
    });
    Ok(Answer::empty(202))
}

/// The parameters of an action, whose names have no case.
pub(in super::super) fn parameters(body: Value) -> Map<String, Value> {
    match body {
        Value::Object(object) => {
            object.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect()
        }
        _ => Map::new(),
    }
}

/// Sends a message to those in To, Cc and Bcc, and marks what it answers.
pub(super) fn deliver(call: &Call<'_>, raw: &[u8]) -> Outcome<()> {
    let part = Part::of_message(raw);
    let people = ["To", "Cc", "Bcc"].map(|field| Person::all(&part.addresses(raw, field)));
    let recipients: Vec<String> =
        people.concat().iter().map(|person| String::from_utf8_lossy(&person.address).into_owned()).collect();
    if recipients.is_empty() {
        return Err(Failure::new(
            400,
            "ErrorInvalidRecipients",
            "At least one recipient is not valid., A message can't be sent because it contains no recipients.",
        ));
    }
    if let Some(wrong) = recipients.iter().find(|address| !address.contains('@')) {
        return Err(Failure::new(
            400,
            "ErrorInvalidRecipients",
            format!("At least one recipient is not valid., Recipient '{wrong}' is not resolved."),
        ));
    }
    may_send_as(call, &part, raw)?;
    let user = call.who.user.as_ref().map_or(call.account.user(), Account::user);
    let sender = (user, call.account.user());
    hand_over(call.server.site(), sender, recipients, without_bcc(raw, &part).into(), outside::now())
        .map_err(|_| {
            Failure::new(429, "ErrorMessageSubmissionBlocked", "The outbox of the sandbox is full.")
        })?;
    mark_answered(&call.account, &part, raw);
    Ok(())
}

/// As the owner of the mailbox, as oneself, and as others whose mailboxes one may send from.
fn may_send_as(call: &Call<'_>, part: &Part, raw: &[u8]) -> Outcome<()> {
    let Some(from) = Person::all(&part.addresses(raw, "From")).into_iter().next() else { return Ok(()) };
    let address = String::from_utf8_lossy(&from.address).into_owned();
    let own = call.who.user.as_ref().map_or("", Account::user);
    if [call.account.user(), own].iter().any(|user| user.eq_ignore_ascii_case(&address)) {
        return Ok(());
    }
    let other = call.server.site().store.addressed(&address);
    if other.is_some_and(|account| call.may_send_as(&account)) {
        return Ok(());
    }
    Err(Failure::new(
        403,
        "ErrorSendAsDenied",
        "The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.",
    ))
}

/// Exchange shows of a message that it was answered once the answer has gone out.
fn mark_answered(account: &Account, part: &Part, raw: &[u8]) {
    let Some(id) = part.field(raw, "In-Reply-To") else { return };
    account.write(|mailbox| {
        let answered: Vec<(u32, u32)> = mailbox
            .folders()
            .flat_map(|(_, folder)| folder.messages().map(move |message| (folder.uid_validity(), message)))
            .filter(|(_, message)| {
                message.structure().field(message.raw(), "Message-ID").as_ref() == Some(&id)
            })
            .map(|(folder, message)| (folder, message.uid))
            .collect();
        for (folder, uid) in answered {
            let folder = mailbox.by_uid_validity_mut(folder);
            folder.and_then(|folder| folder.set_flags(uid, |flags| flags.insert(Flag::Answered)));
        }
    });
}
