use hyper::StatusCode;

use super::{
    call::{Call, known_version},
    failure::Outcome,
    http::Answer,
    soap, verbs,
    version::Version,
    xml::{Element, Style},
};

/// Carries out what is asked for.
pub(super) fn run(call: &Call<'_>, operation: &Element<'_>, style: Style) -> Outcome<Answer> {
    if operation.name == "GetStreamingEvents" {
        call.needs(Version::Exchange2010Sp1)?;
        return verbs::stream(call, operation, style).map(Answer::Live);
    }
    let verb = verbs::find(call, &operation.name)?;
    let mut outcome = Ok(());
    let known = known_version(&call.faults);
    let pieces = soap::envelope(known, style, |xml| {
        outcome = verb(call, operation, xml);
    });
    outcome.map(|()| Answer::Pieces(StatusCode::OK, pieces))
}
