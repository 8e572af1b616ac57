//! Secret and identity fields: typed in place, from a variable, from the vault.

use super::cx::Cx;
use crate::failure::Failure;
use crate::secrets;
use crate::vars::Value as Variable;
use carteiro_auth::Value;
use carteiro_auth::value::CredentialPath;
use carteiro_world::{Secret, phrase};

impl Cx {
    /// What a secret or identity field stands for.
    pub async fn resolve(&self, value: &Value) -> Result<Secret, Failure> {
        match value {
            Value::Text(secret) => Ok(secret.clone()),
            Value::Credential(path) => self.secret(path).await,
            Value::Variable(name) => match self.scope().get(name) {
                Some(Variable::Text(text)) => Ok(Secret::new(text.as_ref())),
                Some(Variable::Number(number)) => Ok(Secret::new(number.to_string())),
                Some(Variable::Credential(path)) => self.secret(&path).await,
                Some(other) => {
                    let words = phrase!("secret-variable-misfit", name = name, found = other.kind_name());
                    Err(Failure::invalid(words))
                }
                None => Err(Failure::invalid(phrase!("variable-unset", name = name))),
            },
        }
    }

    async fn secret(&self, path: &CredentialPath) -> Result<Secret, Failure> {
        self.host().secrets.secret(path).await?.ok_or_else(|| secrets::missing(path))
    }
}
