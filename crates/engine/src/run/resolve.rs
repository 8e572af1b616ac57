//! Secret and identity fields: typed in place, from a variable, from the vault; and to whom they may be shown.

use super::cx::Cx;
use crate::failure::Failure;
use crate::secrets::{self, Kept};
use crate::vars::Value as Variable;
use carteiro_auth::value::CredentialPath;
use carteiro_auth::{AllowedHosts, Value};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};

/// What a secret or identity field stands for. It is read with whom it is shown to in hand.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    secret: Secret,
    bounds: Bounds,
}

/// Where values may go, of those whose credential says so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bounds(Vec<(CredentialPath, AllowedHosts)>);

impl Cx {
    /// What a secret or identity field stands for.
    pub(crate) async fn resolve(&self, value: &Value) -> Result<Resolved, Failure> {
        match value {
            Value::Text(secret) => Ok(secret.clone().into()),
            Value::Credential(path) => self.secret(path).await,
            Value::Variable(name) => match self.scope().get(name) {
                Some(Variable::Text(text)) => Ok(Secret::new(text.as_ref()).into()),
                Some(Variable::Number(number)) => Ok(Secret::new(number.to_string()).into()),
                Some(Variable::Credential(path)) => self.secret(&path).await,
                Some(other) => {
                    let words = phrase!("secret-variable-misfit", name = name, found = other.kind_name());
                    Err(Failure::invalid(words))
                }
                None => Err(Failure::invalid(phrase!("variable-unset", name = name))),
            },
        }
    }

    async fn secret(&self, path: &CredentialPath) -> Result<Resolved, Failure> {
        let kept = self.host().secrets.secret(path).await?;
        let Kept { secret, hosts } = kept.ok_or_else(|| secrets::missing(path))?;
        let bound = (!hosts.is_any()).then(|| (path.clone(), hosts));
        Ok(Resolved { secret, bounds: Bounds(bound.into_iter().collect()) })
    }
}

impl From<Secret> for Resolved {
    fn from(secret: Secret) -> Self {
        Self { secret, bounds: Bounds::default() }
    }
}

impl Resolved {
    /// The value, which goes to this host and nowhere else. `Denied`: its credential does not allow that.
    pub fn shown_to(self, host: &str) -> Result<Secret, Failure> {
        self.bounds.hold(host)?;
        Ok(self.secret)
    }

    /// The value, of which it is not known yet where it goes: whoever takes it holds its bounds against that, before it
    /// goes anywhere.
    pub fn apart(self) -> (Secret, Bounds) {
        (self.secret, self.bounds)
    }
}

impl Bounds {
    /// `Denied`: the credential of one of the values does not allow this host.
    pub fn hold(&self, host: &str) -> Result<(), Failure> {
        let Some((path, hosts)) = self.0.iter().find(|(_, hosts)| !hosts.allow(host)) else { return Ok(()) };
        let words = phrase!("credential-other-host", path = path, host = host, hosts = hosts);
        Err(Failure::new(Kind::Denied, words))
    }

    /// `Denied`: the credential of one of the values does not allow a proxy of this host, which could read along.
    pub fn hold_proxy(&self, host: &str) -> Result<(), Failure> {
        let Some((path, hosts)) = self.0.iter().find(|(_, hosts)| !hosts.allow(host)) else { return Ok(()) };
        let words = phrase!("credential-read-along", path = path, host = host, hosts = hosts);
        Err(Failure::new(Kind::Denied, words))
    }

    /// Those of other values too.
    pub fn add(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The hosts that each of the values may go to.
    pub fn hosts(&self) -> Vec<AllowedHosts> {
        self.0.iter().map(|(_, hosts)| hosts.clone()).collect()
    }
}
