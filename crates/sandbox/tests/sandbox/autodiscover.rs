//! From an address to Exchange: by exchangelib in SOAP, and in plain XML as the vendor's pages show it.

use carteiro_sandbox::{Fault, Options, Sandbox, User};
use std::net::SocketAddr;

use crate::{
    client::start,
    foreign::run_with,
    tokens,
    web::{Answer, send},
};

/// `ana@sandbox.test:sandbox` (RFC 7617).
const ANA: (&str, &str) = ("authorization", "Basic YW5hQHNhbmRib3gudGVzdDpzYW5kYm94");
const OUTLOOK: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
const PHONE: &str = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006";

fn plain(address: &str, schema: &str) -> String {
    format!(
        "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"><Request>\
         <EMailAddress>{address}</EMailAddress><AcceptableResponseSchema>{schema}</AcceptableResponseSchema>\
         </Request></Autodiscover>"
    )
}

fn soap(address: &str) -> String {
    format!(
        "<soap:Envelope xmlns:a=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\" \
         xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><a:GetUserSettingsRequestMessage>\
         <a:Request><a:Users><a:User><a:Mailbox>{address}</a:Mailbox></a:User></a:Users><a:RequestedSettings>\
         <a:Setting>ExternalEwsUrl</a:Setting></a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage>\
         </soap:Body></soap:Envelope>"
    )
}

async fn ask(to: SocketAddr, path: &str, body: &str) -> Answer {
    send(to, "POST", path, &[ANA], body.as_bytes()).await
}

async fn with(fault: Fault) -> Sandbox {
    start(Options { faults: vec![fault], ..Options::default() }).await
}

/// What stands between a tag and its end, as often as it does.
fn values<'a>(answer: &'a Answer, tag: &str) -> Vec<&'a str> {
    let (begin, end) = (format!("<{tag}>"), format!("</{tag}>"));
    answer.body.split(&begin).skip(1).map(|rest| rest.split(&end).next().unwrap()).collect()
}

#[tokio::test]
async fn exchangelib_finds_the_mailbox_by_soap() {
    let sandbox = start(Options::default()).await;
    let port = sandbox.http_addr().port().to_string();
    run_with(include_str!("../foreign/exchangelib_autodiscover.py"), &[&port]).await;
}

#[tokio::test]
async fn outlook_is_told_where_exchange_is_from_within_and_from_outside() {
    let sandbox = start(Options::default()).await;
    let told =
        ask(sandbox.http_addr(), "/Autodiscover/Autodiscover.xml", &plain("Ana@Sandbox.test", OUTLOOK)).await;
    assert_eq!((told.status, told.header("content-type")), (200, Some("text/xml; charset=utf-8")));
    let ews = format!("http://{}/EWS/Exchange.asmx", sandbox.http_addr());
    assert_eq!(values(&told, "Type"), ["EXCH", "EXPR"]);
    assert_eq!(values(&told, "EwsUrl"), [&ews, &ews]);
    assert_eq!(values(&told, "Action"), ["settings"]);
    assert_eq!(values(&told, "AutoDiscoverSMTPAddress"), ["ana@sandbox.test"]);
    assert!(told.body.contains(&format!("<Response xmlns=\"{OUTLOOK}\">")), "{}", told.body);
}

#[tokio::test]
async fn whom_nobody_knows_and_what_nobody_understands_is_told_by_its_number() {
    let sandbox = start(Options::default()).await;
    for (body, code, message) in [
        (plain("eva@sandbox.test", OUTLOOK), "500", "The email address can't be found."),
        (plain("ana@sandbox.test", PHONE), "601", "Provider is not available"),
        (soap("ana@sandbox.test"), "600", "Invalid Request"),
        ("<a".to_owned(), "600", "Invalid Request"),
        (String::new(), "600", "Invalid Request"),
        (plain("&#1;", OUTLOOK), "600", "Invalid Request"),
    ] {
        let told = ask(sandbox.http_addr(), "/autodiscover/autodiscover.xml", &body).await;
        assert_eq!((told.status, values(&told, "ErrorCode")), (200, vec![code]), "{body}");
        assert_eq!(values(&told, "Message")[0].replace("&#39;", "'"), message, "{body}");
        assert!(told.body.contains("<Error Time=\""), "{}", told.body);
    }
}

#[tokio::test]
async fn soap_that_asks_for_nothing_it_knows_is_refused() {
    let sandbox = start(Options::default()).await;
    for body in ["", "<a/>", &plain("ana@sandbox.test", OUTLOOK), &"<a>".repeat(40)] {
        let told = ask(sandbox.http_addr(), "/autodiscover/autodiscover.svc", body).await;
        assert_eq!((told.status, values(&told, "faultcode")), (500, vec!["s:Client"]), "{body}");
    }
    let nobody = soap("x").replace("<a:Mailbox>x</a:Mailbox>", "");
    let told = ask(sandbox.http_addr(), "/autodiscover/autodiscover.svc", &nobody).await;
    assert_eq!((told.status, values(&told, "ErrorCode")), (200, vec!["InvalidRequest"]), "{}", told.body);
    let told = ask(sandbox.http_addr(), "/autodiscover/autodiscover.svc", &soap("a&lt;b&amp;c")).await;
    assert_eq!(values(&told, "ErrorCode"), ["NoError", "InvalidUser"]);
    assert!(told.body.contains("a&lt;b&amp;c"), "{}", told.body);
}

#[tokio::test]
async fn who_asks_about_another_address_is_sent_on_to_it_once() {
    let sandbox = with(Fault::AutodiscoverRedirectAddress("ana@sandbox.test".to_owned())).await;
    let address = sandbox.http_addr();
    let sent = ask(address, "/autodiscover/autodiscover.xml", &plain("ana@else.test", OUTLOOK)).await;
    assert_eq!(values(&sent, "Action"), ["redirectAddr"]);
    assert_eq!(values(&sent, "RedirectAddr"), ["ana@sandbox.test"]);
    let found = ask(address, "/autodiscover/autodiscover.xml", &plain("ana@sandbox.test", OUTLOOK)).await;
    assert_eq!(values(&found, "Action"), ["settings"]);
    let sent = ask(address, "/autodiscover/autodiscover.svc", &soap("ana@else.test")).await;
    assert_eq!(values(&sent, "ErrorCode"), ["NoError", "RedirectAddress"]);
    assert_eq!(values(&sent, "RedirectTarget"), ["ana@sandbox.test"]);
    let found = ask(address, "/autodiscover/autodiscover.svc", &soap("ana@sandbox.test")).await;
    assert_eq!(values(&found, "ErrorCode"), ["NoError", "NoError"]);
}

#[tokio::test]
async fn who_asks_elsewhere_is_sent_on_and_answered_there() {
    let sandbox = start(Options::default()).await;
    let address = sandbox.http_addr();
    let there = format!("http://localhost:{}/autodiscover/autodiscover.xml", address.port());
    sandbox.set_faults([Fault::AutodiscoverRedirectUrl(there.clone())]);
    let body = plain("ana@sandbox.test", OUTLOOK);
    let sent = ask(address, "/autodiscover/autodiscover.xml", &body).await;
    assert_eq!((values(&sent, "Action"), values(&sent, "RedirectUrl")), (vec!["redirectUrl"], vec![&*there]));
    let sent = ask(address, "/autodiscover/autodiscover.svc", &soap("ana@sandbox.test")).await;
    assert_eq!(values(&sent, "ErrorCode"), ["NoError", "RedirectUrl"]);
    let host = format!("localhost:{}", address.port());
    let fields = [ANA, ("host", &*host)];
    let found = send(address, "POST", "/autodiscover/autodiscover.xml", &fields, body.as_bytes()).await;
    assert_eq!(values(&found, "Action"), ["settings"]);
    // Without a name, and by GET, as a client looks for a server in the clear.
    let sent = send(address, "GET", "/autodiscover/autodiscover.xml", &[], b"").await;
    assert_eq!((sent.status, sent.header("location")), (302, Some(&*there)));
}

#[tokio::test]
async fn nobody_asks_without_a_name() {
    let options = Options { introspection: tokens::options().introspection, ..Options::default() };
    let sandbox = start(options).await;
    let body = plain("ana@sandbox.test", OUTLOOK);
    let status = |authorization: &'static str| {
        let fields = [("authorization", authorization)];
        let (address, body) = (sandbox.http_addr(), body.clone());
        async move {
            send(address, "POST", "/autodiscover/autodiscover.xml", &fields, body.as_bytes()).await.status
        }
    };
    let told =
        send(sandbox.http_addr(), "POST", "/autodiscover/autodiscover.xml", &[], body.as_bytes()).await;
    let offered: Vec<&str> =
        told.head.lines().filter_map(|line| line.strip_prefix("www-authenticate: ")).collect();
    assert_eq!((told.status, offered), (401, vec!["NTLM", "Basic realm=\"sandbox.test\"", "Bearer"]));
    assert_eq!(status(ANA.1).await, 200);
    assert_eq!(status("Bearer good").await, 200);
    assert_eq!(status("Basic YW5hQHNhbmRib3gudGVzdDp3cm9uZw==").await, 401);
    assert_eq!(status("Basic ?").await, 401);
    assert_eq!(status("Bearer bad").await, 401);
    sandbox.set_faults([Fault::MfaRequired]);
    assert_eq!(status(ANA.1).await, 401);
    sandbox.set_faults([Fault::SignInUnavailable]);
    assert_eq!(status(ANA.1).await, 503);
}

#[tokio::test]
async fn every_user_is_found() {
    let users = vec![User::new("ana@sandbox.test", "sandbox"), User::new("o'neil&co@sandbox.test", "x")];
    let sandbox = start(Options { users, ..Options::default() }).await;
    let told =
        ask(sandbox.http_addr(), "/autodiscover/autodiscover.svc", &soap("o'neil&amp;co@sandbox.test")).await;
    assert_eq!(values(&told, "ErrorCode"), ["NoError", "NoError"], "{}", told.body);
}
