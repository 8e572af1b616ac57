//! How large a value may be. The fuel of the language ends where a value leaves it, and what is repeated lazily in there
//! costs nothing until it is unfolded here.

use crate::vars::Value;
use carteiro_world::{Phrase, phrase};

const NODES: usize = 100_000;
/// The text and the markup of one message are 1 MiB at most each.
const BYTES: usize = 4 * 1024 * 1024;
const DEPTH: usize = 100;

/// What a value may still take.
#[derive(Debug)]
pub(super) struct Budget {
    nodes: usize,
    bytes: usize,
    depth: usize,
}

impl Budget {
    pub(super) fn full() -> Self {
        Self { nodes: NODES, bytes: BYTES, depth: DEPTH }
    }

    /// Pays for one value and its text.
    pub(super) fn pay(&mut self, text: &str) -> Result<(), Phrase> {
        let left = self.nodes.checked_sub(1).zip(self.bytes.checked_sub(text.len()));
        let (nodes, bytes) = left.ok_or_else(too_large)?;
        (self.nodes, self.bytes) = (nodes, bytes);
        Ok(())
    }

    /// Pays for what lies inside a value.
    pub(super) fn inside<T>(
        &mut self,
        inside: impl FnOnce(&mut Self) -> Result<T, Phrase>,
    ) -> Result<T, Phrase> {
        self.depth = self.depth.checked_sub(1).ok_or_else(too_large)?;
        let done = inside(self)?;
        self.depth += 1;
        Ok(done)
    }

    /// Pays for a value that is there already. What it shares is paid as often as it occurs: so it would be written out.
    pub(super) fn whole(&mut self, value: &Value) -> Result<(), Phrase> {
        match value {
            Value::Text(text) => self.pay(text),
            Value::List(values) => {
                self.pay("")?;
                self.inside(|budget| values.iter().try_for_each(|value| budget.whole(value)))
            }
            Value::Record(record) => {
                self.pay(record.shown().unwrap_or_default())?;
                self.inside(|budget| {
                    record.fields().try_for_each(|(name, value)| {
                        budget.pay(name)?;
                        budget.whole(value)
                    })
                })
            }
            _ => self.pay(""),
        }
    }
}

fn too_large() -> Phrase {
    phrase!("template-value-too-large", nodes = NODES, mebibytes = BYTES / 1024 / 1024)
}
