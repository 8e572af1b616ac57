use serde_json::{Value, json};

use super::{
    Server,
    access::Access,
    asked::Asked,
    failure::{Failure, Outcome},
    prefer::Prefer,
    signing::Asker,
};
use crate::{Account, Fault, Store};

/// One request, by whom it is, and in whose mailbox.
pub(super) struct Call<'s> {
    pub server: &'s Server,
    pub who: &'s Asker,
    pub faults: &'s [Fault],
    pub asked: &'s Asked,
    /// The mailbox that the path names.
    pub account: Account,
    pub prefer: Prefer,
    /// Scheme and host, as they were asked for.
    pub host: &'s str,
}

impl<'s> Call<'s> {
    /// Finds the mailbox that is meant: `me` or `users/{id | userPrincipalName}`, and what follows in the path.
    pub fn new(
        server: &'s Server,
        who: &'s Asker,
        faults: &'s [Fault],
        asked: &'s Asked,
        host: &'s str,
    ) -> Outcome<(Self, &'s [String])> {
        let store = &server.site().store;
        let (account, rest) = match asked.segments.split_first() {
            Some((me, rest)) if me.eq_ignore_ascii_case("me") => {
                let own = who.user.clone().ok_or_else(|| {
                    Failure::bad_request("/me request is only valid with delegated authentication flow.")
                })?;
                (own, rest)
            }
            Some((users, rest)) if users.eq_ignore_ascii_case("users") => {
                let (name, rest) = rest.split_first().ok_or_else(|| Failure::no_such_segment("users"))?;
                (named(store, name, rest.is_empty())?, rest)
            }
            Some((other, _)) => return Err(Failure::no_such_segment(other)),
            None => return Err(Failure::no_such_segment("")),
        };
        let prefer = Prefer::read(&asked.headers);
        Ok((Self { server, who, faults, asked, account, prefer, host }, rest))
    }

    /// Whether the mailbox is that of the person who asks.
    pub fn is_own(&self) -> bool {
        self.who.user.as_ref().is_some_and(|user| user.user() == self.account.user())
    }

    /// Whether a mailbox is open to its owner alone.
    fn is_closed(&self, account: &Account) -> bool {
        let closed =
            |fault: &Fault| matches!(fault, Fault::GraphClosedMailbox(whom) if whom.is(account.user()));
        self.faults.iter().any(closed)
    }

    /// Whether mail may go out in the name of the owner of this mailbox
    /// (learn.microsoft.com/graph/outlook-send-mail-from-other-user).
    pub fn may_send_as(&self, account: &Account) -> bool {
        let permissions = &self.who.permissions;
        permissions.allow(Access::Send, self.who.user.is_none(), false) && !self.is_closed(account)
    }

    /// Refuses whom the token does not allow this, or whom the owner of the mailbox does not.
    pub fn needs(&self, access: Access) -> Outcome<()> {
        let own = self.is_own();
        let closed = self.is_closed(&self.account);
        let allowed = self.who.permissions.allow(access, self.who.user.is_none(), own);
        match access {
            Access::Profile if allowed => Ok(()),
            Access::Profile => Err(Failure::new(
                403,
                "Authorization_RequestDenied",
                "Insufficient privileges to complete the operation.",
            )),
            _ if allowed && (own || !closed) => Ok(()),
            _ => Err(Failure::access_denied()),
        }
    }

    /// Refuses what would make a full mailbox fuller. The code is one of Exchange's
    /// (learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode); Graph has it with 403
    /// (github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/6596).
    pub fn has_room(&self) -> Outcome<()> {
        let full = self.faults.iter().any(|fault| {
            matches!(fault, Fault::FullMailbox(whom) | Fault::OverQuota(whom) if whom.is(self.account.user()))
        });
        if full {
            let message = "Mailbox has exceeded maximum mailbox size.";
            return Err(Failure::new(403, "ErrorQuotaExceeded", message));
        }
        Ok(())
    }

    /// Whether bodies are kept from who asks (`Mail.ReadBasic`).
    pub fn is_basic(&self) -> bool {
        self.needs(Access::Read).is_err()
    }

    /// What an address of Graph begins with.
    pub fn base(&self) -> String {
        format!("{}{}", self.host, super::PATH)
    }

    /// The address of this request with another option in its query.
    pub fn address_with(&self, without: &[&str], name: &str, value: &str) -> String {
        format!("{}/{}?{}", self.base(), self.asked.path, self.asked.query.with(without, name, value))
    }

    /// `@odata.context` of an answer.
    pub fn context(&self, of: &str) -> Value {
        let user = id_of(&self.account);
        json!(format!("{}/$metadata#users('{user}')/{of}", self.base()))
    }
}

/// The id of a user in the directory: always the same for the same user.
pub(super) fn id_of(account: &Account) -> String {
    uuid(account.user().to_lowercase().as_bytes())
}

/// A number like a GUID for something.
pub(super) fn uuid(of: &[u8]) -> String {
    let hash = crate::ews::id::hash(of);
    let hex = format!("{:032x}", u128::from_be_bytes(hash));
    let piece = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
    [piece(0, 8), piece(8, 12), piece(12, 16), piece(16, 20), piece(20, 32)].join("-")
}

/// The mailbox of an address or an id. Those who ask for nothing below a user ask the directory.
fn named(store: &Store, name: &str, of_directory: bool) -> Outcome<Account> {
    let by_id = || store.accounts().find(|account| id_of(account).eq_ignore_ascii_case(name)).cloned();
    store.addressed(name).or_else(by_id).ok_or_else(|| {
        if of_directory {
            Failure::new(
                404,
                "Request_ResourceNotFound",
                format!("Resource '{name}' does not exist or one of its queried reference-property objects are not present."),
            )
        } else {
            Failure::new(404, "ErrorInvalidUser", format!("The requested user '{name}' is invalid."))
        }
    })
}
