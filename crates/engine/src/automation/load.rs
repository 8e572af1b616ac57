//! An automation and those that it runs, read and checked together.

use super::{Automation, Called, Checked, Library};
use crate::actions::RunAutomation;
use crate::check;
use crate::file::{self, Document, LARGEST, Mistake, Place};
use crate::plan::Plan;
use carteiro_world::{Phrase, phrase};
use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// So many files make up one automation: a chain of them is no longer than that.
const MOST_FILES: usize = 32;

/// A file that was read.
struct Read {
    /// For people.
    name: Arc<str>,
    /// In the library.
    path: PathBuf,
    mistakes: Vec<Mistake>,
    rest: Option<(Automation, Document)>,
    calls: Vec<Call>,
    found: Option<check::Found>,
}

/// A step that runs a file.
struct Call {
    file: String,
    place: Place,
    to: usize,
}

/// The files, that of the automation which was asked about first.
struct Reading<'a> {
    library: &'a Library,
    files: Vec<Read>,
}

/// Reads and checks a file, and those it runs.
pub(super) fn load(name: &str, bytes: &[u8], library: &Library) -> Result<Checked, Vec<Mistake>> {
    let mut reading =
        Reading { library, files: vec![Read::new(name.into(), library.own().to_owned(), bytes)] };
    reading.follow();
    reading.refuse_circles(0, &mut Vec::new(), &mut vec![false; reading.files.len()]);
    reading.check();
    if reading.files.iter().any(Read::is_wrong) {
        return Err(reading.mistakes());
    }
    let mut made = HashMap::new();
    let called = reading.make(0, &mut made).ok_or_else(|| reading.mistakes())?;
    drop(made);
    let mut checked = Arc::into_inner(called.checked).ok_or_else(Vec::new)?;
    checked.warnings.extend(reading.warnings_elsewhere());
    Ok(checked)
}

impl Read {
    fn new(name: Arc<str>, path: PathBuf, bytes: &[u8]) -> Self {
        let file::Part { mistakes, rest } = file::load_in_part(&name, bytes);
        Self { name, path, mistakes, rest, calls: Vec::new(), found: None }
    }

    fn is_wrong(&self) -> bool {
        let checked = self.found.as_ref();
        !self.mistakes.is_empty() || checked.is_none_or(|found| !found.mistakes.is_empty())
    }

    /// The file as `from` its own folder names it.
    fn resolve(&self, file: &str) -> Option<PathBuf> {
        let mut path = self.path.parent().map(Path::to_owned).unwrap_or_default();
        for part in Path::new(file).components() {
            match part {
                Component::Normal(name) => path.push(name),
                Component::CurDir => {}
                Component::ParentDir if path.pop() => {}
                _ => return None,
            }
        }
        path.file_name().is_some().then_some(path)
    }
}

impl Reading<'_> {
    /// Reads what is run, and what that runs.
    fn follow(&mut self) {
        let mut at = 0;
        while let Some(file) = self.files.get(at) {
            let mut wanted: Vec<(String, Place)> = Vec::new();
            if let Some((automation, _)) = &file.rest {
                let mut hear = |_: &Place, call: &RunAutomation| {
                    wanted.push((call.file.to_string(), call.file.place.clone()));
                };
                super::calls(&automation.steps, &mut hear);
            }
            for (wanted, place) in wanted {
                match self.find(at, &wanted) {
                    Ok(to) => {
                        if let Some(file) = self.files.get_mut(at) {
                            file.calls.push(Call { file: wanted, place, to });
                        }
                    }
                    Err(words) => self.mistake(at, Mistake::new(words, place)),
                }
            }
            at += 1;
        }
    }

    fn mistake(&mut self, at: usize, mistake: Mistake) {
        if let Some(file) = self.files.get_mut(at) {
            file.mistakes.push(mistake);
        }
    }

    /// The file that `wanted` means in the file `at`, read if it is new.
    fn find(&mut self, at: usize, wanted: &str) -> Result<usize, Phrase> {
        let missing = || phrase!("called-missing", file = wanted);
        let from = self.files.get(at).ok_or_else(missing)?;
        if wanted.contains("{{") || wanted.contains("{%") {
            return Err(phrase!("called-not-literal"));
        }
        let path = from.resolve(wanted).ok_or_else(|| phrase!("called-leads-out", file = wanted))?;
        if let Some(known) = self.files.iter().position(|file| file.path == path) {
            return Ok(known);
        }
        if self.files.len() >= MOST_FILES {
            return Err(phrase!("called-too-many", limit = MOST_FILES));
        }
        let name: Arc<str> =
            match self.files.first().map(|first| Path::new(&*first.name).with_file_name(&path)) {
                Some(name) => name.display().to_string().into(),
                None => path.display().to_string().into(),
            };
        let bytes = self.library.read(&path, &name).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => missing(),
            io::ErrorKind::FileTooLarge => {
                phrase!("called-too-large", file = wanted, limit = LARGEST / 1024)
            }
            _ => phrase!("called-unreadable", file = wanted),
        })?;
        self.files.push(Read::new(name, path, &bytes));
        Ok(self.files.len() - 1)
    }

    /// A file that comes by again below itself would run for ever.
    fn refuse_circles(&mut self, at: usize, above: &mut Vec<usize>, through: &mut Vec<bool>) {
        if through.get(at).copied().unwrap_or(true) {
            return;
        }
        above.push(at);
        let calls = self.files.get(at).map(|file| file.calls.len()).unwrap_or_default();
        for number in 0..calls {
            let Some(call) = self.files.get(at).and_then(|file| file.calls.get(number)) else { continue };
            let (to, place) = (call.to, call.place.clone());
            match above.iter().position(|file| *file == to) {
                Some(first) => {
                    let circle = above.iter().skip(first).chain([&to]);
                    let names =
                        circle.filter_map(|file| self.files.get(*file)).map(|file| file.name.as_ref());
                    let chain = names.collect::<Vec<_>>().join(" → ");
                    self.mistake(at, Mistake::new(phrase!("called-circle", chain = chain), place));
                }
                None => self.refuse_circles(to, above, through),
            }
        }
        above.pop();
        if let Some(through) = through.get_mut(at) {
            *through = true;
        }
    }

    fn check(&mut self) {
        let found: Vec<_> = (self.files.iter())
            .map(|file| {
                // What an automation that is wrong itself declares is not known for certain.
                let known = file.calls.iter().filter_map(|call| {
                    let to = self.files.get(call.to).filter(|to| to.mistakes.is_empty())?;
                    Some((call.file.as_str(), &to.rest.as_ref()?.0))
                });
                let (automation, document) = file.rest.as_ref()?;
                Some(check::check(automation, document, &known.collect(), self.library.now()))
            })
            .collect();
        for (file, found) in self.files.iter_mut().zip(found) {
            file.found = found;
        }
    }

    /// Everything that is wrong, in the order of the files, and of what stands in them.
    fn mistakes(&mut self) -> Vec<Mistake> {
        let mut all = Vec::new();
        for (number, file) in self.files.iter_mut().enumerate() {
            let misread = !file.mistakes.is_empty();
            let mut mistakes = std::mem::take(&mut file.mistakes);
            match file.found.take() {
                Some(found) if misread => {
                    let certain: Vec<Mistake> = found.of_a_part(&mistakes).collect();
                    mistakes.extend(certain);
                }
                Some(found) => mistakes.extend(found.mistakes.into_iter().chain(found.warnings)),
                None => {}
            }
            mistakes.sort_by(|a, b| a.place.cmp(&b.place));
            mistakes.dedup();
            let named = mistakes.into_iter();
            all.extend(named.map(|one| if number == 0 { one } else { one.in_file(&file.name) }));
        }
        all.truncate(file::MOST_MISTAKES);
        all
    }

    /// Those that are run before those that run them.
    fn make(&mut self, at: usize, made: &mut HashMap<usize, Arc<Called>>) -> Option<Called> {
        let calls: Vec<(String, usize)> =
            self.files.get(at)?.calls.iter().map(|call| (call.file.clone(), call.to)).collect();
        let mut called = HashMap::new();
        for (file, to) in calls {
            let known = match made.get(&to) {
                Some(known) => Arc::clone(known),
                None => Arc::new(self.make(to, made)?),
            };
            made.insert(to, Arc::clone(&known));
            called.insert(file, known);
        }
        let file = self.files.get_mut(at)?;
        let (automation, _) = file.rest.take()?;
        let (warnings, plan) = match &mut file.found {
            Some(found) => (found.warnings.clone(), std::mem::take(&mut found.plan)),
            None => (Vec::new(), Plan::default()),
        };
        let ends = super::may_end(&automation.steps, &called);
        let remembers = super::remembers(&automation.steps, &called);
        let names: Vec<_> = file.path.iter().map(|name| name.to_string_lossy()).collect();
        let path = names.join("/");
        let checked = Arc::new(Checked { automation, warnings, plan, called, ends, remembers });
        Some(Called { file: Arc::clone(&file.name), path, checked })
    }

    fn warnings_elsewhere(&self) -> Vec<Mistake> {
        let others = self.files.iter().skip(1);
        let warnings = others.filter_map(|file| Some((file, file.found.as_ref()?)));
        warnings
            .flat_map(|(file, found)| found.warnings.iter().map(|one| one.clone().in_file(&file.name)))
            .collect()
    }
}
