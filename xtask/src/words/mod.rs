//! Every word a person reads is in `strings/*.ftl`, by its code. Here code and words are held against each other.

mod fluent;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::failure::{Doing as _, Failure, Result};

/// Keys made from names of fields, actions and the like: no source line spells them.
const BY_CONSTRUCTION: [&str; 7] = ["field-", "action-", "fault-", "kind-", "group-", "doctor-step-", "ui-"];
/// Said in English by the structs and tables themselves: only other languages have them in their files.
const SAID_BY_STRUCTS: [&str; 3] = ["field-", "action-", "fault-"];
const LANGUAGES: [&str; 2] = ["strings/en.ftl", "strings/pt-BR.ftl"];

/// `file:line`, as a terminal makes it clickable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    file: String,
    line: usize,
}

/// A name and the place where it was found first.
type Names = BTreeMap<String, Place>;

struct Language {
    file: &'static str,
    keys: Names,
    referred: BTreeSet<String>,
}

/// Compares the sources below `root` with the words of both languages.
pub fn check(root: &Path) -> Result {
    let mut used = Names::new();
    for file in sources(root)? {
        let name = relative(root, &file);
        for (line, code) in source::codes(&read(&file)?) {
            used.entry(code).or_insert_with(|| Place { file: name.clone(), line });
        }
    }
    let mut mistakes = Vec::new();
    let mut languages = Vec::new();
    for file in LANGUAGES {
        let text = read(&root.join(file))?;
        let mut keys = Names::new();
        for (line, key) in fluent::keys(&text) {
            match keys.get(&key) {
                Some(Place { line: first, .. }) => {
                    mistakes.push(format!("{file}:{line}: `{key}` is already on line {first}"));
                }
                None => drop(keys.insert(key, Place { file: file.to_owned(), line })),
            }
        }
        languages.push(Language { file, keys, referred: fluent::referred(&text) });
    }
    mistakes.extend(compare(&used, &languages));
    if mistakes.is_empty() {
        return Ok(());
    }
    Err(Failure::new(mistakes.join("\n"))
        .because(format!("{} do not agree with the sources", LANGUAGES.join(" and ")))
        .advise("every code of phrase!(\"…\") needs its words in both languages, and words nobody uses go"))
}

fn compare(used: &Names, languages: &[Language]) -> Vec<String> {
    let mut mistakes = Vec::new();
    for (code, Place { file, line }) in used {
        for language in languages.iter().filter(|language| !language.keys.contains_key(code)) {
            mistakes.push(format!("{file}:{line}: message `{code}` has no words in {}", language.file));
        }
    }
    for language in languages {
        for (key, Place { file, line }) in &language.keys {
            let said = SAID_BY_STRUCTS.iter().any(|prefix| key.starts_with(prefix));
            for other in languages.iter().filter(|other| !other.keys.contains_key(key)) {
                if !used.contains_key(key) && !said {
                    mistakes.push(format!("{file}:{line}: `{key}` is missing in {}", other.file));
                }
            }
            let message = key.split('.').next().unwrap_or(key);
            let expected = used.contains_key(message)
                || language.referred.contains(message)
                || BY_CONSTRUCTION.iter().any(|prefix| key.starts_with(prefix));
            if !expected {
                mistakes.push(format!("{file}:{line}: nothing uses `{key}`"));
            }
        }
    }
    mistakes
}

/// The Rust files of every crate's `src`, in a stable order.
fn sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> =
        list(&root.join("crates"))?.iter().map(|crate_folder| crate_folder.join("src")).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in list(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    Ok(entries.doing(|| format!("list {}", folder.display()))?.iter().map(std::fs::DirEntry::path).collect())
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).doing(|| format!("read {}", file.display()))
}

fn relative(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(file: &str, names: &[&str]) -> Names {
        (1..)
            .zip(names)
            .map(|(line, name)| ((*name).to_owned(), Place { file: file.to_owned(), line }))
            .collect()
    }

    fn languages(english: &[&str], portuguese: &[&str]) -> [Language; 2] {
        let language = |file, keys| Language { file, keys: names(file, keys), referred: BTreeSet::new() };
        [language("en", english), language("pt", portuguese)]
    }

    #[test]
    fn a_code_without_words_is_named_with_its_line() {
        let mistakes = compare(&names("a.rs", &["gone"]), &languages(&["gone"], &[]));
        assert_eq!(mistakes, ["a.rs:1: message `gone` has no words in pt"]);
    }

    #[test]
    fn a_key_of_one_language_only_is_a_mistake() {
        let mistakes = compare(&Names::new(), &languages(&["ui-to"], &["ui-to", "ui-cc", "field-move-to"]));
        assert_eq!(mistakes, ["pt:2: `ui-cc` is missing in en"]);
    }

    #[test]
    fn words_nobody_uses_are_a_mistake_unless_their_keys_are_constructed() {
        let mistakes = compare(
            &names("a.rs", &["a"]),
            &languages(&["a", "a.hint", "old", "ui-save"], &["a", "a.hint", "old", "ui-save"]),
        );
        assert_eq!(mistakes, ["en:3: nothing uses `old`", "pt:3: nothing uses `old`"]);
    }
}
