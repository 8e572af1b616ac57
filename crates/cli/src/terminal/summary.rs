//! What is told at the end of a run.

use super::tally::{Reason, Tally};
use super::words::{self, amount};
use crate::out::harmless;
use carteiro_engine::file::{Mistake, Source};
use carteiro_engine::{Failure, Status, Summary};
use carteiro_world::phrase;
use carteiro_world::words::Language;
use std::path::Path;
use std::time::Duration;

/// How it is told.
pub struct Told<'a> {
    /// In which language.
    pub language: Language,
    /// Whether in colours.
    pub colours: bool,
    /// The automation, to show the step that failed.
    pub source: &'a Source<'a>,
    /// Where files were saved.
    pub files: &'a Path,
}

impl Told<'_> {
    /// The end of a run: how it ended, what was saved, and what is to be seen to.
    pub fn summary(&self, summary: &Summary, tally: &Tally) -> String {
        let mut told: Vec<String> = tally.reasons.iter().map(|reason| self.reason(reason)).collect();
        let untold = tally.failed - tally.reasons.iter().map(|reason| reason.count).sum::<u64>();
        told.extend(self.more(untold));
        // A loop that ends with its item has told of it.
        let is_told =
            |failure: &&Failure| tally.reasons.iter().any(|reason| reason.failure.words == failure.words);
        let failure = summary.failure.as_ref().filter(|_| summary.status == Status::Failed);
        told.extend(failure.filter(|failure| !is_told(failure)).map(|failure| self.failure(failure)));
        let mut told: String = told.into_iter().map(|part| part + "\n").collect();
        if !told.is_empty() {
            told.insert(0, '\n');
        }
        told.push_str(&self.first_line(summary, tally));
        if summary.files > 0 {
            let size = amount::size(summary.bytes, self.language);
            let folder = self.files.display();
            let dry = words::said(tally.dry);
            let words = phrase!("ui-files", dry = dry, files = summary.files, size = size, folder = folder);
            told.push_str(&self.language.say(&words));
            told.push('\n');
        }
        if tally.dry {
            told.push_str(&self.language.say(&phrase!("ui-dry-run-ended")));
            told.push('\n');
        }
        told
    }

    fn first_line(&self, summary: &Summary, tally: &Tally) -> String {
        let (status, colour) = match summary.status {
            Status::Ok => ("ok", "32"),
            Status::WithFailures => ("with-failures", "33"),
            Status::Failed => ("failed", "31"),
            Status::Cancelled => ("cancelled", "33"),
        };
        let elapsed = amount::span(Duration::from_millis(summary.elapsed_ms), self.language);
        let words = phrase!(
            "ui-summary",
            status = status,
            dry = words::said(tally.dry),
            counted = if tally.looped { "yes" } else { "no" },
            done = tally.done,
            failed = tally.failed,
            skipped = tally.skipped,
            elapsed = elapsed,
        );
        format!("{}\n", self.painted(&self.language.say(&words), colour))
    }

    fn reason(&self, reason: &Reason) -> String {
        let mut told = self.failure(&reason.failure);
        for item in &reason.items {
            told.extend(["    ", item, "\n"]);
        }
        if let Some(more) = self.more(reason.count - reason.items.len() as u64) {
            told.extend(["    ", &more, "\n"]);
        }
        told
    }

    fn more(&self, count: u64) -> Option<String> {
        (count > 0).then(|| self.language.say(&phrase!("ui-more-failed", count = count)))
    }

    /// The failure of a step, with its line in the automation, as mistakes are shown.
    pub fn failure(&self, failure: &Failure) -> String {
        let (place, file) = (failure.place.as_deref().cloned(), failure.file.clone());
        let own = file.as_deref().unwrap_or(self.source.name()).to_owned();
        let words = words::signing_in(&failure.words, &own);
        let mistake = Mistake { place, file, ..Mistake::of_the_file(words) };
        let mut told = self.source.show(&mistake, self.language, self.colours);
        if let Some(detail) = &failure.detail {
            told.push_str(&self.detail(words::author(failure), detail));
        }
        if let Some(advice) = words::advice(failure, &own, self.language) {
            told.push_str(&advice);
            told.push('\n');
        }
        told
    }

    /// The chain of certificates, for one, has a line for everything.
    fn detail(&self, from: &str, detail: &str) -> String {
        let lines: Vec<String> = detail.trim().lines().map(harmless).collect();
        let detail = match lines.as_slice() {
            [line] => line.trim().to_owned(),
            _ => format!("\n    {}", lines.join("\n    ")),
        };
        self.language.say(&phrase!("ui-detail", from = from)) + " " + &detail + "\n"
    }

    fn painted(&self, text: &str, style: &str) -> String {
        if self.colours { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
