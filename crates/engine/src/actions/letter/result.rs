//! What became of a message that was sent.

use crate::actions::Output;
use crate::vars::{Record, Value};
use carteiro_mail::{MessageRef, ServerId};
use serde::{Deserialize, Serialize};

/// A message that was sent: what the journal keeps of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::actions) struct Went {
    pub(in crate::actions) message_id: String,
    pub(in crate::actions) from: String,
    pub(in crate::actions) to: Vec<String>,
    pub(in crate::actions) subject: String,
    /// What stands in its Date field.
    pub(in crate::actions) date: jiff::Zoned,
}

impl Went {
    /// For variables, with the copy that is kept of it.
    pub(in crate::actions) fn output(&self, copy: Option<&MessageRef>) -> Output {
        let id = copy.and_then(|copy| copy.id.as_ref()).map(|id| match id {
            ServerId::Uid { uid, .. } => uid.to_string(),
            ServerId::Immutable(id) | ServerId::Item(id) => id.clone(),
        });
        let fields = [
            ("message_id", Value::text(&self.message_id)),
            ("from", Value::text(&self.from)),
            ("recipients", Value::list(self.to.iter().map(Value::text))),
            ("subject", Value::text(&self.subject)),
            ("folder", Value::maybe(copy.map(|copy| copy.folder.to_string()))),
            ("id", Value::maybe(id)),
        ];
        Output::Value(Record::new(fields).into())
    }

    /// For variables, when nothing was sent.
    pub(in crate::actions) fn nothing() -> Output {
        let none = ["message_id", "from", "subject", "folder", "id"].map(|name| (name, Value::Nothing));
        let fields = none.into_iter().chain([("recipients", Value::list([]))]);
        Output::Value(Record::new(fields).into())
    }
}
