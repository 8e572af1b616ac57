//! Runs over HTTP.

mod files;
mod looking;
mod starting;

use crate::app::Routes;

pub(crate) fn routes() -> Routes {
    starting::routes().and(looking::routes()).and(files::routes())
}
