//! The transcript shows no secret, however it went over the wire.

use crate::client::Client;
use crate::script::Script;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use carteiro_world::Random;

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

/// The dialogue of each mechanism, as far as a server that knows nothing can take it.
fn dialogues() -> Vec<String> {
    let nonce = Random::seeded(7).id::<18>();
    let scram = STANDARD.encode(format!("r={nonce}canary,s=QSXCR+Q6sek8bf92,i=4096"));
    let (proof, refusal) = (STANDARD.encode("v=canary"), STANDARD.encode(r#"{"status":"canary-token"}"#));
    let begins = |name: &str| {
        format!("S: * OK [CAPABILITY IMAP4rev1 AUTH={name}] ready\nC: AUTHENTICATE {name}\nS: +\nc\n")
    };
    vec![
        begins("PLAIN"),
        begins("LOGIN") + "S: +\nc\n",
        begins("CRAM-MD5").replace("S: +\nc\n", "S: + PDEyMz4=\nc\n"),
        format!("{}S: + {scram}\nc\nS: + {proof}\nc\n", begins("SCRAM-SHA-1")),
        format!("{}S: + {scram}\nc\nS: + {proof}\nc\n", begins("SCRAM-SHA-256")),
        format!("{}S: + {refusal}\nc\n", begins("XOAUTH2")),
        format!("{}S: + {refusal}\nc\n", begins("OAUTHBEARER")),
    ]
}

#[tokio::test]
async fn no_mechanism_shows_what_was_said_and_asked() {
    for dialogue in dialogues() {
        let script = Script::play(&[&format!("{dialogue}S: $ NO no\n")]).await;
        let client = Client::to(script.port());
        let is_token = dialogue.contains("OAUTH");
        let mut client =
            if is_token { client.showing("canary-token") } else { client.signing_in("ana", "canary-word") };
        client.imap.world.random = Random::seeded(7);
        let error = client.refused().await;
        let shown = format!("{error} {error:?} {}", client.transcript());
        assert!(!shown.contains("canary"), "{dialogue}\n{shown}");
        // What came after the command: the answers to challenges, and the "*" of giving up.
        let answers = script.heard().into_iter().skip(1).filter(|line| line.len() > 1);
        let challenges = dialogue.lines().filter_map(|line| line.strip_prefix("S: + ").map(str::to_owned));
        for secret in answers.chain(challenges) {
            assert!(!shown.contains(&secret), "{secret} in {shown}");
        }
    }
}

#[tokio::test]
async fn a_server_that_repeats_a_secret_is_not_quoted() {
    let token = STANDARD.encode("user=ana@sandbox.test\x01auth=Bearer canary-token\x01\x01");
    let word = STANDARD.encode("\0ana\0canary-word");
    for (offer, is_token) in [("PLAIN", false), ("XOAUTH2", true)] {
        let said = if is_token { &token } else { &word };
        for echo in [
            format!("S: * BAD what is {said}\nS: $ BAD {said} canary-token canary-word"),
            format!("S: * OK [ALERT] {said}\nS: $ NO [ALERT] canary-token {said} canary-word"),
            format!("S: * BYE {said}"),
            format!("S: + {}\nc\nS: $ NO no", STANDARD.encode(format!("{said} canary-word canary-token"))),
        ] {
            let script = format!(
                "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH={offer}] ready\nC: AUTHENTICATE {offer}\n{echo}"
            );
            let script = Script::play(&[&script]).await;
            let client = Client::to(script.port());
            let client = if is_token {
                client.showing("canary-token")
            } else {
                client.signing_in("ana", "canary-word")
            };
            let error = client.refused().await;
            let shown = format!("{error} {error:?} {}", client.transcript());
            let secret = if is_token { "canary-token" } else { "canary-word" };
            assert!(!shown.contains(secret) && !shown.contains(said.as_str()), "{shown}");
        }
    }
}
