//! Which mailbox a request says that it is about, for those who hand it on.

use crate::client::Client;
use crate::exchange::{Asked, well_known};
use crate::server::Server;
use carteiro_auth::Credential;
use carteiro_world::Secret;
use std::sync::Arc;

#[tokio::test]
async fn a_request_names_the_address_of_its_mailbox_whoever_signs_in() {
    for (user, mailbox, expected) in [
        ("ana@sandbox.test", None, Some("ana@sandbox.test")),
        ("ana@sandbox.test", Some("team@sandbox.test"), Some("team@sandbox.test")),
        ("SANDBOX\\ana", Some("team@sandbox.test"), Some("team@sandbox.test")),
        ("SANDBOX\\ana", None, None),
    ] {
        let server = Server::answering(|request| well_known(&Asked::of(request)).into()).await;
        let mut client = Client::to(&server.url());
        client.ews.config.mailbox = mailbox.map(str::to_owned);
        let (user, password) = (user.to_owned(), Secret::new("sandbox"));
        client.ews.world.credentials = Arc::new(Credential::Password { user, password });
        client.open().await.unwrap();
        let [head] = server.heads().try_into().unwrap();
        let named = head.lines().find_map(|line| line.strip_prefix("x-anchormailbox: "));
        assert_eq!(named, expected, "{head}");
    }
}
