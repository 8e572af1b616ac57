//! Exchange Web Services, as Exchange serves them at `/EWS/Exchange.asmx`.
//!
//! - Written from the schema (services.wsdl, messages.xsd, types.xsd) and the vendor's pages on
//!   learn.microsoft.com/exchange/client-developer; what is beyond the schema names its page.
//! - A file an operation, in `verbs`. An item is a message of the [`Store`](crate::Store), seen through `item`; a folder
//!   is one seen through `folder`.

mod call;
mod dispatch;
pub(crate) mod draft;
mod failure;
pub(crate) mod folder;
mod http;
pub(crate) mod id;
pub(crate) mod item;
mod notify;
mod restriction;
mod schema;
mod server;
mod signing;
mod soap;
mod trouble;
mod verbs;
mod version;
mod xml;

pub(crate) use server::Server;
pub use version::Version;

/// Where it is served.
pub(crate) const PATH: &str = "/EWS/Exchange.asmx";

/// Whether a request is meant for it. IIS tells no capital letters from small ones.
pub(crate) fn is_ews(path: &str) -> bool {
    path.eq_ignore_ascii_case(PATH)
}
