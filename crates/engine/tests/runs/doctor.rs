//! Tokens, looked at on the way in: what is told of them, and why Exchange refuses them.

mod pop3;

use crate::world::{World, checked};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carteiro_auth::logins::Logins;
use carteiro_auth::modes::Managed;
use carteiro_auth::{Credential, CredentialSource, Refused, Renew};
use carteiro_engine::doctor::{Finding, examine};
use carteiro_engine::{Failure, Handed, Host, Network, Purpose, Tokens};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::spool::Spools;
use carteiro_world::words::Language;
use carteiro_world::{Random, Secret, Transcript, phrase};
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

const SIGNATURE: &str = "canary-7f3a";

/// A connection that holds one token.
struct Holds(String);

impl CredentialSource for Holds {
    fn credential(&self, _: Renew) -> BoxFuture<'_, Result<Credential, Refused>> {
        let token = Secret::new(self.0.clone());
        let user = "sales@contoso.example".to_owned();
        Box::pin(std::future::ready(Ok(Credential::Bearer { user, token, expires_at: None })))
    }
}

impl Tokens for Holds {
    fn logins(&self) -> Result<Arc<dyn Logins>, Failure> {
        Err(Failure::invalid(phrase!("ui-data-nowhere")))
    }

    fn managed<'a>(
        &'a self,
        _: &'a Managed,
        purpose: &'a Purpose<'a>,
    ) -> BoxFuture<'a, Result<Handed, Failure>> {
        let credentials: Arc<dyn CredentialSource> = Arc::new(Self(self.0.clone()));
        let user = purpose.user().unwrap_or_default().to_owned();
        Box::pin(std::future::ready(Ok(Handed { credentials, user, is_application: false })))
    }
}

/// Greets and refuses as Exchange Online does. No other server here says so little.
async fn exchange() -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (reading, mut writing) = client.into_split();
            let greeting = "* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR] The Microsoft Exchange IMAP4 service is ready.\r\n";
            writing.write_all(greeting.as_bytes()).await.unwrap();
            let mut lines = BufReader::new(reading).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                let tag = line.split(' ').next().unwrap();
                if writing.write_all(format!("{tag} NO AUTHENTICATE failed.\r\n").as_bytes()).await.is_err() {
                    return;
                }
            }
        }
    });
    port
}

async fn looked_at(token: String, username: &str) -> String {
    let mut world = World::new();
    world.tokens = Arc::new(Holds(token));
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__SALES__USER", "sales@contoso.example");
    let port = exchange().await;
    let automation = format!(
        "name: T\nsteps:\n  - connect:\n      session: s\n      mail_server:\n        host: 127.0.0.1\n        \
         port: {port}\n        security: none\n        auth: {{ managed: {{ connection: c, username: {username} }} }}\n"
    );
    let clock = world.clock.clock();
    let dialer = Dialer::new(Policy::OPEN, clock.clone());
    let network = Network {
        dialer,
        spools: Spools::default(),
        clock,
        random: Random::system(),
        transcript: Transcript::default(),
    };
    let host = Host { mailboxes: Arc::new(network), ..world.host() };
    let found: Arc<Mutex<Vec<Finding>>> = Arc::default();
    let heard = Arc::clone(&found);
    let hear = move |finding| heard.lock().unwrap().push(finding);
    let is_well = examine(checked(&automation), &indexmap::IndexMap::new(), host, None, hear).await.unwrap();
    assert!(!is_well);
    let told: String = found.lock().unwrap().iter().map(in_words).collect();
    assert!(!told.contains(SIGNATURE), "{told}");
    told.replace(&port.to_string(), "PORT")
}

fn in_words(finding: &Finding) -> String {
    let mut text = String::new();
    for language in Language::ALL {
        let name = language.word(&format!("doctor-step-{}", finding.step.name())).unwrap();
        text.extend([name.as_str(), "\n"]);
        let failure = finding.failure.iter();
        let words = failure.flat_map(|failure| [Some(&failure.words), failure.advice.as_deref()]).flatten();
        for words in finding.evidence.iter().chain(words) {
            text.extend(["    ", &language.say(words), "\n"]);
        }
    }
    text
}

fn token(claims: &Value) -> String {
    format!("e30.{}.{SIGNATURE}", URL_SAFE_NO_PAD.encode(claims.to_string()))
}

fn app_only(aud: &str) -> String {
    token(&json!({
        "iss": "https://sts.windows.net/0a1b2c3d-0000-1111-2222-333344445555/", "aud": aud, "roles": ["IMAP.AccessAsApp"],
        "appid": "11111111-2222-3333-4444-555555555555", "oid": "66666666-7777-8888-9999-000000000000",
        "tid": "0a1b2c3d-0000-1111-2222-333344445555", "nbf": 1_795_345_200, "exp": 1_795_352_400,
    }))
}

#[tokio::test]
async fn a_token_is_told_and_what_exchange_does_not_say_comes_from_it() {
    let told = looked_at(app_only("https://outlook.office365.com"), "sales@contoso.example").await;
    insta::assert_snapshot!("a_token_of_an_application", told);
}

#[tokio::test]
async fn a_token_for_another_service_is_told_before_it_is_refused() {
    let told = looked_at(app_only("https://graph.microsoft.com"), "sales@contoso.example").await;
    let said = "The token is for Microsoft Graph";
    assert_eq!(told.matches(said).count(), 2, "at the token and at the sign-in: {told}");
    assert_eq!(
        told.matches("Connection\n").count(),
        1,
        "the token is renewed, and nothing told twice: {told}"
    );
    assert!(told.find(said) < told.find("Sign-in"), "{told}");
}

#[tokio::test]
async fn a_token_that_says_nothing_is_told_as_one() {
    let told = looked_at(SIGNATURE.to_owned(), "sales@contoso.example").await;
    assert!(told.contains("It says nothing of itself") && told.contains("Nada diz de si"), "{told}");
}

#[tokio::test]
async fn a_name_from_the_vault_is_told_by_no_token() {
    let claims = json!({
        "iss": "https://sts.windows.net/t/", "aud": "https://outlook.office365.com", "scp": "IMAP.AccessAsUser.All",
        "upn": "SALES@contoso.example", "exp": 1_795_352_400,
    });
    for token in [token(&claims), app_only("https://outlook.office365.com")] {
        let told = looked_at(token, "{ credential: mail/sales.user }").await;
        assert!(told.contains("It is for https://outlook.office365.com"), "{told}");
        assert!(!told.to_lowercase().contains("sales@contoso"), "{told}");
    }
}
