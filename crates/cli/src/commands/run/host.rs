//! The outside world of a run that a person starts at a command line.

use crate::surroundings;
use crate::trouble::Trouble;
use carteiro_engine::journal::InMemory;
use carteiro_engine::secrets::Given;
use carteiro_engine::seen::OnDisk;
use carteiro_engine::{Events, Host, Network};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Files, Random, Transcript, http, phrase};
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
    seen: OnDisk,
    time_zone: TimeZone,
    proxies: &surroundings::Proxies,
) -> Host {
    let clock = Clock::system();
    let spools = Spools::default();
    let network = Network {
        dialer: Dialer { egress: Policy::OPEN, clock: clock.clone() },
        spools: spools.clone(),
        clock: clock.clone(),
        transcript,
    };
    let proxies = http::Proxies::new(&proxies.http, &proxies.https, &proxies.no);
    let http = http::Client::new(network.dialer.clone(), network.spools.clone(), network.transcript.clone());
    Host {
        secrets: Arc::new(credentials),
        files,
        spools,
        clock,
        random: Random::system(),
        journal: Arc::new(InMemory::default()),
        seen: Arc::new(seen),
        events,
        mailboxes: Arc::new(network),
        http: http.through(proxies),
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

/// Where messages that were processed are remembered, in the folder of data: that of the command line, or of the
/// surroundings. It is made when an automation needs it.
pub fn seen(data: Option<PathBuf>, surroundings: Option<PathBuf>) -> OnDisk {
    let folder = data.or(surroundings).map(|data| std::path::absolute(&data).unwrap_or(data).join("seen"));
    OnDisk::beneath(folder.ok_or_else(|| phrase!("ui-data-nowhere")))
}

/// The time zone of automations that name none.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for its time zone")]
pub fn time_zone() -> TimeZone {
    TimeZone::system()
}
