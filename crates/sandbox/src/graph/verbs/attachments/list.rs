use serde_json::Value;

use super::super::{messages::Named, page};
use crate::graph::{
    access::Access,
    answer::Answer,
    call::Call,
    failure::Outcome,
    message::{AttachmentShape, View, content, named},
};

/// `GET …/attachments` (learn.microsoft.com/graph/api/message-list-attachments): with their content, unless other
/// properties are selected.
pub(in crate::graph) fn list(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Read)?;
    let shape = shape(call)?;
    let found = message.find(call)?;
    let view = View::new(&found, call.prefer);
    let all = view.seen.attachments();
    let value: Vec<Value> =
        all.iter().enumerate().map(|(place, attached)| shape.json(&view, attached, place)).collect();
    Ok(page::collection(call, "messages/attachments", value, None, None))
}

fn shape(call: &Call<'_>) -> Outcome<AttachmentShape> {
    AttachmentShape::read(call.asked.query.get("$select"), call.asked.query.get("$expand"))
}

/// `GET …/attachments/$count`.
pub(in crate::graph) fn count(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Read)?;
    let found = message.find(call)?;
    Ok(page::number(View::new(&found, call.prefer).seen.attachments().len()))
}

/// `GET …/attachments/{id}` (learn.microsoft.com/graph/api/attachment-get).
pub(in crate::graph) fn get(call: &Call<'_>, message: &Named<'_>, id: &str) -> Outcome<Answer> {
    call.needs(Access::Read)?;
    let shape = shape(call)?;
    let found = message.find(call)?;
    let view = View::new(&found, call.prefer);
    let (attached, place) = named(&view, &found, id)?;
    Ok(page::entity(call, 200, "messages/attachments", shape.json(&view, &attached, place)))
}

/// `GET …/attachments/{id}/$value` (learn.microsoft.com/graph/api/attachment-get): the file, or the message as MIME.
pub(in crate::graph) fn value(call: &Call<'_>, message: &Named<'_>, id: &str) -> Outcome<Answer> {
    call.needs(Access::Read)?;
    let found = message.find(call)?;
    let view = View::new(&found, call.prefer);
    let (attached, _) = named(&view, &found, id)?;
    let kind = String::from_utf8_lossy(&attached.content_type()).into_owned();
    let kind = if attached.is_item() { "text/plain".to_owned() } else { kind };
    Ok(Answer::bytes(kind, content(&view, &attached)))
}
