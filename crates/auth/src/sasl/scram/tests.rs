use super::*;

fn pencil() -> Secret {
    Secret::new("pencil")
}

/// Until the server has shown that it knows the password.
fn whole(mut scram: Scram, [first, challenge, proof, shown]: [&str; 4]) -> Result<(), Fault> {
    assert_eq!(scram.initial().unwrap().expose(), first);
    assert!(scram.initial().is_none());
    assert_eq!(scram.answer(challenge.as_bytes())?.expose(), proof);
    assert_eq!(scram.verified(), Err(Fault::Impostor));
    assert_eq!(scram.answer(shown.as_bytes())?.expose(), "");
    let verified = scram.verified();
    assert_eq!(scram.answer(b""), Err(Fault::OutOfTurn));
    verified
}

/// RFC 5802 §5.
#[test]
fn the_dialogue_with_sha_1_is_as_the_rfc_shows_it() {
    let scram = Scram::unbound(Hash::Sha1, "user", &pencil(), "fyko+d2lbbFgONRv9qkxdawL");
    let dialogue = [
        "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
    ];
    assert_eq!(whole(scram, dialogue), Ok(()));
}

const CHALLENGE: &str =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

fn sha_256() -> Scram {
    Scram::unbound(Hash::Sha256, "user", &pencil(), "rOprNGfwEbeRWgbNEkqO")
}

/// RFC 7677 §3.
#[test]
fn the_dialogue_with_sha_256_is_as_the_rfc_shows_it() {
    let dialogue = [
        "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
        CHALLENGE,
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
    ];
    assert_eq!(whole(sha_256(), dialogue), Ok(()));
}

/// What comes of the server's last word, and of its saying then that all is well.
fn ending(last: &str) -> (Result<Secret, Fault>, Result<(), Fault>) {
    let mut scram = sha_256();
    scram.initial().unwrap();
    scram.answer(CHALLENGE.as_bytes()).unwrap();
    (scram.answer(last.as_bytes()), scram.verified())
}

#[test]
fn a_server_that_does_not_know_the_password_is_an_impostor() {
    let wrong = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=";
    assert_eq!(ending("v=AAAA"), (Err(Fault::Impostor), Err(Fault::Impostor)));
    assert!(matches!(ending(wrong), (Err(Fault::Impostor | Fault::Malformed), Err(Fault::Impostor))));
    assert_eq!(ending("v="), (Err(Fault::Impostor), Err(Fault::Impostor)));
    assert_eq!(ending(""), (Err(Fault::Malformed), Err(Fault::Impostor)));
}

#[test]
fn a_refusal_in_the_last_message_is_told() {
    let refused = Err(Fault::Refused("invalid-proof".to_owned()));
    assert_eq!(ending("e=invalid-proof"), (refused, Err(Fault::Impostor)));
}

fn challenged(challenge: &str) -> Result<Secret, Fault> {
    let mut scram = sha_256();
    scram.initial().unwrap();
    scram.answer(challenge.as_bytes())
}

#[test]
fn a_challenge_that_is_none_gets_no_proof() {
    let nonce = "r=rOprNGfwEbeRWgbNEkqOx";
    for challenge in [
        String::new(),
        "r=another,s=QSXCR+Q6sek8bf92,i=4096".to_owned(),
        "r=rOprNGfwEbeRWgbNEkqO,s=QSXCR+Q6sek8bf92,i=4096".to_owned(),
        format!("{nonce},s=,i=4096"),
        format!("{nonce},s=%,i=4096"),
        format!("{nonce},s=QSXCR+Q6sek8bf92"),
        format!("{nonce},s=QSXCR+Q6sek8bf92,i=-1"),
        format!("{nonce},i=4096,s=QSXCR+Q6sek8bf92"),
        format!("m=must,{nonce},s=QSXCR+Q6sek8bf92,i=4096"),
        format!("{nonce}{},s=QSXCR+Q6sek8bf92,i=4096", "x".repeat(10_000)),
    ] {
        assert_eq!(challenged(&challenge), Err(Fault::Malformed), "{challenge:.80}");
    }
}

#[test]
fn what_comes_after_the_count_is_for_others() {
    let dialogue = challenged(&format!("{CHALLENGE},x=later"));
    assert!(dialogue.unwrap().expose().starts_with("c=biws,"));
}

#[test]
fn a_password_is_hashed_neither_too_seldom_nor_for_ever() {
    let asked = |count: u64| challenged(&format!("r=rOprNGfwEbeRWgbNEkqOx,s=QSXCR+Q6sek8bf92,i={count}"));
    for count in [0, 1, 4095, 2_000_001, u64::from(u32::MAX), u64::MAX] {
        assert_eq!(asked(count), Err(Fault::Iterations(count)));
    }
    assert!(asked(4096).is_ok());
}

#[test]
fn a_name_is_prepared_and_what_would_end_it_is_written_in_digits() {
    // RFC 4013 §3: a soft hyphen is nothing, and a Roman four two letters.
    for (user, name) in [("I\u{ad}X", "IX"), ("\u{2168}", "IX"), ("a=b,c", "a=3Db=2Cc"), ("\u{7}", "\u{7}")] {
        let mut scram = Scram::unbound(Hash::Sha256, user, &pencil(), "n");
        assert_eq!(scram.initial().unwrap().expose(), format!("n,,n={name},r=n"));
    }
}

#[test]
fn a_password_is_prepared_as_the_server_has_it() {
    let proof = |password| {
        let mut scram = Scram::unbound(Hash::Sha256, "user", &Secret::new(password), "n");
        scram.initial().unwrap();
        scram.answer(b"r=nn,s=QSXCR+Q6sek8bf92,i=4096").unwrap()
    };
    assert_eq!(proof("I\u{ad}X"), proof("IX"));
    assert_ne!(proof("ix"), proof("IX"));
}

#[test]
fn what_could_be_bound_says_so() {
    let mut scram = Scram::bindable(Hash::Sha256, "user", &pencil(), "n");
    assert_eq!(scram.initial().unwrap().expose(), "y,,n=user,r=n");
    let said = scram.answer(b"r=nn,s=QSXCR+Q6sek8bf92,i=4096").unwrap();
    assert!(said.expose().starts_with("c=eSws,r=nn,p="));
}

#[test]
fn what_is_bound_says_to_what() {
    let binding = Binding { kind: "tls-exporter", data: Zeroizing::new(b"\x01\x02".to_vec()) };
    let mut scram = Scram::bound(Hash::Sha256, "user", &pencil(), "n", &binding);
    assert_eq!(scram.name(), "SCRAM-SHA-256-PLUS");
    assert_eq!(scram.initial().unwrap().expose(), "p=tls-exporter,,n=user,r=n");
    let said = scram.answer(b"r=nn,s=QSXCR+Q6sek8bf92,i=4096").unwrap();
    let channel = BASE64.encode(b"p=tls-exporter,,\x01\x02");
    assert!(said.expose().starts_with(&format!("c={channel},r=nn,p=")));
}
