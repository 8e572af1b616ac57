//! People over HTTP.

mod coming_in;
mod me;
mod people;
mod permissions;
mod providers;
mod roles;
mod second_factor;
mod sso;
mod tokens;

use crate::app::Routes;

pub(crate) fn routes() -> Routes {
    coming_in::routes()
        .and(me::routes())
        .and(second_factor::routes())
        .and(tokens::routes())
        .and(people::routes())
        .and(sso::routes())
        .and(providers::routes())
        .and(roles::routes())
        .and(permissions::routes())
}
