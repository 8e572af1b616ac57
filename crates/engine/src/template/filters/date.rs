//! Filters of moments.

use super::{Call, Filter, filter};
use crate::template::evaluate::{Maybe, Stop};
use crate::values::Zone;
use crate::vars::Value;
use carteiro_world::phrase;
use jiff::Zoned;
use std::sync::Arc;

/// How many times as long a text can become: `%255d` is padded to 255 letters.
const GROWTH: usize = 64;
/// Looking a place up in the database of time zones.
const LOOKING_UP: usize = 20;

pub(super) const FILTERS: &[Filter] =
    &[filter("date", &["format?"], date), filter("in_time_zone", &["name"], in_time_zone)];

fn moment(call: &Call<'_, '_>) -> Result<Arc<Zoned>, Stop> {
    match call.value() {
        Value::DateTime(at) => Ok(at),
        other => Err(call.misfit(&other)),
    }
}

/// `mail.received_at | date('%Y-%m-%d')`: a moment as strftime writes it.
fn date(call: &mut Call<'_, '_>) -> Maybe {
    let at = moment(call)?;
    let format = call.text_argument(0)?.unwrap_or_else(|| "%Y-%m-%d".into());
    call.budget().make(format.len().saturating_mul(GROWTH))?;
    let formatted = jiff::fmt::strtime::format(&*format, &*at);
    let formatted = formatted
        .map_err(|error| Stop::Because(phrase!("template-date-format", found = format), error.to_string()))?;
    Ok(Some(Value::text(formatted)))
}

/// `run.started_at | in_time_zone('UTC')`: the same moment on the clocks of another place.
fn in_time_zone(call: &mut Call<'_, '_>) -> Maybe {
    let at = moment(call)?;
    let name = call.text_argument(0)?.unwrap_or_default();
    call.budget().steps(LOOKING_UP)?;
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'/' | b'-'));
    let zone = if is_name { Zone::parse(&name) } else { Err(phrase!("time-zone-unknown", found = name)) };
    let Zone(zone) = zone.map_err(Stop::Wrong)?;
    Ok(Some(Value::DateTime(Arc::new(at.with_time_zone(zone)))))
}
