use super::{
    Server,
    failure::{Failure, Outcome},
    signing::Signed,
    version::Version,
    xml::Element,
};
use crate::{Account, Fault, Store};

/// One request, and on whose behalf it is.
pub(super) struct Call<'s> {
    pub server: &'s Server,
    /// Whose mailbox is meant where none is named.
    pub account: Account,
    pub version: Version,
    pub faults: Vec<Fault>,
}

impl<'s> Call<'s> {
    /// Reads the SOAP header.
    pub fn new(
        server: &'s Server,
        signed: &Signed,
        faults: Vec<Fault>,
        header: Option<&Element<'_>>,
    ) -> Outcome<Self> {
        let version = version(&faults, header)?;
        let account = acting(server, signed, &faults, header)?;
        Ok(Self { server, account, version, faults })
    }

    pub fn store(&self) -> &'s Store {
        &self.server.site().store
    }

    /// Refuses what came into the schema later than with the version that was asked for.
    ///
    /// What the server itself does not know is no part of its schema; what only the asked version lacks is
    /// `ErrorIncorrectSchemaVersion` (learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode).
    pub fn needs(&self, since: Version) -> Outcome<()> {
        if since <= self.version {
            return Ok(());
        }
        if since > known(&self.faults) {
            return Err(Failure::schema(format!("It came with {}.", since.name())));
        }
        Err(Failure::new(
            "ErrorIncorrectSchemaVersion",
            "The request is valid but does not specify the correct server version in the RequestServerVersion SOAP header.  Ensure that the RequestServerVersion SOAP header is set with the correct RequestServerVersionValue.",
        ))
    }

    /// The mailbox of an address, or the caller's own.
    pub fn mailbox(&self, address: Option<&str>) -> Outcome<Account> {
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            return Ok(self.account.clone());
        };
        let account = self.store().addressed(address).ok_or_else(Failure::non_existent_mailbox)?;
        self.may_open(&account)?;
        Ok(account)
    }

    /// Everybody opens the mailboxes of others here, but for those that are closed.
    pub fn may_open(&self, account: &Account) -> Outcome<()> {
        let own = account.user() == self.account.user();
        let closed = self
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::EwsClosedMailbox(whom) if whom.is(account.user())));
        if closed && !own { Err(Failure::access_denied()) } else { Ok(()) }
    }
}

/// The latest version this server knows.
fn known(faults: &[Fault]) -> Version {
    let limit = faults.iter().find_map(|fault| match fault {
        Fault::EwsVersion(version) => Some(*version),
        _ => None,
    });
    limit.unwrap_or(Version::LATEST)
}

pub(super) fn known_version(faults: &[Fault]) -> Version {
    known(faults)
}

/// Who says no version is taken for a client of Exchange 2007
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion).
fn version(faults: &[Fault], header: Option<&Element<'_>>) -> Outcome<Version> {
    let Some(asked) = header.and_then(|header| header.child("RequestServerVersion")) else {
        return Ok(Version::Exchange2007Sp1);
    };
    let invalid = || Failure::new("ErrorInvalidServerVersion", "The specified server version is invalid.");
    let asked = asked.attribute("Version").and_then(Version::read).ok_or_else(invalid)?;
    if asked > known(faults) { Err(invalid()) } else { Ok(asked) }
}

/// On whose behalf: the header `ExchangeImpersonation`
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/impersonation-and-ews-in-exchange).
fn acting(
    server: &Server,
    signed: &Signed,
    faults: &[Fault],
    header: Option<&Element<'_>>,
) -> Outcome<Account> {
    let impersonation = header.and_then(|header| header.child("ExchangeImpersonation"));
    let Some(impersonation) = impersonation else {
        return match signed {
            Signed::User(account) => Ok(account.clone()),
            Signed::App => Err(Failure::new(
                "ErrorInvalidExchangeImpersonationHeaderData",
                "ExchangeImpersonation SOAP header must be present for this type of OAuth token.",
            )),
        };
    };
    let store = &server.site().store;
    let sid = impersonation.child("ConnectingSID").and_then(|sid| sid.children.first());
    let invalid = || {
        Failure::new(
            "ErrorInvalidExchangeImpersonationHeaderData",
            "ExchangeImpersonation SOAP header contains invalid data.",
        )
    };
    let sid = sid.ok_or_else(invalid)?;
    let text = sid.text.trim();
    let account = match sid.name.as_str() {
        "PrimarySmtpAddress" | "SmtpAddress" => {
            store.addressed(text).ok_or_else(Failure::non_existent_mailbox)?
        }
        "PrincipalName" => store.addressed(text).ok_or_else(|| {
            Failure::new("ErrorInvalidUserPrincipalName", "User principal name (UPN) is not valid.")
        })?,
        "SID" => store
            .accounts()
            .find(|account| sid_of(account) == text)
            .cloned()
            .ok_or_else(|| Failure::new("ErrorInvalidUserSid", "User SID is not valid."))?,
        _ => return Err(invalid()),
    };
    if faults.contains(&Fault::EwsNoImpersonation) {
        return Err(Failure::new(
            "ErrorImpersonateUserDenied",
            "The account does not have permission to impersonate the requested user.",
        ));
    }
    Ok(account)
}

/// The security identifier of a user here: always the same for the same user.
fn sid_of(account: &Account) -> String {
    let hash = super::id::hash(account.user().to_lowercase().as_bytes());
    let number = |at: usize| {
        let four = hash.get(at..at + 4).and_then(|four| four.try_into().ok());
        four.map_or(0, u32::from_be_bytes)
    };
    format!("S-1-5-21-{}-{}-{}-{}", number(0), number(4), number(8), number(12) % 100_000)
}
