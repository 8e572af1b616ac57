//! The guide shows files of `examples/` as they are: below a line `<!-- examples/NAME.yaml -->`, as a block.

use std::path::{Path, PathBuf};

use crate::failure::{Doing as _, Failure, Result};

const FOLDER: &str = "docs/guide";
const FENCE: &str = "```";

/// Puts the examples into the pages of the guide again.
pub fn write(root: &Path) -> Result {
    for (page, text) in stale(root)? {
        std::fs::write(&page, text).doing(|| format!("write {}", page.display()))?;
        println!("{}", page.display());
    }
    Ok(())
}

/// Fails when a page shows something else than the file.
pub fn check(root: &Path) -> Result {
    let stale: Vec<String> = stale(root)?.iter().map(|(page, _)| page.display().to_string()).collect();
    if stale.is_empty() {
        return Ok(());
    }
    Err(Failure::new("the guide shows examples that are no longer so")
        .because(stale.join(", "))
        .advise("run `cargo xtask generate` and commit"))
}

/// The pages that are not as they should be, with what they should be.
fn stale(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut folders = vec![root.join(FOLDER)];
    let mut stale = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        for entry in entries.doing(|| format!("list {}", folder.display()))? {
            let page = entry.path();
            if page.is_dir() {
                folders.push(page);
                continue;
            }
            let there = read(&page)?;
            let meant = filled(&there, |name| read(&root.join(name)))?;
            if meant != there {
                stale.push((page, meant));
            }
        }
    }
    stale.sort();
    Ok(stale)
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).doing(|| format!("read {}", file.display()))
}

/// The page, with every example as its file has it.
fn filled(page: &str, example: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut filled = String::new();
    let mut lines = page.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        filled.push_str(line);
        let Some(name) = shown(line) else { continue };
        if lines.next_if(|next| next.starts_with(FENCE)).is_some() {
            let mut block = lines.by_ref().skip_while(|line| line.trim_end() != FENCE);
            block
                .next()
                .ok_or_else(|| Failure::new(format!("the block of {name} in the guide has no end")))?;
        }
        filled.extend([FENCE, "yaml\n", &example(name)?, FENCE, "\n"]);
    }
    Ok(filled)
}

/// The file that a line says is shown below it.
fn shown(line: &str) -> Option<&str> {
    let name = line.trim_end().strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    name.starts_with("examples/").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Result<String> {
        filled(text, |name| Ok(format!("file: {name}\n")))
    }

    const WHOLE: &str =
        "One\n<!-- examples/a.yaml -->\n```yaml\nfile: examples/a.yaml\n```\n\nTwo\n```sh\nls\n```\n";

    #[test]
    fn a_block_becomes_what_the_file_is() {
        assert_eq!(page(&WHOLE.replace("file: ", "old: x\n\nolder: ")).unwrap(), WHOLE);
        assert_eq!(page(WHOLE).unwrap(), WHOLE, "and stays so");
    }

    #[test]
    fn a_line_that_names_an_example_is_enough() {
        let new = "One\n<!-- examples/a.yaml -->\n\nTwo\n```sh\nls\n```\n";
        assert_eq!(page(new).unwrap(), WHOLE);
    }

    #[test]
    fn a_block_that_never_ends_swallows_no_page() {
        assert!(page("<!-- examples/a.yaml -->\n```yaml\nfile: x\n\nTwo\n").is_err());
    }
}
