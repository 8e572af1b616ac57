//! Files of the command line.

use super::{Bank, Part, code, path};
use crate::access::Caller;
use crate::testing::{Standing, on_both};
use crate::vault::Imported;
use carteiro_auth::value::CredentialPath;
use carteiro_engine::secrets;
use carteiro_mail::Kind;
use carteiro_world::Secret;

on_both!(
    a_file_becomes_lockers_and_credentials_and_again_nothing_new,
    a_file_is_taken_over_whole_or_not_at_all,
    whoever_imports_may_do_no_more_than_by_hand,
);

fn given(text: &str) -> Vec<(CredentialPath, Secret)> {
    secrets::in_file("c.yaml", text.as_bytes()).unwrap()
}

const FILE: &str = "mail:\n  finance: { user: ana, password: 0042 }\n  sales: { password: s3cret }\ntickets:\n  api: { token: t0ken }\n";

async fn a_file_becomes_lockers_and_credentials_and_again_nothing_new(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let holder = Caller::holder();
    let owner = Some(bank.owner.person.id.as_str());
    let imported = bank.vault.import(&holder, &given(FILE), owner).await.unwrap();
    assert_eq!(imported, Imported { lockers: 2, credentials: 3, values: 4, unchanged: 0 });
    for (at, value) in
        [("mail/finance.user", "ana"), ("mail/finance.password", "0042"), ("tickets/api.token", "t0ken")]
    {
        assert_eq!(bank.used(&holder, at).await.unwrap(), value);
        assert_eq!(bank.used(&bank.owner, at).await.unwrap(), value);
        assert_eq!(bank.used(&bank.stranger, at).await.unwrap_err(), "credential-not-for");
    }
    let again = bank.vault.import(&holder, &given(FILE), None).await.unwrap();
    assert_eq!(again, Imported { lockers: 0, credentials: 0, values: 0, unchanged: 4 });
    let other = FILE.replace("s3cret", "0ther").replace("user: ana", "user: ana, domain: x");
    let changed = bank.vault.import(&holder, &given(&other), None).await.unwrap();
    assert_eq!(changed, Imported { lockers: 0, credentials: 0, values: 2, unchanged: 3 });
    let sales = bank.vault.credential_at(&holder, &path("mail/sales.password")).await.unwrap();
    assert_eq!(bank.vault.versions(&holder, &sales.id, "password").await.unwrap().len(), 2);
    let finance = bank.vault.credential_at(&holder, &path("mail/finance.password")).await.unwrap();
    let names: Vec<&str> = finance.attributes.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["user", "password", "domain"]);
}

async fn a_file_is_taken_over_whole_or_not_at_all(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    bank.credential(&bank.owner, &locker, "mail").await;
    let largest = format!("a: {{ b: {{ c: fits }}, d: {{ e: {} }} }}\n", "x".repeat(64 * 1024 + 1));
    for (text, told) in [
        ("a: { b: { c: fits }, D: { e: x } }\n", "vault-name"),
        ("a: { b: { c: fits }, d: { 'e f': x } }\n", "vault-name"),
        ("a: { b: { c: fits }, d: { e: '' } }\n", "import-value"),
        (&largest, "import-value"),
        ("a: { b: { c: fits } }\nfinance: { mail: { key: x } }\n", "import-user-provided"),
    ] {
        let Ok(given) = secrets::in_file("c.yaml", text.as_bytes()) else { panic!("{text}") };
        let refused = bank.vault.import(&Caller::holder(), &given, None).await.unwrap_err();
        assert_eq!(
            (refused.kind(), code(&refused)),
            (Kind::InvalidInput, told),
            "{}",
            text.lines().next().unwrap_or_default().len()
        );
        assert_eq!(bank.vault.locker_named(&Caller::holder(), "a").await.unwrap_err().kind(), Kind::NotFound);
    }
    let nobody = bank.vault.import(&Caller::holder(), &given(FILE), Some("nobody")).await.unwrap_err();
    assert_eq!(nobody.kind(), Kind::NotFound);
    assert_eq!(bank.vault.locker_named(&Caller::holder(), "mail").await.unwrap_err().kind(), Kind::NotFound);
}

async fn whoever_imports_may_do_no_more_than_by_hand(standing: &Standing) {
    let bank = Bank::open(standing).await;
    let locker = bank.locker("finance").await;
    bank.credential(&bank.owner, &locker, "mail").await;
    let (own, others) =
        (given("finance: { own: { password: x } }\n"), given("finance: { mail: { password: x } }\n"));
    let kind = async |by: &Caller, given: &[(CredentialPath, Secret)]| {
        bank.vault.import(by, given, None).await.map_err(|problem| problem.kind())
    };
    assert_eq!(kind(&bank.stranger, &others).await, Err(Kind::NotFound));
    assert_eq!(kind(&bank.consumer, &own).await, Err(Kind::Denied));
    assert_eq!(kind(&bank.participant, &others).await, Err(Kind::Denied));
    assert_eq!(kind(&bank.participant, &given(FILE)).await, Err(Kind::Denied), "they make no lockers");
    assert_eq!(
        kind(&bank.participant, &own).await,
        Ok(Imported { credentials: 1, values: 1, ..Imported::default() })
    );
    assert_eq!(kind(&bank.manager, &others).await, Ok(Imported { values: 1, ..Imported::default() }));
    assert!(kind(&bank.stranger, &given(FILE)).await.is_ok());
    let mail = bank.vault.locker_named(&bank.stranger, "mail").await.unwrap();
    assert_eq!(mail.standing, Part::Owner);
}
