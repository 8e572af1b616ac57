//! The vault over HTTP.

mod credentials;
mod lockers;
mod own;
mod values;

use crate::app::Routes;

pub(crate) fn routes() -> Routes {
    lockers::routes().and(credentials::routes()).and(values::routes()).and(own::routes())
}
