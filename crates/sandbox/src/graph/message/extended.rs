use super::super::failure::{Failure, Outcome};
use crate::{
    Flags,
    ews::item::{Extended, Seen},
    outside,
    store::Marks,
};

/// A MAPI property by its id: `String 0x001A`, `Integer {GUID} Name X`, `Integer {GUID} Id 0x8233`
/// (learn.microsoft.com/graph/api/resources/extended-properties-overview).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Named {
    pub id: String,
    property: Extended,
}

impl Named {
    pub fn read(id: &str) -> Outcome<Self> {
        let invalid =
            || Failure::new(400, "ErrorInvalidProperty", format!("The property id '{id}' is invalid."));
        let mut words = id.split_whitespace();
        let (kind, place) = (words.next().ok_or_else(invalid)?, words.next().ok_or_else(invalid)?);
        let rest: Vec<&str> = words.collect();
        let property = match rest.split_first() {
            None => Extended::tagged(kind, place),
            Some((sort, name)) if !name.is_empty() => {
                let set = place.strip_prefix('{').and_then(|place| place.strip_suffix('}'));
                Extended::in_set(kind, set.ok_or_else(invalid)?, sort, &name.join(" "))
            }
            Some(_) => None,
        };
        Ok(Self { id: id.to_owned(), property: property.ok_or_else(invalid)? })
    }

    /// What a message has under it.
    pub fn value(&self, seen: &Seen<'_>) -> Option<String> {
        self.property.text(seen)
    }

    pub fn set(&self, value: &str, marks: &mut Marks, flags: &mut Flags) {
        self.property.set(vec![value.to_owned()], marks, flags, outside::now());
    }
}
