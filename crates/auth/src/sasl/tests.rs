use super::*;
use crate::Credential;
use carteiro_world::Random;
use carteiro_world::tls::Binding;
use proptest::prelude::*;

const ALL: &[&str] = &[
    "CRAM-MD5",
    "LOGIN",
    "PLAIN",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "SCRAM-SHA-1-PLUS",
    "SCRAM-SHA-256-PLUS",
    "XOAUTH2",
    "OAUTHBEARER",
];

fn password() -> Credential {
    Credential::Password { user: "ana".to_owned(), password: Secret::new("pencil") }
}

fn token() -> Credential {
    Credential::Bearer { user: "ana".to_owned(), token: Secret::new("t0ken"), expires_at: None }
}

fn tls() -> Channel {
    Channel::Tls(Some(Binding { kind: "tls-exporter", data: vec![1, 2, 3].into() }))
}

fn chosen(credential: &Credential, offered: &[&str], channel: &Channel) -> Result<Box<dyn Mechanism>, Unfit> {
    let offers = |name: &str| offered.contains(&name);
    let server = Server { offers: &offers, channel, host: "mail.test", port: 993 };
    choose(credential, &server, &Random::seeded(1))
}

fn name(credential: &Credential, offered: &[&str], channel: &Channel) -> Result<&'static str, Unfit> {
    chosen(credential, offered, channel).map(|mechanism| mechanism.name())
}

#[test]
fn the_best_that_is_offered_is_chosen() {
    for (channel, order) in [
        (
            tls(),
            &[
                "SCRAM-SHA-256-PLUS",
                "SCRAM-SHA-1-PLUS",
                "SCRAM-SHA-256",
                "SCRAM-SHA-1",
                "PLAIN",
                "LOGIN",
                "CRAM-MD5",
            ][..],
        ),
        (Channel::Loopback, &["SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN", "CRAM-MD5"]),
        (Channel::Clear, &["SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"]),
        (Channel::Tls(None), &["SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN", "CRAM-MD5"]),
    ] {
        let mut offered = ALL.to_vec();
        for best in order {
            assert_eq!(name(&password(), &offered, &channel), Ok(*best), "{channel:?}");
            offered.retain(|name| name != best);
        }
        assert_eq!(name(&password(), &offered, &channel), Err(Unfit::NoneOffered));
    }
}

#[test]
fn a_token_is_shown_as_the_server_takes_it() {
    for channel in [tls(), Channel::Loopback] {
        assert_eq!(name(&token(), ALL, &channel), Ok("OAUTHBEARER"));
        assert_eq!(name(&token(), &["PLAIN", "XOAUTH2"], &channel), Ok("XOAUTH2"));
        assert_eq!(name(&token(), &["PLAIN", "LOGIN"], &channel), Err(Unfit::NoneOffered));
    }
}

#[test]
fn a_token_is_never_shown_in_the_clear() {
    assert_eq!(name(&token(), ALL, &Channel::Clear), Err(Unfit::TokenInTheClear));
    assert_eq!(name(&token(), &[], &Channel::Clear), Err(Unfit::TokenInTheClear));
}

#[test]
fn a_windows_account_is_shown_by_no_mechanism_nor_its_password_by_another() {
    let credential =
        Credential::Ntlm { user: "ana".to_owned(), domain: None, password: Secret::new("pencil") };
    for channel in [tls(), Channel::Loopback, Channel::Clear] {
        assert_eq!(name(&credential, ALL, &channel), Err(Unfit::NoneOffered));
        assert_eq!(name(&credential, &["NTLM", "PLAIN"], &channel), Err(Unfit::NoneOffered));
    }
}

#[test]
fn a_server_that_hides_its_binding_hears_that_there_could_be_one() {
    let begins = |offered: &[&str], channel: Channel| {
        let said = chosen(&password(), offered, &channel).unwrap().initial().unwrap();
        said.expose().split(',').next().unwrap().to_owned()
    };
    assert_eq!(begins(&["SCRAM-SHA-256"], tls()), "y");
    assert_eq!(begins(&["SCRAM-SHA-256"], Channel::Tls(None)), "n");
    assert_eq!(begins(&["SCRAM-SHA-256"], Channel::Clear), "n");
    assert_eq!(begins(&["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"], tls()), "p=tls-exporter");
    // What it offers is out of our reach: to say that it offers nothing would be wrong.
    assert_eq!(begins(&["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"], Channel::Tls(None)), "n");
}

#[test]
fn what_would_end_a_message_is_not_sent() {
    for (user, secret) in [("a\0b", "c"), ("a", "b\0c")] {
        let credential = Credential::Password { user: user.to_owned(), password: Secret::new(secret) };
        assert_eq!(name(&credential, ALL, &tls()), Err(Unfit::Characters));
    }
    for (user, secret) in [("a\x01b", "c"), ("a", "b\r\nc"), ("a", "b\x01auth=Bearer c")] {
        let credential =
            Credential::Bearer { user: user.to_owned(), token: Secret::new(secret), expires_at: None };
        assert_eq!(name(&credential, ALL, &tls()), Err(Unfit::Characters));
    }
}

#[test]
fn a_token_is_said_whole() {
    let long = "t".repeat(100_000);
    let credential =
        Credential::Bearer { user: "ana".to_owned(), token: Secret::new(&*long), expires_at: None };
    for mechanism in ["XOAUTH2", "OAUTHBEARER"] {
        let said = chosen(&credential, &[mechanism], &tls()).unwrap().initial().unwrap();
        assert!(said.expose().contains(&long));
    }
}

/// Something like what servers say.
fn challenges() -> impl Strategy<Value = Vec<u8>> {
    let nonce = Random::seeded(1).id::<18>();
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..64),
        "[rsiveme]=[!-~]{0,40}(,[rsivem]=[!-~]{0,40}){0,4}".prop_map(String::into_bytes),
        ("[!-~]{0,20}", "[A-Za-z0-9+/=]{0,24}", 0..5000_u64)
            .prop_map(move |(more, salt, count)| format!("r={nonce}{more},s={salt},i={count}").into_bytes()),
        "v=[A-Za-z0-9+/=]{0,44}".prop_map(String::into_bytes),
        "\\{\"status\":\"[0-9]{3}\"\\}".prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn no_dialogue_panics_or_goes_on_for_ever(
        talk in proptest::collection::vec(challenges(), 0..6),
        at_once in any::<bool>(),
    ) {
        for credential in [password(), token()] {
            for offered in ALL {
                let Ok(mut mechanism) = chosen(&credential, &[offered], &tls()) else { continue };
                if at_once {
                    mechanism.initial();
                }
                let answers = talk.iter().map(|challenge| mechanism.answer(challenge)).collect::<Vec<_>>();
                prop_assert!(answers.iter().filter(|answer| answer.is_ok()).count() <= 3);
                let verified = mechanism.verified().is_ok();
                // Nobody guesses what only the password's owner knows.
                prop_assert!(!offered.starts_with("SCRAM") || !verified);
            }
        }
    }
}
