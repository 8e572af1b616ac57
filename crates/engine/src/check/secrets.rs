//! How secrets and identities are given.

use super::walk::Walk;
use crate::actions::Connect;
use crate::vars::{Declared, Kind};
use carteiro_auth::Value;
use carteiro_world::phrase;

/// The fields that are secrets; the others say who somebody is.
const SECRET: [&str; 6] = ["password", "client_secret", "certificate", "key", "token", "value"];

impl Walk<'_> {
    pub(super) fn secrets(&mut self, connect: &Connect) {
        for (way, value) in connect.values() {
            self.value(&format!("{}.connect.{way}", self.step.path), value);
        }
        let Some((way, proxy)) = connect.proxy() else { return };
        let way = format!("{}.connect.{way}", self.step.path);
        if proxy.shows_login() {
            let place = self.document.nearest(&way);
            self.warning(phrase!("secret-typed-in-place"), &place);
        }
        for (field, value) in proxy.values() {
            self.value(&format!("{way}.{field}"), value);
        }
    }

    /// A secret or an identity in the field that `way` leads to.
    pub(super) fn value(&mut self, way: &str, value: &Value) {
        let place = self.document.nearest(way);
        let is_secret = way.rsplit('.').next().is_some_and(|field| SECRET.contains(&field));
        match value {
            Value::Text(_) if is_secret => self.warning(phrase!("secret-typed-in-place"), &place),
            Value::Text(_) | Value::Credential(_) => {}
            Value::Variable(name) => self.secret_variable(name, is_secret, &place),
        }
    }

    fn secret_variable(&mut self, name: &str, is_secret: bool, place: &crate::file::Place) {
        let known = self.scopes.iter().rev().find_map(|scope| scope.get(name)).cloned();
        match known {
            None => {
                let names: Vec<String> = self.scopes.iter().flat_map(|scope| scope.keys().cloned()).collect();
                let words = match super::nearest(name, names.iter().map(String::as_str)) {
                    Some(meant) => phrase!("variable-unknown-meant", name = name, meant = meant),
                    None => phrase!("variable-unknown", name = name, known = names.join(", ")),
                };
                self.mistake(words, place);
            }
            Some(Kind::Text | Kind::Number | Kind::Any | Kind::Credential) => {
                let declared = self.automation.variables.iter().find(|(known, _)| known.as_str() == name);
                let is_typed = declared.is_some_and(|(_, variable)| {
                    variable.declared != Declared::Credential && variable.default.is_some()
                });
                if is_secret && is_typed {
                    self.warning(phrase!("secret-typed-in-place"), place);
                }
            }
            Some(_) => self.mistake(phrase!("secret-variable-kind", name = name), place),
        }
    }
}
