//! Whose address an account's name is.

use crate::client::Client;
use carteiro_mail::backends::ews::Version;
use carteiro_sandbox::{Options, Sandbox, User};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_name_of_an_account_is_that_of_whom_the_directory_knows_by_it() {
    let names = [
        "ana@sandbox.test",
        "anabela@sandbox.test",
        "bia@sandbox.test",
        "zoe@sandbox.test",
        "zoe@other.test",
    ];
    let users = names.map(|name| User::new(name, "sandbox")).to_vec();
    let sandbox = Sandbox::start(Options { users, ..Options::default() }).await.unwrap();
    for version in [Version::Exchange2007Sp1, Version::Exchange2013Sp1] {
        let mut client = Client::to(&sandbox.ews_url());
        client.ews.config.version = Some(version);
        let mailbox = client.mailbox().await;
        for (name, address) in [
            ("SANDBOX\\bia", Some("bia@sandbox.test")),
            ("bia", Some("bia@sandbox.test")),
            ("SANDBOX\\Ana", Some("ana@sandbox.test")),
            ("SANDBOX\\an", None),
            ("SANDBOX\\anab", None),
            ("SANDBOX\\zoe", None),
            ("SANDBOX\\nobody", None),
            ("SANDBOX\\", None),
        ] {
            assert_eq!(mailbox.resolve(name).await.unwrap().as_deref(), address, "{name}");
        }
    }
}
