//! The SMTP server, line by line.

mod mistakes;
mod refusals;
mod sending;
mod sign_in;

use carteiro_sandbox::{Options, Sandbox, Submission, User};

use crate::client::Client;

const PLAIN: &str = "AUTH PLAIN AGFuYUBzYW5kYm94LnRlc3QAc2FuZGJveA==";

/// Takes mail from anybody.
fn open() -> Options {
    Options {
        users: vec![User::new("ana@sandbox.test", "sandbox"), User::new("bia@sandbox.test", "sandbox")],
        submission: Submission { needs_sign_in: false, ..Submission::default() },
        ..Options::default()
    }
}

async fn hello(sandbox: &Sandbox) -> Client {
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    client.send("EHLO client.test\r\n").await;
    client.until("250 ").await;
    client
}

/// Says each line and checks how its answer begins.
async fn talk(client: &mut Client, lines: &[(&str, &str)]) {
    for (line, answer) in lines {
        let told = client.say(line).await;
        assert!(told.starts_with(answer), "{line}: {told}");
    }
}

fn inbox(sandbox: &Sandbox, user: &str) -> Vec<String> {
    let messages = sandbox.store().account(user).unwrap().messages("INBOX").unwrap();
    messages.iter().map(|message| String::from_utf8_lossy(message.raw()).into_owned()).collect()
}
