//! The transcript shows no secret, however it went over the wire.

use crate::client::Client;
use crate::script::Script;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const REST: &str =
    "S: $ OK [CAPABILITY IMAP4rev1] in\nC: LIST\nS: * LIST () \"/\" \"\"\nS: $ OK listed\nsilence";

/// Signs in by `script`; answers what the server heard and what the transcript and errors show.
async fn signed_in(script: &str, password: &str) -> (String, String) {
    let script = Script::play(&[script]).await;
    let client = Client::to(script.port()).signing_in("ana", password);
    let outcome = match client.backend().await {
        Ok(_) => String::new(),
        Err(error) => format!("{error} {error:?}"),
    };
    (script.heard().join("\n"), client.transcript() + &outcome)
}

#[tokio::test]
async fn no_way_of_signing_in_shows_the_password() {
    let ways = [
        ("S: * OK [CAPABILITY IMAP4rev1] ready\nC: LOGIN\n", ""),
        ("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC: AUTHENTICATE PLAIN\n", ""),
        ("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nC: AUTHENTICATE PLAIN\nS: +\nc\n", ""),
        (
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=LOGIN] ready\nC: AUTHENTICATE LOGIN\nS: + VXNlcm5hbWU6\nc\nS: + UGFzc3dvcmQ6\nc\n",
            "",
        ),
    ];
    for password in ["canary-1", "can\"ary\\1", "canary 1", "canário"] {
        let plain = STANDARD.encode(format!("\0ana\0{password}"));
        let alone = STANDARD.encode(password);
        for (way, refusal) in ways {
            for end in [REST, "S: $ NO no\n", refusal] {
                let (heard, shown) = signed_in(&format!("{way}{end}"), password).await;
                assert!(!heard.is_empty() || !password.is_ascii());
                let quoted = password.replace('\\', "\\\\").replace('"', "\\\"");
                for secret in [password, plain.as_str(), alone.as_str(), quoted.as_str(), "nary"] {
                    assert!(!shown.contains(secret), "{secret} in {shown}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_server_did_hear_it() {
    let (heard, _) =
        signed_in(&format!("S: * OK [CAPABILITY IMAP4rev1] ready\nC: LOGIN\n{REST}"), "canary").await;
    assert!(heard.contains(r#"LOGIN "ana" "canary""#), "{heard}");
}
