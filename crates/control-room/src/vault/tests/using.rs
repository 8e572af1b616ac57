//! What a run gets.

use super::{Bank, Part, code, new, path, secret};
use crate::access::Caller;
use crate::app::Asked;
use crate::audit::{Actor, Way};
use crate::testing::{Standing, on_both};
use crate::vault::{Input, NewAttribute, NewCredential};
use carteiro_mail::Kind;
use carteiro_world::Language;
use std::time::Duration;

on_both!(
    each_person_gives_their_own_value_and_nobody_uses_that_of_another,
    what_cannot_be_used_says_what_to_do,
    whoever_is_let_out_reads_nothing_more_in_a_run_that_goes_on,
    reads_are_told_with_their_run_and_each_value_once,
    a_value_comes_with_the_hosts_to_which_it_may_go,
    no_value_is_anywhere_but_sealed,
    a_value_opens_in_its_own_place_only,
);

async fn each_person_gives_their_own_value_and_nobody_uses_that_of_another(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, consumer, participant, stranger, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await.id;
    let want = async |by: &Caller| {
        let own = vault.own(by, &Asked::default()).await.unwrap().items;
        own.into_iter()
            .map(|own| (format!("{}/{}.{}", own.locker, own.name, own.attribute), own.set_at))
            .collect::<Vec<_>>()
    };
    assert_eq!(want(consumer).await, [("finance/mail.key".to_owned(), None)]);
    assert_eq!(want(stranger).await, []);
    vault.give(consumer, &consumer.person.id, &mail, "key", &secret("of the consumer")).await.unwrap();
    let holder = Caller::holder();
    vault.give(&holder, &participant.person.id, &mail, "key", &secret("of the participant")).await.unwrap();
    assert_eq!(bank.used(consumer, "finance/mail.key").await.unwrap(), "of the consumer");
    assert_eq!(bank.used(participant, "finance/mail.key").await.unwrap(), "of the participant");
    assert_eq!(bank.used(owner, "finance/mail.key").await.unwrap_err(), "credential-not-given");
    let now = bank.vault.ground.clock.now();
    assert_eq!(want(consumer).await, [("finance/mail.key".to_owned(), Some(now))]);
    assert_eq!(vault.credential(consumer, &mail).await.unwrap().attributes[1].set_at, Some(now));
    assert_eq!(vault.credential(owner, &mail).await.unwrap().attributes[1].set_at, None);
    let of_another = vault.give(owner, &consumer.person.id, &mail, "key", &secret("x")).await.unwrap_err();
    assert_eq!((of_another.kind(), code(&of_another)), (Kind::Denied, "credential-own-denied"));
    let of_all =
        vault.give(consumer, &consumer.person.id, &mail, "password", &secret("x")).await.unwrap_err();
    assert_eq!((of_all.kind(), code(&of_all)), (Kind::InvalidInput, "credential-standard"));
    let for_all = vault.set_value(owner, &mail, "key", None, &secret("x")).await.unwrap_err();
    assert_eq!((for_all.kind(), code(&for_all)), (Kind::InvalidInput, "credential-user-provided"));
    vault.give(consumer, &consumer.person.id, &mail, "key", &secret("another")).await.unwrap();
    assert_eq!(bank.used(consumer, "finance/mail.key").await.unwrap(), "another");
    vault.take_back(consumer, &consumer.person.id, &mail, "key").await.unwrap();
    assert_eq!(bank.used(consumer, "finance/mail.key").await.unwrap_err(), "credential-not-given");
    assert_eq!(bank.used(participant, "finance/mail.key").await.unwrap(), "of the participant");
    // What somebody gave for themselves becomes nobody's standard value.
    let attributes = vec![NewAttribute::standard("password"), NewAttribute::standard("key")];
    let version = vault.credential(owner, &mail).await.unwrap().version;
    vault.change_credential(owner, &mail, version, &NewCredential { attributes, ..new() }).await.unwrap();
    assert_eq!(bank.used(participant, "finance/mail.key").await.unwrap_err(), "credential-empty");
    assert_eq!(bank.used(participant, "finance/mail.password").await.unwrap(), "first");
    let version = vault.credential(owner, &mail).await.unwrap().version;
    vault.change_credential(owner, &mail, version, &new()).await.unwrap();
    assert_eq!(bank.used(participant, "finance/mail.key").await.unwrap_err(), "credential-not-given");
}

async fn what_cannot_be_used_says_what_to_do(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let mail = bank.vault.add_credential(&bank.owner, &locker, "mail", &new()).await.unwrap();
    assert!(mail.attributes.iter().all(|attribute| attribute.set_at.is_none()));
    let holder = Caller::holder();
    for (by, at, kind, told) in [
        (&bank.stranger, "finance/mail.password", Kind::NotFound, "credential-not-for"),
        (&bank.stranger, "finance/none.password", Kind::NotFound, "credential-not-for"),
        (&bank.stranger, "none/mail.password", Kind::NotFound, "credential-not-for"),
        (&bank.consumer, "finance/mail.none", Kind::NotFound, "credential-nowhere"),
        (&bank.consumer, "finance/none.password", Kind::NotFound, "credential-nowhere"),
        (&bank.consumer, "none/mail.password", Kind::NotFound, "credential-not-for"),
        (&bank.consumer, "finance/mail.password", Kind::SignInNeeded, "credential-empty"),
        (&bank.consumer, "finance/mail.key", Kind::SignInNeeded, "credential-not-given"),
        (&holder, "none/mail.password", Kind::NotFound, "credential-nowhere"),
        (&holder, "finance/none.password", Kind::NotFound, "credential-nowhere"),
        (&holder, "finance/mail.password", Kind::SignInNeeded, "credential-empty"),
        (&holder, "finance/mail.key", Kind::SignInNeeded, "credential-of-whom"),
    ] {
        let failure = bank.vault.secrets(by.clone(), "run-1").secret(&path(at)).await.unwrap_err();
        assert_eq!((failure.kind, &*failure.words.code), (kind, told), "{at} for {:?}", by.person.name);
        assert_eq!(failure.words.args["path"], at);
        let refused = bank.told("audit-credential-read").await.remove(0);
        assert_eq!((refused.refused, &*refused.words.args["path"]), (Some(kind), at));
        // Whoever may know of the credential finds it in its list.
        let knows = told != "credential-not-for" && at.starts_with("finance/mail.");
        assert_eq!(refused.about == mail.id, knows, "{at}");
    }
}

async fn whoever_is_let_out_reads_nothing_more_in_a_run_that_goes_on(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let mail = bank.credential(&bank.owner, &locker, "mail").await.id;
    let at = path("finance/mail.password");
    let (by, consumer) = (&Actor::TERMINAL, &bank.consumer.person.id);
    let run = bank.vault.secrets(bank.consumer.clone(), "run-1");
    let code = async || run.secret(&at).await.err().map(|failure| failure.words.code.into_owned());
    assert_eq!(code().await, None);
    bank.access.assign(by, consumer, &bank.role, false).await.unwrap();
    assert_eq!(code().await.as_deref(), Some("credential-not-for"));
    bank.access.assign(by, consumer, &bank.role, true).await.unwrap();
    assert_eq!(code().await, None);
    bank.access.disable(by, consumer, true).await.unwrap();
    assert_eq!(code().await.as_deref(), Some("credential-not-for"));
    bank.access.disable(by, consumer, false).await.unwrap();
    bank.vault.consume(&bank.manager, &locker, &bank.role, false).await.unwrap();
    assert_eq!(code().await.as_deref(), Some("credential-not-for"));
    bank.vault.place(&bank.manager, &locker, consumer, Some(Part::Participant)).await.unwrap();
    assert_eq!(code().await, None);
    bank.vault.set_value(&bank.manager, &mail, "password", None, &secret("second")).await.unwrap();
    assert_eq!(run.secret(&at).await.unwrap().unwrap().secret.expose(), "second");
    bank.vault.clear_value(&bank.manager, &mail, "password", None).await.unwrap();
    assert_eq!(code().await.as_deref(), Some("credential-empty"));
    bank.vault.remove_credential(&bank.manager, &mail).await.unwrap();
    assert_eq!(code().await.as_deref(), Some("credential-nowhere"));
    bank.vault.remove_locker(&bank.owner, &locker).await.unwrap();
    assert_eq!(code().await.as_deref(), Some("credential-not-for"));
}

async fn reads_are_told_with_their_run_and_each_value_once(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, consumer, participant, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await.id;
    bank.credential(owner, &locker, "else").await;
    let at = path("finance/mail.password");
    let run = vault.secrets(consumer.clone(), "run-1");
    for _ in 0..3 {
        run.secret(&at).await.unwrap();
    }
    bank.hands.pass(Duration::from_mins(1));
    vault.set_value(owner, &mail, "password", None, &secret("second")).await.unwrap();
    run.secret(&at).await.unwrap();
    let other = bank.access.absent(&participant.person.id, Way::Run).await.unwrap();
    vault.secrets(other, "run-2").secret(&at).await.unwrap();
    vault.secrets(consumer.clone(), "run-3").secret(&path("finance/else.password")).await.unwrap();
    let reads = vault.reads(owner, &mail, &Asked::default(), Language::English).await.unwrap().items;
    let told: Vec<_> = reads
        .iter()
        .map(|read| (read.person.as_deref().unwrap(), &*read.words.args["run"], read.way, read.refused))
        .collect();
    assert_eq!(
        told,
        [
            ("participant", "run-2", Way::Run, None),
            ("consumer", "run-1", Way::Run, None),
            ("consumer", "run-1", Way::Run, None)
        ]
    );
    assert!(reads[0].words.args["path"] == "finance/mail.password" && reads[0].at > reads[2].at);
}

async fn a_value_comes_with_the_hosts_to_which_it_may_go(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let allowed =
        ["imap.example.org", "*.contoso.example"].iter().map(|host| host.parse().unwrap()).collect();
    let bound = NewCredential { allowed_hosts: allowed, ..new() };
    let mail = bank.vault.add_credential(&bank.owner, &locker, "mail", &bound).await.unwrap();
    assert_eq!(mail.allowed_hosts, bound.allowed_hosts);
    bank.vault.set_value(&bank.owner, &mail.id, "password", None, &secret("x")).await.unwrap();
    let at = path("finance/mail.password");
    let hosts =
        async || bank.vault.secrets(bank.consumer.clone(), "").secret(&at).await.unwrap().unwrap().hosts;
    let found = hosts().await;
    assert!(found.allow("imap.example.org") && found.allow("a.contoso.example") && !found.allow("evil.test"));
    bank.vault.change_credential(&bank.owner, &mail.id, 2, &new()).await.unwrap();
    assert!(hosts().await.is_any());
}

async fn no_value_is_anywhere_but_sealed(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, consumer, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await.id;
    for value in ["canary-7f3a-one", "canary-7f3a-two"] {
        vault.set_value(owner, &mail, "password", None, &secret(value)).await.unwrap();
    }
    vault.give(consumer, &consumer.person.id, &mail, "key", &secret("canary-7f3a-own")).await.unwrap();
    vault.restore_value(owner, &mail, "password", None, 2).await.unwrap();
    assert_eq!(bank.used(consumer, "finance/mail.password").await.unwrap(), "canary-7f3a-one");
    assert_eq!(bank.used(consumer, "finance/mail.key").await.unwrap(), "canary-7f3a-own");
    let given = vec![(path("finance/mail.password"), secret("canary-7f3a-imported"))];
    vault.import(owner, &given, None).await.unwrap();
    let dump = standing.remains().await;
    assert!(
        dump.contains("finance") && dump.contains("audit-credential-value"),
        "the dump shows what is there"
    );
    assert!(!dump.contains("canary"));
    let kept = vault.secrets(consumer.clone(), "").secret(&path("finance/mail.key")).await.unwrap();
    assert!(!format!("{kept:?}").contains("canary"));
}

async fn a_value_opens_in_its_own_place_only(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    let Bank { vault, owner, consumer, participant, .. } = &bank;
    let mail = bank.credential(owner, &locker, "mail").await.id;
    bank.credential(owner, &locker, "else").await;
    for person in [consumer, participant] {
        vault.give(person, &person.person.id, &mail, "key", &secret(&person.person.name)).await.unwrap();
    }
    // Whoever writes to the database moves values to where they may be used.
    let sql = "UPDATE credential_value SET sealed = (SELECT sealed FROM credential_value WHERE credential_id = $1 LIMIT 1) \
               WHERE credential_id <> $1";
    standing.db.run(sql, crate::values![&mail]).await.unwrap();
    let sql = "UPDATE credential_own SET sealed = (SELECT sealed FROM credential_own WHERE person_id = $1) WHERE person_id <> $1";
    standing.db.run(sql, crate::values![&participant.person.id]).await.unwrap();
    assert_eq!(bank.used(consumer, "finance/else.password").await.unwrap_err(), "seal-damaged");
    assert_eq!(bank.used(consumer, "finance/mail.key").await.unwrap_err(), "seal-damaged");
    assert_eq!(bank.used(participant, "finance/mail.key").await.unwrap(), "participant");
    assert_eq!(bank.used(consumer, "finance/mail.password").await.unwrap(), "first");
    assert_eq!(vault.credential(owner, &mail).await.unwrap().attributes[1].input, Input::UserProvided);
}
