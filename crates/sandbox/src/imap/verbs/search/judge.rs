use std::ops::RangeInclusive;

use super::{
    super::super::{
        args::Parsed,
        date,
        sequence_set::{SequenceSet, has},
        view::View,
    },
    key::Key,
};
use crate::store::Message;

/// A key that knows the folder it is asked in.
pub(super) struct Judge<'a> {
    key: &'a Key,
    below: Vec<Judge<'a>>,
    ranges: Vec<RangeInclusive<u32>>,
}

impl<'a> Judge<'a> {
    pub fn new(view: &View, key: &'a Key) -> Parsed<Self> {
        let below = match key {
            Key::And(keys) => keys.iter().map(|key| Self::new(view, key)).collect::<Parsed<_>>()?,
            Key::Or(first, second) => vec![Self::new(view, first)?, Self::new(view, second)?],
            Key::Not(key) => vec![Self::new(view, key)?],
            _ => Vec::new(),
        };
        let ranges = match key {
            Key::Numbers(set) => SequenceSet::ranges(set, view.check(set)?),
            Key::Uids(set) => set.ranges(view.highest_uid()),
            _ => Vec::new(),
        };
        Ok(Self { key, below, ranges })
    }

    pub fn accepts(&self, message: &Message, number: u32, recent: bool) -> bool {
        let mut below = self.below.iter().map(|judge| judge.accepts(message, number, recent));
        let size = message.raw().len() as u64;
        match self.key {
            Key::All => true,
            Key::And(_) => below.all(|accepted| accepted),
            Key::Or(..) => below.any(|accepted| accepted),
            Key::Not(_) => below.all(|accepted| !accepted),
            Key::Has(flag) => message.flags.has(flag),
            Key::Recent => recent,
            Key::Body(text) => message.search_text().body_has(text),
            Key::Text(text) => message.search_text().header_has(text) || message.search_text().body_has(text),
            Key::Field(name, text) => message.search_text().field_has(name, text),
            Key::Before(day) => date::day(message.received_at) < *day,
            Key::On(day) => date::day(message.received_at) == *day,
            Key::Since(day) => date::day(message.received_at) >= *day,
            Key::SentBefore(day) => message.search_text().sent_on().is_some_and(|sent| sent < *day),
            Key::SentOn(day) => message.search_text().sent_on() == Some(*day),
            Key::SentSince(day) => message.search_text().sent_on().is_some_and(|sent| sent >= *day),
            Key::Larger(bytes) => size > u64::from(*bytes),
            Key::Smaller(bytes) => size < u64::from(*bytes),
            Key::Numbers(_) => has(&self.ranges, number),
            Key::Uids(_) => has(&self.ranges, message.uid),
        }
    }
}
