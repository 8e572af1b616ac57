//! Modes of signing in that do not lead in, at the places where they stand.

use crate::Automation;

const KEPT: &str = "{ credential: a/b.c }";

/// Mistakes and warnings of a mode at a mail server, each with its way from `connect`.
fn at_server(host: &str, beside: &str, mode: &str) -> Vec<String> {
    connect(&format!("mail_server: {{ host: {host}, {beside}auth: {{\n{mode} }} }}"))
}

fn connect(server: &str) -> Vec<String> {
    let server = server.replace("KEPT", KEPT);
    let text = format!(
        "name: T\nvariables: {{ them: consumers, host: imap-mail.outlook.com }}\nsteps:\n- connect: {{ session: a, {server} }}\n"
    );
    let found = match Automation::load("test.yaml", text.as_bytes()) {
        Ok(checked) => checked.warnings().to_vec(),
        Err(mistakes) => mistakes,
    };
    let told = found.iter().map(|mistake| {
        let path = mistake.place.clone().unwrap_or_default().path;
        format!("{} {}", path.trim_start_matches("steps[0].connect."), mistake.code())
    });
    told.collect()
}

const PASSWORD: &str = "basic: { username: u, password: KEPT }";

#[test]
fn a_password_is_told_to_lead_nowhere_where_the_provider_takes_none() {
    for (host, codes) in [
        ("outlook.office365.com", vec!["mail_server.auth mode-office-365-passwords-off"]),
        ("imap-mail.outlook.com", vec!["mail_server.auth mode-outlook-com-passwords-off"]),
        ("'{{ host }}'", vec!["mail_server.auth mode-outlook-com-passwords-off"]),
        ("imap.gmail.com", vec!["mail_server.auth mode-gmail-app-password"]),
        ("imap.mail.yahoo.com", vec!["mail_server.auth mode-yahoo-app-password"]),
        ("mail.example.org", vec![]),
        ("127.0.0.1", vec![]),
    ] {
        assert_eq!(at_server(host, "", PASSWORD), codes, "{host}");
    }
    assert_eq!(
        at_server("h.example", "", "ntlm: { username: u, password: KEPT }"),
        ["mail_server.auth mode-ntlm-elsewhere"]
    );
}

#[test]
fn a_warning_keeps_nobody_from_running_it_and_a_refusal_does() {
    let load = |host: &str| {
        let text = format!(
            "name: T\nsteps:\n- connect: {{ session: a, mail_server: {{ host: {host}, auth: {{ {} }} }} }}\n",
            PASSWORD.replace("KEPT", KEPT)
        );
        Automation::load("test.yaml", text.as_bytes())
    };
    assert_eq!(load("imap.gmail.com").unwrap().warnings().len(), 1);
    assert_eq!(load("imap-mail.outlook.com").unwrap_err().len(), 1);
}

#[test]
fn tokens_are_asked_for_in_ways_that_the_provider_knows() {
    for (host, mode, codes) in [
        (
            "outlook.office365.com",
            "client_credentials: { provider: microsoft, tenant_id: t, client_id: c, client_secret: KEPT, username: u }",
            vec![],
        ),
        (
            "outlook.office365.com",
            "device_code: { provider: microsoft, tenant_id: { variable: them }, client_id: c }",
            vec![],
        ),
        (
            "outlook.office365.com",
            "client_credentials: { provider: microsoft, tenant_id: { variable: them }, client_id: c, client_secret: KEPT, username: u }",
            vec!["mail_server.auth mode-personal-no-application"],
        ),
        (
            "imap.gmail.com",
            "device_code: { provider: google, client_id: c }",
            vec!["mail_server.auth mode-gmail-no-device"],
        ),
        (
            "imap.gmail.com",
            "authorization_code: { provider: google, client_id: c }",
            vec!["mail_server.auth mode-google-secret-missing"],
        ),
        ("imap.gmail.com", "service_account: { key: KEPT, subject: s }", vec![]),
        (
            "mail.example.org",
            "service_account: { key: KEPT, subject: s }",
            vec![
                "mail_server.auth mode-service-account-elsewhere",
                "mail_server.auth.service_account oauth-other-host",
            ],
        ),
        (
            "outlook.office365.com",
            "interactive: { client_id: c, redirect_uri: https://outlook.office365.com }",
            vec!["mail_server.auth mode-implicit-refused"],
        ),
        (
            "imap.gmail.com",
            "device_code: { provider: microsoft, client_id: c }",
            vec!["mail_server.auth.device_code.provider oauth-other-host"],
        ),
        (
            "outlook.office365.com",
            "authorization_code: { provider: microsoft, client_id: c, redirect_uri: http://example.org/ }",
            vec!["mail_server.auth.authorization_code.redirect_uri mode-redirect"],
        ),
        (
            "outlook.office365.com",
            "authorization_code: { provider: microsoft, tenant_id: a/b, client_id: c }",
            vec!["mail_server.auth.authorization_code.tenant_id oauth-tenant"],
        ),
        (
            "mail.example.org",
            "client_credentials: { provider: { custom: {} }, client_id: c, username: u }",
            vec![
                "mail_server.auth mode-secret-or-certificate",
                "mail_server.auth.client_credentials.provider oauth-custom-empty",
            ],
        ),
    ] {
        assert_eq!(at_server(host, "", mode), codes, "{mode} at {host}");
    }
}

#[test]
fn somebody_says_whose_mailbox_is_opened() {
    let application =
        "client_credentials: { provider: microsoft, tenant_id: t, client_id: c, client_secret: KEPT }";
    let host = "outlook.office365.com";
    assert_eq!(at_server(host, "", application), ["mail_server.auth mode-nobody"]);
    assert_eq!(at_server(host, "mailbox: team@example.org, ", application), [""; 0]);
    assert_eq!(at_server(host, "", "managed: { connection: c }"), [""; 0]);
    assert_eq!(at_server(host, "", "managed: { connection: c, username: u }"), [""; 0]);
    assert_eq!(connect("outlook: { auth: { managed: { connection: c } } }"), [""; 0]);
    assert_eq!(connect(&format!("outlook: {{ auth: {{ {application} }} }}")), ["outlook.auth mode-nobody"]);
    assert_eq!(
        at_server("h.example", "mailbox: team@example.org, ", PASSWORD),
        ["mail_server.mailbox mode-basic-mailbox"],
        "a password opens one's own mailbox"
    );
}

#[test]
fn exchange_and_outlook_have_rules_of_their_own() {
    for (server, codes) in [
        (
            "ews: { domain: smtp.office365.com, auth: { basic: { username: u, password: KEPT } } }",
            vec!["ews ews-cloud-ends", "ews.auth mode-ews-cloud-passwords-off"],
        ),
        (
            "ews: { domain: example.org, mailbox: m, auth: { basic: { username: u, password: KEPT } } }",
            vec![],
        ),
        ("ews: { domain: example.org, auth: { ntlm: { username: u, password: KEPT } } }", vec![]),
        (
            "ews: { auth: { implicit: { client_id: c, redirect_uri: https://outlook.office365.com } } }",
            vec!["ews ews-cloud-ends", "ews.auth mode-implicit-legacy"],
        ),
        (
            "outlook: { auth: { basic: { username: u, password: KEPT } } }",
            vec!["outlook.auth mode-outlook-tokens-only"],
        ),
        (
            "outlook: { auth: { device_code: { provider: google, client_id: c } } }",
            vec!["outlook.auth.device_code.provider oauth-other-host"],
        ),
        (
            "mail_server: { host: h.example, auth: { basic: { username: u, password: KEPT } }, outgoing: { host: imap-mail.outlook.com, auth: { basic: { username: u, password: KEPT } } } }",
            vec!["mail_server.outgoing.auth mode-outlook-com-passwords-off"],
        ),
    ] {
        assert_eq!(connect(server), codes, "{server}");
    }
}
