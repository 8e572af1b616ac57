//! What must hold of any bytes at all, each said once: fuzzers look for bytes of which it does not (`cargo xtask fuzz`),
//! and a test asks it of those that lie beside them in `fuzz/seeds`.

pub use crate::ntlm::fuzzing::ntlm;

#[cfg(test)]
mod tests;
