//! Where it is kept that a person has signed in: a refresh token opens the mailbox for months, and nobody is there to
//! sign in again in the night.

mod kept;
mod key;
mod name;
mod on_disk;

pub use kept::Kept;
pub use key::Key;
pub use name::Name;
pub use on_disk::{All, Damaged, OnDisk};

use crate::credential::{Refused, Why};
use crate::modes::Provider;
use crate::providers::Cloud;
use carteiro_world::phrase;
use futures_util::future::BoxFuture;

/// Keeps what people brought when they signed in.
pub trait Logins: Send + Sync {
    /// Takes the login of this name, once nobody else has it, in this process or another. `SignInNeeded`: nobody has
    /// signed in there.
    fn open<'a>(&'a self, name: &'a Name) -> BoxFuture<'a, Result<Box<dyn Login>, Refused>>;

    /// The login that serves where no application is named: for Microsoft Graph of this cloud, given out in this cloud, of
    /// `user` if they have signed in there, and otherwise of whoever has; of several of one person, the last. None that
    /// takes a secret of the application to renew, which only who names the application has. `SignInNeeded`: nobody has
    /// signed in there. `Invalid`: several people have.
    fn usual<'a>(
        &'a self,
        provider: &'a Provider,
        cloud: &'a Cloud,
        user: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Name, Refused>>;
}

/// A login that nobody else has.
pub trait Login: Send {
    /// What is kept.
    fn read(&mut self) -> BoxFuture<'_, Result<Kept, Refused>>;

    /// Keeps this instead. It outlives the process, however that ends, when this answers.
    fn write<'a>(&'a mut self, kept: &'a Kept) -> BoxFuture<'a, Result<(), Refused>>;
}

/// Nobody has signed in yet.
pub fn missing(name: &Name) -> Refused {
    Refused::new(Why::SignInNeeded, phrase!("login-missing", provider = name.provider))
}

/// Somebody has signed in, elsewhere: `kept` goes where it was given out, and `name` is asked for at another place. The
/// cloud, where no application is named.
fn elsewhere(name: &Name, kept: &Name, cloud: Option<&Cloud>) -> Refused {
    let place = |name: &Name| name.given_out_by().unwrap_or_default();
    let (from, to, cloud) = (place(kept), place(name), cloud.map_or("none", Cloud::name));
    let words = phrase!("login-elsewhere", provider = name.provider, from = from, to = to, cloud = cloud);
    Refused::new(Why::SignInNeeded, words)
}

/// Whoever signed in has brought nothing that brings a new token.
pub fn ended(name: &Name) -> Refused {
    Refused::new(Why::SignInNeeded, phrase!("login-ended", provider = name.provider))
}

/// Nobody says whose mailbox it is.
pub fn nobody() -> Refused {
    Refused::new(Why::Invalid, phrase!("login-nobody"))
}
