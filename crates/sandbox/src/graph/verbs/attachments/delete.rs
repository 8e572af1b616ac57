use super::{super::messages::Named, add::rewrite};
use crate::{
    ews::draft::without_part,
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        message::{View, named},
    },
};

/// `DELETE …/attachments/{id}` (learn.microsoft.com/graph/api/attachment-delete).
pub(in crate::graph) fn delete(call: &Call<'_>, message: &Named<'_>, id: &str) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    let found = message.find_to_change(call)?;
    let way = {
        let view = View::new(&found, call.prefer);
        named(&view, &found, id)?.0.way
    };
    let raw = without_part(&found.message, &way).ok_or_else(Failure::item_not_found)?;
    rewrite(&found, raw)?;
    Ok(Answer::empty(204))
}
