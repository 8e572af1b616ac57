//! Which of the forms of a file whoever asks takes (RFC 9110 §12.5.3).

use axum::http::{HeaderMap, header};

/// A form that `npm run build` has made, the smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// Those that are taken, the smallest first. Browsers take Brotli over TLS and from their own machine only.
    pub(super) fn accepted(asked: &HeaderMap) -> Vec<Self> {
        let all = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|one| one.to_str().ok());
        let taken: Vec<&str> = all.flat_map(|one| one.split(',')).filter_map(taken).collect();
        [Self::Brotli, Self::Gzip].into_iter().filter(|one| taken.contains(&one.name())).collect()
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// By which its file is told from the others.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// `gzip;q=0` is one that is not taken.
fn taken(one: &str) -> Option<&str> {
    let (name, weight) = one.split_once(';').unwrap_or((one, ""));
    let weight = weight.trim().trim_start_matches("q=").trim();
    let is_refused = !weight.is_empty() && weight.chars().all(|of| matches!(of, '0' | '.'));
    (!is_refused).then_some(name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_form_that_is_taken_comes_first() {
        let of = |text: &str| {
            let mut asked = HeaderMap::new();
            asked.insert(header::ACCEPT_ENCODING, text.parse().unwrap());
            Encoding::accepted(&asked)
        };
        assert_eq!(of("gzip, deflate, br, zstd"), [Encoding::Brotli, Encoding::Gzip]);
        assert_eq!(of("gzip;q=1.0, br;q=0"), [Encoding::Gzip]);
        assert_eq!(of("gzip;q=0.000"), []);
        assert_eq!(of("identity"), []);
        assert_eq!(Encoding::accepted(&HeaderMap::new()), []);
    }
}
