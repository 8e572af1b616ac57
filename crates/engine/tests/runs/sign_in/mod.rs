//! Every mode of signing in, at a real authorization server, and into a mailbox of Dovecot with what it gave.

mod browser;
mod canaries;
mod clock;
mod faults;
mod modes;
mod proxied;
mod renewal;

#[expect(dead_code, reason = "the grants by hand are tried where the file lies")]
#[path = "../../../../mail/tests/sign_in/provider.rs"]
mod provider;

use crate::lab::{fresh, port, read, server};
use crate::network;
use crate::world::{World, checked};
use carteiro_auth::logins::{Kept, OnDisk};
use carteiro_auth::oauth2::Granted;
use carteiro_auth::oauth2::authorize::{Attempt, Brought, Response};
use carteiro_engine::login::{self, Wanted};
use carteiro_engine::tokens::OfLogins;
use carteiro_engine::{Host, Outcome};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::Client;
use carteiro_world::{Random, Records, Transcript};
use provider::Provider;
use serde_json::json;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A world with Dovecot and an authorization server in it, and a mailbox that nobody else has.
pub struct Lab {
    pub world: World,
    pub provider: Provider,
    pub user: String,
    pub data: tempfile::TempDir,
    pub said: Arc<Mutex<String>>,
    pub imap: u16,
}

impl Lab {
    /// `None` when this machine does not have them.
    pub fn stand() -> Option<Self> {
        let (dovecot, provider) = (server("dovecot")?, Provider::stand()?);
        let data = tempfile::tempdir().unwrap();
        let mut world = World::new();
        world.tokens = Arc::new(OfLogins::new(Ok(Arc::new(logins(data.path())))));
        let user = format!("{}@lab.test", fresh("test-"));
        Some(Self { world, provider, user, data, said: Arc::default(), imap: port(&dovecot, "imap") })
    }

    /// An automation that signs in so, and looks whether it is in its own mailbox.
    pub fn automation(&self, mode: &str) -> String {
        self.automation_with(mode, "")
    }

    /// The same; `beside` stands beside the host.
    pub fn automation_with(&self, mode: &str, beside: &str) -> String {
        let issuer = self.provider.url("issuer");
        let mode = mode.replace("PROVIDER", &format!("provider: {{ custom: {{ issuer: '{issuer}' }} }}"));
        format!(
            "name: Sign in
steps:
  - connect:
      session: here
      mail_server: {{ host: 127.0.0.1, port: {}, security: none, {beside} auth: {{ {mode} }} }}
  - count_mail: {{ session: here, as: count }}
  - log: {{ text: '{{{{ count }}}} here' }}
",
            self.imap
        )
    }

    /// An application of its own that shows a certificate, and an automation that signs in as that.
    pub fn by_certificate(&mut self) -> (String, String) {
        let files = &self.provider.described["clients"]["certified"]["certificate"];
        let part = |name: &str| String::from_utf8(read(files[name].as_str().unwrap())).unwrap();
        let pem = part("cert_file") + &part("key_file");
        self.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__APP__CERTIFICATE", &pem);
        let client = self.provider.client("certified");
        let text = self.automation(&format!(
            "client_credentials: {{ PROVIDER, client_id: '{client}', certificate: {{ credential: mail/app.certificate }},
               scopes: ['https://outlook.office365.com/.default'], username: '{}' }}",
            self.user
        ));
        (client, text)
    }

    /// A service account of its own, and an automation in which it acts for the person.
    pub fn service_account(&mut self) -> (String, String) {
        let robot = self.provider.client("robot");
        let files = &self.provider.described["clients"]["robot"]["certificate"];
        let key = json!({
            "type": "service_account",
            "client_email": format!("{robot}@robots.lab.test"),
            "private_key": String::from_utf8(read(files["key_file"].as_str().unwrap())).unwrap(),
            "private_key_id": "lab",
            "token_uri": self.provider.url("token_url"),
        });
        self.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ROBOT__KEY", &key.to_string());
        let text = self.automation(&format!(
            "service_account: {{ key: {{ credential: mail/robot.key }}, subject: '{}' }}",
            self.user
        ));
        (robot, text)
    }

    pub fn host(&self) -> Host {
        let host = network::host(&self.world, &self.said);
        let said = Arc::clone(&self.said);
        let transcript = Transcript::new(move |line| said.lock().unwrap().extend([line, "\n"]));
        let dialer = Dialer::new(Policy::OPEN, host.clock.clone());
        let http = Client::new(dialer, host.spools.clone(), transcript);
        Host { http, random: Random::system(), ..host }
    }

    pub async fn run(&self, text: &str) -> Outcome {
        self.world.run_on(text, self.host()).await
    }

    /// What a person has to do for it.
    pub async fn wanted(&self, text: &str) -> Wanted {
        let all = login::wanted(checked(text), &self.world.variables, self.host(), None).await;
        all.unwrap_or_else(|failure| panic!("{failure:?}")).remove(0)
    }

    /// A person signs in for it, in a browser, and what they bring is kept.
    pub async fn person_signs_in(&self, text: &str) {
        let wanted = self.wanted(text).await;
        let attempt = Attempt::begin(&wanted.client, Response::Code, REDIRECT, None, &[]).unwrap();
        let location = self.provider.sign_in(attempt.url.as_str(), &self.user, "pw-test").await;
        let granted = attempt.finish(&wanted.client, &Brought::of_address(location.as_str())).await.unwrap();
        self.keep(wanted, granted).await;
    }

    pub async fn keep(&self, wanted: Wanted, granted: Granted) {
        let mut name = wanted.name;
        name.user = name.user.or(Some(self.user.clone()));
        let kept = Kept::new(granted, name.user.clone(), wanted.client.clock.now());
        logins(self.data.path()).keep(name, kept).await.unwrap();
    }

    /// All is well, and nothing that is secret was said or told.
    pub fn assert_in(&self, outcome: &Outcome) {
        let said = self.said.lock().unwrap();
        assert_eq!(outcome.status(), carteiro_engine::Status::Ok, "{}\n{said}", self.world.told());
        assert!(self.world.logged().iter().all(|line| line.ends_with(" here")));
        for secret in ["pw-test", "daemon-secret", "web-secret", "eyJ", "BEGIN"] {
            assert!(!said.contains(secret) && !self.world.told().contains(secret), "{secret}\n{said}");
        }
    }
}

pub const REDIRECT: &str = "http://127.0.0.1:1/callback";

pub fn logins(data: &Path) -> OnDisk {
    let records = |name: &str| Records::beneath(&data.join(name));
    OnDisk::new(records("logins"), records("keys"), None, Random::system())
}
