//! Randomness: from the machine, or from a seed in tests.

use rand::{Rng, SeedableRng, rngs::StdRng};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Where random bytes come from. Cheap to clone.
#[derive(Clone)]
pub struct Random(Arc<Mutex<StdRng>>);

impl Random {
    /// Seeded by the machine.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for randomness")]
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_rng(&mut rand::rng()))))
    }

    /// The same sequence every time: for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// `N` random bytes in hexadecimal: an identifier.
    pub fn id<const N: usize>(&self) -> String {
        self.bytes::<N>().iter().fold(String::with_capacity(N * 2), |mut id, byte| {
            use fmt::Write;
            let _ = write!(id, "{byte:02x}");
            id
        })
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}
