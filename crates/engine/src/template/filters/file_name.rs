//! Filters of names of files.

use super::{Call, Filter, filter};
use crate::template::evaluate::Maybe;
use crate::vars::Value;

pub(super) const FILTERS: &[Filter] = &[filter("stem", &[], stem), filter("extension", &[], extension)];

/// `attachment.name | stem`: `invoice` of `invoice.pdf`.
fn stem(call: &mut Call<'_, '_>) -> Maybe {
    let name = call.text()?;
    call.budget().make(name.len())?;
    let stem = name.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !stem.is_empty());
    Ok(Some(Value::text(stem.unwrap_or(&name))))
}

/// `attachment.name | extension`: `pdf` of `invoice.pdf`, in small letters; empty without one.
fn extension(call: &mut Call<'_, '_>) -> Maybe {
    let name = call.text()?;
    call.budget().make(name.len().saturating_mul(3))?;
    let extension = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty());
    Ok(Some(Value::text(extension.map(|(_, extension)| extension.to_lowercase()).unwrap_or_default())))
}
