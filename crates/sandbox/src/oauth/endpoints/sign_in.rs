//! What a person does on the pages.

use super::{
    super::{
        Knob, pages,
        redirect::Mode,
        scope,
        state::{Ask, Code, Grant, Progress, Purpose, Redirect, Wanted},
        text,
    },
    Refusal, Reply, Request, Server, authorize, is_post,
};

/// A code is redeemed at once (RFC 6749 §4.1.2).
const CODE_SECONDS: i64 = 600;

/// The sign-in page was sent.
pub(super) fn answer(server: &Server, request: &Request) -> Reply {
    if !is_post(request) {
        return Reply::method_not_allowed("POST");
    }
    let form = request.form().unwrap_or_default();
    let id = form.get("ask").unwrap_or_default();
    let Some(ask) = server.state().asks.get(id).cloned() else { return pages::gone() };
    if form.get("do") == Some("cancel") {
        server.state().asks.take(id);
        return declined(server, &ask);
    }
    let (user, password) =
        (form.get("username").unwrap_or_default(), form.get("password").unwrap_or_default());
    let mfa = server.is_on(Knob::MfaRequired);
    let checked = server.check_password(user, password).map_err(|refusal| refusal.description(&ask.vendor));
    let checked = match checked {
        Ok(()) if mfa && form.get("mfa") != Some("000000") => Err("That is not the code.".to_owned()),
        checked => checked,
    };
    if let Err(wrong) = checked {
        let ask = Ask { login_hint: user.chars().take(100).collect(), ..ask };
        return pages::sign_in(id, &ask, mfa, Some(&wrong));
    }
    let next = text::unguessable();
    let mut state = server.state();
    state.asks.take(id);
    state.consents.put(next.clone(), (ask.clone(), user.to_owned()));
    pages::consent(&next, &ask, user)
}

/// The page of permissions was sent.
pub(super) fn consent(server: &Server, request: &Request) -> Reply {
    if !is_post(request) {
        return Reply::method_not_allowed("POST");
    }
    let form = request.form().unwrap_or_default();
    let answered = server.state().consents.take(form.get("ask").unwrap_or_default());
    let Some((mut ask, user)) = answered else { return pages::gone() };
    // Only what was asked for can be granted.
    ask.scopes.retain(|scope| form.all("scope").any(|ticked| ticked == scope));
    if form.get("do") != Some("accept") || ask.scopes.is_empty() {
        return declined(server, &ask);
    }
    match ask.purpose.clone() {
        Purpose::Device(code) => {
            let granted = settle(server, &code, |device_grant| {
                *device_grant = Grant { user: Some(user), scopes: ask.scopes, ..device_grant.clone() };
                Progress::Approved
            });
            if granted { pages::done(true) } else { pages::gone() }
        }
        Purpose::Redirect(redirect) => {
            let sent = send(server, &ask, user, &redirect);
            sent.unwrap_or_else(|refusal| refused(server, &ask, &redirect, &refusal))
        }
    }
}

fn send(server: &Server, ask: &Ask, user: String, redirect: &Redirect) -> Result<Reply, Refusal> {
    let mut grant = Grant {
        vendor: ask.vendor.clone(),
        app: ask.app.clone(),
        user: Some(user),
        scopes: ask.scopes.clone(),
        offline: redirect.offline,
        nonce: redirect.nonce.clone(),
    };
    if !grant.vendor.is_google() {
        grant.offline &= scope::has(&grant.scopes, "offline_access");
    }
    let mut values: Vec<(&str, String)> = Vec::new();
    if redirect.wanted == Wanted::Code {
        let code = text::unguessable();
        values.push(("code", code.clone()));
        let expires_at = server.now().saturating_add(CODE_SECONDS);
        let (redirect_uri, challenge) = (redirect.uri.clone(), redirect.challenge.clone());
        server.state().codes.put(code, Code { grant, redirect_uri, challenge, expires_at, family: None });
    } else if redirect.wanted == Wanted::IdToken {
        let token = server.keys()?.sign(&server.id_claims(&grant, None)).ok_or(Refusal::KeyUnusable)?;
        values.push(("id_token", token));
    } else {
        let (issued, _) = server.issue(&grant)?;
        values.push(("access_token", issued.access_token));
        values.push(("token_type", "Bearer".to_owned()));
        values.push(("expires_in", issued.expires_in.to_string()));
        values.push(("scope", issued.scopes.join(" ")));
        values.extend(
            issued
                .id_token
                .filter(|_| redirect.wanted == Wanted::BothTokens)
                .map(|token| ("id_token", token)),
        );
    }
    values.extend(redirect.state.clone().map(|state| ("state", state)));
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(redirect.mode.reply(&redirect.uri, &values))
}

fn declined(server: &Server, ask: &Ask) -> Reply {
    match &ask.purpose {
        Purpose::Redirect(redirect) => refused(server, ask, redirect, &Refusal::Declined),
        Purpose::Device(code) => {
            settle(server, code, |_| Progress::Denied);
            pages::done(false)
        }
    }
}

fn refused(server: &Server, ask: &Ask, redirect: &Redirect, refusal: &Refusal) -> Reply {
    let mode: Mode = redirect.mode;
    authorize::refused(server, refusal, &ask.vendor, mode, &redirect.uri, redirect.state.as_deref())
}

/// Answers whether the device still waits.
fn settle(server: &Server, code: &str, decide: impl FnOnce(&mut Grant) -> Progress) -> bool {
    let now = server.now();
    let mut state = server.state();
    let waiting = state.devices.get_mut(code);
    let waiting = waiting.filter(|device| device.progress == Progress::Pending && device.expires_at > now);
    waiting.map(|device| device.progress = decide(&mut device.grant)).is_some()
}
