//! Who wrote a message, and to whom.

use super::super::{Person, Seen, Shape, Value};
use crate::ews::xml::Xml;

/// `FindItem` tells the name alone; the address takes a look at the whole message.
pub(super) fn one(person: Option<Person>, element: &str, shape: &Shape, xml: &mut Xml) {
    if let Some(person) = person {
        let person = if shape.of_find { person.without_address() } else { person };
        xml.element(element, |xml| person.write(xml));
    }
}

pub(super) fn many(people: &[Person], element: &str, xml: &mut Xml) {
    if !people.is_empty() {
        xml.element(element, |xml| people.iter().for_each(|person| person.write(xml)));
    }
}

pub(super) fn received(seen: &Seen<'_>, element: &str, xml: &mut Xml) {
    if !seen.is_draft() && !seen.within {
        let user = seen.account.user().as_bytes().to_vec();
        xml.element(element, |xml| Person { name: user.clone(), address: user }.write(xml));
    }
}

/// A search looks at names and addresses.
pub(super) fn searched(person: &Person) -> Value {
    Value::Text([person.name.as_slice(), &person.address].join(&b' '))
}

pub(super) fn of_from(seen: &Seen<'_>) -> Option<Value> {
    seen.from().as_ref().map(searched)
}

pub(super) fn of_sender(seen: &Seen<'_>) -> Option<Value> {
    seen.sender().as_ref().map(searched)
}

pub(super) fn recipients(seen: &Seen<'_>, field: &str) -> Option<Value> {
    let people = seen.people(field);
    (!people.is_empty()).then(|| Value::Several(people.iter().map(searched).collect()))
}
