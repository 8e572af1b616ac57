//! Where Exchange Web Services are, by what somebody has written.

use crate::Mode;
use crate::modes::Provider;
use crate::providers::{Cloud, is_below};
use carteiro_world::http::Url;

/// What means Exchange in the cloud where a domain is asked for, and is no server of Exchange.
const MAGIC: &str = "smtp.office365.com";
/// What stands for Exchange in the cloud.
const CLOUD_EXCHANGE: [&str; 5] =
    ["office365.com", "outlook.office.com", "office365.us", "apps.mil", "outlook.cn"];
/// Below it, every organisation has a domain of Microsoft's (learn.microsoft.com/entra/fundamentals/add-custom-domain).
const INITIAL_DOMAIN: [&str; 3] = ["onmicrosoft.com", "onmicrosoft.us", "partner.onmschina.cn"];
/// Where every server of Exchange has the service
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-set-the-ews-service-url).
const PATH: &str = "/EWS/Exchange.asmx";

/// Where Exchange Web Services are, as far as that is known without asking anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Exchange Online.
    Cloud {
        /// Which of its clouds.
        cloud: Cloud,
        /// Whether a domain says so that was written for that; else who signs in does.
        is_written: bool,
    },
    /// The Exchange of an organisation.
    Own {
        /// Its domain.
        domain: String,
        /// Whether it was written as one; else it is that of who signs in.
        is_written: bool,
    },
    /// Nothing says where.
    Nowhere,
}

impl Place {
    /// The address of the service.
    pub fn endpoint(&self) -> Option<String> {
        match self {
            Self::Cloud { cloud, .. } => Some(format!("{}{PATH}", cloud.outlook())),
            Self::Own { domain, .. } => Some(format!("https://{domain}{PATH}")),
            Self::Nowhere => None,
        }
    }

    /// What an address that was written leads to: Exchange in the cloud, or the Exchange of an organisation.
    pub fn at(endpoint: &Url, cloud: Option<&Cloud>) -> Self {
        let host = endpoint.host_str().unwrap_or_default();
        if is_cloud(host, cloud) {
            return Self::Cloud { cloud: cloud_of(host, cloud), is_written: true };
        }
        Self::Own { domain: host.to_owned(), is_written: true }
    }
}

/// Where Exchange Web Services are when no address is written: in the cloud when `domain` says so, or when Microsoft
/// issues the tokens and no domain is written, or when who signs in has an address of a domain of Microsoft's; else at
/// the domain, or at that of `username`. Nothing is ever sent to `smtp.office365.com`, which only means the cloud.
pub fn ews_endpoint(
    domain: Option<&str>,
    username: Option<&str>,
    cloud: Option<&Cloud>,
    auth: &Mode,
) -> Place {
    let given = |text: &str| {
        let text = text.trim().trim_end_matches('.').to_ascii_lowercase();
        (!text.is_empty()).then_some(text)
    };
    // `DOMAIN\ana` names a domain of Windows, which is no name of a server.
    let of_user = || username.and_then(|user| user.rsplit_once('@')).and_then(|(_, domain)| given(domain));
    if let Some(domain) = domain.and_then(given) {
        return if is_cloud(&domain, cloud) {
            Place::Cloud { cloud: cloud_of(&domain, cloud), is_written: true }
        } else {
            Place::Own { domain, is_written: true }
        };
    }
    let is_entra = auth.provider() == Some(&Provider::Microsoft);
    match of_user() {
        Some(domain) if is_cloud(&domain, cloud) => {
            Place::Cloud { cloud: cloud_of(&domain, cloud), is_written: false }
        }
        _ if is_entra => Place::Cloud { cloud: cloud.cloned().unwrap_or_default(), is_written: false },
        Some(domain) => Place::Own { domain, is_written: false },
        None => Place::Nowhere,
    }
}

/// Whether a host is the one that only means the cloud.
pub fn is_magic(host: &str) -> bool {
    host.trim_end_matches('.').eq_ignore_ascii_case(MAGIC)
}

/// Whether a host or a domain is one of Exchange in the cloud.
fn is_cloud(host: &str, cloud: Option<&Cloud>) -> bool {
    let custom = match cloud {
        Some(custom @ Cloud::Custom(_)) => Url::parse(custom.outlook()).ok(),
        _ => None,
    };
    let is_custom = custom.and_then(|url| url.host_str().map(|own| own.eq_ignore_ascii_case(host)));
    is_custom == Some(true) || is_below(host, &CLOUD_EXCHANGE) || is_below(host, &INITIAL_DOMAIN)
}

/// Which cloud: the one that was chosen, or the one whose host it is.
fn cloud_of(host: &str, cloud: Option<&Cloud>) -> Cloud {
    cloud.cloned().unwrap_or_else(|| match host {
        host if is_below(host, &["onmicrosoft.us"]) => Cloud::UsGccHigh,
        host if is_below(host, &["partner.onmschina.cn"]) => Cloud::China,
        host => Cloud::of_mail_server(host),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn basic() -> Mode {
        serde_json::from_value(json!({ "basic": { "username": "u", "password": "p" } })).unwrap()
    }

    fn entra() -> Mode {
        let mode = json!({ "client_credentials": { "provider": "microsoft", "client_id": "c" } });
        serde_json::from_value(mode).unwrap()
    }

    fn adfs() -> Mode {
        let provider = json!({ "custom": { "issuer": "https://adfs.contoso.example/adfs" } });
        serde_json::from_value(json!({ "device_code": { "provider": provider, "client_id": "c" } })).unwrap()
    }

    #[test]
    fn who_writes_what_is_led_where_it_is() {
        const CLOUD: &str = "https://outlook.office365.com/EWS/Exchange.asmx";
        let own = |domain: &str| Some(format!("https://{domain}/EWS/Exchange.asmx"));
        let cloud = || Some(CLOUD.to_owned());
        let us = Some("https://outlook.office365.us/EWS/Exchange.asmx".to_owned());
        let dod = Some("https://webmail.apps.mil/EWS/Exchange.asmx".to_owned());
        let china = Some("https://partner.outlook.cn/EWS/Exchange.asmx".to_owned());
        let written = |is_written: bool, endpoint: Option<String>| (endpoint, Some(is_written));
        let magic = Some("smtp.office365.com");
        let rules = vec![
            // The word that means the cloud, whatever is signed in with.
            (magic, None, None, basic(), written(true, cloud())),
            (magic, Some("ana@contoso.example"), None, entra(), written(true, cloud())),
            (Some(" SMTP.Office365.com. "), None, None, entra(), written(true, cloud())),
            (magic, None, Some(Cloud::UsGccHigh), entra(), written(true, us.clone())),
            (magic, None, Some(Cloud::UsDod), entra(), written(true, dod.clone())),
            (magic, None, Some(Cloud::China), entra(), written(true, china.clone())),
            // Other names of it.
            (Some("outlook.office365.com"), None, None, entra(), written(true, cloud())),
            (Some("outlook.office365.us"), None, None, entra(), written(true, us.clone())),
            (Some("webmail.apps.mil"), None, None, entra(), written(true, dod)),
            (Some("partner.outlook.cn"), None, None, entra(), written(true, china.clone())),
            (Some("contoso.onmicrosoft.com"), None, None, basic(), written(true, cloud())),
            (Some("contoso.onmicrosoft.us"), None, None, basic(), written(true, us.clone())),
            (Some("contoso.partner.onmschina.cn"), None, None, entra(), written(true, china)),
            // Microsoft 365, field blank.
            (None, None, None, entra(), written(false, cloud())),
            (Some("  "), None, None, entra(), written(false, cloud())),
            (None, Some("ana@contoso.example"), None, entra(), written(false, cloud())),
            (None, None, Some(Cloud::UsGccHigh), entra(), written(false, us)),
            (None, Some("ana@contoso.onmicrosoft.com"), None, basic(), written(false, cloud())),
            // Not Microsoft 365: the organisation's domain, or that of the user name.
            (Some("Contoso.example"), None, None, basic(), written(true, own("contoso.example"))),
            (
                Some("contoso.example"),
                Some("ana@other.example"),
                None,
                adfs(),
                written(true, own("contoso.example")),
            ),
            (Some("contoso.example"), None, None, entra(), written(true, own("contoso.example"))),
            (None, Some("ana@contoso.example"), None, basic(), written(false, own("contoso.example"))),
            (None, Some("ana@contoso.example"), None, adfs(), written(false, own("contoso.example"))),
            (Some("notoffice365.com"), None, None, basic(), written(true, own("notoffice365.com"))),
            (Some("office365.com.example"), None, None, basic(), written(true, own("office365.com.example"))),
            // Nothing says so.
            (None, None, None, basic(), (None, None)),
            (None, Some("CONTOSO\\ana"), None, basic(), (None, None)),
            (None, Some("ana@"), None, basic(), (None, None)),
            (None, None, None, adfs(), (None, None)),
        ];
        for (domain, user, which, mode, expected) in rules {
            let place = ews_endpoint(domain, user, which.as_ref(), &mode);
            let is_written = match &place {
                Place::Cloud { is_written, .. } | Place::Own { is_written, .. } => Some(*is_written),
                Place::Nowhere => None,
            };
            let told = format!("{domain:?} {user:?} {which:?} {}", mode.name());
            assert_eq!((place.endpoint(), is_written), expected, "{told}");
            assert!(!place.endpoint().is_some_and(|endpoint| endpoint.contains("smtp.")), "{told}");
        }
    }

    #[test]
    fn a_cloud_of_ones_own_is_a_cloud() {
        let cloud = json!({ "custom": {
            "login": "https://login.cloud.example", "graph": "https://graph.cloud.example",
            "outlook": "https://mail.cloud.example/"
        } });
        let cloud: Cloud = serde_json::from_value(cloud).unwrap();
        let place = ews_endpoint(Some("mail.cloud.example"), None, Some(&cloud), &entra());
        assert_eq!(place.endpoint().unwrap(), "https://mail.cloud.example/EWS/Exchange.asmx");
        assert!(matches!(place, Place::Cloud { .. }));
    }

    #[test]
    fn an_address_that_is_written_is_of_the_cloud_by_its_host() {
        for (endpoint, is_cloud) in [
            ("https://outlook.office365.com/EWS/Exchange.asmx", true),
            ("https://webmail.apps.mil/EWS/Exchange.asmx", true),
            ("https://mail.contoso.example/EWS/Exchange.asmx", false),
            ("http://127.0.0.1:8080/EWS/Exchange.asmx", false),
        ] {
            let place = Place::at(&Url::parse(endpoint).unwrap(), None);
            assert_eq!(matches!(place, Place::Cloud { .. }), is_cloud, "{endpoint}");
        }
    }
}
