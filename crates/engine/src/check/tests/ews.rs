//! Exchange Web Services: where they are, and what of it is told before a run.

use crate::{Automation, Library};

const BASIC: &str = "basic: { username: ana@contoso.example, password: { credential: a/b.c } }";
const APPLICATION: &str = "client_credentials: { provider: microsoft, tenant_id: t, client_id: 1b2c-3d, client_secret: { credential: a/b.c }, username: ana@contoso.example }";

/// Mistakes, or else warnings, each with its way from `connect`.
fn told(beside: &str, mode: &str) -> Vec<String> {
    let text =
        format!("name: T\nsteps:\n- connect:\n    session: a\n    ews:\n      auth: {{ {mode} }}\n{beside}");
    let library = Library::none().at("2026-11-22T12:00:00Z".parse().unwrap());
    let found = match Automation::load_with("test.yaml", text.as_bytes(), &library) {
        Ok(checked) => checked.warnings().to_vec(),
        Err(mistakes) => mistakes,
    };
    let told = found.iter().map(|mistake| {
        let path = mistake.place.clone().unwrap_or_default().path;
        format!("{} {}", path.trim_start_matches("steps[0].connect."), mistake.code())
    });
    told.collect()
}

#[test]
fn where_exchange_is_said_to_be_is_looked_at() {
    for (beside, mode, codes) in [
        ("", BASIC, vec![]),
        ("      domain: contoso.example\n", BASIC, vec![]),
        ("      endpoint: https://mail.contoso.example/EWS/Exchange.asmx\n", BASIC, vec![]),
        ("      endpoint: http://127.0.0.1:8080/EWS/Exchange.asmx\n", BASIC, vec![]),
        ("      endpoint: mail.contoso.example\n", BASIC, vec!["ews.endpoint ews-endpoint-form"]),
        ("      endpoint: ftp://mail.contoso.example/\n", BASIC, vec!["ews.endpoint ews-endpoint-form"]),
        (
            "      endpoint: http://mail.contoso.example/EWS/Exchange.asmx\n",
            BASIC,
            vec!["ews.endpoint ews-endpoint-open"],
        ),
        (
            "      endpoint: http://127.0.0.1:8080/EWS/Exchange.asmx\n      proxy: http://proxy.example:3128\n",
            BASIC,
            vec!["ews.endpoint ews-endpoint-open"],
        ),
        ("      endpoint: https://smtp.office365.com/EWS\n", BASIC, vec!["ews.endpoint ews-endpoint-magic"]),
        ("      domain: https://contoso.example\n", BASIC, vec!["ews.domain ews-domain-form"]),
        (
            "      endpoint: https://mail.contoso.example/EWS/Exchange.asmx\n      domain: contoso.example\n",
            BASIC,
            vec!["ews.domain ews-endpoint-and-domain"],
        ),
        ("      impersonate: true\n", BASIC, vec!["ews.impersonate ews-impersonates-nobody"]),
        ("      mailbox: team@contoso.example\n      impersonate: true\n", BASIC, vec![]),
        ("", "basic: { username: 'CONTOSO\\ana', password: { credential: a/b.c } }", vec!["ews ews-nowhere"]),
        ("", "basic: { username: { credential: a/b.u }, password: { credential: a/b.c } }", vec![]),
        (
            "      fingerprint: x\n      domain: contoso.example\n",
            BASIC,
            vec!["ews.fingerprint fingerprint-form"],
        ),
    ] {
        assert_eq!(told(beside, mode), codes, "{beside} {mode}");
    }
}

#[test]
fn the_cloud_is_told_to_end_and_to_be_written() {
    for (beside, mode, codes) in [
        ("      domain: smtp.office365.com\n", APPLICATION, vec!["ews ews-cloud-ends"]),
        (
            "      endpoint: https://outlook.office365.us/EWS/Exchange.asmx\n",
            APPLICATION,
            vec!["ews ews-cloud-ends"],
        ),
        ("", APPLICATION, vec!["ews ews-cloud-ends", "ews ews-cloud-unwritten"]),
        (
            "      domain: smtp.office365.com\n",
            &APPLICATION.replace("client_credentials", "ropc").replace(
                "username: ana@contoso.example",
                "username: ana@contoso.example, password: { credential: a/b.c }",
            ),
            vec!["ews ews-cloud-ends", "ews.auth mode-ropc-legacy"],
        ),
        (
            "      domain: smtp.office365.com\n",
            BASIC,
            vec!["ews.auth mode-ews-cloud-passwords-off", "ews ews-cloud-ends"],
        ),
    ] {
        let (mut found, mut expected) = (told(beside, mode), codes);
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{beside} {mode}");
    }
    let text = format!(
        "name: T\nsteps:\n- connect: {{ session: a, ews: {{ domain: smtp.office365.com, auth: {{ {APPLICATION} }} }} }}\n"
    );
    for (now, stage, days) in [
        ("2026-09-30T12:00:00Z", "announced", "1"),
        ("2026-11-22T12:00:00Z", "blocked", "130"),
        ("2027-04-01T00:00:00Z", "over", "0"),
    ] {
        let library = Library::none().at(now.parse().unwrap());
        let checked = Automation::load_with("test.yaml", text.as_bytes(), &library).unwrap();
        let phrase = &checked.warnings()[0].phrase;
        assert_eq!((phrase.args["stage"].as_str(), phrase.args["days"].as_str()), (stage, days), "{now}");
        assert_eq!(phrase.args["app"], "1b2c-3d");
    }
}

#[test]
fn a_token_of_microsoft_goes_to_an_exchange_of_ones_own_only_if_it_is_for_that() {
    let own = "      endpoint: https://mail.contoso.example/EWS/Exchange.asmx\n";
    assert_eq!(told(own, APPLICATION), ["ews.auth.client_credentials.provider oauth-other-host"]);
    let scoped = |scope: &str| {
        APPLICATION.replace("provider: microsoft", &format!("provider: microsoft, scopes: ['{scope}']"))
    };
    assert_eq!(told(own, &scoped("https://mail.contoso.example/.default")), [""; 0]);
    assert_eq!(
        told(own, &scoped("https://outlook.office365.com/.default")),
        ["ews.auth.client_credentials.provider oauth-other-host"]
    );
}
