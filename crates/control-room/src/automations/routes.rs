//! Automations over HTTP.

mod editing;
mod exchange;
mod palette;

use crate::app::Routes;

pub(crate) fn routes() -> Routes {
    editing::routes().and(exchange::routes()).and(palette::routes())
}
