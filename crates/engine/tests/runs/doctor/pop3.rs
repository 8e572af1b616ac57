//! The same of a maildrop: the steps are told in the words of POP3, and where it ends, why.

use crate::lab::{fresh, port, server};
use crate::network;
use crate::sign_in::Lab;
use crate::world::{World, checked};
use carteiro_engine::Host;
use carteiro_engine::doctor::{Finding, Step, examine};
use carteiro_sandbox::{Capability, Fault, Options, Sandbox, sample};
use carteiro_world::words::Language;
use std::sync::{Arc, Mutex};

/// What was told, and the last step with whether it went well.
struct Looked {
    told: String,
    ended: (Step, bool),
}

impl Looked {
    #[track_caller]
    fn ends(&self, step: Step, well: bool, words: &[&str]) {
        assert_eq!(self.ended, (step, well), "{}", self.told);
        for words in words {
            assert!(self.told.contains(words), "{words}\n{}", self.told);
        }
        assert!(!self.told.contains("pw-test") && !self.told.contains("canary"), "{}", self.told);
        assert!(!self.told.contains("speak IMAP") && !self.told.contains("UIDPLUS"), "{}", self.told);
    }
}

async fn look(text: &str, host: Host) -> Looked {
    let found: Arc<Mutex<Vec<Finding>>> = Arc::default();
    let heard = Arc::clone(&found);
    let hear = move |finding| heard.lock().unwrap().push(finding);
    examine(checked(text), &indexmap::IndexMap::new(), host, None, hear).await.unwrap();
    let found = found.lock().unwrap();
    let line = |finding: &Finding| {
        let failure = finding.failure.iter();
        let words = failure.flat_map(|failure| [Some(&failure.words), failure.advice.as_deref()]).flatten();
        let words = finding.evidence.iter().chain(words).map(|words| Language::English.say(words));
        format!("{}: {}\n", finding.step.name(), words.collect::<Vec<_>>().join("; "))
    };
    let last = found.last().unwrap();
    let before = found.len() - 1;
    assert!(found[..before].iter().all(|one| one.failure.is_none()), "the first that fails is the last");
    Looked { told: found.iter().map(line).collect(), ended: (last.step, last.failure.is_none()) }
}

fn automation(port: u16, server: &str, user: &str) -> String {
    format!(
        "name: T
steps:
  - connect:
      session: drop
      mail_server:
        protocol: pop3
        host: localhost
        port: {port}
        {server}
        auth: {{ basic: {{ username: '{user}', password: {{ credential: mail/me.password }} }} }}
"
    )
}

fn world(password: &str) -> World {
    let mut world = World::new();
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ME__PASSWORD", password);
    world
}

fn host(world: &World) -> Host {
    network::host(world, &Arc::default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_maildrop_of_dovecot_is_shown_step_by_step() {
    let Some(dovecot) = server("dovecot") else { return };
    let world = world("pw-test");
    let authority = crate::lab::read(dovecot["ca_file"].as_str().unwrap());
    world.person_writes("ca.pem", &authority);
    let user = format!("{}@lab.test", fresh("test-"));
    for (name, security, tls) in [
        ("pop3", "security: none", false),
        ("pop3", "security: starttls, ca_file: ca.pem", true),
        ("pop3s", "ca_file: ca.pem", true),
    ] {
        let security = security.replace(", ", "\n        ");
        let looked = look(&automation(port(&dovecot, name), &security, &user), host(&world)).await;
        looked.ends(
            Step::Message,
            true,
            &[
                "greeting: It says: ",
                "Signed in by ",
                "UIDL",
                "The inbox; POP3 knows no other folder",
                "The inbox is empty.",
            ],
        );
        assert!(!looked.told.contains("It does not offer"), "{}", looked.told);
        assert_eq!(looked.told.contains("TLS 1.3; Certificate for "), tls, "{}", looked.told);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_a_port_and_a_protocol_that_are_wrong_are_told_where_it_ends() {
    let Some(dovecot) = server("dovecot") else { return };
    let world = world("canary");
    let user = format!("{}@lab.test", fresh("test-"));
    let at = |name: &str, server: &str| automation(port(&dovecot, name), server, &user);
    let wrong = look(&at("pop3", "security: none"), host(&world)).await;
    wrong.ends(Step::SignIn, false, &["did not accept the user name and password"]);
    let clear = look(&at("pop3", "security: tls"), host(&world)).await;
    clear.ends(Step::Tls, false, &["does not speak TLS on port", "110 of POP3"]);
    let foreign = look(&at("pop3s", "security: tls"), host(&world)).await;
    foreign.ends(Step::Tls, false, &["certificate"]);
    let other = look(&at("imap", "security: none"), host(&world)).await;
    other.ends(Step::Greeting, false, &["does not speak POP3"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_told_before_dovecot_takes_or_refuses_it() {
    let (Some(mut lab), Some(dovecot)) = (Lab::stand(), server("dovecot")) else { return };
    let (_, text) = lab.by_certificate();
    let pop3 = |text: &str| {
        let at = format!("protocol: pop3, host: 127.0.0.1, port: {},", port(&dovecot, "pop3"));
        text.replace(&format!("host: 127.0.0.1, port: {},", lab.imap), &at)
    };
    let (client, text) = (lab.provider.client("certified"), pop3(&text));
    assert!(text.contains("protocol: pop3"), "{text}");
    let looked = look(&text, lab.host()).await;
    looked.ends(Step::Message, true, &["token: ", "Signed in by "]);

    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ANA__PASSWORD", "pw-test");
    let person = format!(
        "ropc: {{ PROVIDER, client_id: '{}', username: '{}', password: {{ credential: mail/ana.password }} }}",
        lab.provider.client("desktop"),
        lab.user
    );
    let shared = format!("mailbox: 'shared-{}@lab.test',", fresh(""));
    let refused = look(&pop3(&lab.automation_with(&person, &shared)), lab.host()).await;
    refused.ends(Step::SignIn, false, &["token: ", "did not accept the access token"]);
    let other = look(&text.replace(&client, "unknown-client"), lab.host()).await;
    other.ends(Step::Token, false, &[]);
}

async fn at_the_simulator(faults: Vec<Fault>, security: &str, without: Vec<Capability>) -> Looked {
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let options = Options { mail: sample::inbox(now), faults, without, ..Options::default() };
    let (user, password) = (options.users[0].name.clone(), options.users[0].password.clone());
    let sandbox = Sandbox::start(options).await.unwrap();
    let world = world(&password);
    let text = automation(sandbox.pop3_addr().port(), &format!("security: {security}"), &user);
    look(&text, host(&world)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_lacks_is_told_with_what_that_costs() {
    let well = |looked: &Looked, words: &[&str]| {
        looked.ends(Step::Message, true, words);
        assert!(looked.told.contains("The newest message of the inbox: \""), "{}", looked.told);
    };
    let all = at_the_simulator(vec![], "none", vec![]).await;
    well(&all, &["It offers "]);
    assert!(!all.told.contains("It does not"), "{}", all.told);
    let uidl = at_the_simulator(vec![Fault::Without(Capability::Uidl)], "none", vec![]).await;
    well(&uidl, &["It does not offer UIDL: messages are told apart by their headers and sizes"]);
    let top = at_the_simulator(vec![Fault::Without(Capability::Top)], "none", vec![]).await;
    well(&top, &["It does not offer TOP: for a header the whole message is fetched"]);
    let slow = at_the_simulator(vec![], "none", vec![Capability::Pipelining]).await;
    well(&slow, &["It does not offer PIPELINING: some things take more commands"]);
    let old = at_the_simulator(vec![], "none", vec![Capability::Capa]).await;
    well(&old, &["It does not say what it can do"]);
    assert!(!old.told.contains("It does not offer"), "{}", old.told);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_refuses_is_told_where_it_does() {
    let clear = at_the_simulator(vec![], "starttls", vec![Capability::StartTls]).await;
    clear.ends(Step::Tls, false, &["does not offer STARTTLS", "(995)"]);
    let later = at_the_simulator(vec![Fault::SignInUnavailable], "none", vec![]).await;
    later.ends(Step::SignIn, false, &["sign-in: "]);
    assert!(!later.told.contains("did not accept the user name"), "{}", later.told);
    let factor = at_the_simulator(vec![Fault::MfaRequired], "none", vec![]).await;
    factor.ends(Step::SignIn, false, &["sign-in: "]);
    let cut = at_the_simulator(vec![Fault::DropAfterBytes(10)], "none", vec![]).await;
    cut.ends(Step::Greeting, false, &["greeting: "]);
}
