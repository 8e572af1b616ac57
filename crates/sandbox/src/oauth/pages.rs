//! What a person sees: plain forms with labels, which need no script.

use super::{
    refusal::Refusal,
    state::{Ask, Purpose},
    vendor::Vendor,
};
use crate::http::{Reply, escape};

const STYLE: &str = ":root{color-scheme:light dark}\
    body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.75rem 0}input:not([type=checkbox]){display:block;\
    width:100%;box-sizing:border-box;padding:.5rem;font:inherit}button{padding:.5rem 1rem;font:inherit;\
    margin:.5rem .5rem 0 0}[role=alert]{border-left:.3rem solid #c62828;padding:.25rem .75rem}\
    code{overflow-wrap:anywhere}";

pub(super) fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head>\
         <body><main>{body}</main></body></html>\n",
        title = escape(title)
    )
}

/// A refusal that goes to no client, but to the person.
pub(super) fn refused(refusal: &Refusal, vendor: &Vendor) -> Reply {
    let words = refusal.words(vendor);
    let body = format!(
        "<h1>Sign-in is not possible</h1><p role=\"alert\">{}</p><p>Error: <code>{}</code></p>",
        escape(&refusal.description(vendor)),
        escape(words.error)
    );
    Reply::html(words.status, page("Sign-in is not possible", &body))
}

/// A question that is no longer asked.
pub(super) fn gone() -> Reply {
    Reply::html(
        400,
        page(
            "Start again",
            "<h1>Start again</h1><p>This page was answered already, or is too old. Go back to the app and sign in from there.</p>",
        ),
    )
}

pub(super) fn sign_in(id: &str, ask: &Ask, mfa: bool, wrong: Option<&str>) -> Reply {
    let code = if mfa {
        "<label>Code of your authenticator (000000 here)\
         <input name=\"mfa\" inputmode=\"numeric\" autocomplete=\"one-time-code\" required></label>"
    } else {
        ""
    };
    let body = format!(
        "<h1>Sign in</h1><p>to go on to <strong>{app}</strong></p>{alert}\
         <form method=\"post\" action=\"/sign-in\"><input type=\"hidden\" name=\"ask\" value=\"{id}\">\
         <label>E-mail address<input name=\"username\" value=\"{hint}\" autocomplete=\"username\" required></label>\
         <label>Password<input name=\"password\" type=\"password\" autocomplete=\"current-password\" required></label>\
         {code}<button name=\"do\" value=\"sign-in\">Sign in</button>\
         <button name=\"do\" value=\"cancel\" formnovalidate>Cancel</button></form>",
        app = escape(&ask.app),
        alert = alert(wrong),
        id = escape(id),
        hint = escape(&ask.login_hint),
    );
    Reply::html(200, page("Sign in", &body))
}

pub(super) fn consent(id: &str, ask: &Ask, user: &str) -> Reply {
    let mut boxes = String::new();
    for scope in &ask.scopes {
        let scope = escape(scope);
        boxes.push_str("<label><input type=\"checkbox\" name=\"scope\" checked value=\"");
        boxes.push_str(&scope);
        boxes.push_str("\"> <code>");
        boxes.push_str(&scope);
        boxes.push_str("</code></label>");
    }
    let whose = match ask.purpose {
        Purpose::Device(_) => "the device that showed you the code",
        Purpose::Redirect(_) => "the app",
    };
    let body = format!(
        "<h1>Permissions</h1><p><strong>{app}</strong> asks for access as {user}. What you leave ticked is granted to \
         {whose}.</p><form method=\"post\" action=\"/consent\"><input type=\"hidden\" name=\"ask\" value=\"{id}\">\
         <fieldset><legend>Allow</legend>{boxes}</fieldset>\
         <button name=\"do\" value=\"accept\">Accept</button><button name=\"do\" value=\"deny\">Deny</button></form>",
        app = escape(&ask.app),
        user = escape(user),
        id = escape(id),
    );
    Reply::html(200, page("Permissions", &body))
}

pub(super) fn device(code: &str, wrong: Option<&str>) -> Reply {
    let body = format!(
        "<h1>Enter the code</h1><p>that your device shows you.</p>{}<form method=\"post\" action=\"/device\">\
         <label>Code<input name=\"user_code\" value=\"{}\" autocomplete=\"off\" required></label>\
         <button>Next</button></form>",
        alert(wrong),
        escape(code)
    );
    Reply::html(200, page("Enter the code", &body))
}

pub(super) fn done(approved: bool) -> Reply {
    let text = if approved { "Your device is signed in." } else { "Your device was refused." };
    Reply::html(200, page("Done", &format!("<h1>Done</h1><p>{text} You can close this page.</p>")))
}

fn alert(wrong: Option<&str>) -> String {
    wrong.map(|text| format!("<p role=\"alert\">{}</p>", escape(text))).unwrap_or_default()
}
