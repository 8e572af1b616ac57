//! What is told of a user.

use super::EWS;
use crate::Account;

/// One Exchange organisation, as its names in the directory say it.
const RECIPIENTS: &str = "/o=Sandbox/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=";
pub(super) const DEPLOYMENT: &str = "5a9d6b0e-0c3b-4f6e-9a51-8f2d3c7e1b42";
/// Exchange 2016, in the words of `ExchangeVersionType`.
pub(super) const SCHEMAS: &str = "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, Exchange2013_SP1, Exchange2016";

/// A user, and where their mailbox is asked for.
pub(super) struct About {
    pub address: String,
    pub name: String,
    pub distinguished_name: String,
    pub ews: String,
}

impl About {
    /// `base` is where this server is reached.
    pub fn of(account: &Account, base: &str) -> Self {
        let address = account.user().to_owned();
        let name = address.split('@').next().unwrap_or_default().to_owned();
        Self { distinguished_name: format!("{RECIPIENTS}{name}"), ews: format!("{base}{EWS}"), address, name }
    }
}

/// What is answered to a question about an address.
pub(super) enum Found {
    User(About),
    /// Ask again with this address.
    OtherAddress(String),
    /// Ask again there.
    OtherUrl(String),
    Nobody,
}
