//! Signing in by NTLM over HTTP, with clients that other people wrote.

use carteiro_sandbox::Options;

use crate::{
    client::start,
    foreign::{curl, run_with},
    web::{get, send},
};

#[tokio::test]
async fn requests_ntlm_signs_in_and_stays_so_on_its_connection() {
    let sandbox = start(Options::default()).await;
    let port = sandbox.http_addr().port().to_string();
    run_with(include_str!("../foreign/requests_ntlm_tour.py"), &[&port]).await;
}

#[tokio::test]
async fn curl_signs_in_with_what_it_has_of_ntlm() {
    let sandbox = start(Options::default()).await;
    let url = format!("http://{}/control/ntlm", sandbox.http_addr());
    for (user, status) in [
        ("SANDBOX\\ana:sandbox", "200"),
        ("ana@sandbox.test:sandbox", "200"),
        ("ana:sandbox", "200"),
        ("ana:wrong", "401"),
        ("eva:sandbox", "401"),
    ] {
        let arguments =
            ["--ntlm", "--user", user, "--output", "/dev/null", "--write-out", "%{http_code}", &url];
        let Some(told) = curl(&arguments, "").await else { return };
        assert_eq!(told, status, "{user}");
    }
}

#[tokio::test]
async fn who_says_nothing_is_told_how_and_what_is_no_message_is_refused() {
    let sandbox = start(Options::default()).await;
    let told = get(sandbox.http_addr(), "/control/ntlm").await;
    assert_eq!((told.status, told.header("www-authenticate")), (401, Some("NTLM")));
    for field in ["NTLM ?", "NTLM TlRMTVNTUAADAAAA", "Basic YW5hQHNhbmRib3gudGVzdDpzYW5kYm94"] {
        let told = send(sandbox.http_addr(), "GET", "/control/ntlm", &[("authorization", field)], b"").await;
        assert_eq!((told.status, told.header("www-authenticate")), (401, Some("NTLM")), "{field}");
    }
}
