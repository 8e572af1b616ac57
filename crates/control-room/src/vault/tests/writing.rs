//! What goes into the vault.

use super::{Bank, Input, code, new, secret};
use crate::access::Caller;
use crate::app::Asked;
use crate::testing::{Standing, on_both};
use crate::vault::{NewAttribute, NewCredential};
use carteiro_mail::Kind;
use std::time::Duration;

on_both!(
    the_last_ten_values_are_kept_and_each_can_be_restored,
    of_two_who_change_a_credential_the_second_is_told,
    names_and_values_have_a_form_and_a_length,
    a_certificate_with_its_key_fits,
    attributes_come_and_go_with_their_values,
    credentials_are_listed_page_by_page_with_their_attributes,
    who_does_what_is_in_the_log,
);

async fn the_last_ten_values_are_kept_and_each_can_be_restored(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, manager, consumer, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await.id;
    for number in 2..=12 {
        bank.hands.pass(Duration::from_mins(1));
        let value = secret(&format!("value {number}"));
        vault.set_value(manager, &mail, "password", None, &value).await.unwrap();
    }
    let versions = vault.versions(owner, &mail, "password").await.unwrap();
    let numbers: Vec<i64> = versions.iter().map(|version| version.number).collect();
    assert_eq!(numbers, [12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    assert!(versions[0].is_current && versions[1..].iter().all(|version| !version.is_current));
    assert_eq!(versions[0].set_by.as_deref(), Some("manager"));
    assert_eq!(versions[0].set_at.duration_since(versions[9].set_at).as_mins(), 9);
    let gone = vault.restore_value(owner, &mail, "password", None, 2).await.unwrap_err();
    assert_eq!((gone.kind(), code(&gone)), (Kind::NotFound, "credential-no-version"));
    vault.restore_value(owner, &mail, "password", None, 5).await.unwrap();
    assert_eq!(bank.used(consumer, "finance/mail.password").await.unwrap(), "value 5");
    let versions = vault.versions(owner, &mail, "password").await.unwrap();
    assert_eq!((versions.len(), versions[0].number, versions[0].restored), (10, 13, Some(5)));
    assert_eq!(versions[0].set_by.as_deref(), Some("owner"));
    vault.clear_value(&Caller::holder(), &mail, "password", None).await.unwrap();
    assert_eq!(vault.versions(owner, &mail, "password").await.unwrap(), []);
    assert_eq!(bank.used(consumer, "finance/mail.password").await.unwrap_err(), "credential-empty");
    vault.set_value(&Caller::holder(), &mail, "password", None, &secret("anew")).await.unwrap();
    assert_eq!(vault.versions(owner, &mail, "password").await.unwrap()[0].set_by, None);
}

async fn of_two_who_change_a_credential_the_second_is_told(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, manager, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await;
    let same = new();
    let (one, two) = futures_util::join!(
        vault.change_credential(owner, &mail.id, mail.version, &same),
        vault.change_credential(manager, &mail.id, mail.version, &same),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let (old, new_version) = (mail.version, mail.version + 1);
    for refused in [
        vault.change_credential(owner, &mail.id, old, &new()).await,
        vault.set_value(owner, &mail.id, "password", Some(old), &secret("x")).await,
        vault.clear_value(owner, &mail.id, "password", Some(old)).await,
        vault.restore_value(owner, &mail.id, "password", Some(old), 1).await,
    ] {
        assert_eq!(refused.unwrap_err().kind(), Kind::Changed);
    }
    assert_eq!(bank.used(owner, "finance/mail.password").await.unwrap(), "first");
    let next = vault.set_value(owner, &mail.id, "password", Some(new_version), &secret("x")).await.unwrap();
    assert_eq!(vault.credential(owner, &mail.id).await.unwrap().version, next);
    let locker = vault.locker(owner, &locker).await.unwrap();
    let described = vault.describe_locker(owner, &locker.id, locker.version, "one").await.unwrap();
    let late = vault.describe_locker(owner, &locker.id, locker.version, "two").await.unwrap_err();
    assert_eq!(late.kind(), Kind::Changed);
    let locker = vault.locker(owner, &locker.id).await.unwrap();
    assert_eq!((locker.version, locker.description.as_str()), (described, "one"));
}

async fn names_and_values_have_a_form_and_a_length(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await.id;
    let long = "x".repeat(101);
    for name in ["", "A", "a b", "a/b", "a.b", "ação", "a\0", "../a", "a\n", &long] {
        let attributes = vec![NewAttribute::standard(name)];
        for refused in [
            vault.add_locker(owner, name, "").await.err(),
            vault.add_credential(owner, &locker, name, &new()).await.err(),
            vault.add_credential(owner, &locker, "x", &NewCredential { attributes, ..new() }).await.err(),
        ] {
            let refused = refused.unwrap();
            assert_eq!((refused.kind(), code(&refused)), (Kind::InvalidInput, "vault-name"), "{name:?}");
        }
    }
    let fits = "x".repeat(100);
    vault.add_credential(owner, &locker, &fits, &new()).await.unwrap();
    let twice = vault.add_credential(owner, &locker, "mail", &new()).await.unwrap_err();
    assert_eq!((twice.kind(), code(&twice)), (Kind::Exists, "credential-exists"));
    for attributes in [
        vec![],
        vec![NewAttribute::standard("a"), NewAttribute::standard("a")],
        (0..51).map(|number| NewAttribute::standard(&format!("a{number}"))).collect(),
    ] {
        let refused = vault.add_credential(owner, &locker, "y", &NewCredential { attributes, ..new() }).await;
        assert_eq!(code(&refused.unwrap_err()), "credential-attributes");
    }
    for description in ["\0", "\u{1b}[2J", &"x".repeat(1001)] {
        let described = NewCredential { description: description.to_owned(), ..new() };
        let refused = vault.add_credential(owner, &locker, "y", &described).await.unwrap_err();
        assert_eq!(code(&refused), "vault-description", "{description:?}");
    }
    let allowed = (0..400).map(|number| format!("host{number}.test").parse().unwrap()).collect();
    let bound = NewCredential { allowed_hosts: allowed, ..new() };
    let refused = vault.add_credential(owner, &locker, "y", &bound).await.unwrap_err();
    assert_eq!(code(&refused), "credential-hosts");
    for value in ["", &"x".repeat(64 * 1024 + 1)] {
        for refused in [
            vault.set_value(owner, &mail, "password", None, &secret(value)).await.err(),
            vault.give(owner, &owner.person.id, &mail, "key", &secret(value)).await.err(),
        ] {
            assert_eq!(code(&refused.unwrap()), "vault-value");
        }
    }
    for missing in [
        vault.set_value(owner, &mail, "none", None, &secret("x")).await.err(),
        vault.set_value(owner, "none", "password", None, &secret("x")).await.err(),
        vault.give(owner, &owner.person.id, &mail, "none", &secret("x")).await.err(),
        vault.remove_credential(owner, "none").await.err(),
        vault.clear_value(owner, &mail, "none", None).await.err(),
    ] {
        assert_eq!(missing.unwrap().kind(), Kind::NotFound);
    }
}

async fn a_certificate_with_its_key_fits(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let mail = bank.credential(&bank.owner, &locker, "mail").await.id;
    for value in ["ação\n\0\u{1f600}".to_owned(), "x".repeat(64 * 1024), "é".repeat(32 * 1024)] {
        bank.vault.set_value(&bank.owner, &mail, "password", None, &secret(&value)).await.unwrap();
        assert_eq!(bank.used(&bank.consumer, "finance/mail.password").await.unwrap(), value);
    }
}

async fn attributes_come_and_go_with_their_values(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, consumer, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await;
    let user = NewAttribute { masked: false, ..NewAttribute::standard("user") };
    let attributes = vec![user.clone(), NewAttribute { masked: false, ..NewAttribute::standard("password") }];
    let changed = NewCredential { attributes, description: "For invoices.\nAsk Ana.".to_owned(), ..new() };
    let version = vault.change_credential(owner, &mail.id, mail.version, &changed).await.unwrap();
    let now = vault.credential(consumer, &mail.id).await.unwrap();
    let shown: Vec<_> =
        now.attributes.iter().map(|one| (one.name.as_str(), one.masked, one.set_at.is_some())).collect();
    assert_eq!(shown, [("user", false, false), ("password", false, true)]);
    assert_eq!(
        (now.version, now.description.as_str(), now.made_by),
        (version, "For invoices.\nAsk Ana.", None)
    );
    assert!(!now.is_changeable);
    assert_eq!(bank.used(consumer, "finance/mail.key").await.unwrap_err(), "credential-nowhere");
    let version = vault
        .change_credential(owner, &mail.id, version, &NewCredential { attributes: vec![user], ..new() })
        .await
        .unwrap();
    vault.change_credential(owner, &mail.id, version, &new()).await.unwrap();
    assert_eq!(bank.used(consumer, "finance/mail.password").await.unwrap_err(), "credential-empty");
    let rows: Vec<(i64,)> =
        standing.db.all("SELECT COUNT(*) FROM credential_value", crate::values![]).await.unwrap();
    assert_eq!(rows, [(0,)]);
}

async fn credentials_are_listed_page_by_page_with_their_attributes(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let (locker, other) = (bank.locker("finance").await, bank.locker("other").await);
    for name in ["c", "a", "e", "b", "d"] {
        bank.credential(&bank.participant, &locker, name).await;
        bank.credential(&bank.owner, &other, name).await;
    }
    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let page = bank.vault.credentials(&bank.participant, &locker, &Asked::new(2, cursor)).await.unwrap();
        seen.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let names: Vec<&str> = seen.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    for one in &seen {
        assert_eq!(one, &bank.vault.credential(&bank.participant, &one.id).await.unwrap());
        assert_eq!(
            (one.locker.as_str(), one.made_by.as_deref(), one.is_changeable),
            ("finance", Some("participant"), true)
        );
        let inputs: Vec<Input> = one.attributes.iter().map(|attribute| attribute.input).collect();
        assert_eq!(inputs, [Input::Standard, Input::UserProvided]);
    }
    let own = bank.vault.own(&bank.consumer, &Asked::new(3, None)).await.unwrap();
    let rest = bank.vault.own(&bank.consumer, &Asked::new(50, own.next)).await.unwrap();
    let places: Vec<String> =
        own.items.iter().chain(&rest.items).map(|own| format!("{}/{}", own.locker, own.name)).collect();
    let expected =
        ["finance", "other"].map(|locker| ["a", "b", "c", "d", "e"].map(|name| format!("{locker}/{name}")));
    assert_eq!(places, expected.concat());
}

async fn who_does_what_is_in_the_log(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, consumer, manager, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await;
    vault.give(consumer, &consumer.person.id, &mail.id, "key", &secret("x")).await.unwrap();
    vault.take_back(consumer, &consumer.person.id, &mail.id, "key").await.unwrap();
    vault.change_credential(owner, &mail.id, mail.version, &new()).await.unwrap();
    vault.restore_value(manager, &mail.id, "password", None, 1).await.unwrap();
    vault.clear_value(manager, &mail.id, "password", None).await.unwrap();
    vault.remove_credential(manager, &mail.id).await.unwrap();
    vault.place(owner, &locker, &manager.person.id, None).await.unwrap();
    vault.consume(owner, &locker, &bank.role, false).await.unwrap();
    let version = vault.locker(owner, &locker).await.unwrap().version;
    vault.describe_locker(owner, &locker, version, "x").await.unwrap();
    vault.remove_locker(owner, &locker).await.unwrap();
    let mut told = bank.told("audit-credential").await;
    told.extend(bank.told("audit-locker").await);
    let by = |code: &str| {
        let one = told.iter().find(|one| one.words.code == code).unwrap_or_else(|| panic!("{code}"));
        assert!(one.said.contains("finance") && !one.said.contains('{'), "{}", one.said);
        (one.person.clone().unwrap(), one.about.clone())
    };
    for (code, person) in [
        ("audit-credential-added", "owner"),
        ("audit-credential-value", "owner"),
        ("audit-credential-given", "consumer"),
        ("audit-credential-taken-back", "consumer"),
        ("audit-credential-changed", "owner"),
        ("audit-credential-value-restored", "manager"),
        ("audit-credential-value-removed", "manager"),
        ("audit-credential-removed", "manager"),
    ] {
        assert_eq!(by(code), (person.to_owned(), mail.id.clone()), "{code}");
    }
    for code in [
        "audit-locker-added",
        "audit-locker-person",
        "audit-locker-person-removed",
        "audit-locker-role",
        "audit-locker-role-removed",
        "audit-locker-changed",
        "audit-locker-removed",
    ] {
        assert_eq!(by(code), ("owner".to_owned(), locker.clone()), "{code}");
    }
}
