//! What something is, in few bytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::io::{self, Read};

/// Enough of a SHA-256 that no two things meet. As text it is hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 16]);

/// What is read at once.
const STEP: usize = 64 * 1024;

impl Digest {
    /// Of these pieces, in this order.
    pub(crate) fn of<P: AsRef<[u8]>>(pieces: impl IntoIterator<Item = P>) -> Self {
        Self::after(Sha256::new(), pieces)
    }

    /// Of these pieces, within what has this digest.
    pub(crate) fn with<P: AsRef<[u8]>>(&self, pieces: impl IntoIterator<Item = P>) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        Self::after(hash, pieces)
    }

    /// Of all that can be read. Blocks.
    pub(crate) fn of_content(mut from: impl Read) -> io::Result<Self> {
        let mut hash = Sha256::new();
        let mut buffer = vec![0; STEP];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => return Ok(Self::cut(hash)),
                Ok(read) => hash.update(buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// With their lengths, so that no two lists are one text.
    fn after<P: AsRef<[u8]>>(mut hash: Sha256, pieces: impl IntoIterator<Item = P>) -> Self {
        for piece in pieces {
            let piece = piece.as_ref();
            hash.update((piece.len() as u64).to_le_bytes());
            hash.update(piece);
        }
        Self::cut(hash)
    }

    fn cut(hash: Sha256) -> Self {
        let mut digest = Self([0; 16]);
        for (short, long) in digest.0.iter_mut().zip(hash.finalize()) {
            *short = long;
        }
        digest
    }
}

impl From<[u8; 16]> for Digest {
    fn from(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = u128::from_str_radix(&text, 16).ok().filter(|_| text.len() == 32);
        let misfit = || de::Error::invalid_value(de::Unexpected::Str(&text), &"32 hexadecimal digits");
        number.map(|number| Self(number.to_be_bytes())).ok_or_else(misfit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_lists_of_pieces_are_one() {
        let digests =
            [Digest::of(["ab", "c"]), Digest::of(["a", "bc"]), Digest::of(["abc"]), Digest::of([""; 0])];
        for (number, one) in digests.iter().enumerate() {
            assert!(!digests[number + 1..].contains(one));
        }
        assert_ne!(digests[0].with(["x"]), digests[1].with(["x"]));
    }

    #[test]
    fn it_comes_back_from_its_text() {
        let digest = Digest::of(["x"]);
        let json = serde_json::to_string(&digest).unwrap();
        assert_eq!(serde_json::from_str::<Digest>(&json).unwrap(), digest);
        assert!(serde_json::from_str::<Digest>("\"+1\"").is_err());
    }
}
