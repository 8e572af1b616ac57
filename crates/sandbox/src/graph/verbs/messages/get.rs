use bytes::Bytes;

use super::{super::page, Named};
use crate::{
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::Outcome,
        message::{Found, Shape, View},
    },
    store::Message,
};

/// `GET …/messages/{id}` (learn.microsoft.com/graph/api/message-get).
pub(in crate::graph) fn get(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Basic)?;
    let shape = Shape::read(call)?;
    let found = message.find(call)?;
    Ok(page::entity(call, 200, "messages", View::new(&found, call.prefer).json(&shape)))
}

/// `GET …/messages/{id}/$value`: the message as it came, as text (learn.microsoft.com/graph/api/message-get).
pub(in crate::graph) fn value(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Read)?;
    let Found { message, .. } = message.find(call)?;
    Ok(Answer::bytes("text/plain", Bytes::from_owner(Raw(message))))
}

/// The bytes that the mailbox keeps, shared.
struct Raw(Message);

impl AsRef<[u8]> for Raw {
    fn as_ref(&self) -> &[u8] {
        self.0.raw()
    }
}
