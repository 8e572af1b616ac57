//! Yahoo: what its token service says. Which clients may have mail, Yahoo decides one by one.
//!
//! Sources: developer.yahoo.com/oauth2/guide, senders.yahooinc.com/developer/developer-access.

use super::About::{Application, Consent, Ended, Proof};
use super::Entry;
use super::sign::Sign;
use carteiro_world::phrase;

const HOSTS: &[&str] = &["login.yahoo.com", "login.aol.com"];
const GUIDE: &str = "https://developer.yahoo.com/oauth2/guide/";
const ACCESS: &str = "https://senders.yahooinc.com/developer/developer-access/";

const fn error(names: &'static [&'static str]) -> Sign {
    Sign::error(names).at(HOSTS)
}

pub(super) const TABLE: &[Entry] = &[
    Entry::new(
        Application,
        Sign::token().at(HOSTS).saying(&["redirect_uri", "redirect uri", "callback"]),
        || phrase!("advice-yahoo-redirect"),
        GUIDE,
    ),
    Entry::new(
        Consent,
        error(&["invalid_scope", "unauthorized_client", "access_denied"]),
        || phrase!("advice-yahoo-mail"),
        ACCESS,
    ),
    Entry::new(Proof, error(&["invalid_client"]), || phrase!("advice-yahoo-client"), GUIDE),
    Entry::new(Ended, error(&["invalid_grant"]), || phrase!("advice-yahoo-ended"), GUIDE),
];
