//! Filters of ours, beside those of the language.

use super::bridge::Moment;
use jiff::tz::TimeZone;
use minijinja::{Error, ErrorKind, Value};
use std::sync::Arc;

fn refuse(what: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, what.into())
}

fn moment(value: &Value) -> Result<&Moment, Error> {
    value.downcast_object_ref::<Moment>().ok_or_else(|| refuse("this filter takes a date and time"))
}

/// `mail.received_at | date('%Y-%m-%d')`: a moment as strftime writes it.
pub(super) fn date(value: &Value, format: Option<&str>) -> Result<String, Error> {
    let Moment(at) = moment(value)?;
    jiff::fmt::strtime::format(format.unwrap_or("%Y-%m-%d"), at.as_ref())
        .map_err(|error| refuse(error.to_string()))
}

/// `run.started_at | in_time_zone('UTC')`: the same moment on the clocks of another place.
pub(super) fn in_time_zone(value: &Value, name: &str) -> Result<Value, Error> {
    let Moment(at) = moment(value)?;
    let zone = TimeZone::get(name).map_err(|error| refuse(error.to_string()))?;
    Ok(Value::from_object(Moment(Arc::new(at.with_time_zone(zone)))))
}

/// `attachment.name | extension`: `pdf` of `invoice.pdf`, in small letters; empty without one.
pub(super) fn extension(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

/// `attachment.name | stem`: `invoice` of `invoice.pdf`.
pub(super) fn stem(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    }
}
