use super::Room;
use crate::access::tests::{BY, PASSWORD, secret};
use crate::access::{Changes, Permission};
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use serde_json::json;

on_both!(
    who_signs_in_there_comes_in_here_and_is_the_same_the_next_time,
    who_is_not_known_is_made_only_where_that_is_said,
    groups_give_and_take_the_roles_that_they_have_and_no_others,
    the_last_who_manages_people_stays_so_whatever_their_groups_are,
    who_signs_in_there_only_is_let_in_by_no_password,
    nothing_that_opens_is_in_the_database_or_the_answers,
);

async fn who_signs_in_there_comes_in_here_and_is_the_same_the_next_time(standing: &Standing) {
    let Some(room) = Room::new(standing, |_| {}).await else { return };
    let bia = room.lab.person("bia");
    let came = room.come(&bia).await;
    assert_eq!(came.location(), "/runs");
    let me = room.me(&came).await;
    assert_eq!((&me["name"], &me["permissions"]), (&json!(bia), &json!([])));
    let id = me["id"].as_str().unwrap();
    let renamed = Changes { name: Some("Bia".to_owned()), ..Changes::default() };
    room.access.change_person(BY, id, None, &renamed).await.unwrap();
    room.lab.say(&bia, json!({ "email": "else@lab.test" })).await;
    let again = room.me(&room.come(&bia).await).await;
    assert_eq!((again["id"].as_str(), again["name"].as_str()), (Some(id), Some("Bia")));
    assert!(room.access.sign_in("bia", &secret(PASSWORD), "", None).await.is_err());
    // Whoever sat at this browser before is out.
    let (back, cookie) = room.away(&bia, "//evil.test").await;
    let before = came.cookie("carteiro_session").unwrap();
    let came = room.ask("GET", &back, &[&cookie, &before]).await;
    assert_eq!(came.location(), "/");
    assert_eq!(room.ask("GET", "/api/me", &[&before]).await.refused(), (401, "sign-in-first"));
    room.access.disable(BY, id, true).await.unwrap();
    assert_eq!(room.come(&bia).await.refused(), (403, "person-disabled"));
}

async fn who_is_not_known_is_made_only_where_that_is_said(standing: &Standing) {
    let Some(room) = Room::new(standing, |details| details.makes_people = false).await else { return };
    let bia = room.lab.person("bia");
    assert_eq!(room.come(&bia).await.refused(), (403, "sso-unknown"));
    let person = room.access.add_person(BY, "Bia", &secret(PASSWORD)).await.unwrap();
    room.access.link_sso(BY, &person.id, &room.provider.id, &bia).await.unwrap();
    assert_eq!(room.me(&room.come(&bia).await).await["id"], json!(person.id));
    assert!(room.access.sign_in("bia", &secret(PASSWORD), "", None).await.is_ok());
    room.access.unlink_sso(BY, &person.id, &room.provider.id).await.unwrap();
    assert_eq!(room.come(&bia).await.refused(), (403, "sso-unknown"));
}

async fn groups_give_and_take_the_roles_that_they_have_and_no_others(standing: &Standing) {
    let groups = |details: &mut crate::access::Details| details.groups_claim = Some("groups".to_owned());
    let Some(room) = Room::new(standing, groups).await else { return };
    let writers = room.role("Writers", Permission::EditAutomations).await;
    let auditors = room.role("Auditors", Permission::ViewAudit).await;
    let other = room.role("Runners", Permission::RunAutomations).await;
    let mut details = room.provider.details.clone();
    details.groups =
        [("staff".to_owned(), [writers.clone()].into()), ("board".to_owned(), [writers, auditors].into())]
            .into();
    let version = room.access.change_sso_provider(BY, &room.provider.id, 1, &details, None).await.unwrap();
    assert_eq!(version, 2);
    let bia = room.lab.person("bia");
    let may = async |groups: &[&str]| {
        room.lab.in_groups(&bia, &groups.iter().copied().collect()).await;
        let me = room.me(&room.come(&bia).await).await;
        (me["permissions"].clone(), me["id"].as_str().unwrap().to_owned())
    };
    assert_eq!(may(&["staff", "unheard of"]).await.0, json!(["edit_automations"]));
    let (both, id) = may(&["staff", "board"]).await;
    assert_eq!(both, json!(["edit_automations", "view_audit"]));
    room.access.assign(BY, &id, &other, true).await.unwrap();
    assert_eq!(may(&["staff"]).await.0, json!(["edit_automations", "run_automations"]));
    assert_eq!(may(&[]).await.0, json!(["run_automations"]));
    room.lab.say(&bia, json!({ "groups": "board" })).await;
    let one = room.me(&room.come(&bia).await).await;
    assert_eq!(one["permissions"], json!(["edit_automations", "run_automations", "view_audit"]));
    room.access.remove_role(BY, &other).await.unwrap();
    details.groups = [("x".to_owned(), [other].into())].into();
    let missing = room.access.change_sso_provider(BY, &room.provider.id, 2, &details, None);
    assert_eq!(missing.await.unwrap_err().kind(), Kind::NotFound);
}

async fn the_last_who_manages_people_stays_so_whatever_their_groups_are(standing: &Standing) {
    let groups = |details: &mut crate::access::Details| details.groups_claim = Some("groups".to_owned());
    let Some(room) = Room::new(standing, groups).await else { return };
    let administrators = room.access.roles().await.unwrap().remove(0).id;
    let mut details = room.provider.details.clone();
    details.groups = [("admins".to_owned(), [administrators].into())].into();
    room.access.change_sso_provider(BY, &room.provider.id, 1, &details, None).await.unwrap();
    let bia = room.lab.person("bia");
    room.lab.in_groups(&bia, &["admins"].into()).await;
    let me = room.me(&room.come(&bia).await).await;
    assert_eq!(me["permissions"].as_array().unwrap().len(), Permission::ALL.len());
    let ana = room.access.person_named("ana").await.unwrap();
    room.access.disable(BY, &ana.id, true).await.unwrap();
    room.lab.in_groups(&bia, &[].into()).await;
    let me = room.me(&room.come(&bia).await).await;
    assert_eq!(me["permissions"].as_array().unwrap().len(), Permission::ALL.len());
    room.access.disable(BY, &ana.id, false).await.unwrap();
    assert_eq!(room.me(&room.come(&bia).await).await["permissions"], json!([]));
}

async fn who_signs_in_there_only_is_let_in_by_no_password(standing: &Standing) {
    let Some(room) = Room::new(standing, |details| details.ends_passwords = true).await else { return };
    let (bia, person) =
        (room.lab.person("bia"), room.access.add_person(BY, "Bia", &secret(PASSWORD)).await.unwrap());
    let kind = async || {
        let came = room.access.sign_in("bia", &secret(PASSWORD), "", None).await;
        came.map_err(|problem| problem.kind()).err()
    };
    assert_eq!(kind().await, None);
    room.access.link_sso(BY, &person.id, &room.provider.id, &bia).await.unwrap();
    assert_eq!(kind().await, Some(Kind::SignInFailed));
    assert_eq!(room.me(&room.come(&bia).await).await["name"], json!("Bia"));
    assert!(room.access.sign_in("ana", &secret(PASSWORD), "", None).await.is_ok());
    room.access.remove_sso_provider(BY, &room.provider.id).await.unwrap();
    assert_eq!(kind().await, None);
}

async fn nothing_that_opens_is_in_the_database_or_the_answers(standing: &Standing) {
    let Some(room) = Room::new(standing, |_| {}).await else { return };
    let bia = room.lab.person("bia");
    let (back, cookie) = room.away(&bia, "/").await;
    let under_way = standing.dump().await;
    let came = room.ask("GET", &back, &[&cookie]).await;
    let session = came.cookie("carteiro_session").unwrap();
    let secrets = room.lab.secrets().await;
    assert!(
        secrets.values().any(|name| name == "id_token") && secrets.contains_key("web-secret"),
        "{secrets:?}"
    );
    let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let shown = room.ask("GET", "/api/sso", &[]).await.body.to_string();
    let provider =
        serde_json::to_string(&room.access.sso_provider(&room.provider.id).await.unwrap()).unwrap();
    let told =
        [under_way, standing.dump().await, shown, provider, format!("{came_body}", came_body = came.body)]
            .concat();
    assert!(told.contains("The lab") && told.contains(&bia));
    let tokens = [&cookie, &session].map(|cookie| cookie.split_once('=').unwrap().1);
    for canary in secrets.keys().map(String::as_str).chain([state]).chain(tokens) {
        assert!(!told.contains(canary), "{canary}: {:?}", secrets.get(canary));
    }
    assert!(
        room.ground
            .db
            .one::<(String,)>("SELECT digest FROM sso_attempt", crate::values![])
            .await
            .unwrap()
            .is_none()
    );
}
