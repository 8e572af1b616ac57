//! Who holds which roles and permissions: what the rules of other slices go by.

use super::{Access, Permission};
use crate::{Result, values};
use std::collections::BTreeSet;

impl Access {
    /// The roles that somebody holds, by the rows' names.
    pub async fn roles_of(&self, person: &str) -> Result<BTreeSet<String>> {
        let sql = "SELECT role_id FROM person_role WHERE person_id = $1";
        let rows: Vec<(String,)> = self.ground.db.all(sql, values![person]).await?;
        Ok(rows.into_iter().map(|(role,)| role).collect())
    }

    /// Everybody who may do this and may come in, by the rows' names.
    pub async fn who_may(&self, permission: Permission) -> Result<BTreeSet<String>> {
        let sql = "SELECT DISTINCT person.id FROM person \
                   JOIN person_role ON person_role.person_id = person.id \
                   JOIN role_permission ON role_permission.role_id = person_role.role_id \
                   WHERE disabled = 0 AND permission = $1";
        let rows: Vec<(String,)> = self.ground.db.all(sql, values![permission.name()]).await?;
        Ok(rows.into_iter().map(|(person,)| person).collect())
    }
}
