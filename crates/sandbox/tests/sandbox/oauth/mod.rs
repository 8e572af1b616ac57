//! The authorization server, one behaviour each.

mod apps;
mod code;
mod device;
mod foreign;
mod implicit;
mod knobs;
mod mistakes;
mod password;
mod person;
mod refresh;
mod service_account;
mod signer;
mod tokens;

use carteiro_sandbox::{Options, Sandbox, oauth::Settings};

use crate::client::{start, three_messages};

const AUTHORIZE: &str = "/common/oauth2/v2.0/authorize";
const TOKEN: &str = "/common/oauth2/v2.0/token";
const CALLBACK: &str = "http://localhost:4711/callback";
const IMAP: &str = "https://outlook.office.com/IMAP.AccessAsUser.All";

fn options() -> Options {
    Options { oauth: Some(Settings::default()), ..three_messages() }
}

async fn sandbox() -> Sandbox {
    start(options()).await
}
