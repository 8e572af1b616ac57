use super::{
    super::{
        client,
        grants::{self, Asked},
    },
    Refusal, Reply, Request, Server, Vendor, is_post, posted,
};
use crate::http::Form;

/// The token endpoint (RFC 6749 §3.2).
pub(super) fn answer(server: &Server, vendor: &Vendor, request: &Request) -> Reply {
    if !is_post(request) {
        return Reply::method_not_allowed("POST");
    }
    let answered = posted(request).and_then(|form| {
        server.state().count(&client_of(request, &form), form.get("grant_type").unwrap_or("(none)"));
        let name = form.get("grant_type").ok_or(Refusal::Missing("grant_type"))?;
        let grant = grants::find(vendor, name)
            .ok_or_else(|| Refusal::UnsupportedGrant(name.chars().take(100).collect()))?;
        grant(&Asked { server, vendor, request, form: &form })
    });
    match answered {
        Ok(issued) => Reply::json(200, &issued.body()),
        Err(refusal) => refusal.reply(server, vendor),
    }
}

/// Who says to be asking, true or not.
fn client_of(request: &Request, form: &Form) -> String {
    let id = client::claimed(request, form);
    id.unwrap_or_else(|| "(none)".to_owned())
}
