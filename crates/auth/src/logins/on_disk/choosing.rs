//! Which of the logins that are kept is meant.

use super::{All, OnDisk};
use crate::credential::{Refused, Why};
use crate::logins::{Name, elsewhere, missing};
use crate::modes::Provider;
use crate::providers::Cloud;
use carteiro_world::phrase;
use std::cmp::Reverse;
use std::collections::BTreeSet;
impl OnDisk {
    /// The one that is meant where a file names no application: of this person, where they have one here, else of the only
    /// one there is; the last.
    pub(super) fn last(
        &self,
        provider: &Provider,
        cloud: &Cloud,
        user: Option<&str>,
    ) -> Result<Name, Refused> {
        let All { logins, damaged } = self.list()?;
        let provider = provider.definition().name();
        let alike = logins.into_iter().filter(|(name, _)| name.is_for(provider, cloud.graph()));
        let (mut fitting, others): (Vec<_>, Vec<_>) = alike.partition(|(name, _)| name.is_of_cloud(cloud));
        let all = fitting.len();
        fitting.retain(|(_, kept)| !kept.needs_proof);
        if fitting.is_empty() && all > 0 {
            let words = phrase!("login-needs-proof", provider = provider, cloud = cloud.name());
            return Err(Refused::new(Why::SignInNeeded, words));
        }
        let users: BTreeSet<String> = fitting.iter().map(|(name, _)| name.who()).collect();
        match user.filter(|user| users.contains(*user)) {
            Some(user) => fitting.retain(|(name, _)| name.who() == user),
            None if users.len() > 1 => {
                let users: Vec<String> = users.into_iter().filter(|user| !user.is_empty()).collect();
                let words = phrase!("login-which-account", provider = provider, users = users.join(", "));
                return Err(Refused::new(Why::Invalid, words));
            }
            None => {}
        }
        let last = fitting.into_iter().max_by_key(|(_, kept)| kept.signed_in_at);
        last.map(|(name, _)| name).ok_or_else(|| {
            if let Some((kept, _)) = others.first()
                && let Some(wanted) = kept.in_cloud(cloud)
            {
                return elsewhere(&wanted, kept, Some(cloud));
            }
            let words = phrase!("login-none", provider = provider, cloud = cloud.name());
            let none = || Refused::new(Why::SignInNeeded, words);
            damaged.first().map_or_else(none, |one| one.may_be(provider, Some(cloud)))
        })
    }

    /// The login that may be used for `name`: of the person it names, or of the only one there is. Of several of one
    /// person that fit, the one that allows least; of those, the last.
    pub(super) fn found(&self, name: &Name) -> Result<Name, Refused> {
        let All { logins, damaged } = self.list()?;
        let alike = logins.into_iter().filter(|(other, _)| name.is_like(other));
        let (fitting, others): (Vec<_>, Vec<_>) = alike.partition(|(other, _)| name.is_of_one_place(other));
        let users: BTreeSet<String> = fitting.iter().map(|(other, _)| other.who()).collect();
        if users.len() > 1 {
            let users: Vec<String> = users.into_iter().filter(|user| !user.is_empty()).collect();
            let words = phrase!("login-which", provider = name.provider, users = users.join(", "));
            return Err(Refused::new(Why::Invalid, words));
        }
        let best =
            fitting.into_iter().min_by_key(|(other, kept)| (other.scopes.len(), Reverse(kept.signed_in_at)));
        best.map(|(other, _)| other).ok_or_else(|| {
            if let Some((kept, _)) = others.first() {
                return elsewhere(name, kept, None);
            }
            match damaged.iter().find(|one| one.record == name.file()) {
                Some(own) => own.refused(),
                // Their names tell nobody whose they are.
                None => damaged.first().map_or_else(|| missing(name), |one| one.may_be(&name.provider, None)),
            }
        })
    }
}
