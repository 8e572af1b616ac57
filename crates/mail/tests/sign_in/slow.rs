//! What can only be seen by waiting: tokens that end by themselves.

use crate::door::Door;
use crate::lab::{port, server};
use crate::narrow::{Narrow, Offer};
use crate::provider::Provider;
use crate::renewing::{Held, Holder};
use carteiro_world::Clock;
use std::sync::Arc;
use std::time::Duration;

/// A little longer than the tokens of `…-short` clients live.
const LIFE: Duration = Duration::from_secs(6);

#[tokio::test]
async fn a_session_outlives_its_token() {
    let (Some(dovecot), Some(provider)) = (server("dovecot"), Provider::stand()) else { return };
    let line = Narrow::to(port(&dovecot, "imap"), Offer { mechanism: None, at_once: true }).await;
    let holder = Holder::new(provider, "desktop-short");
    let mailbox = Door::at(line.port(), Held(Arc::clone(&holder))).mailbox().await.unwrap();
    for renewed in 1..=2 {
        assert!(!mailbox.folders().await.unwrap().is_empty());
        assert_eq!(holder.renewed(), renewed - 1);
        // The clock that ends it is the authorization server's.
        Clock::system().sleep(LIFE).await;
        line.cut();
        assert!(!mailbox.folders().await.unwrap().is_empty());
        assert_eq!(holder.renewed(), renewed);
    }
    mailbox.close().await.unwrap();
}
