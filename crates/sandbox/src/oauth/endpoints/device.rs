use hyper::Method;
use serde_json::json;

use super::{
    super::{
        Knob, client, pages, scope,
        state::{Ask, Device, Grant, Progress, Purpose},
        text,
    },
    Refusal, Reply, Request, Server, Vendor, is_post, posted,
};

/// As Microsoft has it; Google's are good for twice as long.
const SECONDS: i64 = 900;
const INTERVAL: i64 = 5;

/// The device authorization endpoint (RFC 8628 §3.1).
pub(super) fn answer(server: &Server, vendor: &Vendor, request: &Request) -> Reply {
    if !is_post(request) {
        return Reply::method_not_allowed("POST");
    }
    begin(server, vendor, request).unwrap_or_else(|refusal| refusal.reply(server, vendor))
}

fn begin(server: &Server, vendor: &Vendor, request: &Request) -> Result<Reply, Refusal> {
    let form = posted(request)?;
    let id = client::id(&form)?;
    let app = server.app(id).ok_or_else(|| Refusal::UnknownClient(id.chars().take(100).collect()))?;
    let text = form.get("scope").ok_or(Refusal::Missing("scope"))?;
    let scopes = scope::read(text).filter(|scopes| !scopes.is_empty());
    let scopes = scopes.ok_or_else(|| Refusal::InvalidScope(text.chars().take(100).collect()))?;
    let offline = vendor.is_google() || scope::has(&scopes, "offline_access");
    let grant = Grant { vendor: vendor.clone(), app: app.id, user: None, scopes, offline, nonce: None };
    let (device_code, user_code) = (text::unguessable(), text::user_code());
    let device = Device {
        grant,
        user_code: user_code.clone(),
        expires_at: server.now().saturating_add(SECONDS),
        interval: INTERVAL,
        asked_at: None,
        progress: Progress::Pending,
    };
    server.state().devices.put(device_code.clone(), device);
    let page = format!("{}/device", server.base());
    let mut body = json!({
        "device_code": device_code,
        "user_code": user_code,
        "expires_in": SECONDS,
        "interval": INTERVAL,
    });
    let message = format!(
        "To sign in, use a web browser to open the page {page} and enter the code {user_code} to authenticate."
    );
    let more = match vendor {
        // developers.google.com/identity/protocols/oauth2/limited-input-device names it so, before the RFC did.
        Vendor::Google => vec![("verification_url", page)],
        // Neither has verification_uri_complete (learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code).
        Vendor::Microsoft { .. } => vec![("verification_uri", page), ("message", message)],
    };
    if let Some(body) = body.as_object_mut() {
        body.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value.into())));
    }
    Ok(Reply::json(200, &body))
}

/// Where a person types the code (RFC 8628 §3.3).
pub(super) fn page(server: &Server, request: &Request) -> Reply {
    if request.method == Method::GET {
        return pages::device(request.query.get("user_code").unwrap_or_default(), None);
    }
    if !is_post(request) {
        return Reply::method_not_allowed("GET, POST");
    }
    let form = request.form().unwrap_or_default();
    let typed = text::typed_code(form.get("user_code").unwrap_or_default());
    let now = server.now();
    let mut state = server.state();
    let found = state.devices.iter_mut().find(|(_, device)| {
        device.user_code == typed && device.progress == Progress::Pending && device.expires_at > now
    });
    let Some((code, device)) = found else {
        return pages::device("", Some("That code did not work. Look at your device again."));
    };
    let ask = Ask {
        vendor: device.grant.vendor.clone(),
        app: device.grant.app.clone(),
        scopes: device.grant.scopes.clone(),
        login_hint: String::new(),
        purpose: Purpose::Device(code.clone()),
    };
    let id = text::unguessable();
    state.asks.put(id.clone(), ask.clone());
    drop(state);
    if server.is_on(Knob::ConditionalAccess) {
        return pages::refused(&Refusal::ConditionalAccess, &ask.vendor);
    }
    pages::sign_in(&id, &ask, server.is_on(Knob::MfaRequired), None)
}
