//! Somebody who has signed in at Microsoft.

use carteiro_auth::Refused;
use carteiro_auth::logins::{Kept, Login, Logins, Name};
use carteiro_auth::modes::Provider;
use carteiro_auth::providers::Cloud;
use carteiro_world::Secret;
use futures_util::future::BoxFuture;
use std::future::ready;

/// The login of this person.
pub struct SignedIn(pub String);

struct Held(Kept);

impl SignedIn {
    fn name(&self, resource: &str) -> Name {
        Name {
            provider: "microsoft".to_owned(),
            tenant: None,
            client: "app".to_owned(),
            scopes: vec![format!("{resource}/Mail.ReadWrite")],
            user: Some(self.0.clone()),
            token_endpoint: None,
        }
    }

    fn kept(&self) -> Kept {
        Kept {
            access_token: Secret::new("token"),
            obtained_at: "2026-11-22T12:00:00Z".parse().unwrap(),
            expires_at: None,
            refresh_token: None,
            user: Some(self.0.clone()),
            signed_in_at: "2026-11-22T12:00:00Z".parse().unwrap(),
            renewing_since: None,
            needs_proof: false,
        }
    }
}

impl Logins for SignedIn {
    fn open<'a>(&'a self, _: &'a Name) -> BoxFuture<'a, Result<Box<dyn Login>, Refused>> {
        Box::pin(ready(Ok(Box::new(Held(self.kept())) as Box<dyn Login>)))
    }

    fn usual<'a>(
        &'a self,
        _: &'a Provider,
        cloud: &'a Cloud,
        _: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Name, Refused>> {
        Box::pin(ready(Ok(self.name(cloud.graph()))))
    }
}

impl Login for Held {
    fn read(&mut self) -> BoxFuture<'_, Result<Kept, Refused>> {
        Box::pin(ready(Ok(self.0.clone())))
    }

    fn write<'a>(&'a mut self, kept: &'a Kept) -> BoxFuture<'a, Result<(), Refused>> {
        self.0 = kept.clone();
        Box::pin(ready(Ok(())))
    }
}
