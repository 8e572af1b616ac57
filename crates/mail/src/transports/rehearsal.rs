//! A way out by which nothing goes: it connects, signs in and holds a message against what the server takes, and says
//! that it was sent.

use crate::Notices;
use crate::backend::{Cost, Pending};
use crate::transport::{Accepts, Keeps, Open, Sent, Submission, Transport};
use carteiro_auth::Renew;
use std::future::ready;
use std::sync::Arc;

/// Rehearses on the way out that another opens.
pub struct Rehearsal(pub Arc<dyn Open>);

impl Open for Rehearsal {
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Transport>> {
        Box::pin(async move {
            let real = self.0.open(renew, notices).await?;
            Ok(Arc::new(Session(real)) as Arc<dyn Transport>)
        })
    }

    fn keeps(&self) -> Keeps {
        self.0.keeps()
    }
}

struct Session(Arc<dyn Transport>);

impl Transport for Session {
    fn accepts(&self) -> Accepts {
        self.0.accepts()
    }

    fn send(&self, Submission { envelope, .. }: Submission) -> Pending<'_, Sent> {
        Box::pin(ready(Ok(Sent { to: envelope.to().to_vec(), reply: String::new() })))
    }

    fn cost(&self) -> Cost {
        self.0.cost()
    }

    fn close(&self) -> Pending<'_, ()> {
        self.0.close()
    }
}
