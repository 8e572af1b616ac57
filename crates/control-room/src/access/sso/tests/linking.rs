use super::Room;
use crate::access::tests::{BY, PASSWORD, secret};
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use serde_json::json;

on_both!(
    a_name_is_taken_from_nobody_who_has_it_and_not_without_the_provider_vouching_for_it,
    whoever_is_signed_in_links_their_own_sign_in_there,
    nobody_is_linked_to_what_somebody_else_has_begun,
);

async fn a_name_is_taken_from_nobody_who_has_it_and_not_without_the_provider_vouching_for_it(
    standing: &Standing,
) {
    let Some(room) = Room::new(standing, |_| {}).await else { return };
    let (bia, eve) = (room.lab.person("bia"), room.lab.person("eve"));
    room.access.add_person(BY, &bia.to_uppercase(), &secret(PASSWORD)).await.unwrap();
    assert_eq!(room.come(&bia).await.refused(), (403, "sso-taken"));
    for verified in [json!(false), json!(null), json!("true")] {
        room.lab.say(&eve, json!({ "email_verified": verified })).await;
        let came = room.come(&eve).await;
        assert!([403, 502].contains(&came.status.as_u16()), "{verified}: {}", came.body);
    }
    room.lab.say(&eve, json!({ "email": "ana", "email_verified": true })).await;
    assert_eq!(room.come(&eve).await.refused(), (403, "sso-taken"));
    room.lab.say(&eve, json!({ "email": null })).await;
    assert_eq!(room.come(&eve).await.refused(), (403, "sso-no-name"));
    room.lab.say(&eve, json!({ "email": "a\nb" })).await;
    assert_eq!(room.come(&eve).await.refused(), (403, "sso-no-name"));
    let refused: Vec<(String,)> = room
        .ground
        .db
        .all(
            "SELECT about FROM audit WHERE code = 'audit-sso-sign-in' AND refused IS NOT NULL",
            crate::values![],
        )
        .await
        .unwrap();
    assert!(refused.len() >= 4, "{refused:?}");
    assert_eq!(crate::access::tests::everybody(&room.access).await.len(), 2);
}

/// The session of Ana, who has signed in by her password.
async fn ana(room: &Room) -> String {
    let token = room.access.sign_in("ana", &secret(PASSWORD), "", None).await.unwrap();
    format!("carteiro_session={}", token.expose())
}

async fn whoever_is_signed_in_links_their_own_sign_in_there(standing: &Standing) {
    let Some(room) = Room::new(standing, |details| details.makes_people = false).await else { return };
    let (login, ana) = (room.lab.person("ana"), ana(&room).await);
    let link = format!("/api/me/sso/{}", room.provider.id);
    assert_eq!(room.ask("POST", &link, &[]).await.refused(), (401, "sign-in-first"));
    let begun = room.ask("POST", &format!("{link}?to=/me"), &[&ana]).await;
    let back = room.lab.sign_in(begun.body["url"].as_str().unwrap(), &login).await;
    let cookie = begun.cookie("carteiro_sso").unwrap();
    let linked = room.ask("GET", &back, &[&cookie, &ana]).await;
    assert_eq!((linked.location(), linked.cookie("carteiro_session")), ("/me", None));
    let mine = room.ask("GET", "/api/me/sso", &[&ana]).await.body;
    assert_eq!(mine, json!([{ "provider": room.provider.id, "name": "The lab", "subject": login }]));
    assert_eq!(room.me(&room.come(&login).await).await["name"], json!("Ana"));
    let person = room.access.add_person(BY, "bia", &secret(PASSWORD)).await.unwrap();
    let twice = room.access.link_sso(BY, &person.id, &room.provider.id, &login).await.unwrap_err();
    assert_eq!(twice.kind(), Kind::Exists);
    for subject in ["", "a\nb", &"x".repeat(256)] {
        let none = room.access.link_sso(BY, &person.id, &room.provider.id, subject).await.unwrap_err();
        assert_eq!(none.kind(), Kind::InvalidInput);
    }
    assert_eq!(room.ask("DELETE", &link, &[&ana]).await.status.as_u16(), 204);
    assert_eq!(room.come(&login).await.refused(), (403, "sso-unknown"));
}

async fn nobody_is_linked_to_what_somebody_else_has_begun(standing: &Standing) {
    let Some(room) = Room::new(standing, |_| {}).await else { return };
    let (eve, ana) = (room.lab.person("eve"), ana(&room).await);
    room.access.add_person(BY, "bia", &secret(PASSWORD)).await.unwrap();
    let token = room.access.sign_in("bia", &secret(PASSWORD), "", None).await.unwrap();
    let bia = format!("carteiro_session={}", token.expose());
    let link = format!("/api/me/sso/{}", room.provider.id);
    for session in [Some(&bia), None] {
        let begun = room.ask("POST", &link, &[&ana]).await;
        let back = room.lab.sign_in(begun.body["url"].as_str().unwrap(), &eve).await;
        let cookie = begun.cookie("carteiro_sso").unwrap();
        let mut shown = vec![cookie.as_str()];
        shown.extend(session.map(String::as_str));
        assert_eq!(room.ask("GET", &back, &shown).await.refused(), (401, "sso-attempt"));
    }
    // An attempt to come in links nobody, whoever is signed in.
    let (back, cookie) = room.away(&eve, "/").await;
    let came = room.ask("GET", &back, &[&cookie, &ana]).await;
    assert_eq!(room.me(&came).await["name"], json!(eve));
    let subjects: Vec<(String,)> =
        room.ground.db.all("SELECT subject FROM sso_identity", crate::values![]).await.unwrap();
    assert_eq!(subjects, [(eve,)]);
}
