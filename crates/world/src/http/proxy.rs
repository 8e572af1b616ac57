//! Proxies, as whoever makes the client names them.

use super::Error;
use super::address::Origin;
use crate::dial::Proxy;
use hyper_util::client::proxy::matcher::Matcher;
use std::fmt;
use std::sync::Arc;

/// Which proxy leads where. By default none; this machine is always reached directly.
#[derive(Default)]
pub struct Proxies(Setting);

#[derive(Default)]
enum Setting {
    #[default]
    None,
    Some {
        http: Option<Arc<Proxy>>,
        https: Option<Arc<Proxy>>,
        /// Knows for which hosts there is none.
        matcher: Box<Matcher>,
    },
    /// The variable of this name means no proxy that is understood here. Going without it would be going around it.
    Unreadable(&'static str),
}

impl Proxies {
    /// As the variables `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` have it; empty ones mean nothing, and one without a
    /// scheme means `http://`. One that is not understood is told when a request is made.
    pub fn new(http: &str, https: &str, no: &str) -> Self {
        match (named(http), named(https)) {
            (Err(()), _) => Self(Setting::Unreadable("HTTP_PROXY")),
            (_, Err(())) => Self(Setting::Unreadable("HTTPS_PROXY")),
            (Ok(None), Ok(None)) => Self::default(),
            (Ok(http), Ok(https)) => {
                // Asked only whether: who it is has been read already.
                let matcher = Box::new(Matcher::builder().all("http://proxy.invalid").no(no).build());
                Self(Setting::Some { http, https, matcher })
            }
        }
    }

    pub(super) fn of(&self, origin: &Origin) -> Result<Option<Arc<Proxy>>, Error> {
        match &self.0 {
            Setting::Some { http, https, matcher } if !origin.is_loopback() => {
                let address = format!("http://{}/", origin.authority()).parse();
                let meant = address.is_ok_and(|address| matcher.intercept(&address).is_some());
                let proxy = if origin.secure { https } else { http };
                Ok(proxy.clone().filter(|_| meant))
            }
            Setting::Unreadable(name) if !origin.is_loopback() => Err(Error::ProxySetting(name)),
            _ => Ok(None),
        }
    }
}

fn named(setting: &str) -> Result<Option<Arc<Proxy>>, ()> {
    if setting.is_empty() {
        return Ok(None);
    }
    let whole = if setting.contains("://") { setting.to_owned() } else { format!("http://{setting}") };
    Proxy::parse(&whole).map(|proxy| Some(Arc::new(proxy))).map_err(|_| ())
}

/// Without their passwords.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Setting::None => "Proxies(none)",
            Setting::Some { .. } => "Proxies(some)",
            Setting::Unreadable(_) => "Proxies(unreadable)",
        })
    }
}
