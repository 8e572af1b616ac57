//! A person types a short code on another device (RFC 8628).

use super::request::plain;
use super::{Client, Granted};
use crate::credential::{Refused, Why};
use carteiro_world::{Secret, phrase};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::time::Duration;

/// A code that waits for a person.
#[derive(Debug)]
pub struct Waiting {
    /// Where the person goes.
    pub page: String,
    /// What they type there.
    pub user_code: String,
    /// Until when.
    pub expires_at: Timestamp,
    /// What it is asked about by.
    pub device_code: Secret,
    /// How long to wait before each question.
    pub interval: Duration,
}

/// What came of one question.
#[derive(Debug)]
pub enum Polled {
    /// The person has signed in.
    Granted(Box<Granted>),
    /// They have not yet.
    Pending,
    /// They have not yet, and it was asked too often.
    Slower,
}

/// So much longer to wait, when it was asked too often (RFC 8628 §3.5).
pub const SLOWER: Duration = Duration::from_secs(5);

#[derive(Deserialize)]
struct Answer {
    device_code: String,
    user_code: String,
    #[serde(alias = "verification_url")]
    verification_uri: String,
    expires_in: i64,
    #[serde(default = "usual")]
    interval: u64,
}

/// RFC 8628 §3.2.
fn usual() -> u64 {
    5
}

impl Client {
    /// Asks for a code (RFC 8628 §3.1).
    pub async fn device(&self) -> Result<Waiting, Refused> {
        let missing = || Refused::new(Why::Invalid, phrase!("oauth-no-device"));
        let url = self.endpoints.device.clone().ok_or_else(missing)?;
        let form = self.scope().map(|scope| ("scope", plain(scope))).into_iter().collect();
        let answer: Answer = self.ask(&url, form).await?;
        let life = SignedDuration::from_secs(answer.expires_in.clamp(0, 3600));
        Ok(Waiting {
            page: answer.verification_uri,
            user_code: answer.user_code,
            expires_at: self.clock.now().checked_add(life).unwrap_or(Timestamp::MAX),
            device_code: Secret::new(answer.device_code),
            interval: Duration::from_secs(answer.interval.clamp(1, 60)),
        })
    }

    /// Waits until the person has typed it, or until it has expired (RFC 8628 §3.5).
    pub async fn wait_for_device(&self, waiting: &Waiting) -> Result<Granted, Refused> {
        let mut interval = waiting.interval;
        loop {
            self.clock.sleep(interval).await;
            if self.clock.now() >= waiting.expires_at {
                return Err(Refused::new(Why::SignInNeeded, phrase!("oauth-code-expired")));
            }
            match self.poll_device(&waiting.device_code).await {
                Ok(Polled::Granted(granted)) => return Ok(*granted),
                Ok(Polled::Pending) => {}
                Ok(Polled::Slower) => interval += SLOWER,
                // The network may come back before the code has expired.
                Err(refused) if refused.is_temporary() => {
                    interval = (interval * 2).min(Duration::from_mins(1));
                }
                Err(refused) => return Err(refused),
            }
        }
    }

    /// Asks once whether the person has typed it.
    pub async fn poll_device(&self, device_code: &Secret) -> Result<Polled, Refused> {
        let form = vec![
            ("grant_type", plain("urn:ietf:params:oauth:grant-type:device_code")),
            ("device_code", device_code.clone()),
        ];
        match self.ask_token(form).await {
            Ok(granted) => Ok(Polled::Granted(Box::new(granted))),
            Err(refused) if says(&refused, "authorization_pending") => Ok(Polled::Pending),
            Err(refused) if says(&refused, "slow_down") => Ok(Polled::Slower),
            Err(refused) => Err(refused),
        }
    }
}

fn says(refused: &Refused, error: &str) -> bool {
    refused.detail.as_deref().is_some_and(|detail| detail.split(':').next() == Some(error))
}
