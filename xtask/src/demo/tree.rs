//! A short listing of saved files.

use std::path::Path;

use crate::failure::Result;
use crate::files::{self, amount};

const SHOWN: usize = 8;

pub fn show(folder: &Path) -> Result<String> {
    let files = files::below(folder)?;
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
