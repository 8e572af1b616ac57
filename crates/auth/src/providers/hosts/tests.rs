use super::*;
use crate::modes::Kind;
use std::collections::BTreeSet;

#[test]
fn a_domain_and_an_exchanger_belong_to_one_provider() {
    let (mut domains, mut exchangers) = (BTreeSet::new(), BTreeSet::new());
    for hosted in KNOWN {
        for domain in hosted.domains {
            assert!(domains.insert(*domain), "{domain} twice");
            assert_eq!(of_domain(domain).map(|found| found.name), Some(hosted.name), "{domain}");
        }
        for name in hosted.exchangers {
            assert!(exchangers.insert(*name), "{name} twice");
            assert_eq!(of_exchanger(name).map(|found| found.name), Some(hosted.name), "{name}");
        }
    }
}

#[test]
fn every_entry_names_its_source_and_ports_fit_when_tls_begins() {
    for hosted in KNOWN {
        assert!(hosted.source.starts_with("https://"), "{}", hosted.name);
        assert!(!hosted.domains.is_empty() || !hosted.exchangers.is_empty(), "{}", hosted.name);
        assert!(!hosted.column.modes().is_empty(), "{}", hosted.name);
        for server in [Some(hosted.imap), hosted.pop3, Some(hosted.smtp)].into_iter().flatten() {
            let usual = match server.port {
                993 | 995 | 465 => Security::Tls,
                _ => Security::Starttls,
            };
            assert_eq!(server.security, usual, "{} {server:?}", hosted.name);
        }
    }
}

#[test]
fn the_matrix_knows_the_same_of_a_server_as_of_its_provider() {
    for hosted in KNOWN {
        let by_host = Column::of_host(hosted.imap.host);
        // Personal accounts have their mail on the servers of Microsoft 365; the tenant tells them apart.
        let meant = if hosted.column == Column::OutlookCom { Column::Office365 } else { hosted.column };
        assert_eq!(by_host, meant, "{}", hosted.name);
    }
}

#[test]
fn addresses_lead_to_their_provider() {
    for (domain, name) in [
        ("Gmail.com", Some("Gmail")),
        ("hotmail.com", Some("Outlook.com")),
        ("contoso.onmicrosoft.com", Some("Microsoft 365")),
        ("yahoo.com.br", Some("Yahoo")),
        ("uol.com.br", Some("UOL")),
        ("notgmail.com", None),
        ("example.org", None),
        ("", None),
    ] {
        assert_eq!(of_domain(domain).map(|hosted| hosted.name), name, "{domain}");
    }
    for (exchanger, name) in [
        ("contoso-com.mail.protection.outlook.com", Some("Microsoft 365")),
        ("hotmail-com.olc.protection.outlook.com", Some("Outlook.com")),
        ("ASPMX.L.Google.com.", Some("Gmail")),
        ("mta7.am0.yahoodns.net", Some("Yahoo")),
        ("mx.example.org", None),
    ] {
        assert_eq!(of_exchanger(exchanger).map(|hosted| hosted.name), name, "{exchanger}");
    }
}

#[test]
fn the_better_modes_come_first() {
    let of = |domain: &str| of_domain(domain).unwrap().column.modes();
    assert_eq!(of("gmail.com"), [Kind::AuthorizationCode, Kind::ServiceAccount, Kind::Basic]);
    assert_eq!(of("hotmail.com"), [Kind::AuthorizationCode, Kind::DeviceCode]);
}
