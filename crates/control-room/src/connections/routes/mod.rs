//! Connections over HTTP.

mod about;
mod rows;
mod signing;
mod written;

pub(super) use signing::{ProgressShown, SignedOut};

use super::{mine, pages};
use crate::app::Routes;

pub(crate) fn routes() -> Routes {
    rows::routes().and(signing::routes()).and(about::routes()).and(mine::routes()).and(pages::routes())
}
