//! A place behind NTLM, to try a client on.

use serde_json::json;

use super::Control;
use crate::{
    http::{Reply, Request},
    ntlm::Verdict,
};

/// Who is signed in on this connection, or what they have to do for it ([MS-NTHT] §3.2).
pub(super) fn answer(control: &Control, request: &Request) -> Reply {
    let refuse =
        |field: String, why: &str| Reply::json(401, &json!({ "error": why })).with("www-authenticate", field);
    match request.ntlm.hear(&control.site.store, request.header("authorization")) {
        Verdict::SignedIn(account) => Reply::json(200, &json!({ "user": account.user() })),
        Verdict::Asks(field) => refuse(field, "the challenge is to be answered on this connection"),
        Verdict::Nobody => refuse("NTLM".to_owned(), "nobody is signed in on this connection"),
        Verdict::Refused => refuse("NTLM".to_owned(), "there is no such user, or the password is another"),
    }
}
