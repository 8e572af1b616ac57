//! How few round trips many messages take, on the simulator.

use crate::world::{World, automation, checked, mail};
use carteiro_auth::Credential;
use carteiro_engine::host::{Outgoing, Server, Way};
use carteiro_engine::{Failure, Host, Network, OpenMailbox, Status};
use carteiro_mail::reaching::Security;
use carteiro_mail::{Open, transport, transports};
use carteiro_sandbox::{Flag, Flags, Options, Sandbox, sample};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Random, Secret, Transcript};
use std::sync::Arc;

/// Wherever an automation wants to connect, it gets here.
#[derive(Clone)]
pub struct Redirected {
    network: Network,
    port: u16,
    user: String,
    password: String,
}

impl OpenMailbox for Redirected {
    fn opener(&self, mut server: Server) -> Result<Arc<dyn Open>, Failure> {
        if let Way::MailServer(_, config) = &mut server.way {
            config.host = "127.0.0.1".to_owned();
            config.port = self.port;
            config.security = Security::None;
        }
        let (user, password) = (self.user.clone(), Secret::new(&self.password));
        server.credentials = Arc::new(Credential::Password { user, password });
        self.network.opener(server)
    }

    fn way_out(&self, _: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        Ok(transports::memory::Server::new().open())
    }
}

pub fn redirected(port: u16, user: &str, password: &str) -> Redirected {
    let clock = Clock::system();
    let dialer = Dialer::new(Policy::OPEN, clock.clone());
    let network = Network {
        dialer,
        spools: Spools::default(),
        clock,
        random: Random::system(),
        transcript: Transcript::default(),
    };
    Redirected { network, port, user: user.to_owned(), password: password.to_owned() }
}

pub fn host(world: &World, to: &Redirected) -> Host {
    Host { mailboxes: Arc::new(to.clone()), clock: Clock::system(), ..world.host() }
}

/// A simulator with so many messages, of which every second is read.
async fn crowd(count: u32) -> (World, Redirected, Sandbox) {
    crowd_of(count, |number| mail(&format!("Mail {number}"), &[("a.txt", "text/plain", "a")])).await
}

async fn crowd_of(count: u32, mail: impl Fn(u32) -> String) -> (World, Redirected, Sandbox) {
    let mut samples = sample::inbox("2026-11-22T12:00:00Z".parse().unwrap());
    let template = samples.swap_remove(0);
    let many = (0..count).map(|number| {
        let raw = mail(number).into_bytes();
        let flags = if number % 2 == 0 { Flags::from_iter([Flag::Seen]) } else { Flags::default() };
        sample::Sample { raw, flags, received_at: template.received_at }
    });
    let options = Options { mail: many.collect(), ..Options::default() };
    let user = options.users[0].clone();
    let sandbox = Sandbox::start(options).await.unwrap();
    let to = redirected(sandbox.imap_addr().port(), &user.name, &user.password);
    (World::new(), to, sandbox)
}

async fn turns(steps: &str) -> (u64, Vec<String>, Sandbox) {
    turns_among(crowd(2000).await, steps).await
}

async fn turns_among(
    (world, to, sandbox): (World, Redirected, Sandbox),
    steps: &str,
) -> (u64, Vec<String>, Sandbox) {
    let signing_in = world.run_on(&automation(""), host(&world, &to)).await.summary.cost.turns;
    let before = sandbox.commands().len();
    let text = automation(steps);
    let outcome =
        carteiro_engine::run(checked(&text), &world.variables, host(&world, &to), world.stop.clone()).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let commands = sandbox.commands().split_off(before);
    (outcome.summary.cost.turns - signing_in, commands, sandbox)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_messages_move_in_a_handful_of_turns() {
    let steps = "- create_folder: { session: finance, folder: Done }
- move: { session: finance, folder: INBOX, where: { status: read }, to: Done }
";
    let (turns, commands, sandbox) = turns(steps).await;
    assert_eq!(sandbox.account().messages("Done").unwrap().len(), 1000);
    assert!(turns <= 14, "{turns} {commands:#?}");
    // As many as the names of five hundred messages take.
    assert_eq!(commands.iter().filter(|line| line.starts_with("UID MOVE")).count(), 4, "{commands:#?}");
    assert!(!commands.iter().any(|line| line.contains("BODY.PEEK[]")), "{commands:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_can_count_takes_one_command() {
    let steps = "- count_mail: { session: finance, where: { class: [mail, invitation, receipt, bounce], status: read, size: { over: 10 } }, as: n }\n";
    let (turns, commands, _sandbox) = turns(steps).await;
    assert!(turns <= 2, "{turns} {commands:#?}");
    assert!(!commands.iter().any(|line| line.contains("FETCH")), "{commands:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn for_one_message_few_headers_are_read() {
    let steps = "- get_mail: { session: finance, where: { status: read }, order: newest_first, as: m }\n";
    let (turns, commands, _sandbox) = turns(steps).await;
    assert!(turns <= 5, "{turns} {commands:#?}");
    assert!(commands.iter().filter(|line| line.contains("FETCH")).count() <= 4, "{commands:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_parts_of_large_messages_are_asked_for_once_and_of_many_together() {
    let (small, large) = ("small ".repeat(1000), "large ".repeat(150_000));
    let content = |number: u32| if number.is_multiple_of(100) { &large } else { &small };
    let letter = |number| mail(&format!("Mail {number}"), &[("a.txt", "text/plain", content(number))]);
    // Whether their class has to be asked for or not, and whether the large ones come whole or in parts.
    for (filter, types) in
        [("", ""), ("where: { class: [mail, invitation, receipt, bounce] }", ", types: [pdf]")]
    {
        let steps = format!(
            "- for_each_mail:\n    session: finance\n    {filter}\n    do:\n      - save_attachments: {{ to: saved{types} }}\n"
        );
        let (turns, commands, _sandbox) = turns_among(crowd_of(1000, letter).await, &steps).await;
        let asked = commands.iter().filter(|line| line.contains("BODYSTRUCTURE")).count();
        // As many as headers are read in.
        assert_eq!(asked, 2, "{filter} {commands:#?}");
        assert!(turns <= 14, "{filter} {turns} {commands:#?}");
    }
}
