//! The outside world of a run that a person starts at a command line.

use crate::surroundings;
use crate::trouble::Trouble;
use carteiro_auth::logins;
use carteiro_engine::journal::InMemory;
use carteiro_engine::secrets::Given;
use carteiro_engine::seen;
use carteiro_engine::tokens::OfLogins;
use carteiro_engine::{Events, Host, Network};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Dns, Files, Phrase, Random, Records, Secret, Transcript, http, phrase};
use jiff::tz::TimeZone;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything a run may reach.
pub fn host(
    credentials: Given,
    files: Files,
    events: Arc<dyn Events>,
    transcript: Transcript,
    kept: Kept,
    time_zone: TimeZone,
    proxies: &surroundings::Proxies,
) -> Host {
    let clock = Clock::system();
    let spools = Spools::default();
    let random = Random::system();
    let network = Network {
        dialer: Dialer::new(Policy::OPEN, clock.clone()),
        spools: spools.clone(),
        clock: clock.clone(),
        random: random.clone(),
        transcript,
    };
    let proxies = http::Proxies::new(&proxies.http, &proxies.https, &proxies.no);
    let http = http::Client::new(network.dialer.clone(), network.spools.clone(), network.transcript.clone());
    Host {
        secrets: Arc::new(credentials),
        tokens: Arc::new(OfLogins::new(kept.logins.map(|logins| Arc::new(logins) as _))),
        files,
        spools,
        clock,
        random,
        journal: Arc::new(InMemory::default()),
        seen: Arc::new(kept.seen),
        events,
        mailboxes: Arc::new(network),
        http: http.through(proxies),
        dns: Dns::system().ok(),
        time_zone,
    }
}

/// The folder of files, made when it is missing, but for a dry run; the current folder when none is named.
pub fn files(folder: Option<PathBuf>, dry: bool) -> Result<Files, Trouble> {
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    let refused = |error: &io::Error| {
        Trouble::usage(phrase!("ui-files-refused", folder = folder.display())).because(error)
    };
    // In full, to tell where files lie.
    let whole = std::path::absolute(&folder).unwrap_or_else(|_| Path::to_owned(&folder));
    let opened = if dry && !whole.exists() {
        Files::absent(&whole)
    } else {
        std::fs::create_dir_all(&whole).and_then(|()| Files::beneath(&whole))
    };
    opened.map_err(|error| refused(&error))
}

/// What outlives a run, in the folder of data: that of the command line, or of the surroundings. It is made when it is
/// needed.
pub struct Kept {
    /// Which messages were processed.
    pub seen: seen::OnDisk,
    /// Who has signed in; `Err` says why that is kept nowhere.
    pub logins: Result<logins::OnDisk, Phrase>,
}

/// What outlives a run.
pub fn kept(data: Option<PathBuf>, surroundings: Option<PathBuf>, passphrase: Option<Secret>) -> Kept {
    let folder = data.or(surroundings).map(|data| std::path::absolute(&data).unwrap_or(data));
    let folder = folder.ok_or_else(|| phrase!("ui-data-nowhere"));
    let beneath = |name: &str| folder.clone().map(|folder| folder.join(name));
    let records = |name: &str| beneath(name).map(|folder| Records::beneath(&folder));
    let logins = records("logins").and_then(|files| {
        records("keys").map(|keys| logins::OnDisk::new(files, keys, passphrase, Random::system()))
    });
    Kept { seen: seen::OnDisk::beneath(beneath("seen")), logins }
}

/// The time zone of automations that name none.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for its time zone")]
pub fn time_zone() -> TimeZone {
    TimeZone::system()
}
