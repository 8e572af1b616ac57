//! How this Control Room works: what its administrators decide.

mod routes;
#[cfg(test)]
mod tests;

pub(crate) use routes::routes;

use crate::access;
use crate::audit::{Actor, Entry};
use crate::db::Transaction;
use crate::ground::Ground;
use crate::{Problem, Result, app, values};
use carteiro_auth::providers::whole;
use carteiro_mail::Kind;
use carteiro_world::egress::Policy;
use carteiro_world::phrase;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What administrators decide. Beyond [`Ground`] it is read anew whenever it matters: several processes share it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Servers on this machine may be reached: `127.0.0.0/8`, `::1`.
    pub reach_this_machine: bool,
    /// Servers on private networks may be reached: `10/8`, `172.16/12`, `192.168/16`, `100.64/10`, `fc00::/7`.
    pub reach_private_networks: bool,
    /// Where notices are sent to, besides the people they are for: an address with https://, or of this machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice_webhook: Option<String>,
    /// The time zone of runs: in which automations write dates, and read those that name no other. Such as
    /// `America/Sao_Paulo`.
    pub time_zone: String,
    /// The pretend mailbox to try on, which is started with the Control Room; none: there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sandbox: Option<Ports>,
    /// So many runs are carried out at once by each process; with 0, those that are started wait.
    pub runs_at_once: u16,
}

/// Where a pretend mailbox answers on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SandboxPorts)]
pub struct Ports {
    /// The port of IMAP.
    pub imap: u16,
    /// The port of SMTP.
    pub smtp: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reach_this_machine: false,
            reach_private_networks: false,
            notice_webhook: None,
            time_zone: "UTC".to_owned(),
            sandbox: None,
            runs_at_once: 8,
        }
    }
}

impl Settings {
    /// Which addresses may be dialled for automations and connections.
    pub fn egress(&self) -> Policy {
        Policy { loopback: self.reach_this_machine, private: self.reach_private_networks }
    }

    /// The time zone of runs.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

impl Ground {
    /// What administrators have decided, and which change of it this is.
    pub async fn settings(&self) -> Result<(Settings, i64)> {
        read(self.db.one("SELECT value, version FROM settings", values![]).await?)
    }

    /// The same, within a change.
    pub(crate) async fn settings_in(&self, change: &mut Transaction) -> Result<Settings> {
        let row = change.one("SELECT value, version FROM settings", values![]).await?;
        read(row).map(|(settings, _)| settings)
    }

    /// Decides anew. `Changed`: `version` is not the one that stands. `InvalidInput`: an address is none that notices may go
    /// to, or a time zone is not known.
    pub async fn decide(&self, by: &Actor, version: i64, settings: &Settings) -> Result<i64> {
        if let Some(url) = &settings.notice_webhook {
            whole(url).map_err(|words| Problem::new(Kind::InvalidInput, words).at("/notice_webhook"))?;
        }
        access::is_zone(&settings.time_zone)?;
        let text = serde_json::to_string(settings).map_err(Problem::internal)?;
        let mut change = self.db.begin().await?;
        change
            .run(
                "INSERT INTO settings (id, value, version) VALUES (1, '{}', 0) ON CONFLICT DO NOTHING",
                values![],
            )
            .await?;
        let sql = "UPDATE settings SET value = $1, version = version + 1 WHERE version = $2";
        if change.run(sql, values![&text, version]).await? == 0 {
            return Err(app::changed());
        }
        self.audit(&mut change, by, Entry::about("settings", "", phrase!("audit-settings", settings = text)))
            .await?;
        change.commit().await?;
        Ok(version + 1)
    }
}

fn read(row: Option<(String, i64)>) -> Result<(Settings, i64)> {
    let Some((text, version)) = row else { return Ok((Settings::default(), 0)) };
    let settings = serde_json::from_str(&text).map_err(Problem::internal)?;
    Ok((settings, version))
}
