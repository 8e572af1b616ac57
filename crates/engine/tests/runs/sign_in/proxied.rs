//! Sessions through other people's proxies: the mail server and the authorization server are both reached so.

use super::Lab;
use crate::lab::{port, read, server};
use crate::world::{checked, shown};
use carteiro_engine::{Automation, Status, doctor};
use carteiro_mail::Kind;
use carteiro_world::tls::{Fingerprint, certificates};
use carteiro_world::words::Language;
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// An automation that signs in with a token, under STARTTLS, through this proxy.
fn automation(lab: &Lab, proxy: &str) -> String {
    let (dovecot, certs) = (server("dovecot").unwrap(), server("certs").unwrap());
    let shown = certificates(&read(certs["server"]["cert_file"].as_str().unwrap())).unwrap();
    let (fingerprint, imap) = (Fingerprint::of(&shown[0]), port(&dovecot, "imap"));
    let (client, issuer, user) = (lab.provider.client("daemon"), lab.provider.url("issuer"), &lab.user);
    format!(
        "name: Through a proxy
steps:
  - connect:
      session: here
      mail_server:
        host: 127.0.0.1
        port: {imap}
        security: starttls
        fingerprint: '{fingerprint}'
        proxy: {proxy}
        auth:
          client_credentials:
            provider: {{ custom: {{ issuer: '{issuer}' }} }}
            client_id: '{client}'
            client_secret: {{ credential: mail/app.secret }}
            scopes: ['https://outlook.office365.com/.default']
            username: '{user}'
  - count_mail: {{ session: here, as: count }}
  - log: {{ text: '{{{{ count }}}} here' }}
"
    )
}

fn stand() -> Option<(Lab, Value)> {
    let proxies = server("proxies")?;
    let mut lab = Lab::stand()?;
    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__APP__SECRET", "daemon-secret");
    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_NET__PROXY__PASSWORD", "pw-proxy");
    Some((lab, proxies))
}

/// With a password from the vault.
fn signing_in(scheme: &str, port: u16) -> String {
    format!(
        "{{ url: '{scheme}://127.0.0.1:{port}', username: proxy-user, password: {{ credential: net/proxy.password }} }}"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_and_tokens_both_go_through_the_proxy_of_a_session() {
    let Some((lab, proxies)) = stand() else { return };
    for (of, scheme, login) in [
        ("http", "http", false),
        ("http_login", "http", true),
        ("socks5", "socks5", false),
        ("socks5_login", "socks5h", true),
    ] {
        let at = port(&proxies[of], "port");
        let proxy = if login { signing_in(scheme, at) } else { format!("{scheme}://127.0.0.1:{at}") };
        lab.said.lock().unwrap().clear();
        let outcome = lab.run(&automation(&lab, &proxy)).await;
        lab.assert_in(&outcome);
        let said = lab.said.lock().unwrap().clone();
        assert!(!said.contains("pw-proxy") && !lab.world.told().contains("pw-proxy"), "{said}");
        let through = format!("through the proxy {scheme}://127.0.0.1:{at}");
        // Discovery and the token share a connection, the mailbox has its own.
        assert!(said.matches(&through).count() >= 2, "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_that_wants_a_password_is_named_by_the_request_for_a_token() {
    let Some((mut lab, proxies)) = stand() else { return };
    let at = port(&proxies["socks5_login"], "port");
    let outcome = lab.run(&automation(&lab, &format!("socks5://127.0.0.1:{at}"))).await;
    let failure = outcome.summary.failure.unwrap();
    assert_eq!((failure.kind, &*failure.words.code), (Kind::Denied, "proxy-login-wanted"));
    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_NET__PROXY__PASSWORD", "canary-7f3a");
    let outcome = lab.run(&automation(&lab, &signing_in("socks5", at))).await;
    let failure = outcome.summary.failure.unwrap();
    assert_eq!((failure.kind, &*failure.words.code), (Kind::Denied, "proxy-login-refused"));
    let told = format!("{failure:?}{}{}", lab.world.told(), lab.said.lock().unwrap());
    assert!(!told.contains("canary-7f3a"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_tells_which_proxy_leads_there() {
    let Some((lab, proxies)) = stand() else { return };
    let at = port(&proxies["http_login"], "port");
    let found: Arc<Mutex<String>> = Arc::default();
    let heard = Arc::clone(&found);
    let hear = move |finding: doctor::Finding| {
        let told = finding.evidence.iter().chain(finding.failure.iter().map(|failure| &failure.words));
        let told: Vec<String> = told.map(|words| Language::English.say(words)).collect();
        heard.lock().unwrap().extend([finding.step.name(), ": ", &told.join("; "), "\n"]);
    };
    let automation = checked(&automation(&lab, &signing_in("http", at)));
    let well = doctor::examine(automation, &lab.world.variables, lab.host(), None, hear).await.unwrap();
    let found = found.lock().unwrap().clone();
    assert!(well, "{found}");
    assert!(
        found.contains(&format!("took the connection; Through the proxy http://127.0.0.1:{at}\n")),
        "{found}"
    );
    assert!(found.contains("proxy.username typed in the automation"), "{found}");
    assert!(found.contains("proxy.password from the vault: net/proxy.password"), "{found}");
    assert!(!found.contains("pw-proxy"), "{found}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_in_the_url_of_a_proxy_works_is_warned_of_and_never_shown() {
    let Some((lab, proxies)) = stand() else { return };
    let at = port(&proxies["http_login"], "port");
    let text = automation(&lab, &format!("http://proxy-user:pw-proxy@127.0.0.1:{at}"));
    let loaded = Automation::load("a.yaml", text.as_bytes());
    let warnings = loaded.unwrap_or_else(|mistakes| panic!("{}", shown(&mistakes))).warnings().to_vec();
    assert_eq!(
        warnings.iter().map(carteiro_engine::file::Mistake::code).collect::<Vec<_>>(),
        ["secret-typed-in-place"]
    );
    let outcome = lab.run(&text).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", lab.world.told());
    lab.assert_in(&outcome);
    let told = format!("{outcome:?}{}{}", lab.world.told(), lab.said.lock().unwrap());
    assert!(!told.contains("pw-proxy"), "{told}");
}
