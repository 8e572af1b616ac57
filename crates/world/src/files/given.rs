//! The names a run has given out in one folder, and where the numbers of each go on.

use super::names;
use std::collections::{HashMap, HashSet};
use std::io;

#[derive(Debug, Default)]
pub(super) struct Given {
    // Lower-cased: names that differ in case only are one file on Windows and macOS.
    names: HashSet<String>,
    // The number to try next, for names wanted more than once.
    next: HashMap<String, usize>,
}

impl Given {
    pub(super) fn give(&mut self, name: &str) {
        self.names.insert(name.to_lowercase());
    }

    /// Whether this run has given `name` out, or `there` finds a file that has it.
    pub(super) fn is_taken(
        &self,
        name: &str,
        mut there: impl FnMut(&str) -> io::Result<bool>,
    ) -> io::Result<bool> {
        Ok(self.names.contains(&name.to_lowercase()) || there(name)?)
    }

    /// Gives out `wanted`, or `wanted` with a number.
    pub(super) fn next_free(
        &mut self,
        wanted: &str,
        mut there: impl FnMut(&str) -> io::Result<bool>,
    ) -> io::Result<String> {
        let folded = wanted.to_lowercase();
        let from = match self.next.get(&folded) {
            Some(next) => *next,
            None if self.is_taken(wanted, &mut there)? => 2,
            None => {
                self.give(wanted);
                return Ok(wanted.to_owned());
            }
        };
        let n = free(from, |n| self.is_taken(&names::numbered(wanted, n), &mut there))?;
        let name = names::numbered(wanted, n);
        self.next.insert(folded, n + 1);
        self.give(&name);
        Ok(name)
    }
}

/// A number from `from` on that is not taken; the first one, unless some in between were deleted.
///
/// Steps double until a number is free and halve on the way back, because an earlier run may have left thousands.
fn free(from: usize, mut is_taken: impl FnMut(usize) -> io::Result<bool>) -> io::Result<usize> {
    if !is_taken(from)? {
        return Ok(from);
    }
    let (mut taken, mut step) = (from, 1);
    let mut free = loop {
        let n = taken + step;
        if !is_taken(n)? {
            break n;
        }
        (taken, step) = (n, step * 2);
    };
    while free - taken > 1 {
        let n = usize::midpoint(taken, free);
        if is_taken(n)? { taken = n } else { free = n }
    }
    Ok(free)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives `name` out `count` times in a new run; how often the disk was asked.
    fn run(disk: &mut HashSet<String>, name: &str, count: usize) -> usize {
        let (mut given, mut asked) = (Given::default(), 0);
        for _ in 0..count {
            let name = given.next_free(name, |name| {
                asked += 1;
                Ok(disk.contains(name))
            });
            assert!(disk.insert(name.unwrap()));
        }
        asked
    }

    #[test]
    fn thousands_of_equal_names_over_two_runs_cost_about_one_look_each() {
        let mut disk = HashSet::new();
        let asked = run(&mut disk, "invoice.pdf", 10_000) + run(&mut disk, "invoice.pdf", 10_000);
        assert!(asked < 21_000, "{asked}");
        assert!(disk.contains("invoice (20000).pdf"));
    }

    #[test]
    fn numbers_go_on_where_the_last_run_ended() {
        let mut disk = HashSet::new();
        for count in 1..=9 {
            run(&mut disk, "a.pdf", count);
            let total = count * (count + 1) / 2;
            assert_eq!(disk.len(), total);
            assert!(total == 1 || disk.contains(&names::numbered("a.pdf", total)), "{disk:?}");
        }
    }

    #[test]
    fn deleted_numbers_are_no_obstacle() {
        let mut disk: HashSet<String> =
            (3..100).filter(|n| n % 3 != 0).map(|n| names::numbered("a.pdf", n)).collect();
        disk.insert("a.pdf".to_owned());
        let asked = run(&mut disk, "a.pdf", 100);
        assert!(asked < 1000, "{asked}");
    }
}
