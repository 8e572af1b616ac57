//! Codes that an app makes of a shared secret and the time: 6 digits, SHA-1, 30 seconds, which is what all apps do.

use crate::{Problem, Result};
use carteiro_world::{Clock, Random, Secret};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

/// RFC 4226 §4: 160 bits.
const LENGTH: usize = 20;
/// RFC 6238 §5.2: one step of being late, and one of being early.
const SKEW: u16 = 1;
/// What the app calls us.
const ISSUER: &str = "Carteiro";

/// A secret that an app shares.
pub(super) struct Shared(Zeroizing<[u8; LENGTH]>);

/// A second factor of which the app knows nothing yet.
#[derive(Debug)]
pub struct Begun {
    /// What the app shares, in Base32, to be typed.
    pub secret: Secret,
    /// The same as a URL, to be shown as a QR code.
    pub url: Secret,
}

impl Shared {
    pub(super) fn fresh(random: &Random) -> Self {
        Self(Zeroizing::new(random.bytes()))
    }

    pub(super) fn of(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.try_into().map_err(|_| Problem::internal("a second factor of another length"))?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &*self.0
    }

    /// What the app of somebody of this name is told.
    pub(super) fn begun(&self, name: &str) -> Result<Begun> {
        // A colon ends the issuer (Key URI format, "Label").
        let totp = self.totp(&name.replace(':', " "))?;
        let url = totp.to_url().map_err(Problem::internal)?;
        Ok(Begun { secret: Secret::new(totp.secret().to_base32()), url: Secret::new(url) })
    }

    /// The time step whose code this is, of those that are looked at now.
    pub(super) fn step(&self, code: &Secret, clock: &Clock) -> Option<i64> {
        let digits: Zeroizing<String> =
            Zeroizing::new(code.expose().chars().filter(|letter| !letter.is_whitespace()).collect());
        let now = u64::try_from(clock.now().as_second()).ok()?;
        let step = self.totp("somebody").ok()?.check(&digits, now)?;
        i64::try_from(step).ok()
    }

    fn totp(&self, name: &str) -> Result<Totp> {
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_step_duration(30);
        let builder = builder.with_secret(totp_rs::Secret::new_stack(*self.0)).with_skew(SKEW);
        builder.with_account_name(name).with_issuer(Some(ISSUER)).build().map_err(Problem::internal)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::testing::Hands;

    /// What an app shows that was told this secret.
    pub(crate) fn shown(secret: &Secret, clock: &Clock) -> Secret {
        let secret = totp_rs::Secret::try_from_base32(secret.expose()).unwrap();
        let totp = Builder::new().with_secret(secret).with_account_name("x").build().unwrap();
        Secret::new(totp.generate(u64::try_from(clock.now().as_second()).unwrap()).to_string())
    }

    #[test]
    fn codes_are_those_of_the_rfc_and_of_one_step_before_and_after() {
        // RFC 6238 appendix B, SHA-1, the last 6 of 8 digits.
        let shared = Shared::of(b"12345678901234567890").unwrap();
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            for (off, is_known) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
                let at = jiff::Timestamp::from_second(second + off).unwrap();
                let clock = Clock::from(Hands::at(&at.to_string()));
                let step = shared.step(&Secret::new(code), &clock);
                assert_eq!(step, is_known.then_some(second / 30), "{second} {off}");
            }
        }
    }

    #[test]
    fn an_app_is_told_all_it_takes() {
        let begun = Shared::of(b"12345678901234567890").unwrap().begun("ana: the first").unwrap();
        assert_eq!(begun.secret.expose(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let url = begun.url.expose();
        assert!(url.starts_with("otpauth://totp/Carteiro:ana%20%20the%20first?"), "{url}");
        assert!(
            url.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") && url.contains("issuer=Carteiro"),
            "{url}"
        );
        assert!(!format!("{begun:?}").contains("GEZD"));
    }
}
