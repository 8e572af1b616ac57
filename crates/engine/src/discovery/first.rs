//! A first automation: it counts what is unread and tells the newest messages, and changes nothing.

use super::{Address, Found, Sender};
use crate::actions::Protocol;
use crate::explain::Speaks;
use carteiro_auth::modes::Kind;
use carteiro_auth::providers::{Cloud, Column, hosts};
use carteiro_auth::value::CredentialPath;
use carteiro_mail::reaching::Security;

/// What a first automation is made of.
#[derive(Clone, Debug)]
pub struct First<'a> {
    /// Whose mailbox it is.
    pub address: &'a Address,
    /// Where it is.
    pub found: &'a Found,
    /// How one signs in: one of those that were offered.
    pub mode: Kind,
    /// With which application; only where tokens are.
    pub application: Option<Application>,
    /// What the automation is called.
    pub name: String,
}

/// An application that is registered at the provider.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its ID.
    pub client_id: String,
    /// The directory; only at Microsoft 365.
    pub tenant_id: Option<String>,
}

impl First<'_> {
    /// Where the password is looked for, or the secret of the application; `None`: nowhere.
    pub fn secret(&self) -> Option<CredentialPath> {
        let attribute = match (self.mode, self.found.column) {
            (Kind::Basic | Kind::Ntlm, _) => "password",
            (Kind::AuthorizationCode, Column::Gmail | Column::Yahoo) => "client_secret",
            _ => return None,
        };
        Some(CredentialPath {
            locker: "mail".to_owned(),
            name: self.address.name(),
            attribute: attribute.to_owned(),
        })
    }

    /// The file.
    pub fn text(&self) -> String {
        let (kind, server) = match self.found.protocol {
            Speaks::Imap => ("mail_server", self.mail_server(Protocol::Imap)),
            Speaks::Pop3 => ("mail_server", self.mail_server(Protocol::Pop3)),
            // The domain is asked for it again, by who signs in.
            Speaks::Ews => ("ews", String::new()),
            Speaks::Outlook if cloud(self.address) == Cloud::UsGccHigh => {
                ("outlook", "        cloud: us_gcc_high\n".to_owned())
            }
            Speaks::Outlook => ("outlook", String::new()),
        };
        let sender = self.found.outgoing.as_ref().map(outgoing).unwrap_or_default();
        let mut fields = String::new();
        for (name, value) in self.fields() {
            fields.extend(["            ", name, ": ", &value, "\n"]);
        }
        format!(
            "name: {name}
steps:
  - connect:
      session: mail
      {kind}:
{server}        auth:
          {mode}:
{fields}{sender}  - count_mail: {{ session: mail, where: {{ status: unread }}, as: unread }}
  - log: {{ text: \"{{{{ unread }}}} unread\" }}
  - for_each_mail:
      session: mail
      order: newest_first
      limit: 5
      do:
        - log: {{ text: \"{{{{ mail.from }}}}: {{{{ mail.subject }}}}\" }}
  - disconnect: {{ session: mail }}
",
            name = quoted(&self.name),
            mode = self.mode.name(),
        )
    }

    /// Where it is.
    fn mail_server(&self, protocol: Protocol) -> String {
        let Found { host, port, security, .. } = self.found;
        let mut server = format!("        host: {}\n", quoted(host));
        if protocol == Protocol::Pop3 {
            server.insert_str(0, "        protocol: pop3\n");
        }
        if *port != protocol.usual_port(*security) {
            server.extend(["        port: ", &port.to_string(), "\n"]);
        }
        match security {
            Security::Tls => {}
            Security::Starttls => server.push_str("        security: starttls\n"),
            Security::None => server.push_str("        security: none\n"),
        }
        server
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        let user = quoted(&self.found.user);
        if matches!(self.mode, Kind::Basic | Kind::Ntlm) {
            fields.push(("username", user));
            fields.extend(self.secret().map(|path| ("password", kept(&path))));
            return fields;
        }
        let (provider, tenant) = match self.found.column {
            Column::Gmail => ("google", None),
            Column::Yahoo => ("yahoo", None),
            Column::OutlookCom => ("microsoft", Some("consumers".to_owned())),
            Column::Outlook if is_personal(self.address) => ("microsoft", Some("consumers".to_owned())),
            _ => {
                ("microsoft", self.application.as_ref().and_then(|application| application.tenant_id.clone()))
            }
        };
        fields.push(("provider", provider.to_owned()));
        fields.extend(tenant.map(|tenant| ("tenant_id", quoted(&tenant))));
        fields
            .extend(self.application.iter().map(|application| ("client_id", quoted(&application.client_id))));
        fields.extend(self.secret().map(|path| ("client_secret", kept(&path))));
        fields.push(("username", user));
        fields
    }
}

/// The cloud in which the mailbox of this address is, as far as its domain tells.
pub(super) fn cloud(address: &Address) -> Cloud {
    if address.domain().ends_with(".onmicrosoft.us") { Cloud::UsGccHigh } else { Cloud::Global }
}

/// Whether it is the address of a personal account at Microsoft.
fn is_personal(address: &Address) -> bool {
    hosts::of_domain(address.domain()).is_some_and(|hosted| hosted.column == Column::OutlookCom)
}

/// The way out, as it is written.
fn outgoing(sender: &Sender) -> String {
    let Sender { host, port, security } = sender;
    let mut text = format!("        outgoing:\n          host: {}\n", quoted(host));
    let usual = if *security == Security::Tls { 465 } else { 587 };
    if *port != usual {
        text.extend(["          port: ", &port.to_string(), "\n"]);
    }
    if *security == Security::Starttls {
        text.push_str("          security: starttls\n");
    }
    text
}

fn kept(path: &CredentialPath) -> String {
    format!("{{ credential: {path} }}")
}

/// As YAML reads it back, whatever it holds.
fn quoted(text: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'@' | b' ');
    let is_word = text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    // A template begins with a brace.
    if is_word && text.bytes().all(is_plain) && !text.ends_with(' ') && !is_special(text) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

/// What YAML reads as something else than text.
fn is_special(text: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Automation;
    use crate::discovery::Source;
    use carteiro_auth::providers::hosts::KNOWN;

    #[test]
    fn a_mailbox_of_microsoft_is_written_as_outlook() {
        let application = Some(Application { client_id: "1b2c-3".to_owned(), tenant_id: None });
        for (address, written) in [
            (
                "ana@hotmail.com",
                "      outlook:\n        auth:\n          authorization_code:\n            provider: microsoft\n            tenant_id: consumers\n            client_id: \"1b2c-3\"\n",
            ),
            (
                "ana@contoso.onmicrosoft.com",
                "      outlook:\n        auth:\n          authorization_code:\n            provider: microsoft\n            client_id",
            ),
            ("ana@contoso.onmicrosoft.us", "      outlook:\n        cloud: us_gcc_high\n        auth:"),
        ] {
            let address = Address::parse(address).unwrap();
            let found = super::super::by_graph(&address, Source::Given);
            let (mode, application) = (Kind::AuthorizationCode, application.clone());
            let first =
                First { address: &address, found: &found, mode, application, name: "First".to_owned() };
            let text = first.text();
            assert!(text.contains(written), "{text}");
            assert!(codes(&text).is_empty(), "{text}");
        }
    }

    fn found(host: &str, column: Column) -> Found {
        Found {
            protocol: Speaks::Imap,
            host: host.to_owned(),
            port: 993,
            security: Security::Tls,
            user: "ana@example.org".to_owned(),
            column,
            outgoing: None,
            source: Source::Given,
        }
    }

    fn codes(text: &str) -> Vec<String> {
        match Automation::load("first.yaml", text.as_bytes()) {
            Ok(checked) => checked.warnings().iter().map(|warning| warning.code().to_owned()).collect(),
            Err(mistakes) => panic!("{text}\n{mistakes:#?}"),
        }
    }

    #[test]
    fn whatever_is_offered_is_written_so_that_the_check_accepts_it() {
        let address = Address::parse("ana@example.org").unwrap();
        let application = Some(Application { client_id: "1b2c-3".to_owned(), tenant_id: None });
        for hosted in KNOWN {
            for mode in [Kind::AuthorizationCode, Kind::DeviceCode, Kind::Basic] {
                let is_offered = mode == Kind::Basic || hosted.column != Column::Custom;
                if !is_offered || !hosted.column.modes().contains(&mode) {
                    continue;
                }
                let found = found(hosted.imap.host, hosted.column);
                let application = application.clone().filter(|_| mode != Kind::Basic);
                let first =
                    First { address: &address, found: &found, mode, application, name: "First".to_owned() };
                let warned = codes(&first.text());
                assert!(warned.iter().all(|code| code.starts_with("mode-")), "{}: {warned:?}", hosted.name);
                let reads = first.text().contains("client_secret");
                assert_eq!(reads, first.secret().is_some_and(|path| path.attribute == "client_secret"));
            }
        }
    }

    #[test]
    fn it_reads_as_a_person_would_write_it() {
        let address = Address::parse("ana@example.org").unwrap();
        let mut found = found("imap.example.org", Column::Custom);
        (found.port, found.security) = (1143, Security::Starttls);
        let mode = Kind::Basic;
        let first = First {
            address: &address,
            found: &found,
            mode,
            application: None,
            name: "First steps".to_owned(),
        };
        insta::assert_snapshot!(first.text(), @r#"
        name: First steps
        steps:
          - connect:
              session: mail
              mail_server:
                host: imap.example.org
                port: 1143
                security: starttls
                auth:
                  basic:
                    username: ana@example.org
                    password: { credential: mail/ana.password }
          - count_mail: { session: mail, where: { status: unread }, as: unread }
          - log: { text: "{{ unread }} unread" }
          - for_each_mail:
              session: mail
              order: newest_first
              limit: 5
              do:
                - log: { text: "{{ mail.from }}: {{ mail.subject }}" }
          - disconnect: { session: mail }
        "#);
    }

    #[test]
    fn an_exchange_of_the_domain_is_written_as_one() {
        let address = Address::parse("ana@example.org").unwrap();
        let found =
            Found { protocol: Speaks::Ews, ..found("autodiscover.example.org", Column::EwsOnPremises) };
        for mode in [Kind::Basic, Kind::Ntlm] {
            let name = "First".to_owned();
            let first = First { address: &address, found: &found, mode, application: None, name };
            let text = first.text();
            let written = format!(
                "      ews:\n        auth:\n          {}:\n            username: ana@example.org\n            password: {{ credential: mail/ana.password }}\n  - count",
                mode.name()
            );
            assert!(text.contains(&written), "{text}");
            assert!(codes(&text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_maildrop_and_where_its_mail_goes_out_are_written_too() {
        let address = Address::parse("ana@example.org").unwrap();
        let sender = |port, security| Some(Sender { host: "out.example.org".to_owned(), port, security });
        for (outgoing, written) in [
            (sender(465, Security::Tls), "        outgoing:\n          host: out.example.org\n  - count"),
            (
                sender(2525, Security::Starttls),
                "        outgoing:\n          host: out.example.org\n          port: 2525\n          security: starttls\n  - count",
            ),
            (None, "            password: { credential: mail/ana.password }\n  - count"),
        ] {
            let found = Found {
                protocol: Speaks::Pop3,
                port: 995,
                outgoing,
                ..found("pop.example.org", Column::Custom)
            };
            let name = "First".to_owned();
            let first =
                First { address: &address, found: &found, mode: Kind::Basic, application: None, name };
            let text = first.text();
            assert!(text.contains("protocol: pop3\n        host: pop.example.org\n        auth:"), "{text}");
            assert!(text.contains(written), "{text}");
            assert!(codes(&text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_name_that_yaml_would_misread_is_quoted() {
        let address = Address::parse("ana@example.org").unwrap();
        for user in ["no", "0123", "a: b", "ana\"x", "{{ x }}", "- a", "#a", "a #b", "x "] {
            let mut found = found("imap.example.org", Column::Custom);
            user.clone_into(&mut found.user);
            let first = First {
                address: &address,
                found: &found,
                mode: Kind::Basic,
                application: None,
                name: user.to_owned(),
            };
            let checked = Automation::load("first.yaml", first.text().as_bytes());
            let checked = checked.unwrap_or_else(|mistakes| panic!("{user}: {mistakes:#?}"));
            assert_eq!(checked.automation().name, user);
        }
    }
}
