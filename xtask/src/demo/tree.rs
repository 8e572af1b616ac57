//! A short listing of saved files.

use std::path::{Path, PathBuf};

use crate::failure::{Doing as _, Result};

const SHOWN: usize = 8;

pub fn show(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    collect(folder, &mut files).doing(|| format!("list {}", folder.display()))?;
    files.sort();
    let total: u64 = files.iter().map(|(_, size)| size).sum();
    let mut lines: Vec<String> = Vec::new();
    for (path, size) in files.iter().take(SHOWN) {
        lines.push(format!(
            "   {:>9}  {}\n",
            amount(*size),
            path.strip_prefix(folder).unwrap_or(path).display()
        ));
    }
    if let Some(more) = files.len().checked_sub(SHOWN).filter(|&more| more > 0) {
        lines.push(format!("   {:>9}  and {more} more\n", "…"));
    }
    lines.push(format!("   {:>9}  in {} files\n", amount(total), files.len()));
    Ok(lines.concat())
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, u64)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push((entry.path(), entry.metadata()?.len()));
        }
    }
    Ok(())
}

/// A size for people: `812 B`, `3.4 kB`, `150.0 MB`.
pub fn amount(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "one digit after the point is shown")]
    let size = bytes as f64;
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", size / 1e3),
        _ => format!("{:.1} MB", size / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_files_are_listed_with_their_sizes_and_all_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("2026")).unwrap();
        for number in 0..10 {
            std::fs::write(folder.path().join(format!("2026/{number}.pdf")), vec![0; 1500]).unwrap();
        }
        let text = show(folder.path()).unwrap();
        assert!(text.starts_with("      1.5 kB  2026/0.pdf\n"), "{text}");
        assert!(
            text.contains(
                "…  and 2 more
"
            ),
            "{text}"
        );
        assert!(text.contains("15.0 kB  in 10 files"), "{text}");
    }
}
