use super::{super::state::Progress, Asked, Issued, Refusal};

/// RFC 8628 §3.4, §3.5.
pub(super) fn run(asked: &Asked<'_>) -> Result<Issued, Refusal> {
    let app = asked.client()?;
    let given = asked.needs("device_code")?;
    let (server, now) = (asked.server, asked.server.now());
    let mut state = server.state();
    let device = state.devices.get_mut(given).ok_or(Refusal::BadDeviceCode)?;
    if device.grant.app != app.id || device.grant.vendor.is_google() != asked.vendor.is_google() {
        return Err(Refusal::BadDeviceCode);
    }
    if device.expires_at <= now {
        return Err(Refusal::DeviceExpired);
    }
    match device.progress {
        Progress::Denied => Err(Refusal::DeviceDenied),
        Progress::Pending => {
            let early = device.asked_at.is_some_and(|before| now < before.saturating_add(device.interval));
            device.asked_at = Some(now);
            if early {
                // From now on, and for good.
                device.interval = device.interval.saturating_add(5);
                return Err(Refusal::SlowDown);
            }
            Err(Refusal::Pending)
        }
        Progress::Approved => {
            let grant = device.grant.clone();
            drop(state);
            asked.policy()?;
            // It works once.
            server.state().devices.take(given).ok_or(Refusal::BadDeviceCode)?;
            server.issue(&grant).map(|(issued, _)| issued)
        }
    }
}
