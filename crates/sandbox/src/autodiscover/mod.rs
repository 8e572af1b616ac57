//! Exchange's Autodiscover: from an address to where its mailbox is asked for, in two tongues: plain XML
//! ([MS-OXDSCLI]) and SOAP ([MS-OXWSADISC]).
//!
//! - Who asks signs in: by NTLM, by password or by token. They may ask about every user.
//! - The faults `autodiscover-redirect-address` and `autodiscover-redirect-url` send them on.

mod about;
mod plain;
mod server;
mod signing;
mod soap;
mod xml;

pub(crate) use server::Server;

/// Where the plain tongue is spoken, and where the other is. IIS tells no capital letters from small ones.
const PLAIN: &str = "/autodiscover/autodiscover.xml";
const SOAP: &str = "/autodiscover/autodiscover.svc";
/// Where Exchange Web Services are asked (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-endpoint).
const EWS: &str = "/EWS/Exchange.asmx";

/// Whether a request is meant for it.
pub(crate) fn is_autodiscover(path: &str) -> bool {
    [PLAIN, SOAP].iter().any(|own| path.eq_ignore_ascii_case(own))
}
