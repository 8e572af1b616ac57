use jiff::Timestamp;

use super::{
    super::{
        failure::{Failure, Outcome},
        xml::Element,
    },
    extended::set_follow_up,
    value::time,
};
use crate::{
    Flags,
    store::{FollowUp, Marks},
};

/// Sets `Flag` (learn.microsoft.com/exchange/client-developer/web-service-reference/flag).
pub(in super::super) fn set_flag(
    element: &Element<'_>,
    marks: &mut Marks,
    flags: &mut Flags,
    now: Timestamp,
) -> Outcome<()> {
    let at = |name| element.text_of(name).and_then(time);
    let status = match element.text_of("FlagStatus") {
        Some("NotFlagged") => 0,
        Some("Complete") => 1,
        Some("Flagged") => 2,
        Some(other) => return Err(Failure::enumeration("FlagStatus", other)),
        None => return Err(Failure::missing("FlagStatus", "Flag")),
    };
    let (starts_at, due_at) = (at("StartDate"), at("DueDate"));
    if starts_at.is_some() != due_at.is_some() {
        return Err(Failure::new("ErrorInvalidArgument", "StartDate and DueDate go together."));
    }
    set_follow_up(status, marks, flags, at("CompleteDate").unwrap_or(now));
    marks.follow_up = FollowUp { starts_at, due_at };
    Ok(())
}
