//! Answers: as drafts, and at once (learn.microsoft.com/graph/api/message-createreply,
//! learn.microsoft.com/graph/api/message-reply and those for all and for forwarding).

use serde_json::{Map, Value};

use super::{
    super::page,
    Named,
    create::keep,
    send::{deliver, parameters},
};
use crate::{
    Flag,
    ews::{
        draft,
        item::{Person, Seen},
    },
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::given,
        message::{Found, Shape, View, Written, mime},
    },
    store::Marks,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Response {
    Reply,
    ReplyAll,
    Forward,
}

pub(in crate::graph) fn create_reply(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    draft_of(call, message, Response::Reply)
}

pub(in crate::graph) fn create_reply_all(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    draft_of(call, message, Response::ReplyAll)
}

pub(in crate::graph) fn create_forward(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    draft_of(call, message, Response::Forward)
}

pub(in crate::graph) fn reply(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    at_once(call, message, Response::Reply)
}

pub(in crate::graph) fn reply_all(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    at_once(call, message, Response::ReplyAll)
}

pub(in crate::graph) fn forward(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    at_once(call, message, Response::Forward)
}

fn draft_of(call: &Call<'_>, message: &Named<'_>, response: Response) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    call.has_room()?;
    let (raw, marks) = write(call, &message.find(call)?, response)?;
    let kept = keep(&given(call, "drafts")?, raw, marks, [Flag::Seen, Flag::Draft].into())?;
    Ok(page::entity(call, 201, "messages", View::new(&kept, call.prefer).json(&Shape::default())))
}

fn at_once(call: &Call<'_>, message: &Named<'_>, response: Response) -> Outcome<Answer> {
    call.needs(Access::Send)?;
    call.has_room()?;
    let (raw, marks) = write(call, &message.find(call)?, response)?;
    deliver(call, &raw)?;
    keep(&given(call, "sentitems")?, raw, marks, [Flag::Seen].into())?;
    Ok(Answer::empty(202))
}

fn write(call: &Call<'_>, found: &Found, response: Response) -> Outcome<(Vec<u8>, Marks)> {
    if call.asked.is("text/plain") {
        return Ok((of_mime(call, found, response)?, Marks::default()));
    }
    let body = parameters(call.asked.json()?);
    let comment = body.get("comment").and_then(Value::as_str).filter(|comment| !comment.is_empty());
    let mut written = Written::default();
    if let Some(message) = body.get("message").filter(|message| !message.is_null()) {
        written.read(message)?;
    }
    if comment.is_some() && written.body.is_some() {
        return Err(Failure::bad_request(
            "Specifying both comment and the body property of the message parameter is not allowed.",
        ));
    }
    let seen = Seen::new(&found.account, found.folder, &found.message);
    address(&mut written, &seen, response, &body)?;
    if written.subject.is_none() {
        let prefix = if response == Response::Forward { "FW: " } else { "RE: " };
        written.subject = Some(format!("{prefix}{}", String::from_utf8_lossy(&seen.topic())));
    }
    if written.body.is_none() {
        written.body = Some((quoted(&seen, comment.unwrap_or_default()), true));
    }
    let text = |name| seen.header(name).map(|value| String::from_utf8_lossy(&value).into_owned());
    // RFC 5322 §3.6.4.
    if let Some(id) = text("Message-ID") {
        let before = text("References").or_else(|| text("In-Reply-To")).unwrap_or_default();
        written.fields.push(("References".to_owned(), format!("{before} {id}").trim().to_owned()));
        if response != Response::Forward {
            written.fields.push(("In-Reply-To".to_owned(), id));
        }
    }
    if response == Response::Forward {
        written.attachments.get_or_insert_default().extend(draft::files(&seen));
    }
    Ok(written.compose(call))
}

/// An answer in MIME: it goes to who wrote, whatever stands in it.
fn of_mime(call: &Call<'_>, found: &Found, response: Response) -> Outcome<Vec<u8>> {
    let raw = mime(&call.asked.body)?;
    if response == Response::Forward {
        return Ok(raw);
    }
    let mut written = Written::default();
    let seen = Seen::new(&found.account, found.folder, &found.message);
    address(&mut written, &seen, response, &Map::new())?;
    Ok(written.people.iter().fold(raw, |raw, (name, people)| draft::with_people(&raw, name, people)))
}

/// Who is not named is who wrote, and to all everybody but oneself.
fn address(
    written: &mut Written,
    seen: &Seen<'_>,
    response: Response,
    body: &Map<String, Value>,
) -> Outcome<()> {
    if let Some(to) = body.get("torecipients") {
        written.set_people("To", "toRecipients", to)?;
    }
    if response == Response::Forward || written.people.iter().any(|(name, _)| *name == "To") {
        return Ok(());
    }
    let wanted = seen.people("Reply-To");
    let mut to = if wanted.is_empty() { seen.from().into_iter().collect() } else { wanted };
    if response == Response::ReplyAll {
        let own = seen.account.user().as_bytes().to_vec();
        let is_new = |known: &[Person], person: &Person| {
            !person.address.eq_ignore_ascii_case(&own)
                && !known.iter().any(|known| known.address.eq_ignore_ascii_case(&person.address))
        };
        let others: Vec<Person> = seen.people("To").into_iter().filter(|one| is_new(&to, one)).collect();
        to.extend(others);
        if !written.people.iter().any(|(name, _)| *name == "Cc") {
            let cc = seen.people("Cc").into_iter().filter(|one| is_new(&to, one)).collect();
            written.people.push(("Cc", cc));
        }
    }
    written.people.push(("To", to));
    Ok(())
}

/// New text goes before the old, which follows below a line.
fn quoted(seen: &Seen<'_>, comment: &str) -> String {
    let escape = |bytes: &[u8]| crate::http::escape(&String::from_utf8_lossy(bytes));
    let from = seen.from().map(|person| person.shown()).unwrap_or_default();
    let old = seen.html_body();
    format!(
        "<html><body><div>{}</div><hr tabindex=\"-1\"><div id=\"divRplyFwdMsg\"><b>From:</b> {}<br><b>To:</b> {}<br><b>Subject:</b> {}</div>{}</body></html>",
        escape(comment.as_bytes()),
        escape(&from),
        escape(&seen.display("To")),
        escape(&seen.subject()),
        String::from_utf8_lossy(&old)
    )
}
