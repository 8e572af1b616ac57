//! No session, for whatever reason: exit code 4, and words that help.

use crate::certificates::{self, Tls};
use crate::desk::{CLEAR, Desk, Ended, PASSWORD, automation};
use crate::server::{Server, with_mail};
use carteiro_sandbox::{Fault, Options};
use std::sync::Arc;
use tokio_rustls::rustls::ServerConfig;

const LOG: &str = "  - log: { text: connected }\n";

#[track_caller]
fn refused(desk: &Desk, english: &str, portuguese: &str) {
    desk.run(&[]).expect(4, english);
    desk.run(&["--lang", "pt-BR"]).expect(4, portuguese);
}

fn secure(server: Option<Arc<ServerConfig>>) -> Server {
    Server::start(Options { tls: server, ..with_mail(&[]) })
}

#[test]
fn a_port_where_nobody_listens() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let desk = Desk::new();
    desk.write("a.yaml", automation(port, CLEAR, ""));
    refused(&desk, "127.0.0.1 refuses connections on port", "127.0.0.1 recusa conexões na porta");
}

#[test]
fn a_name_that_is_no_server() {
    let desk = Desk::new();
    desk.write("a.yaml", automation(143, "host: nobody.invalid", ""));
    refused(
        &desk,
        "There is no server called nobody.invalid",
        "Não existe um servidor chamado nobody.invalid",
    );
}

#[test]
fn tls_at_a_port_for_connections_in_the_clear() {
    let server = secure(None);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), "host: localhost", ""));
    refused(&desk, "does not speak TLS on port", "não fala TLS na porta");
}

#[test]
fn in_the_clear_at_a_port_for_tls() {
    let server = secure(Some(certificates::self_signed()));
    let port = server.sandbox.imaps_addr().unwrap().port();
    let desk = Desk::new();
    desk.write("a.yaml", automation(port, CLEAR, ""));
    let ended = desk.run(&[]);
    ended.expect(4, "a.yaml:3:5");
    assert!(
        ended.stderr.contains("security: tls") || ended.stderr.contains("longer timeout"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_certificate_that_the_server_signed_itself() {
    let server = secure(Some(certificates::self_signed()));
    let port = server.sandbox.imaps_addr().unwrap().port();
    let desk = Desk::new();
    desk.write("a.yaml", automation(port, "host: localhost", LOG));
    refused(&desk, "signed its certificate itself", "assinou o próprio certificado");

    // The advice, followed.
    let said = desk.run(&[]).stderr;
    let pin = said.split("fingerprint: ").nth(1).unwrap().split('"').next().unwrap();
    desk.write("a.yaml", automation(port, &format!("host: localhost\n        fingerprint: \"{pin}\""), LOG));
    desk.run(&[]).expect(0, "connected");
}

#[test]
fn a_certificate_that_has_expired_or_whose_authority_is_not_known() {
    let Tls { server, authority } = certificates::expired();
    let server = secure(Some(server));
    let port = server.sandbox.imaps_addr().unwrap().port();
    let desk = Desk::new();
    desk.write("ca.pem", authority);
    desk.write("a.yaml", automation(port, "host: localhost\n        ca_file: ca.pem", LOG));
    refused(
        &desk,
        "The certificate of localhost expired on Jan 1, 2020",
        "O certificado de localhost expirou em 1 de jan. de 2020",
    );

    let Tls { server, authority } = certificates::good();
    let server = secure(Some(server));
    let port = server.sandbox.imaps_addr().unwrap().port();
    desk.write("a.yaml", automation(port, "host: localhost", LOG));
    refused(&desk, "Nobody trusted here has signed", "Ninguém confiável aqui assinou");
    desk.write("ca.pem", authority);
    desk.write("a.yaml", automation(port, "host: localhost\n        ca_file: ca.pem", LOG));
    desk.run(&[]).expect(0, "connected");
}

#[test]
fn a_wrong_password_and_none() {
    let server = Server::with_mail(&[]);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ""));
    let wrong =
        |language| Ended::of(desk.carteiro(&["run", "a.yaml", "--lang", language]).env(PASSWORD, "wrong"));
    wrong("en").expect(4, "did not accept the user name and password");
    wrong("pt-BR").expect(4, "O servidor não aceitou");
    desk.end(&["run", "a.yaml"]).expect(4, "CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD");
    desk.end(&["run", "a.yaml", "--lang", "pt-BR"]).expect(4, "sandbox/ana.password");
}

#[test]
fn a_server_that_falls_silent() {
    let server = Server::start(Options { faults: vec![Fault::SilentAfterCommands(0)], ..with_mail(&[]) });
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ""));
    refused(&desk, "within 2 s", "em 2 s");
}

#[test]
fn a_server_that_cannot_encrypt_gets_no_password() {
    let server = Server::with_mail(&[]);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), "host: localhost\n        security: starttls", ""));
    refused(&desk, "does not offer STARTTLS", "não oferece STARTTLS");
    assert!(!server.sandbox.commands().iter().any(|command| command.contains("AUTH")));
}

#[test]
fn what_the_server_wants_people_to_know_is_told_once_in_their_language() {
    let options = Options { faults: vec![Fault::Alert], ..with_mail(&["one"]) };
    let server = Server::start(options);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ""));
    let ended = desk.run(&[]);
    ended.expect(0, "s: the server wants you to know: Closed for maintenance on Sunday");
    assert_eq!(ended.stderr.matches("maintenance").count(), 1, "{}", ended.stderr);
    desk.run(&["--lang", "pt-BR"]).expect(0, "o servidor quer que você saiba: Closed");
    desk.run(&["--json"])
        .expect(0, r#""event":"alert","session":"s","text":"Closed for maintenance on Sunday""#);
}
