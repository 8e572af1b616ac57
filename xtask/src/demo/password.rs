//! A password that nobody has had before.

use std::fs::File;
use std::io::Read as _;

use crate::failure::{Doing as _, Result};

/// As many as half a byte tells apart, and none that looks like another.
const LETTERS: [char; 16] = ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];

/// Of 64 bits, in groups that are easy to type: `kbtr-hnvp-zcmd-fgsj`.
pub fn made() -> Result<String> {
    let mut bytes = [0; 8];
    let source = File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes));
    source.doing(|| "make a password".to_owned())?;
    Ok(written(bytes))
}

fn written(bytes: [u8; 8]) -> String {
    let group = |pair: &[u8]| -> String {
        let halves = pair.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        halves.filter_map(|half| LETTERS.get(usize::from(half))).collect()
    };
    bytes.chunks(2).map(group).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_easy_to_type_and_another_each_time() {
        assert_eq!(written([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]), "bcdf-ghjk-mnpr-stvz");
        assert_ne!(made().unwrap(), made().unwrap());
    }
}
