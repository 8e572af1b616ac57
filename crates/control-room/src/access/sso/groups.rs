//! Roles by groups: what a provider says of somebody decides which of the roles they hold that its groups have here.

use super::Provider;
use crate::access::Access;
use crate::access::change::touch;
use crate::access::people::{self, somebody_manages};
use crate::audit::Actor;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

impl Provider {
    /// The groups that the provider tells; `None`: it is not asked.
    ///
    /// `Denied`: it says that they are too many to tell.
    pub(super) fn groups(&self, claims: &Map<String, Value>) -> Result<Option<BTreeSet<String>>> {
        let Some(claim) = &self.details.groups_claim else { return Ok(None) };
        // OpenID Connect Core 1.0 §5.6.2; learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim
        if claims.get("_claim_names").is_some_and(|names| names.get(claim).is_some()) {
            return Err(Problem::new(Kind::Denied, phrase!("sso-many-groups", claim = claim)));
        }
        let groups = match claims.get(claim) {
            Some(Value::Array(groups)) => {
                groups.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Some(Value::String(group)) => [group.clone()].into(),
            // Who is in none is in none that is told.
            _ => BTreeSet::new(),
        };
        Ok(Some(groups))
    }
}

impl Access {
    /// Gives and takes the roles that the provider's groups have here, and no others. A role without which nobody would
    /// manage people stays.
    pub(super) async fn hold_by_groups(
        &self,
        change: &mut Transaction,
        provider: &Provider,
        person: &str,
        name: &str,
        groups: &BTreeSet<String>,
    ) -> Result<()> {
        let sql = "SELECT named, role_id, role.name, \
                   (SELECT COUNT(*) FROM person_role WHERE person_id = $2 AND person_role.role_id = sso_group.role_id) \
                   FROM sso_group JOIN role ON role.id = sso_group.role_id WHERE provider_id = $1";
        let mapped: Vec<(String, String, String, i64)> =
            change.all(sql, values![&provider.id, person]).await?;
        let wanted: BTreeSet<&String> =
            mapped.iter().filter(|(named, ..)| groups.contains(named)).map(|(_, role, ..)| role).collect();
        let mut seen = BTreeSet::new();
        for (_, role, title, held) in mapped.iter().filter(|(_, role, ..)| seen.insert(role.clone())) {
            let words = match (*held > 0, wanted.contains(role)) {
                (false, true) => {
                    give(change, person, role).await?;
                    phrase!("audit-role-given", name = name, role = title)
                }
                (true, false) => {
                    let sql = "DELETE FROM person_role WHERE person_id = $1 AND role_id = $2";
                    change.run(sql, values![person, role]).await?;
                    match somebody_manages(change).await {
                        Err(problem) if problem.kind() == Kind::Rejected => {
                            give(change, person, role).await?;
                            phrase!("audit-sso-last", name = name, role = title)
                        }
                        done => {
                            done?;
                            phrase!("audit-role-taken", name = name, role = title)
                        }
                    }
                }
                _ => continue,
            };
            touch(change, person).await?;
            self.ground.audit(change, &Actor::SYSTEM, people::entry(person, words)).await?;
        }
        Ok(())
    }
}

async fn give(change: &mut Transaction, person: &str, role: &str) -> Result<()> {
    let sql = "INSERT INTO person_role (person_id, role_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    change.run(sql, values![person, role]).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn groups_are_told_in_a_list_or_one_by_itself_and_too_many_are_told_apart_from_none() {
        let details =
            json!({ "name": "x", "issuer": "https://x", "client_id": "x", "groups_claim": "groups" });
        let details = serde_json::from_value(details).unwrap();
        let mut provider = Provider { id: String::new(), details, has_secret: false, version: 1 };
        let groups = |claims: Value| provider.groups(claims.as_object().unwrap()).map_err(|e| e.kind());
        let some = |groups: &[&str]| Ok(Some(groups.iter().map(|group| (*group).to_owned()).collect()));
        assert_eq!(groups(json!({ "groups": ["b", "a", 7, null] })), some(&["a", "b"]));
        assert_eq!(groups(json!({ "groups": "a" })), some(&["a"]));
        for none in [json!({}), json!({ "groups": null }), json!({ "groups": {} }), json!({ "groups": [] })] {
            assert_eq!(groups(none), some(&[]));
        }
        let many = json!({ "_claim_names": { "groups": "src1" }, "_claim_sources": {} });
        assert_eq!(groups(many), Err(Kind::Denied));
        provider.details.groups_claim = None;
        assert_eq!(provider.groups(json!({ "groups": ["a"] }).as_object().unwrap()).unwrap(), None);
    }
}
