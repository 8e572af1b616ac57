//! What the tests and the docs have of what a target reads, each example in a file of its own.

use std::path::{Path, PathBuf};

use super::{Seeds, Target};
use crate::failure::{Doing as _, Result};
use crate::{files, place};

/// Writes the examples afresh; answers their folder.
pub fn make(target: &Target) -> Result<PathBuf> {
    let folder = place::fuzz().join("target").join("seeds").join(target.name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).doing(|| format!("empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).doing(|| format!("create {}", folder.display()))?;
    let mut count = 0;
    for seeds in target.seeds {
        for example in examples(seeds)? {
            let file = folder.join(count.to_string());
            std::fs::write(&file, example).doing(|| format!("write {}", file.display()))?;
            count += 1;
        }
    }
    Ok(folder)
}

fn examples(seeds: &Seeds) -> Result<Vec<Vec<u8>>> {
    Ok(match seeds {
        Seeds::Files(folder, ending) => read_all(folder, ending)?,
        Seeds::Responses(table) => {
            let lines = text(&place::root().join(table))?;
            lines.lines().filter_map(|line| Some(unescaped(line.split_once('\t')?.1))).collect()
        }
        Seeds::Templates(table) => {
            let lines = text(&place::root().join(table))?;
            let examples = lines.lines().filter_map(|line| line.split_once(": ")?.1.rsplit_once(" => "));
            examples.map(|(example, _)| example.as_bytes().to_vec()).collect()
        }
        Seeds::Yaml(folder) => read_all(folder, "md")?
            .iter()
            .flat_map(|page| yaml(&String::from_utf8_lossy(page)))
            .map(String::into_bytes)
            .collect(),
    })
}

fn read_all(folder: &str, ending: &str) -> Result<Vec<Vec<u8>>> {
    let all = files::below(&place::root().join(folder))?.into_iter().map(|(path, _)| path);
    let fitting = all.filter(|path| path.extension().is_some_and(|found| found == ending));
    fitting.map(|path| std::fs::read(&path).doing(|| format!("read {}", path.display()))).collect()
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).doing(|| format!("read {}", path.display()))
}

/// Undoes `\r`, `\n` and `\xNN`.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let hexadecimal = escape.strip_prefix('x').and_then(|after| after.split_at_checked(2));
        rest = match (escape.chars().next(), hexadecimal) {
            (Some('r'), _) => with(&mut bytes, b'\r', escape.get(1..)),
            (Some('n'), _) => with(&mut bytes, b'\n', escape.get(1..)),
            (_, Some((digits, after))) if let Ok(byte) = u8::from_str_radix(digits, 16) => {
                with(&mut bytes, byte, Some(after))
            }
            _ => with(&mut bytes, b'\\', Some(escape)),
        };
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn with<'t>(bytes: &mut Vec<u8>, byte: u8, rest: Option<&'t str>) -> &'t str {
    bytes.push(byte);
    rest.unwrap_or_default()
}

/// The examples of a page; steps alone as steps of an automation.
fn yaml(page: &str) -> Vec<String> {
    let fenced = page.split("```yaml\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0));
    let whole = |example: &str| match example.strip_prefix("- ") {
        Some(_) => format!("name: T\nsteps:\n{example}"),
        None => example.to_owned(),
    };
    fenced.map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_written_as_a_server_sends_it() {
        assert_eq!(unescaped(r"* LIST (\Seen) \xc3\r\n"), b"* LIST (\\Seen) \xc3\r\n");
    }

    #[test]
    fn steps_of_a_page_become_an_automation() {
        let page = "# A\n```yaml\n- stop\n```\nb\n```yaml\nname: c\n```\n";
        assert_eq!(yaml(page), ["name: T\nsteps:\n- stop\n", "name: c\n"]);
    }
}
