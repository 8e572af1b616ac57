//! Who lets people in, one file each: which modes of signing in open their mailboxes, where tokens are asked for, for
//! what, and to whom they may be shown.
//!
//! To add one: a file with its [`Definition`] and what it says of every mode, a line in [`Column`], in
//! [`Provider`](crate::modes::Provider) and in [`Provider::definition`], its words in `strings/pt-BR.ftl`.

pub mod cloud;
mod column;
mod custom;
pub mod exchange;
mod google;
pub mod hosts;
mod microsoft;
mod verdict;
mod yahoo;

pub use cloud::{Cloud, CustomCloud};
pub use column::Column;
pub use custom::whole;
pub use verdict::Verdict;

use crate::Mode;
use crate::modes::{Provider, Wrong};
use carteiro_world::Phrase;
use carteiro_world::http::Url;
use serde::{Deserialize, Serialize};

/// What is known of a provider.
pub trait Definition: Sync {
    /// What it is called in an automation.
    fn name(&self) -> &'static str;

    /// Where it is asked. `Err`: what is written cannot be where it is.
    fn endpoints(&self, tenant: Option<&str>, cloud: &Cloud) -> Result<Known, Phrase>;

    /// What a token must allow.
    fn scopes(&self, service: Service, cloud: &Cloud, on_behalf: OnBehalf) -> Vec<String>;

    /// What is added to the address at which a person signs in, so that a refresh token comes back.
    fn extras(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// What a mode lacks to work here, or has too much.
    fn wrong(&self, _: &Mode) -> Vec<Wrong> {
        Vec::new()
    }

    /// Whether its tokens may be shown to this host.
    fn shows_to(&self, host: &str) -> bool;
}

/// Where a provider is asked, as far as it is known without asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// All of it.
    Endpoints(Box<Endpoints>),
    /// Who tells the rest (RFC 8414).
    Issuer(Url),
}

/// Where a provider is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// Where a person signs in (RFC 6749 §3.1).
    pub authorization: Option<Url>,
    /// Where tokens come from (RFC 6749 §3.2).
    pub token: Url,
    /// Where a device asks for a code (RFC 8628 §3.1).
    pub device: Option<Url>,
    /// Where a token is given back (RFC 7009).
    pub revocation: Option<Url>,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// IMAP.
    Imap,
    /// POP3.
    Pop3,
    /// SMTP.
    Smtp,
    /// Exchange Web Services.
    Ews,
    /// Microsoft Graph.
    Graph,
}

/// In whose name a token acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OnBehalf {
    /// A person's.
    Person,
    /// The application's own.
    Application,
}

impl Provider {
    /// The one of this name; `None`: it is one of somebody's own.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Microsoft, Self::Google, Self::Yahoo];
        all.into_iter().find(|provider| provider.definition().name() == name)
    }

    /// What is known of it.
    pub fn definition(&self) -> &dyn Definition {
        match self {
            Self::Microsoft => &microsoft::Microsoft,
            Self::Google => &google::Google,
            Self::Yahoo => &yahoo::Yahoo,
            Self::Custom(custom) => custom,
        }
    }
}

/// An address that is written in here.
fn fixed(text: &str) -> Result<Url, Phrase> {
    Url::parse(text).map_err(|_| carteiro_world::phrase!("oauth-url", url = text))
}

/// Whether the host is this machine.
pub fn is_here(host: &str) -> bool {
    let host = host.trim().trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether scopes name this host as what they are for, and no other: nobody else takes their tokens. So are those of
/// Microsoft for an Exchange of one's own in hybrid modern authentication.
pub fn are_of(scopes: &[String], host: &str) -> bool {
    let resources = scopes.iter().filter_map(|scope| Url::parse(scope).ok());
    let hosts: Vec<String> = resources.filter_map(|url| url.host_str().map(str::to_owned)).collect();
    !hosts.is_empty() && hosts.iter().all(|known| known.eq_ignore_ascii_case(host))
}

/// Whether `host` is one of `names` or lies below one.
pub(crate) fn is_below(host: &str, names: &[&str]) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let below =
        |name: &&str| host.strip_suffix(*name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    names.iter().any(below)
}

#[cfg(test)]
mod tests;
