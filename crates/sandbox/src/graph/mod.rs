//! Mail of Microsoft Graph v1.0, as it is served at `/v1.0`.
//!
//! - Written from the vendor's pages on learn.microsoft.com/graph and its OpenAPI description; what is beyond the
//!   description names its page.
//! - A file an operation, in `verbs`. A message of the [`Store`](crate::Store) is seen through `message`, a folder
//!   through `folder`; what stands in a query is read in `odata`.

mod access;
mod answer;
mod asked;
mod call;
mod failure;
mod folder;
mod http;
mod id;
mod message;
mod odata;
mod prefer;
mod receive;
mod route;
mod server;
mod signing;
mod trouble;
mod verbs;

pub(crate) use server::Server;

/// What its addresses begin with.
pub(crate) const PATH: &str = "/v1.0";
/// What the addresses begin with to which large attachments go
/// (learn.microsoft.com/graph/outlook-large-attachments: they are of another host, and opaque).
const UPLOADS: &str = "/api/v2.0/";

/// Whether a request is meant for it.
pub(crate) fn is_graph(path: &str) -> bool {
    path.strip_prefix(PATH).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        || path.starts_with(UPLOADS)
}
