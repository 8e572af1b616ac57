//! What a way out does when something goes wrong, on the one in memory.

use carteiro_mail::transport::Accepts;
use carteiro_mail::transports::memory::{Point, Server};
use carteiro_mail::transports::rehearsal::Rehearsal;
use carteiro_mail::{Envelope, Error, Kind, Limits, Notice, Outgoing, Permission, Permissions, Retry};
use carteiro_world::{Clock, Spool, phrase};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const LETTER: &str = "Subject: Hello\r\n\r\n.\r\nGood day.\r\n";

fn outgoing(server: &Server) -> Outgoing {
    told(server).0
}

fn told(server: &Server) -> (Outgoing, Arc<Mutex<Vec<Notice>>>) {
    let told: Arc<Mutex<Vec<Notice>>> = Arc::default();
    let notices = Arc::clone(&told);
    let notify = move |notice| notices.lock().unwrap().push(notice);
    let limits = Limits { pause: Duration::ZERO, ..Limits::default() };
    (Outgoing::new(server.open(), Clock::system(), limits, Permissions::default(), notify), told)
}

fn envelope() -> Envelope {
    Envelope::new("ana@example.org", ["bob@example.org", "eve@example.org"]).unwrap()
}

fn letter() -> Spool {
    LETTER.as_bytes().to_vec().into()
}

fn failing(kind: Kind, retry: Retry) -> Error {
    Error::new(kind, phrase!("server-refused")).retrying(retry)
}

#[tokio::test]
async fn what_was_sent_is_what_is_taken_and_nothing_is_dialled_before() {
    let server = Server::new();
    let outgoing = outgoing(&server);
    assert_eq!(server.reached(Point::SignIn), 0);
    let sent = outgoing.send(envelope(), letter()).await.unwrap();
    assert_eq!(sent.to, ["bob@example.org", "eve@example.org"]);
    outgoing.send(envelope(), letter()).await.unwrap();
    let [one, _] = &server.taken()[..] else { panic!() };
    assert_eq!((&one.envelope, &one.content.in_memory().unwrap()[..]), (&envelope(), LETTER.as_bytes()));
    assert_eq!(server.reached(Point::SignIn), 1, "one connection for both");
    outgoing.close().await.unwrap();
    outgoing.close().await.unwrap();
    assert_eq!((server.reached(Point::Close), outgoing.cost().await.connections), (1, 1));
    assert_eq!(outgoing.send(envelope(), letter()).await.unwrap_err().kind(), Kind::Cancelled);
}

#[tokio::test]
async fn a_connection_that_broke_before_all_was_said_is_opened_anew() {
    for point in [Point::SignIn, Point::Envelope, Point::Content] {
        let server = Server::new();
        let (outgoing, told) = told(&server);
        server.fail(point, 1, failing(Kind::Unreachable, Retry::Reconnect));
        outgoing.send(envelope(), letter()).await.unwrap();
        assert_eq!((server.taken().len(), server.reached(Point::SignIn)), (1, 2), "{point:?}");
        assert!(matches!(told.lock().unwrap()[0], Notice::Retrying { .. }));
    }
}

#[tokio::test]
async fn an_idle_connection_that_was_tidied_away_costs_a_new_one_and_no_message() {
    let server = Server::new();
    let outgoing = outgoing(&server);
    outgoing.send(envelope(), letter()).await.unwrap();
    server.break_connections();
    outgoing.send(envelope(), letter()).await.unwrap();
    assert_eq!((server.taken().len(), server.reached(Point::SignIn)), (2, 2));
    assert_eq!(outgoing.cost().await.connections, 2);
}

#[tokio::test]
async fn what_may_have_arrived_is_never_said_again() {
    let server = Server::new();
    let outgoing = outgoing(&server);
    server.fail(Point::Answer, 1, failing(Kind::Unreachable, Retry::Unsure));
    let error = outgoing.send(envelope(), letter()).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (Kind::OutcomeUnknown, "send"));
    assert_eq!((server.taken().len(), server.reached(Point::SignIn)), (1, 1));
    outgoing.send(envelope(), letter()).await.unwrap();
    assert_eq!(server.taken().len(), 2, "the next message is another");
}

#[tokio::test]
async fn what_is_refused_for_now_is_tried_as_often_as_the_limits_say() {
    let server = Server::new();
    let (outgoing, told) = told(&server);
    server.fail(Point::Envelope, 2, failing(Kind::Throttled, Retry::Later));
    outgoing.send(envelope(), letter()).await.unwrap();
    assert_eq!((server.reached(Point::Envelope), server.reached(Point::SignIn)), (3, 1));
    assert_eq!(told.lock().unwrap().len(), 2);
    server.fail(Point::Envelope, 100, failing(Kind::Throttled, Retry::Later));
    let error = outgoing.send(envelope(), letter()).await.unwrap_err();
    assert_eq!((error.kind(), server.reached(Point::Envelope)), (Kind::Throttled, 3 + 6));
}

#[tokio::test]
async fn what_is_refused_for_good_is_said_once() {
    let server = Server::new();
    let outgoing = outgoing(&server);
    server.fail(Point::Envelope, 100, failing(Kind::NotFound, Retry::Never));
    assert_eq!(outgoing.send(envelope(), letter()).await.unwrap_err().kind(), Kind::NotFound);
    assert_eq!((server.reached(Point::Envelope), server.taken().len()), (1, 0));
}

#[tokio::test]
async fn a_token_that_is_refused_is_renewed_once() {
    let server = Server::new();
    let outgoing = outgoing(&server);
    server.fail(Point::SignIn, 1, failing(Kind::SignInFailed, Retry::Renew));
    outgoing.send(envelope(), letter()).await.unwrap();
    server.break_connections();
    server.fail(Point::SignIn, 100, failing(Kind::SignInFailed, Retry::Renew));
    assert_eq!(outgoing.send(envelope(), letter()).await.unwrap_err().kind(), Kind::SignInFailed);
    assert_eq!(server.reached(Point::SignIn), 2 + 2);
}

#[tokio::test]
async fn what_the_server_does_not_take_is_not_said() {
    let server = Server::new();
    server.set_accepts(Accepts { size: Some(20), eight_bit: false, utf8: false, reports: false });
    let outgoing = outgoing(&server);
    let reports = carteiro_mail::transport::Reports {
        success: true,
        failure: true,
        delay: false,
        returned: carteiro_mail::transport::Returned::Header,
    };
    let beyond = Envelope::new("ana@example.org", ["josé@example.org"]).unwrap();
    for (envelope, letter, code) in [
        (envelope(), LETTER, "message-too-large"),
        (beyond, "a\r\n", "server-without-utf8"),
        (envelope(), "é\r\n", "server-without-eight-bit"),
        (envelope().asking(reports), "a\r\n", "server-without-reports"),
        (envelope(), "a\rb\r\n", "content-bare-cr"),
    ] {
        let error = outgoing.send(envelope, letter.as_bytes().to_vec().into()).await.unwrap_err();
        assert_eq!((error.words().code.as_ref(), error.operation()), (code, "send"));
    }
    assert_eq!(server.reached(Point::Envelope), 0);
}

#[tokio::test]
async fn whoever_may_not_send_does_not_even_connect() {
    let server = Server::new();
    let reading = Permissions(Some(vec![Permission::Read]));
    let outgoing = Outgoing::new(server.open(), Clock::system(), Limits::default(), reading, |_| {});
    let error = outgoing.send(envelope(), letter()).await.unwrap_err();
    assert_eq!((error.kind(), server.reached(Point::SignIn)), (Kind::Denied, 0));
}

#[tokio::test]
async fn a_message_on_its_way_is_carried_through_when_nobody_waits_for_it() {
    let server = Server::new();
    let outgoing = outgoing(&server);
    let held = outgoing.clone();
    {
        let mut sending = Box::pin(held.send(envelope(), letter()));
        while futures_util::poll!(&mut sending).is_pending() && server.taken().is_empty() {
            tokio::task::yield_now().await;
        }
    }
    outgoing.close().await.unwrap();
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn rehearsed_mail_is_held_against_the_server_and_goes_nowhere() {
    let server = Server::new();
    server.set_accepts(Accepts { size: Some(100), eight_bit: true, utf8: true, reports: true });
    let open = Arc::new(Rehearsal(server.open()));
    let outgoing = Outgoing::new(open, Clock::system(), Limits::default(), Permissions::default(), |_| {});
    outgoing.send(envelope(), letter()).await.unwrap();
    let error = outgoing.send(envelope(), vec![b'\n'; 51].into()).await.unwrap_err();
    assert_eq!(error.words().code, "message-too-large");
    assert_eq!(
        (server.reached(Point::SignIn), server.reached(Point::Envelope), server.taken().len()),
        (1, 0, 0)
    );
}
