//! Where a redirect may lead.

use super::*;
use server::answer;

async fn leading_to(status: u16, location: String) -> Server {
    Server::start(move |_| answer(status, &[("location", &location)], "elsewhere")).await
}

async fn refused(location: &str) -> Failed {
    let server = leading_to(302, location.to_owned()).await;
    read(&client(), get(&server.url("/"))).await.unwrap_err()
}

#[tokio::test]
async fn every_hop_is_judged_by_the_address_it_resolves_to() {
    for place in
        ["169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:169.254.169.254]"]
    {
        let failed = refused(&format!("http://{place}/latest/meta-data")).await;
        let Error::Dial(why) = &failed.error else { panic!("{place}: {failed:?}") };
        assert!(matches!(**why, dial::Error::Refused { .. }), "{place}: {why}");
        assert_eq!(failed.port, 80);
    }
    let direct = read(&client(), get("http://[::ffff:a9fe:a9fe]/")).await.unwrap_err();
    assert!(matches!(direct.error, Error::Dial(_)) && !direct.sent, "{direct:?}");
}

#[tokio::test]
async fn a_public_client_reaches_this_machine_under_no_spelling() {
    let server = Server::echoing().await;
    let dialer = Dialer::new(Policy::PUBLIC, Clock::system());
    let client = Client::new(dialer, Spools::default(), Transcript::default());
    for host in ["127.0.0.1", "localhost", "2130706433", "0177.1", "127.1", "0x7f.1", "[::ffff:127.0.0.1]"] {
        let url = format!("http://{host}:{}/", server.at.port());
        let failed = read(&client, get(&url)).await.unwrap_err();
        let Error::Dial(why) = &failed.error else { panic!("{host}: {failed:?}") };
        assert!(matches!(**why, dial::Error::Refused { .. }), "{host}: {why}");
    }
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn redirects_that_lead_nowhere_are_refused() {
    for location in ["file:///etc/passwd", "http://user:pw@127.0.0.1/", "http://", "http://[::1"] {
        assert!(matches!(refused(location).await.error, Error::BadRedirect), "{location}");
    }
}

#[tokio::test]
async fn a_circle_is_left_after_a_few_rounds() {
    let server = leading_to(302, "/again".to_owned()).await;
    let failed = read(&client(), get(&server.url("/"))).await.unwrap_err();
    assert!(matches!(failed.error, Error::TooManyRedirects));
    assert_eq!(server.asked().len(), 6);
}

#[tokio::test]
async fn without_redirects_a_redirect_is_an_answer() {
    let server = leading_to(302, "/again".to_owned()).await;
    let limits = Limits { redirects: 0, ..LIMITS };
    let request = Request { limits, ..get(&server.url("/")) };
    assert_eq!(text(&client(), request).await, "302 elsewhere");
}

#[tokio::test]
async fn a_307_takes_the_body_along_and_a_303_asks_anew() {
    for (status, expected) in [
        (307, "200 POST /there hello"),
        (308, "200 POST /there hello"),
        (301, "200 GET /there "),
        (302, "200 GET /there "),
        (303, "200 GET /there "),
    ] {
        let there = Server::echoing().await;
        let here = leading_to(status, there.url("/there")).await;
        assert_eq!(text(&client(), post(&here.url("/"), "hello")).await, expected, "{status}");
    }
}

#[tokio::test]
async fn what_is_secret_stays_with_its_origin() {
    let there = Server::echoing().await;
    let url = there.url("/other");
    let here = Server::start(move |asked| match asked.target.as_str() {
        "/same" => answer(200, &[], ""),
        "/stay" => answer(307, &[("location", "/same")], ""),
        _ => answer(307, &[("location", &url)], ""),
    })
    .await;
    for path in ["/stay", "/leave"] {
        let mut request = get(&here.url(path));
        request.headers.insert(header::AUTHORIZATION, bearer(&Secret::new("token")).unwrap());
        request.headers.insert("x-api-key", secret("key").unwrap());
        request.headers.insert(header::COOKIE, HeaderValue::from_static("a=b"));
        request.headers.insert("x-plain", HeaderValue::from_static("plain"));
        read(&client(), request).await.unwrap();
    }
    let same = &here.asked()[1].headers;
    assert!(["authorization", "x-api-key", "cookie", "x-plain"].iter().all(|name| same.contains_key(*name)));
    let other = &there.asked()[0].headers;
    assert!(
        !["authorization", "x-api-key", "cookie"].iter().any(|name| other.contains_key(*name)),
        "{other:?}"
    );
    assert_eq!(other["x-plain"], "plain");
}

#[tokio::test]
async fn a_secret_never_travels_in_the_clear() {
    let mut request = get("http://mail.example.org/");
    request.headers.insert(header::AUTHORIZATION, bearer(&Secret::new("token")).unwrap());
    let failed = read(&client(), request).await.unwrap_err();
    assert!(matches!(failed.error, Error::InTheClear) && !failed.sent, "{failed:?}");
}

#[tokio::test]
async fn it_is_known_whether_what_was_asked_has_been_done() {
    for (status, sent) in [(307, false), (303, true), (302, true)] {
        let here = leading_to(status, "http://169.254.1.1/".to_owned()).await;
        let failed = read(&client(), post(&here.url("/"), "hello")).await.unwrap_err();
        assert_eq!(failed.sent, sent, "{status}");
    }
}
