use hyper::Method;

use super::{
    super::{
        Knob, client, pages,
        pkce::Challenge,
        redirect::{self, Mode},
        scope,
        state::{Ask, Purpose, Redirect, Wanted},
        text,
    },
    Refusal, Reply, Request, Server, Vendor, is_post,
};
use crate::http::Form;

/// The authorization endpoint (RFC 6749 §3.1): for a code (§4.1.1) or for tokens at once (§4.2.1).
pub(super) fn answer(server: &Server, vendor: &Vendor, request: &Request) -> Reply {
    let form = match request.method {
        Method::GET => request.query.clone(),
        _ if is_post(request) => request.form().unwrap_or_default(),
        _ => return Reply::method_not_allowed("GET, POST"),
    };
    // RFC 6749 §4.1.2.1: as long as the address is not known to be the client's, nothing is sent there.
    let (app, uri) = match destination(server, &form) {
        Ok(destination) => destination,
        Err(refusal) => return pages::refused(&refusal, vendor),
    };
    let mode = mode(&form);
    match question(vendor, &form, &app, &uri, mode) {
        Ok(ask) if server.is_on(Knob::ConditionalAccess) => {
            pages::refused(&Refusal::ConditionalAccess, &ask.vendor)
        }
        Ok(ask) => {
            let id = text::unguessable();
            server.state().asks.put(id.clone(), ask.clone());
            pages::sign_in(&id, &ask, server.is_on(Knob::MfaRequired), None)
        }
        Err(refusal) => refused(server, &refusal, vendor, mode, &uri, form.get("state")),
    }
}

/// A refusal that the client hears (RFC 6749 §4.1.2.1, §4.2.2.1).
pub(super) fn refused(
    server: &Server,
    refusal: &Refusal,
    vendor: &Vendor,
    mode: Mode,
    uri: &str,
    state: Option<&str>,
) -> Reply {
    let told = refusal.parameters(server, vendor);
    let mut values: Vec<_> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
    values.extend(state.map(|state| ("state", state)));
    mode.reply(uri, &values)
}

fn destination(server: &Server, form: &Form) -> Result<(String, String), Refusal> {
    if let Some(name) = form.repeated() {
        return Err(Refusal::Repeated(name.chars().take(100).collect()));
    }
    let id = client::id(form)?;
    let app = server.app(id).ok_or_else(|| Refusal::UnknownClient(id.chars().take(100).collect()))?;
    let given = form.get("redirect_uri").ok_or(Refusal::Missing("redirect_uri"))?;
    if app.redirect_uris.iter().any(|registered| redirect::is_registered(given, registered)) {
        Ok((app.id, given.to_owned()))
    } else {
        Err(Refusal::RedirectUri { given: given.to_owned(), client: app.id })
    }
}

/// Tokens travel in the fragment unless a form is asked for, never in the query (Multiple Response Type Encoding
/// Practices §5).
fn mode(form: &Form) -> Mode {
    let tokens = form.get("response_type").is_some_and(|kinds| kinds.split(' ').any(|kind| kind != "code"));
    match form.get("response_mode") {
        Some("form_post") => Mode::FormPost,
        Some("fragment") => Mode::Fragment,
        _ if tokens => Mode::Fragment,
        _ => Mode::Query,
    }
}

fn question(vendor: &Vendor, form: &Form, app: &str, uri: &str, mode: Mode) -> Result<Ask, Refusal> {
    let wanted = wanted(form)?;
    match form.get("response_mode") {
        None | Some("fragment" | "form_post") => {}
        Some("query") if wanted == Wanted::Code => {}
        Some("query") => {
            return Err(Refusal::Malformed("The response_mode 'query' is not supported for a token."));
        }
        Some(_) => {
            return Err(Refusal::Malformed("The response_mode is none of query, fragment, form_post."));
        }
    }
    let text = form.get("scope").ok_or(Refusal::Missing("scope"))?;
    let scopes = scope::read(text).filter(|scopes| !scopes.is_empty());
    let scopes = scopes.ok_or_else(|| Refusal::InvalidScope(text.chars().take(100).collect()))?;
    let id_token = matches!(wanted, Wanted::IdToken | Wanted::BothTokens);
    if id_token && (form.get("nonce").is_none() || !scope::has(&scopes, "openid")) {
        return Err(Refusal::Malformed("An id token needs the scope openid and a nonce."));
    }
    let challenge = challenge(form)?;
    if form.get("prompt") == Some("none") {
        return Err(Refusal::SignInNeeded);
    }
    let owned = |name: &str| form.get(name).map(str::to_owned);
    let offline = match vendor {
        Vendor::Google => form.get("access_type") == Some("offline"),
        Vendor::Microsoft { .. } => scope::has(&scopes, "offline_access"),
    };
    let redirect = Redirect {
        uri: uri.to_owned(),
        mode,
        state: owned("state"),
        nonce: owned("nonce"),
        challenge,
        offline: offline && wanted == Wanted::Code,
        wanted,
    };
    Ok(Ask {
        vendor: vendor.clone(),
        app: app.to_owned(),
        scopes,
        login_hint: owned("login_hint").unwrap_or_default(),
        purpose: Purpose::Redirect(Box::new(redirect)),
    })
}

/// The kinds are words in any order. A code beside tokens (OpenID Connect Core §3.3) is not spoken here.
fn wanted(form: &Form) -> Result<Wanted, Refusal> {
    let kinds = form.get("response_type").ok_or(Refusal::Missing("response_type"))?;
    match kinds {
        "code" => Ok(Wanted::Code),
        "token" => Ok(Wanted::Token),
        "id_token" => Ok(Wanted::IdToken),
        "id_token token" | "token id_token" => Ok(Wanted::BothTokens),
        kinds => Err(Refusal::UnsupportedResponse(kinds.chars().take(100).collect())),
    }
}

fn challenge(form: &Form) -> Result<Option<Challenge>, Refusal> {
    let method = form.get("code_challenge_method");
    match form.get("code_challenge") {
        None if method.is_some() => Err(Refusal::Missing("code_challenge")),
        None => Ok(None),
        Some(text) => Challenge::read(text, method).map(Some).ok_or(Refusal::Malformed(
            "The code_challenge is 43 to 128 unreserved characters, its method plain or S256.",
        )),
    }
}
