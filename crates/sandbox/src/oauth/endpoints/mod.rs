//! The addresses of the authorization server: a file each, and its path in [`Server::answer`].

mod authorize;
mod device;
mod discovery;
mod introspect;
mod revoke;
mod sign_in;
mod token;
mod userinfo;

use hyper::Method;

use super::{Knob, Server, refusal::Refusal, vendor::Vendor};
use crate::http::{Form, Reply, Request};

const DOWN: &str = "<!doctype html><html><head><title>500 - Internal server error</title></head><body>\
    <h1>Server Error</h1><p>There is a problem with the resource you are looking for.</p></body></html>\n";

type Endpoint = fn(&Server, &Vendor, &Request) -> Reply;

impl Server {
    /// Answers one request.
    pub(crate) fn answer(&self, request: &Request) -> Reply {
        if self.is_on(Knob::ServerDown) {
            return Reply::text(503, "The service is unavailable.").with("retry-after", "120");
        }
        if self.is_on(Knob::ServerError) {
            return Reply::html(500, DOWN.to_owned());
        }
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        let google = |endpoint: Endpoint| endpoint(self, &Vendor::Google, request);
        match path.as_slice() {
            ["o", "oauth2", "v2", "auth"] => google(authorize::answer),
            ["token"] => google(token::answer),
            ["device", "code"] => google(device::answer),
            ["introspect"] => google(introspect::answer),
            ["revoke"] => google(revoke::answer),
            ["oauth2", "v3", "certs"] => google(discovery::keys),
            [".well-known", "openid-configuration" | "oauth-authorization-server"] => google(discovery::answer),
            ["v1" | "oidc", "userinfo"] => userinfo::answer(self, request),
            ["device"] => device::page(self, request),
            ["sign-in"] => sign_in::answer(self, request),
            ["consent"] => sign_in::consent(self, request),
            [tenant, "oauth2", "v2.0", endpoint] => match *endpoint {
                "authorize" => self.microsoft(tenant, request, authorize::answer),
                "token" => self.microsoft(tenant, request, token::answer),
                "devicecode" => self.microsoft(tenant, request, device::answer),
                "introspect" => self.microsoft(tenant, request, introspect::answer),
                "revoke" => self.microsoft(tenant, request, revoke::answer),
                _ => unknown(),
            },
            [tenant, "discovery", "v2.0", "keys"] => self.microsoft(tenant, request, discovery::keys),
            [tenant, "v2.0", ".well-known", "openid-configuration"]
            // RFC 8414 §3.1: the path of the issuer comes last.
            | [".well-known", "oauth-authorization-server", tenant, "v2.0"] => {
                self.microsoft(tenant, request, discovery::answer)
            }
            _ => unknown(),
        }
    }

    /// `common` and its like, the directory's id, or a domain of its users
    /// (learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints).
    fn microsoft(&self, tenant: &str, request: &Request, endpoint: Endpoint) -> Reply {
        let vendor = Vendor::Microsoft { tenant: tenant.to_owned() };
        let everybody = ["common", "organizations", "consumers"].contains(&tenant);
        let of_users = || {
            self.store().accounts().any(|account| {
                account.user().rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(tenant))
            })
        };
        if everybody || tenant.eq_ignore_ascii_case(self.tenant()) || of_users() {
            return endpoint(self, &vendor, request);
        }
        let described = request.segments().iter().any(|segment| segment == ".well-known");
        Refusal::UnknownTenant { tenant: tenant.chars().take(100).collect(), described }.reply(self, &vendor)
    }
}

fn unknown() -> Reply {
    Reply::text(
        404,
        "The authorization server has nothing at this address. See /.well-known/openid-configuration.",
    )
}

/// The form of a POST that programs send (RFC 6749 §3.2).
fn posted(request: &Request) -> Result<Form, Refusal> {
    let not_a_form = Refusal::Malformed("The body is not application/x-www-form-urlencoded.");
    let form = request.form().ok_or(not_a_form)?;
    match form.repeated() {
        Some(name) => Err(Refusal::Repeated(name.chars().take(100).collect())),
        None => Ok(form),
    }
}

fn is_post(request: &Request) -> bool {
    request.method == Method::POST
}
