//! What evaluating a field may take. Everything pays before it is made, looked through or compared.

use super::evaluate::Stop;
use crate::vars::Value;
use carteiro_world::{Phrase, phrase};

/// One for each piece of a program, for each value made, and for so many bytes made, read or compared.
const STEPS: usize = 200_000;
/// Text made on the way: the text and the markup of one message are 1 MiB at most each.
const BYTES: usize = 16 * 1024 * 1024;
const BYTES_A_STEP: usize = 512;
/// What a field may become: it stays, in a variable or in an event.
const KEPT_NODES: usize = 100_000;
const KEPT_BYTES: usize = 4 * 1024 * 1024;
const DEPTH: usize = 100;

/// What evaluating a field may still take.
#[derive(Debug)]
pub(super) struct Budget {
    steps: usize,
    bytes: usize,
    kept_nodes: usize,
    kept_bytes: usize,
    depth: usize,
}

impl Budget {
    pub(super) fn full() -> Self {
        Self { steps: STEPS, bytes: BYTES, kept_nodes: KEPT_NODES, kept_bytes: KEPT_BYTES, depth: DEPTH }
    }

    /// Pays for so many pieces of work.
    pub(super) fn steps(&mut self, count: usize) -> Result<(), Stop> {
        self.steps = self.steps.checked_sub(count).ok_or(Stop::TooMuch)?;
        Ok(())
    }

    /// Pays for looking through so many bytes.
    pub(super) fn read(&mut self, bytes: usize) -> Result<(), Stop> {
        self.steps(bytes / BYTES_A_STEP)
    }

    /// Pays for a text of so many bytes.
    pub(super) fn make(&mut self, bytes: usize) -> Result<(), Stop> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or(Stop::TooMuch)?;
        self.read(bytes)
    }

    /// Puts `text` at the end of `made`.
    pub(super) fn push(&mut self, made: &mut String, text: &str) -> Result<(), Stop> {
        self.make(text.len())?;
        made.push_str(text);
        Ok(())
    }

    /// Pays for a list or record with these values in it as if it were written out: what it shares is paid as often as
    /// it occurs, so whoever walks through it later has a bounded way.
    pub(super) fn composed<'a>(&mut self, values: impl IntoIterator<Item = &'a Value>) -> Result<(), Stop> {
        self.steps(1)?;
        values.into_iter().try_for_each(|value| self.nodes(value, DEPTH - 1))
    }

    fn nodes(&mut self, value: &Value, depth: usize) -> Result<(), Stop> {
        self.steps(1)?;
        let inside = || depth.checked_sub(1).ok_or(Stop::TooMuch);
        match value {
            Value::Text(text) => self.read(text.len()),
            Value::List(values) => {
                let depth = inside()?;
                values.iter().try_for_each(|value| self.nodes(value, depth))
            }
            Value::Record(record) => {
                let depth = inside()?;
                record.fields().try_for_each(|(_, value)| self.nodes(value, depth))
            }
            _ => Ok(()),
        }
    }

    /// Pays for one value that stays, and its text.
    pub(super) fn keep(&mut self, text: &str) -> Result<(), Phrase> {
        let left = self.kept_nodes.checked_sub(1).zip(self.kept_bytes.checked_sub(text.len()));
        (self.kept_nodes, self.kept_bytes) = left.ok_or_else(too_large)?;
        Ok(())
    }

    /// Whether a text of so many bytes could stay.
    pub(super) fn could_keep(&self, bytes: usize) -> Result<(), Stop> {
        if bytes <= self.kept_bytes { Ok(()) } else { Err(Stop::Wrong(too_large())) }
    }

    /// Pays for what lies inside a value that stays.
    pub(super) fn inside<T>(
        &mut self,
        inside: impl FnOnce(&mut Self) -> Result<T, Phrase>,
    ) -> Result<T, Phrase> {
        self.depth = self.depth.checked_sub(1).ok_or_else(too_large)?;
        let done = inside(self)?;
        self.depth += 1;
        Ok(done)
    }

    /// Pays for a whole value that stays. What it shares is paid as often as it occurs: so it would be written out.
    pub(super) fn keep_whole(&mut self, value: &Value) -> Result<(), Phrase> {
        match value {
            Value::Text(text) => self.keep(text),
            Value::List(values) => {
                self.keep("")?;
                self.inside(|budget| values.iter().try_for_each(|value| budget.keep_whole(value)))
            }
            Value::Record(record) => {
                self.keep(record.shown().unwrap_or_default())?;
                self.inside(|budget| {
                    record.fields().try_for_each(|(name, value)| {
                        budget.keep(name)?;
                        budget.keep_whole(value)
                    })
                })
            }
            _ => self.keep(""),
        }
    }
}

fn too_large() -> Phrase {
    phrase!("template-value-too-large", nodes = KEPT_NODES, mebibytes = KEPT_BYTES / 1024 / 1024)
}
