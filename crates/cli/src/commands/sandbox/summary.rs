//! What changed in the mailbox of the sandbox.

use carteiro_sandbox::store::FolderSummary;
use carteiro_world::words::Language;
use comfy_table::{CellAlignment, Table, TableComponent, presets};
use std::collections::BTreeMap;

/// The folders at the start and now, side by side. `cargo xtask demo` looks for the English heading.
pub fn summary(start: &[FolderSummary], now: &[FolderSummary], language: Language) -> String {
    let word = |key: &str| language.word(key).unwrap_or_default();
    let mut folders: BTreeMap<&str, [Option<&FolderSummary>; 2]> = BTreeMap::new();
    for folder in start {
        folders.entry(&folder.name).or_default()[0] = Some(folder);
    }
    for folder in now {
        folders.entry(&folder.name).or_default()[1] = Some(folder);
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_style(TableComponent::HeaderLines, '─');
    table.set_style(TableComponent::MiddleHeaderIntersections, '─');
    table.set_header([
        word("ui-sandbox-folder"),
        word("ui-sandbox-messages-before"),
        word("ui-sandbox-messages-after"),
        word("ui-sandbox-unread-before"),
        word("ui-sandbox-unread-after"),
    ]);
    for (name, [start, now]) in folders {
        let number = |folder: Option<&FolderSummary>, count: fn(&FolderSummary) -> usize| {
            folder.map_or_else(|| "–".to_owned(), |folder| count(folder).to_string())
        };
        table.add_row([
            name.to_owned(),
            number(start, |folder| folder.messages),
            number(now, |folder| folder.messages),
            number(start, |folder| folder.unread),
            number(now, |folder| folder.unread),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, messages: usize, unread: usize) -> FolderSummary {
        FolderSummary { name: name.to_owned(), messages, unread }
    }

    #[test]
    fn the_summary_shows_folders_that_came_and_went() {
        let start = [folder("INBOX", 3, 2), folder("Old", 1, 0)];
        let now = [folder("Done", 2, 2), folder("INBOX", 1, 0)];
        insta::assert_snapshot!(summary(&start, &now, Language::English), @"
 Folder   Messages before   after   Unread before   after
──────────────────────────────────────────────────────────
 Done                   –       2               –       2
 INBOX                  3       1               2       0
 Old                    1       –               0       –
");
    }
}
