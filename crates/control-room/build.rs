//! The pages are part of the program: where they were built anew, so is it.

use std::path::Path;

fn main() {
    let pages = Path::new("../../web/dist");
    // What is missing counts as changed each time: where there are no pages, their folder is watched for them.
    let watched = if pages.exists() { pages } else { Path::new("../../web") };
    println!("cargo::rerun-if-changed={}", watched.display());
}
