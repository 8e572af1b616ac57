//! The matrix of modes, held against the table it was written from, and which column a connection is in.

use super::{Column, Verdict};
use crate::Mode;
use crate::modes::{Kind, Provider};
use carteiro_world::Language;
use serde_json::{Value, json};

/// Rows: modes. Columns: Office 365, Gmail, Outlook.com, Yahoo, custom, EWS cloud, EWS on premises, Outlook. Behind an
/// arrow stands what is to be used instead, where the table says it.
const TABLE: &str = "
basic              | warn          | warn                      | refuse → authorization_code | warn                        | accept | refuse → authorization_code | accept | refuse
ntlm               | refuse        | refuse                    | refuse                      | refuse                      | refuse | refuse                      | accept | refuse
authorization_code | accept        | accept                    | accept                      | accept if                   | accept | accept                      | accept if | accept
client_credentials | accept        | refuse → service_account  | refuse → authorization_code | refuse → authorization_code | accept | accept                      | accept | accept
service_account    | refuse        | accept if                 | refuse                      | refuse                      | refuse | refuse                      | refuse | refuse
device_code        | accept        | refuse → authorization_code | accept                    | refuse                      | accept | accept                      | accept | accept
managed            | its own       | its own                   | its own                     | its own                     | its own | its own                    | its own | its own
ropc               | warn          | refuse                    | refuse                      | refuse                      | warn   | warn                        | warn   | refuse
implicit           | refuse → authorization_code | refuse → authorization_code | refuse → authorization_code | refuse → authorization_code | warn | warn | warn | refuse → authorization_code
";

#[test]
fn every_cell_is_as_the_table_has_it() {
    let rows: Vec<&str> = TABLE.trim().lines().collect();
    assert_eq!(rows.len(), Kind::ALL.len());
    for (row, mode) in rows.iter().zip(Kind::ALL) {
        let mut cells = row.split('|').map(str::trim);
        assert_eq!(cells.next(), Some(mode.name()));
        let cells: Vec<&str> = cells.collect();
        assert_eq!(cells.len(), Column::ALL.len(), "{row}");
        for (cell, column) in cells.into_iter().zip(Column::ALL) {
            let (word, told) = cell.split_once(" → ").map_or((cell, None), |(word, told)| (word, Some(told)));
            let (is, instead) = match column.verdict(mode) {
                Verdict::Accept(None) => ("accept", None),
                Verdict::Accept(Some(_)) => ("accept if", None),
                Verdict::Warn { instead, .. } => ("warn", Some(instead)),
                Verdict::Refuse { instead, .. } => ("refuse", Some(instead)),
                Verdict::AsConnection => ("its own", None),
            };
            assert_eq!(is, word, "{} in {column:?}", mode.name());
            if told.is_some() {
                assert_eq!(instead.map(Kind::name), told, "{} in {column:?}", mode.name());
            }
        }
    }
}

#[test]
fn what_is_to_be_used_instead_is_accepted_there_and_named_in_both_languages() {
    for column in Column::ALL {
        for mode in Kind::ALL {
            let verdict = column.verdict(mode);
            let (Verdict::Warn { instead, because } | Verdict::Refuse { instead, because }) = &verdict else {
                continue;
            };
            assert!(matches!(column.verdict(*instead), Verdict::Accept(_)), "{mode:?} in {column:?}");
            for language in Language::ALL {
                let said = language.say(because);
                assert!(said.contains(instead.name()), "{mode:?} in {column:?}: {said}");
            }
        }
    }
}

fn mode(written: Value) -> Mode {
    serde_json::from_value(written).unwrap()
}

fn code(provider: &str) -> Mode {
    mode(json!({ "authorization_code": { "provider": provider, "client_id": "c" } }))
}

fn basic() -> Mode {
    mode(json!({ "basic": { "username": "u", "password": "p" } }))
}

#[test]
fn a_mail_server_is_in_the_column_of_its_provider_or_of_its_name() {
    let other = mode(
        json!({ "device_code": { "provider": { "custom": { "issuer": "https://id.example" } }, "client_id": "c" } }),
    );
    let service = mode(json!({ "service_account": { "key": "k", "subject": "s" } }));
    for (mode, tenant, host, column) in [
        (&code("microsoft"), None, Some("outlook.office365.com"), Column::Office365),
        (&code("microsoft"), Some("contoso.example"), None, Column::Office365),
        (&code("microsoft"), Some("Consumers"), Some("outlook.office365.com"), Column::OutlookCom),
        (&code("microsoft"), Some("9188040d-6c67-4c5b-b112-36a304b66dad"), None, Column::OutlookCom),
        (&code("microsoft"), None, Some("imap-mail.outlook.com"), Column::OutlookCom),
        (&code("google"), None, Some("imap.gmail.com"), Column::Gmail),
        (&code("yahoo"), None, None, Column::Yahoo),
        (&other, None, Some("imap.gmail.com"), Column::Custom),
        (&service, None, None, Column::Gmail),
        (&service, None, Some("127.0.0.1"), Column::Gmail),
        (&service, None, Some("outlook.office365.com"), Column::Office365),
        (&service, None, Some("mail.example.org"), Column::Custom),
        (&basic(), None, Some("Outlook.Office365.com."), Column::Office365),
        (&basic(), None, Some("imap-mail.outlook.com"), Column::OutlookCom),
        (&basic(), None, Some("imap.gmail.com"), Column::Gmail),
        (&basic(), None, Some("imap.mail.yahoo.com"), Column::Yahoo),
        (&basic(), None, Some("notgmail.com"), Column::Custom),
        (&basic(), None, None, Column::Custom),
    ] {
        assert_eq!(Column::of_mail_server(mode, tenant, host), column, "{} {tenant:?} {host:?}", mode.name());
    }
}

#[test]
fn exchange_is_in_the_cloud_when_its_address_its_domain_or_the_issuer_says_so() {
    let (cloud, own) = (Column::EwsCloud, Column::EwsOnPremises);
    for (mode, endpoint, domain, user, column) in [
        (basic(), None, Some("smtp.office365.com"), None, cloud),
        (basic(), None, Some("contoso.example"), None, own),
        (basic(), Some("https://mail.contoso.example/EWS/Exchange.asmx"), None, None, own),
        (basic(), Some("https://webmail.apps.mil/EWS/Exchange.asmx"), None, None, cloud),
        (basic(), None, None, Some("ana@contoso.onmicrosoft.com"), cloud),
        (basic(), None, None, Some("ana@contoso.example"), own),
        (basic(), None, None, None, own),
        (code("microsoft"), None, None, None, cloud),
        (code("microsoft"), None, Some(" "), None, cloud),
        (code("microsoft"), None, Some("contoso.example"), None, own),
    ] {
        let found = Column::of_ews(&mode, endpoint, domain, user);
        assert_eq!(found, column, "{} {endpoint:?} {domain:?} {user:?}", mode.name());
    }
}

#[test]
fn a_token_is_shown_to_its_providers_hosts_and_to_nobody_else() {
    for (provider, host, shown) in [
        (Provider::Microsoft, "outlook.office365.com", true),
        (Provider::Microsoft, "SMTP.office365.com", true),
        (Provider::Microsoft, "partner.outlook.cn", true),
        (Provider::Microsoft, "imap.gmail.com", false),
        (Provider::Microsoft, "outlook.office365.com.example.org", false),
        (Provider::Microsoft, "notoffice365.com", false),
        (Provider::Google, "imap.gmail.com", true),
        (Provider::Google, "evil-gmail.com", false),
        (Provider::Yahoo, "imap.mail.yahoo.com", true),
        (Provider::Yahoo, "outlook.office365.com", false),
    ] {
        assert_eq!(provider.definition().shows_to(host), shown, "{provider:?} {host}");
    }
}
