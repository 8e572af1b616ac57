//! How Dovecot judges bearer tokens: those it can read by the signature, the others by asking who gave them out.

use std::fmt::Write as _;
use std::path::Path;

use super::oidc::Oidc;
use crate::failure::{Doing as _, Result};

/// Whose mailbox a token opens: the claim that names it, what of that name must be the mailbox's, and the claim and the
/// value that make it so.
const RIGHTS: [(&str, &str, &str, &str, &str); 3] = [
    // One's own.
    ("own", "sub", "%Lu", "mailboxes", "own"),
    // Everybody's: a program that no person has signed in to. A format without a variable fits every name.
    ("app", "sub", "any", "mailboxes", "any"),
    // A shared one, as Exchange lets delegates in.
    ("shared", "opens", "%Lu", "mailboxes", "own"),
];

/// Writes the files of Dovecot's token checks, and answers what its settings need on top.
pub fn settings(folder: &Path, oidc: &Oidc) -> Result<String> {
    let signed = format!(
        "introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={}/\n",
        oidc.keys().display()
    );
    let asked = format!("introspection_mode = post\nintrospection_url = {}\n", oidc.introspection());
    let mut settings = "\nauth_mechanisms = $auth_mechanisms xoauth2 oauthbearer\n".to_owned();
    for (how, check) in [("signed", signed), ("asked", asked)] {
        for (whose, name, format, claim, value) in RIGHTS {
            let file = folder.join(format!("token-{how}-{whose}.conf"));
            let text = format!(
                "{check}username_attribute = {name}\nusername_format = {format}\nactive_attribute = {claim}\nactive_value = {value}\n\
                 openid_configuration_url = {}/.well-known/openid-configuration\n",
                oidc.issuer()
            );
            std::fs::write(&file, text).doing(|| format!("write {}", file.display()))?;
            let _ = write!(
                settings,
                "passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {}\n}}\n",
                file.display()
            );
        }
    }
    Ok(settings)
}
