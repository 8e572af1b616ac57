use crate::graph::{
    call::Call,
    failure::{Failure, Outcome},
    folder::Given,
    message::{Found, View, found},
};

/// A message as a path names it: by its id, and perhaps below its folder.
pub(in crate::graph) struct Named<'a> {
    pub text: &'a str,
    pub folder: Option<&'a Given>,
}

impl Named<'_> {
    pub fn find(&self, call: &Call<'_>) -> Outcome<Found> {
        let found = found(call, self.text)?;
        match self.folder {
            Some(folder) if folder.place.id != found.folder => Err(Failure::item_not_found()),
            _ => Ok(found),
        }
    }

    /// The same for who wants to change it, if it is still what they think it is (RFC 9110 §13.1.1).
    pub fn find_to_change(&self, call: &Call<'_>) -> Outcome<Found> {
        let found = self.find(call)?;
        let tag = View::new(&found, call.prefer).etag();
        match call.asked.header("if-match") {
            Some(wanted) if wanted != "*" && wanted != tag => Err(Failure::new(
                412,
                "ErrorIrresolvableConflict",
                "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
            )),
            _ => Ok(found),
        }
    }
}
