//! Microsoft Entra ID: Microsoft 365, and Outlook.com as tenant `consumers`.
//!
//! Sources: learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
//! and learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow.

use super::verdict::{self, Verdict, accept, refuse, warn};
use super::{Cloud, Definition, Endpoints, Known, OnBehalf, Service, fixed, is_below};
use crate::modes::{Kind, Wrong};
use crate::{Mode, Value};
use carteiro_world::{Phrase, phrase};

/// Microsoft.
pub(super) struct Microsoft;

/// Any organisation, and personal accounts.
const ANYBODY: &str = "common";

impl Definition for Microsoft {
    fn name(&self) -> &'static str {
        "microsoft"
    }

    fn endpoints(&self, tenant: Option<&str>, cloud: &Cloud) -> Result<Known, Phrase> {
        let tenant = tenant.map(str::trim).filter(|tenant| !tenant.is_empty()).unwrap_or(ANYBODY);
        // An ID or a domain of the directory.
        if !tenant.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')) {
            return Err(phrase!("oauth-tenant"));
        }
        let at = |what: &str| fixed(&format!("{}/{tenant}/oauth2/v2.0/{what}", cloud.login()));
        Ok(Known::Endpoints(Box::new(Endpoints {
            authorization: Some(at("authorize")?),
            token: at("token")?,
            device: Some(at("devicecode")?),
            revocation: None,
        })))
    }

    fn scopes(&self, service: Service, cloud: &Cloud, on_behalf: OnBehalf) -> Vec<String> {
        let outlook = cloud.outlook();
        if on_behalf == OnBehalf::Application {
            let resource = if service == Service::Graph { cloud.graph() } else { outlook };
            return vec![format!("{resource}/.default")];
        }
        // Tokens for the three mail protocols name another host than Exchange itself has.
        let mail = if *cloud == Cloud::Global { "https://outlook.office.com" } else { outlook };
        let wanted: Vec<String> = match service {
            Service::Imap => vec![format!("{mail}/IMAP.AccessAsUser.All"), format!("{mail}/SMTP.Send")],
            Service::Pop3 => vec![format!("{mail}/POP.AccessAsUser.All"), format!("{mail}/SMTP.Send")],
            Service::Smtp => vec![format!("{mail}/SMTP.Send")],
            Service::Ews => vec![format!("{outlook}/EWS.AccessAsUser.All")],
            Service::Graph => ["Mail.ReadWrite", "Mail.Send", "Mail.ReadWrite.Shared", "Mail.Send.Shared"]
                .map(|scope| format!("{}/{scope}", cloud.graph()))
                .to_vec(),
        };
        wanted.into_iter().chain(["offline_access", "openid", "email"].map(str::to_owned)).collect()
    }

    /// An application belongs to one directory, which must be named
    /// (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
    fn wrong(&self, mode: &Mode) -> Vec<Wrong> {
        let is_application = matches!(mode, Mode::ClientCredentials(_));
        let words = match mode.tenant() {
            None if is_application => return vec![Wrong::all(phrase!("mode-tenant-missing"))],
            Some(Value::Text(tenant)) if is_application && is_of_many(tenant.expose()) => {
                Some(phrase!("mode-tenant-of-many", tenant = tenant.expose().trim()))
            }
            Some(Value::Text(tenant)) => self.endpoints(Some(tenant.expose()), &Cloud::Global).err(),
            _ => None,
        };
        words.map(|words| Wrong::at("tenant_id", words)).into_iter().collect()
    }

    fn shows_to(&self, host: &str) -> bool {
        is_below(
            host,
            &[
                "office365.com",
                "office.com",
                "outlook.com",
                "graph.microsoft.com",
                "office365.us",
                "apps.mil",
                "graph.microsoft.us",
                "dod-graph.microsoft.us",
                "outlook.cn",
                "microsoftgraph.chinacloudapi.cn",
            ],
        )
    }
}

/// A tenant that stands for many directories.
fn is_of_many(tenant: &str) -> bool {
    [ANYBODY, "organizations", ""].iter().any(|many| tenant.trim().eq_ignore_ascii_case(many))
}

/// Whether only personal accounts have their mail there
/// (support.microsoft.com/office/pop-imap-and-smtp-settings-for-outlook-com-d088b986-291d-42b8-9564-9c414e2aa040).
pub(super) fn is_personal_host(host: &str) -> bool {
    is_below(host, &["imap-mail.outlook.com", "pop-mail.outlook.com", "smtp-mail.outlook.com"])
}

/// learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-basic-authentication-exchange-online
/// and, of ROPC and the second factor, learn.microsoft.com/entra/identity-platform/v2-oauth-ropc.
pub(super) fn office_365(mode: Kind) -> Verdict {
    match mode {
        Kind::Basic => warn(phrase!("mode-office-365-passwords-off"), Kind::AuthorizationCode),
        Kind::Ntlm => verdict::no_ntlm(Kind::AuthorizationCode),
        Kind::AuthorizationCode | Kind::ClientCredentials | Kind::DeviceCode => accept(),
        Kind::ServiceAccount => verdict::no_service_account(Kind::ClientCredentials),
        Kind::Ropc => verdict::ropc_is_legacy(),
        Kind::Implicit => verdict::no_implicit(),
        Kind::Managed => Verdict::AsConnection,
    }
}

/// support.microsoft.com/office/modern-authentication-methods-now-needed-to-continue-syncing-outlook-email-in-non-microsoft-email-apps-c5d65390-9676-4763-b41f-d7986499a90d
pub(super) fn outlook_com(mode: Kind) -> Verdict {
    match mode {
        Kind::Basic => refuse(phrase!("mode-outlook-com-passwords-off"), Kind::AuthorizationCode),
        Kind::Ntlm => verdict::no_ntlm(Kind::AuthorizationCode),
        Kind::AuthorizationCode | Kind::DeviceCode => accept(),
        Kind::ClientCredentials => refuse(phrase!("mode-personal-no-application"), Kind::AuthorizationCode),
        Kind::ServiceAccount => verdict::no_service_account(Kind::AuthorizationCode),
        Kind::Ropc => refuse(phrase!("mode-outlook-com-no-ropc"), Kind::AuthorizationCode),
        Kind::Implicit => verdict::no_implicit(),
        Kind::Managed => Verdict::AsConnection,
    }
}

/// learn.microsoft.com/exchange/client-developer/exchange-web-services/authentication-and-ews-in-exchange
pub(super) fn ews(mode: Kind) -> Verdict {
    match mode {
        Kind::Basic => refuse(phrase!("mode-ews-cloud-passwords-off"), Kind::AuthorizationCode),
        Kind::Ntlm => verdict::no_ntlm(Kind::AuthorizationCode),
        Kind::AuthorizationCode | Kind::ClientCredentials | Kind::DeviceCode => accept(),
        Kind::ServiceAccount => verdict::no_service_account(Kind::ClientCredentials),
        Kind::Ropc => verdict::ropc_is_legacy(),
        Kind::Implicit => verdict::implicit_is_legacy(),
        Kind::Managed => Verdict::AsConnection,
    }
}

/// learn.microsoft.com/graph/auth/auth-concepts
pub(super) fn graph(mode: Kind) -> Verdict {
    match mode {
        Kind::Basic => refuse(phrase!("mode-outlook-tokens-only"), Kind::AuthorizationCode),
        Kind::Ntlm => verdict::no_ntlm(Kind::AuthorizationCode),
        Kind::AuthorizationCode | Kind::ClientCredentials | Kind::DeviceCode => accept(),
        Kind::ServiceAccount => verdict::no_service_account(Kind::ClientCredentials),
        Kind::Ropc => refuse(phrase!("mode-outlook-no-ropc"), Kind::AuthorizationCode),
        Kind::Implicit => verdict::no_implicit(),
        Kind::Managed => Verdict::AsConnection,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_cannot_lead_elsewhere() {
        for tenant in ["a/b", "..%2f", "a?b", "a#b", "evil.example/"] {
            assert!(Microsoft.endpoints(Some(tenant), &Cloud::Global).is_err(), "{tenant}");
        }
        let Ok(Known::Endpoints(found)) = Microsoft.endpoints(Some("contoso.example"), &Cloud::UsDod) else {
            panic!("no endpoints");
        };
        assert_eq!(
            found.token.as_str(),
            "https://login.microsoftonline.us/contoso.example/oauth2/v2.0/token"
        );
    }

    #[test]
    fn what_is_asked_for_fits_the_protocol_and_who_asks() {
        let person = Microsoft.scopes(Service::Imap, &Cloud::Global, OnBehalf::Person);
        assert_eq!(
            person,
            [
                "https://outlook.office.com/IMAP.AccessAsUser.All",
                "https://outlook.office.com/SMTP.Send",
                "offline_access",
                "openid",
                "email"
            ]
        );
        let application = Microsoft.scopes(Service::Imap, &Cloud::Global, OnBehalf::Application);
        assert_eq!(application, ["https://outlook.office365.com/.default"]);
        let graph = Microsoft.scopes(Service::Graph, &Cloud::China, OnBehalf::Application);
        assert_eq!(graph, ["https://microsoftgraph.chinacloudapi.cn/.default"]);
    }
}
