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
use crate::{Fault, store::Message};

/// How texts are looked at.
#[derive(Clone, Copy)]
pub(super) enum Eyes {
    /// As RFC 9051 §6.4.4 has it: anywhere in the text.
    Open,
    BlindBeyondAscii,
    WordsOnly,
    Blind,
}

impl Eyes {
    pub fn of(faults: &[Fault]) -> Self {
        let eyes = |fault: &Fault| match fault {
            Fault::BlindBeyondAscii => Some(Self::BlindBeyondAscii),
            Fault::WordsOnly => Some(Self::WordsOnly),
            Fault::BlindToText => Some(Self::Blind),
            _ => None,
        };
        faults.iter().find_map(eyes).unwrap_or(Self::Open)
    }

    /// Whether `text` is seen where `has` looks for what it is given.
    fn see(self, text: &str, has: impl FnOnce(&dyn Fn(&str) -> bool) -> bool) -> bool {
        match self {
            Self::Blind => false,
            Self::BlindBeyondAscii if !text.is_ascii() => false,
            Self::WordsOnly => has(&|whole| has_words(whole, text)),
            Self::Open | Self::BlindBeyondAscii => has(&|whole| whole.contains(text)),
        }
    }
}

/// Whether `text` is in `whole` with no letter or digit before or after it.
fn has_words(whole: &str, text: &str) -> bool {
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    whole.match_indices(text).any(|(at, _)| {
        let (before, after) = (whole.get(..at), whole.get(at + text.len()..));
        outside(before.and_then(|before| before.chars().next_back()))
            && outside(after.and_then(|after| after.chars().next()))
    })
}

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

    pub fn accepts(&self, message: &Message, number: u32, recent: bool, eyes: Eyes) -> bool {
        let mut below = self.below.iter().map(|judge| judge.accepts(message, number, recent, eyes));
        let size = message.raw().len() as u64;
        let texts = || message.search_text();
        match self.key {
            Key::All => true,
            Key::And(_) => below.all(|accepted| accepted),
            Key::Or(..) => below.any(|accepted| accepted),
            Key::Not(_) => below.all(|accepted| !accepted),
            Key::Has(flag) => message.flags.has(flag),
            Key::Recent => recent,
            Key::Body(text) => eyes.see(text, |sees| texts().body_has(sees)),
            Key::Text(text) => eyes.see(text, |sees| texts().header_has(sees) || texts().body_has(sees)),
            Key::Field(name, text) => eyes.see(text, |sees| texts().field_has(name, sees)),
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
