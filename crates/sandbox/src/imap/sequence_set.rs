use std::{fmt::Write, ops::RangeInclusive};

/// A set of sequence numbers or UIDs as the client wrote it; `None` is `*`, the highest (RFC 9051 §9, sequence-set).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SequenceSet(pub Vec<(Option<u32>, Option<u32>)>);

impl SequenceSet {
    /// The ranges in ascending order without overlap. The ends of a range may come in any order.
    pub fn ranges(&self, highest: u32) -> Vec<RangeInclusive<u32>> {
        let resolve = |(from, to): &(Option<u32>, Option<u32>)| {
            let (from, to) = (from.unwrap_or(highest), to.unwrap_or(highest));
            (from.min(to), from.max(to))
        };
        let mut sorted: Vec<(u32, u32)> = self.0.iter().map(resolve).collect();
        sorted.sort_unstable();
        let mut merged: Vec<RangeInclusive<u32>> = Vec::new();
        for (from, to) in sorted {
            match merged.last_mut() {
                Some(last) if from <= last.end().saturating_add(1) => {
                    *last = *last.start()..=to.max(*last.end());
                }
                _ => merged.push(from..=to),
            }
        }
        merged
    }
}

/// Whether a number is in ranges as [`SequenceSet::ranges`] gives them.
pub(super) fn has(ranges: &[RangeInclusive<u32>], number: u32) -> bool {
    let after = ranges.partition_point(|range| *range.end() < number);
    ranges.get(after).is_some_and(|range| range.contains(&number))
}

/// Writes numbers as a set, in the order given: `1:3,7`.
pub(super) fn compact(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(number) => *end = number,
            _ => runs.push((number, number)),
        }
    }
    let mut out = String::new();
    for (index, (from, to)) in runs.into_iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let _ = if from == to { write!(out, "{comma}{from}") } else { write!(out, "{comma}{from}:{to}") };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_the_highest_number_even_below_the_other_end() {
        assert_eq!(SequenceSet(vec![(Some(559), None)]).ranges(7), [7..=559]);
        assert_eq!(SequenceSet(vec![(Some(4), Some(2)), (Some(5), Some(5))]).ranges(9), [2..=5]);
    }

    #[test]
    fn numbers_that_follow_each_other_are_a_range() {
        assert_eq!(compact([1, 2, 3, 7, 9, 10]), "1:3,7,9:10");
        assert_eq!(compact([3, 2]), "3,2");
    }
}
