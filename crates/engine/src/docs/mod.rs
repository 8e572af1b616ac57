//! The pages that are made of the structs, and committed: a check fails when they no longer fit.

mod form;
mod matrix;
mod page;
mod palette;

pub use form::{Field, Form, forms};
pub use palette::{Palette, palette, said};

use std::path::PathBuf;

/// Every page, by its path in the repository, with its contents.
pub fn files() -> Vec<(PathBuf, String)> {
    let schema = crate::schema::automation();
    let forms = forms(&schema);
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
    let mut files = vec![
        (PathBuf::from("docs/automation.schema.json"), text),
        (PathBuf::from("docs/actions/README.md"), page::index(&schema, &forms)),
        (PathBuf::from("docs/guide/sign-in.md"), matrix::page(&forms)),
    ];
    for entry in crate::actions::catalogue() {
        let page = page::action(&entry, &schema, &forms);
        files.push((PathBuf::from(format!("docs/actions/{}.md", entry.name)), page));
    }
    files
}

#[cfg(test)]
mod tests;
