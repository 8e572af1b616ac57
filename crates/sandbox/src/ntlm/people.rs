//! Whom a domain knows: the users of the sandbox, whose names are addresses.

use super::DOMAIN;
use crate::{Account, Store};

/// The account that goes by this name: `ana@sandbox.test` in no domain, or `ana` in `SANDBOX`, in `sandbox.test`, or
/// where nobody says.
pub(crate) fn account(store: &Store, user: &str, domain: &str) -> Option<Account> {
    if user.contains('@') {
        // A name that says its domain has none beside it.
        return domain.is_empty().then(|| store.addressed(user)).flatten();
    }
    let goes_by = |account: &&Account| {
        account.user().split_once('@').is_some_and(|(name, of)| {
            let is_there =
                domain.is_empty() || domain.eq_ignore_ascii_case(DOMAIN) || domain.eq_ignore_ascii_case(of);
            name.eq_ignore_ascii_case(user) && is_there
        })
    };
    store.accounts().find(goes_by).cloned()
}
