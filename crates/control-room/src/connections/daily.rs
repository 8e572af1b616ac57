//! A look at all connections, once a day: people are told of what ends soon before it does.

use super::{Connection, Connections, Whose};
use crate::Result;
use crate::access::Permission;
use crate::notices::News;
use carteiro_world::{Phrase, phrase};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// So many days before an end people are told; and when it has come.
const AHEAD: [i64; 4] = [0, 1, 7, 30];

impl Connections {
    /// Tells people of secrets and certificates that end soon, or have ended: of each of the days once.
    pub async fn remind(&self) -> Result<()> {
        let now = self.ground.clock.now();
        for connection in self.every().await? {
            for news in due(&connection, now) {
                let people = self.concerned(&connection, &Whose::shared(&connection)).await?;
                let mut change = self.ground.db.begin().await?;
                self.notices.tell(&mut change, &people, &news).await?;
                change.commit().await?;
            }
        }
        Ok(())
    }

    /// Whom it concerns that a token is at its end: the person whose it is; of one that serves all, the owner of the connection
    /// and whoever manages connections.
    pub(super) async fn concerned(&self, connection: &Connection, whose: &Whose) -> Result<BTreeSet<String>> {
        if let Some(person) = &whose.person {
            return Ok(BTreeSet::from([person.clone()]));
        }
        let mut people = self.access.who_may(Permission::ManageConnections).await?;
        people.extend(connection.owner.clone());
        Ok(people)
    }
}

fn due(connection: &Connection, now: Timestamp) -> Vec<News> {
    let ends = [("secret", connection.secret_ends_at), ("certificate", connection.certificate_ends_at)];
    let found = ends.into_iter().filter_map(|(what, end)| {
        let end = end?;
        let stage = stage(end, now)?;
        let event = format!("{what}/{}/{}/{stage}", connection.id, end.as_second());
        Some(News::about("connection", &connection.id, event, words(what, connection, end, now)))
    });
    found.collect()
}

/// The nearest of the days that has come.
fn stage(end: Timestamp, now: Timestamp) -> Option<i64> {
    let left = end.duration_since(now).as_secs();
    AHEAD.into_iter().find(|days| left <= days * 24 * 60 * 60)
}

fn words(what: &str, connection: &Connection, end: Timestamp, now: Timestamp) -> Phrase {
    let (name, day) = (&connection.title, end.strftime("%Y-%m-%d"));
    match (what, end <= now) {
        ("secret", false) => phrase!("notice-secret-ends", name = name, day = day),
        ("secret", true) => phrase!("notice-secret-ended", name = name, day = day),
        (_, false) => phrase!("notice-certificate-ends", name = name, day = day),
        (_, true) => phrase!("notice-certificate-ended", name = name, day = day),
    }
}
