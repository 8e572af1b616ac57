//! Where things of the workspace lie.

use std::path::{Path, PathBuf};

/// The folder of the workspace: the one that holds `xtask`.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |given| root().join(given))
}

/// What is kept between runs of the lab: the Python environment, the note about standing servers.
pub fn lab() -> PathBuf {
    target().join("lab")
}

/// The fuzzers: a workspace of their own.
pub fn fuzz() -> PathBuf {
    root().join("fuzz")
}

/// The optimised binary.
pub fn carteiro() -> PathBuf {
    binary("release")
}

/// The one of the tests.
pub fn carteiro_debug() -> PathBuf {
    binary("debug")
}

fn binary(profile: &str) -> PathBuf {
    target().join(profile).join(format!("carteiro{}", std::env::consts::EXE_SUFFIX))
}
