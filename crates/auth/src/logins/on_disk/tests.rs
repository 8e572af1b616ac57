use super::*;
use crate::providers::CustomCloud;

fn name(user: &str) -> Name {
    Name {
        provider: "google".to_owned(),
        tenant: None,
        client: "app".to_owned(),
        scopes: vec!["mail".to_owned()],
        user: Some(user.to_owned()),
        token_endpoint: None,
    }
}

fn at_microsoft(user: &str) -> Name {
    let scopes = vec!["https://graph.microsoft.com/Mail.ReadWrite".to_owned()];
    Name { provider: "microsoft".to_owned(), scopes, ..name(user) }
}

fn kept(token: &str) -> Kept {
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    Kept {
        access_token: Secret::new(token),
        obtained_at: now,
        expires_at: Some(now),
        refresh_token: Some(Secret::new(format!("r-{token}"))),
        user: Some("ana@example.org".to_owned()),
        signed_in_at: now,
        renewing_since: None,
        needs_proof: false,
    }
}

fn logins(folder: &std::path::Path) -> OnDisk {
    let records = |name: &str| Records::beneath(&folder.join(name));
    OnDisk::new(records("logins"), records("keys"), None, Random::seeded(7))
}

#[tokio::test]
async fn where_no_application_is_named_the_last_login_of_the_person_serves() {
    let folder = tempfile::tempdir().unwrap();
    let logins = logins(folder.path());
    let of = |user: &str, client: &str| Name { client: client.to_owned(), ..at_microsoft(user) };
    let at = |at: &str| Kept { signed_in_at: at.parse().unwrap(), ..kept("t") };
    let usual = async |user: Option<&str>| logins.usual(&Provider::Microsoft, &Cloud::Global, user).await;
    logins.keep(name("ana@example.org"), kept("t")).await.unwrap();
    assert_eq!(usual(None).await.unwrap_err().why, Why::SignInNeeded);
    logins.keep(of("ana@example.org", "new"), at("2026-11-22T13:00:00Z")).await.unwrap();
    logins.keep(of("ana@example.org", "old"), at("2026-11-22T12:00:00Z")).await.unwrap();
    for user in [None, Some("ANA@example.org"), Some("shared@example.org")] {
        assert_eq!(usual(user).await.unwrap(), of("ana@example.org", "new"), "{user:?}");
    }
    logins.keep(of("rui@example.org", "new"), at("2026-11-22T14:00:00Z")).await.unwrap();
    assert_eq!(usual(Some("ana@example.org")).await.unwrap(), of("ana@example.org", "new"));
    for user in [None, Some("shared@example.org")] {
        let refused = usual(user).await.unwrap_err();
        assert_eq!(refused.why, Why::Invalid);
        assert_eq!(refused.reason.code, "login-which-account");
    }
    assert!(logins.usual(&Provider::Microsoft, &Cloud::China, None).await.is_err());
    assert!(logins.usual(&Provider::Google, &Cloud::Global, None).await.is_err());
}

#[tokio::test]
async fn a_login_is_of_the_cloud_that_gave_it_out_however_another_calls_itself() {
    let folder = tempfile::tempdir().unwrap();
    let logins = logins(folder.path());
    let cloud = |login: &str| {
        Cloud::Custom(CustomCloud {
            login: login.to_owned(),
            graph: "https://graph.microsoft.com".to_owned(),
            outlook: "https://outlook.office365.com".to_owned(),
        })
    };
    // Kept before it was written down who gives out logins.
    logins.keep(at_microsoft("ana@example.org"), kept("t")).await.unwrap();
    let of = async |cloud: &Cloud| logins.usual(&Provider::Microsoft, cloud, None).await;
    for same in [Cloud::Global, cloud("https://login.microsoftonline.com/")] {
        assert_eq!(of(&same).await.unwrap(), at_microsoft("ana@example.org"));
    }
    let evil = cloud("https://evil.example");
    let refused = of(&evil).await.unwrap_err();
    assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-elsewhere"));
    assert_eq!(refused.reason.args["from"], "https://login.microsoftonline.com/common/oauth2/v2.0/token");
    assert_eq!(refused.reason.args["to"], "https://evil.example/common/oauth2/v2.0/token");
    let named = at_microsoft("ana@example.org").in_cloud(&evil).unwrap();
    let refused = logins.open(&named).await.err().unwrap();
    assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-elsewhere"));
    // Signed in to, it is a cloud like any other, and takes nothing away from them.
    logins.keep(named.clone(), kept("e")).await.unwrap();
    assert_eq!(of(&evil).await.unwrap(), named);
    assert_eq!(of(&Cloud::Global).await.unwrap(), at_microsoft("ana@example.org"));
    let mut there = logins.open(&named).await.unwrap();
    assert_eq!(there.read().await.unwrap().access_token.expose(), "e");
}

#[tokio::test]
async fn a_login_that_takes_a_secret_to_renew_serves_who_names_the_application_alone() {
    let folder = tempfile::tempdir().unwrap();
    let logins = logins(folder.path());
    let with_secret = Name { client: "web".to_owned(), ..at_microsoft("ana@example.org") };
    logins.keep(with_secret.clone(), Kept { needs_proof: true, ..kept("web") }).await.unwrap();
    let usual = async || logins.usual(&Provider::Microsoft, &Cloud::Global, None).await;
    let refused = usual().await.unwrap_err();
    assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-needs-proof"));
    assert!(refused.reason.to_string().ends_with("Run: carteiro login microsoft"), "{}", refused.reason);
    assert!(logins.open(&with_secret).await.unwrap().read().await.unwrap().needs_proof);
    // Earlier, and of somebody else: it serves.
    let before = Kept { signed_in_at: "2026-11-21T12:00:00Z".parse().unwrap(), ..kept("t") };
    logins.keep(at_microsoft("rui@example.org"), before).await.unwrap();
    assert_eq!(usual().await.unwrap(), at_microsoft("rui@example.org"));
}

#[tokio::test]
async fn where_nobody_has_signed_in_the_command_that_helps_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let logins = logins(folder.path());
    let own =
        CustomCloud { login: "https://l".into(), graph: "https://g".into(), outlook: "https://o".into() };
    let clouds = [
        (Cloud::Global, "carteiro login microsoft"),
        (Cloud::UsGccHigh, "carteiro login microsoft --cloud us_gcc_high"),
        (Cloud::UsDod, "carteiro login microsoft --cloud us_dod"),
        (Cloud::China, "carteiro login microsoft --cloud china"),
        (Cloud::Custom(own), "carteiro login FILE, where FILE says"),
    ];
    for expected in ["login-none", "login-missing-or-damaged"] {
        for (cloud, command) in &clouds {
            let refused = logins.usual(&Provider::Microsoft, cloud, None).await.unwrap_err();
            assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, expected));
            let said = refused.reason.to_string();
            let after = said.split_once(" Run: ").unwrap().1;
            assert!(
                after.starts_with(command) && after.contains("--cloud") == command.contains("--cloud"),
                "{said}"
            );
        }
        logins.files.lock("0123abcd").unwrap().write(b"no longer what it was").unwrap();
    }
    // Where an application is named, the file names it.
    let refused = logins.open(&name("ana@example.org")).await.err().unwrap();
    assert!(refused.reason.to_string().ends_with("Run: carteiro login FILE"), "{}", refused.reason);
}

#[test]
fn a_login_that_was_kept_before_it_was_written_down_who_gave_it_out_is_read() {
    let written = Written::of(&name("ana@example.org"), &kept("t"));
    let mut json = serde_json::to_value(&written).unwrap();
    json["name"].as_object_mut().unwrap().remove("token_endpoint").unwrap();
    json.as_object_mut().unwrap().remove("needs_proof").unwrap();
    let read = serde_json::from_value::<Written>(json).unwrap().read();
    assert_eq!(read, (name("ana@example.org"), kept("t")));
}

#[tokio::test]
async fn a_login_is_there_in_another_process_and_nothing_of_it_is_readable() {
    let folder = tempfile::tempdir().unwrap();
    logins(folder.path()).keep(name("ana@example.org"), kept("canary")).await.unwrap();
    let other = logins(folder.path());
    let all = other.all().await.unwrap();
    assert_eq!(all.logins, [(name("ana@example.org"), kept("canary"))]);
    let anybody = Name { user: None, ..name("") };
    let mut login = other.open(&anybody).await.unwrap();
    assert_eq!(login.read().await.unwrap(), kept("canary"));
    login.write(&kept("second")).await.unwrap();
    drop(login);
    for file in other.files.names().unwrap() {
        let sealed = other.files.read(&file).unwrap().unwrap();
        let text = String::from_utf8_lossy(&sealed);
        assert!(!text.contains("second") && !text.contains("ana") && !file.contains("ana"));
    }
    assert!(other.forget(name("ana@example.org")).await.unwrap());
    assert_eq!(other.open(&anybody).await.err().unwrap().why, Why::SignInNeeded);
}

#[tokio::test]
async fn what_is_damaged_stops_whose_it_is_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let logins = logins(folder.path());
    for user in ["ana@example.org", "rui@example.org"] {
        logins.keep(name(user), kept(user)).await.unwrap();
    }
    let record = name("ana@example.org").file();
    logins.files.lock(&record).unwrap().write(b"no longer what it was").unwrap();
    for name in [name("rui@example.org"), Name { user: None, ..name("") }] {
        let mut rui = logins.open(&name).await.unwrap();
        assert_eq!(rui.read().await.unwrap().access_token.expose(), "rui@example.org");
    }
    let refused = logins.open(&name("ana@example.org")).await.err().unwrap();
    assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-damaged"));
    assert!(refused.reason.args["file"].ends_with(&record), "{refused:?}");
    let refused = logins.open(&name("eva@example.org")).await.err().unwrap();
    assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-missing-or-damaged"));
    assert!(refused.reason.args["file"].ends_with(&record), "{refused:?}");
    let all = logins.all().await.unwrap();
    assert_eq!((all.logins.len(), all.damaged.len()), (1, 1));
    assert!(logins.remove(all.damaged[0].clone()).await.unwrap());
    let refused = logins.open(&name("ana@example.org")).await.err().unwrap();
    assert_eq!(refused.reason.code, "login-missing");
}

#[tokio::test]
async fn another_key_is_told_for_all() {
    let folder = tempfile::tempdir().unwrap();
    logins(folder.path()).keep(name("ana@example.org"), kept("x")).await.unwrap();
    let records = |name: &str| Records::beneath(&folder.path().join(name));
    let passphrase = Some(Secret::new("p"));
    let other = OnDisk::new(records("logins"), records("keys"), passphrase, Random::seeded(7));
    let refused = other.open(&name("rui@example.org")).await.err().unwrap();
    assert_eq!((refused.why, &*refused.reason.code), (Why::Invalid, "key-has-no-passphrase"));
}

#[tokio::test]
async fn of_several_people_one_must_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let logins = logins(folder.path());
    for user in ["ana@example.org", "rui@example.org"] {
        logins.keep(name(user), kept(user)).await.unwrap();
    }
    let refused = logins.open(&Name { user: None, ..name("") }).await.err().unwrap();
    assert_eq!(refused.reason.code, "login-which");
    let mut rui = logins.open(&name("RUI@example.org")).await.unwrap();
    assert_eq!(rui.read().await.unwrap().access_token.expose(), "rui@example.org");
}

#[tokio::test]
async fn of_several_logins_of_one_person_the_narrowest_that_suffices_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let logins = logins(folder.path());
    let asking = |scopes: &[&str]| Name {
        scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
        ..name("ana@example.org")
    };
    for scopes in [&["mail", "send"][..], &["mail"], &["mail", "send", "openid"]] {
        logins.keep(asking(scopes), kept(&scopes.join(" "))).await.unwrap();
    }
    for (wanted, taken) in [(&["mail"][..], "mail"), (&["send"], "mail send")] {
        for name in [asking(wanted), Name { user: None, ..asking(wanted) }] {
            let mut login = logins.open(&name).await.unwrap();
            assert_eq!(login.read().await.unwrap().access_token.expose(), taken);
        }
    }
}
