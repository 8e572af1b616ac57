use super::{BY, PASSWORD, everybody, secret, set_up, signed_in};
use crate::access::Changes;
use crate::app::Asked;
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use carteiro_world::Language;

on_both!(
    people_are_told_page_by_page,
    who_is_changed_by_two_is_changed_by_the_first,
    of_a_change_that_is_refused_nothing_is_done,
    ones_own_password_takes_the_old_one_and_ends_all_other_sessions,
);

async fn people_are_told_page_by_page(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    for name in ["Édu", "bia", "Caio", "_dan"] {
        access.add_person(BY, name, &secret(PASSWORD)).await.unwrap();
    }
    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let page = access.people(&Asked::new(2, cursor)).await.unwrap();
        seen.extend(page.items.into_iter().map(|person| person.name));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["_dan", "Ana", "bia", "Caio", "Édu"]);
}

async fn who_is_changed_by_two_is_changed_by_the_first(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let bia = access.add_person(BY, "bia", &secret(PASSWORD)).await.unwrap();
    let renamed = Changes { name: Some("Bia Lima".to_owned()), ..Changes::default() };
    assert_eq!(access.change_person(BY, &bia.id, Some(1), &renamed).await.unwrap(), 2);
    let late = Changes { disabled: Some(true), ..Changes::default() };
    let problem = access.change_person(BY, &bia.id, Some(1), &late).await.unwrap_err();
    assert_eq!(problem.kind(), Kind::Changed);
    let read = access.person(&bia.id).await.unwrap();
    assert_eq!((read.name.as_str(), read.disabled, read.version), ("Bia Lima", false, 2));
    let role = access.add_role(BY, "Runners", &[].into()).await.unwrap();
    access.assign(BY, &bia.id, &role.id, true).await.unwrap();
    assert_eq!(access.person_named(" BIA lima").await.unwrap().version, 3);
    assert_eq!(access.roles_held(&bia.id).await.unwrap(), [role]);
    let missing = access.change_person(BY, "nobody", None, &renamed).await.unwrap_err();
    assert_eq!(missing.kind(), Kind::NotFound);
}

async fn of_a_change_that_is_refused_nothing_is_done(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let bia = access.add_person(BY, "bia", &secret(PASSWORD)).await.unwrap();
    let zone = |name: &str| Changes {
        name: Some("Else".to_owned()),
        language: Some(Some(Language::Portuguese)),
        time_zone: Some(Some(name.to_owned())),
        ..Changes::default()
    };
    for name in ["Mars/Olympus", "", "../etc/passwd", "a\0b"] {
        let problem = access.change_person(BY, &bia.id, None, &zone(name)).await.unwrap_err();
        assert_eq!(problem.kind(), Kind::InvalidInput, "{name}");
    }
    let taken = Changes { name: Some("ANA".to_owned()), ..Changes::default() };
    assert_eq!(access.change_person(BY, &bia.id, None, &taken).await.unwrap_err().kind(), Kind::Exists);
    assert_eq!(access.person(&bia.id).await.unwrap(), bia);
    access.change_person(BY, &bia.id, None, &zone("America/Sao_Paulo")).await.unwrap();
    let read = access.person(&bia.id).await.unwrap();
    assert_eq!(read.language, Some(Language::Portuguese));
    assert_eq!(read.time_zone.as_deref(), Some("America/Sao_Paulo"));
    let nothing = Changes { language: Some(None), time_zone: Some(None), ..Changes::default() };
    access.change_person(BY, &bia.id, None, &nothing).await.unwrap();
    let read = access.person(&bia.id).await.unwrap();
    assert_eq!((read.language, read.time_zone), (None, None));
}

async fn ones_own_password_takes_the_old_one_and_ends_all_other_sessions(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let token = access.sign_in("ana", &secret(PASSWORD), "", None).await.unwrap();
    let ana = signed_in(&access, "ana").await;
    let new = secret("another horse");
    for wrong in ["", "wrong", "another horse"] {
        let refused = access.change_password(&ana, secret(wrong), &new, "").await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Denied, "{wrong}");
    }
    let short = access.change_password(&ana, secret(PASSWORD), &secret("short"), "").await.unwrap_err();
    assert_eq!(short.kind(), Kind::InvalidInput);
    assert!(access.caller(&token, None).await.unwrap().is_some());
    let rotated = access.change_password(&ana, secret(PASSWORD), &new, "").await.unwrap();
    assert!(access.caller(&token, None).await.unwrap().is_none());
    assert!(access.caller(&rotated, None).await.unwrap().is_some());
    assert_eq!(access.sessions(&ana.person.id, None).await.unwrap().len(), 1);
    assert!(access.sign_in("ana", &secret(PASSWORD), "", None).await.is_err());
    for _ in 1..5 {
        let refused = access.change_password(&ana, secret("wrong"), &new, "").await.unwrap_err();
        assert!([Kind::Denied, Kind::Throttled].contains(&refused.kind()));
    }
    let locked = access.sign_in("ana", &new, "", None).await.unwrap_err();
    assert_eq!(locked.kind(), Kind::Throttled);
    access.revoke_all(BY, &everybody(&access).await[0].id).await.unwrap();
    assert!(access.caller(&rotated, None).await.unwrap().is_none());
}
