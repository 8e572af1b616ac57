use super::{
    AUTHORIZE, CALLBACK, IMAP,
    person::{agree, returned},
    sandbox,
};
use crate::web::{get, query};

#[tokio::test]
async fn tokens_come_back_in_the_fragment_alone() {
    let sandbox = sandbox().await;
    let scope = format!("openid {IMAP}");
    let asked = [
        ("client_id", "desktop"),
        ("redirect_uri", CALLBACK),
        ("response_type", "id_token token"),
        ("scope", scope.as_str()),
        ("nonce", "n-1"),
        ("state", "s"),
    ];
    let answer = agree(sandbox.http_addr(), AUTHORIZE, &asked).await;
    let location = answer.header("location").unwrap();
    assert!(location.starts_with(&format!("{CALLBACK}#")), "{location}");
    let back = returned(&answer);
    assert!(back.contains_key("id_token") && back["token_type"] == "Bearer" && back["state"] == "s");
    assert!(!back.contains_key("refresh_token") && !back.contains_key("code"));
    assert!(sandbox.oauth().unwrap().resolve(&back["access_token"]).is_some());
}

#[tokio::test]
async fn an_id_token_needs_a_nonce_and_never_travels_in_the_query() {
    let sandbox = sandbox().await;
    for more in [vec![], vec![("nonce", "n"), ("response_mode", "query")]] {
        let mut asked = vec![("client_id", "desktop"), ("redirect_uri", CALLBACK), ("scope", "openid")];
        asked.push(("response_type", "id_token"));
        asked.extend(more);
        let answer = get(sandbox.http_addr(), &format!("{AUTHORIZE}?{}", query(&asked))).await;
        assert!(answer.header("location").unwrap().contains("#error=invalid_request"), "{answer:?}");
    }
}

#[tokio::test]
async fn a_form_post_has_the_person_send_the_answer() {
    let sandbox = sandbox().await;
    let asked = [
        ("client_id", "desktop"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("response_mode", "form_post"),
        ("scope", IMAP),
        ("state", "\"><script>"),
    ];
    let answer = agree(sandbox.http_addr(), AUTHORIZE, &asked).await;
    assert_eq!((answer.status, answer.header("location")), (200, None));
    assert!(answer.body.contains(&format!("action=\"{CALLBACK}\"")), "{answer:?}");
    assert!(answer.body.contains("&quot;&gt;&lt;script&gt;") && !answer.body.contains("<script"));
}
