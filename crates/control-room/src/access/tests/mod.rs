mod api_tokens;
mod changing;

use super::{Access, Caller, Permission, Person};
use crate::app::Asked;
use crate::audit::{Actor, Way};
use crate::testing::{Hands, Standing, on_both};
use carteiro_mail::Kind;
use carteiro_world::{Clock, Language, Secret};
use std::time::Duration;

pub(super) const BY: &Actor = &Actor::TERMINAL;
pub(super) const PASSWORD: &str = "correct horse";

pub(super) fn secret(text: &str) -> Secret {
    Secret::new(text)
}

pub(super) async fn everybody(access: &Access) -> Vec<Person> {
    access.people(&Asked::default()).await.unwrap().items
}

/// Somebody who has signed in, by their name.
pub(super) async fn signed_in(access: &Access, name: &str) -> Caller {
    let token = access.sign_in(name, &secret(PASSWORD), "", None).await.unwrap();
    access.caller(&token, None).await.unwrap().unwrap()
}

/// With an administrator, Ana.
pub(super) async fn set_up(standing: &Standing) -> (Access, Hands) {
    let hands = Hands::at("2026-11-23T12:00:00Z");
    let access = Access::new(standing.ground(Clock::from(hands.clone())).await);
    let (invitation, token) = access.invite().await.unwrap().unwrap();
    access.set_up(BY, &invitation, &token, "Ana", &secret(PASSWORD), Language::English).await.unwrap();
    (access, hands)
}

on_both!(
    nobody_is_in_before_the_administrator_and_there_is_one_first,
    of_two_who_set_up_at_once_one_is_the_administrator,
    who_knows_the_password_comes_in_and_may_do_what_the_roles_say,
    guessing_is_slowed_down_and_a_name_that_is_unknown_looks_the_same,
    a_session_ends_when_nobody_uses_it_and_after_a_week_at_the_latest,
    sessions_end_when_the_password_changes_or_somebody_is_disabled,
    somebody_who_manages_people_is_always_left,
    of_two_who_disable_each_other_at_once_one_is_left,
    those_who_guess_at_once_learn_no_more_than_one_after_the_other,
    no_token_is_kept,
    whoever_gives_to_roles_knows_their_names_and_others_know_their_own,
);

async fn nobody_is_in_before_the_administrator_and_there_is_one_first(standing: &Standing) {
    let access = Access::new(standing.ground(Clock::system()).await);
    let (invitation, token) = access.invite().await.unwrap().unwrap();
    let wrong =
        access.set_up(BY, &invitation, &secret("x"), "Eve", &secret(PASSWORD), Language::English).await;
    assert_eq!(wrong.unwrap_err().kind(), Kind::Denied);
    let short = access.set_up(BY, &invitation, &token, "Ana", &secret("short"), Language::English).await;
    assert_eq!(short.unwrap_err().kind(), Kind::InvalidInput);
    assert!(access.is_empty().await.unwrap());
    access.set_up(BY, &invitation, &token, "Ana", &secret(PASSWORD), Language::English).await.unwrap();
    assert!(access.invite().await.unwrap().is_none());
    let again = access.set_up(BY, &invitation, &token, "Eve", &secret(PASSWORD), Language::English).await;
    assert_eq!(again.unwrap_err().kind(), Kind::Exists);
    assert_eq!(everybody(&access).await.len(), 1);
}

async fn of_two_who_set_up_at_once_one_is_the_administrator(standing: &Standing) {
    let access = Access::new(standing.ground(Clock::system()).await);
    let password = secret(PASSWORD);
    let (one, other) = futures_util::join!(
        access.first(BY, "Ana", &password, Language::English),
        access.first(BY, "Bia", &password, Language::Portuguese),
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(one.and(other).unwrap_err().kind(), Kind::Exists);
    assert_eq!(everybody(&access).await.len(), 1);
}

async fn who_knows_the_password_comes_in_and_may_do_what_the_roles_say(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let bia = access.add_person(BY, "bia@else.test", &secret(PASSWORD)).await.unwrap();
    let role = access.add_role(BY, "Runners", &[Permission::RunAutomations].into()).await.unwrap();
    access.assign(BY, &bia.id, &role.id, true).await.unwrap();
    let twice = access.add_person(BY, " BIA@else.test", &secret(PASSWORD)).await.unwrap_err();
    assert_eq!(twice.kind(), Kind::Exists);
    let ana = access.sign_in("ana", &secret(PASSWORD), "a browser", None).await.unwrap();
    let ana = access.caller(&ana, None).await.unwrap().unwrap();
    assert_eq!((ana.person.name.as_str(), ana.permissions), ("Ana", Permission::ALL.into()));
    let token = access.sign_in("Bia@Else.test", &secret(PASSWORD), "curl\r\nx", None).await.unwrap();
    let caller = access.caller(&token, None).await.unwrap().unwrap();
    assert!(caller.must(Permission::RunAutomations).is_ok());
    assert_eq!(caller.must(Permission::ViewAudit).unwrap_err().kind(), Kind::Denied);
    let sessions = access.sessions(&bia.id, None).await.unwrap();
    assert_eq!(sessions.iter().map(|one| one.agent.as_str()).collect::<Vec<_>>(), ["curlx"]);
    access.change_role(BY, &role.id, 1, &[Permission::ViewAudit].into()).await.unwrap();
    assert!(access.caller(&token, None).await.unwrap().unwrap().must(Permission::ViewAudit).is_ok());
    let absent = access.absent(&bia.id, Way::Run).await.unwrap();
    assert_eq!((absent.permissions.clone(), absent.actor().way), ([Permission::ViewAudit].into(), Way::Run));
    access.sign_out(&token, None).await.unwrap();
    assert!(access.caller(&token, None).await.unwrap().is_none());
    assert!(access.caller(&secret(""), None).await.unwrap().is_none());
}

async fn guessing_is_slowed_down_and_a_name_that_is_unknown_looks_the_same(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let kind = async |name: &str, password: &str| {
        access.sign_in(name, &secret(password), "", None).await.map_err(|problem| problem.kind()).err()
    };
    for name in ["ana", "nobody", "", "a\nb"] {
        assert_eq!(kind(name, "wrong").await, Some(Kind::SignInFailed), "{name:?}");
    }
    for _ in 1..5 {
        assert_eq!(kind("Ana", "wrong").await, Some(Kind::SignInFailed));
    }
    assert_eq!(kind("ana", PASSWORD).await, Some(Kind::Throttled));
    hands.pass(Duration::from_secs(61));
    assert_eq!(kind("ana", "wrong").await, Some(Kind::SignInFailed));
    hands.pass(Duration::from_secs(61));
    assert_eq!(kind("ana", PASSWORD).await, Some(Kind::Throttled));
    hands.pass(Duration::from_mins(1));
    assert_eq!(kind("ana", PASSWORD).await, None);
    assert_eq!(kind("ana", "wrong").await, Some(Kind::SignInFailed));
    assert_eq!(kind("ana", PASSWORD).await, None);
}

async fn a_session_ends_when_nobody_uses_it_and_after_a_week_at_the_latest(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let hour = Duration::from_hours(1);
    let token = access.sign_in("ana", &secret(PASSWORD), "", None).await.unwrap();
    hands.pass(hour * 11);
    assert!(access.caller(&token, None).await.unwrap().is_some());
    hands.pass(hour * 11);
    assert!(access.caller(&token, None).await.unwrap().is_some());
    hands.pass(hour * 12);
    assert!(access.caller(&token, None).await.unwrap().is_none());
    let token = access.sign_in("ana", &secret(PASSWORD), "", None).await.unwrap();
    for _ in 0..16 {
        hands.pass(hour * 10);
        assert!(access.caller(&token, None).await.unwrap().is_some());
    }
    hands.pass(hour * 8);
    assert!(access.caller(&token, None).await.unwrap().is_none());
}

async fn sessions_end_when_the_password_changes_or_somebody_is_disabled(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let bia = access.add_person(BY, "bia", &secret(PASSWORD)).await.unwrap();
    let token = access.sign_in("bia", &secret(PASSWORD), "", None).await.unwrap();
    access.set_password(BY, &bia.id, &secret("another horse")).await.unwrap();
    assert!(access.caller(&token, None).await.unwrap().is_none());
    assert!(access.sign_in("bia", &secret(PASSWORD), "", None).await.is_err());
    let token = access.sign_in("bia", &secret("another horse"), "", None).await.unwrap();
    access.disable(BY, &bia.id, true).await.unwrap();
    assert!(access.caller(&token, None).await.unwrap().is_none());
    assert_eq!(access.absent(&bia.id, Way::Run).await.unwrap_err().kind(), Kind::Denied);
    let refused = access.sign_in("bia", &secret("another horse"), "", None).await.unwrap_err();
    assert_eq!(refused.kind(), Kind::SignInFailed);
    access.disable(BY, &bia.id, false).await.unwrap();
    let token = access.sign_in("bia", &secret("another horse"), "", None).await.unwrap();
    let session = access.sessions(&bia.id, None).await.unwrap().remove(0).id;
    let other = access.revoke(BY, "somebody", &session).await.unwrap_err();
    assert_eq!(other.kind(), Kind::NotFound);
    access.revoke(BY, &bia.id, &session).await.unwrap();
    assert!(access.caller(&token, None).await.unwrap().is_none());
}

async fn somebody_who_manages_people_is_always_left(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let ana = everybody(&access).await.remove(0);
    let role = access.roles().await.unwrap().remove(0);
    for refused in [
        access.disable(BY, &ana.id, true).await,
        access.remove_role(BY, &role.id).await,
        access.change_role(BY, &role.id, 1, &[Permission::ViewAudit].into()).await,
        access.assign(BY, &ana.id, &role.id, false).await,
    ] {
        assert_eq!(refused.unwrap_err().kind(), Kind::Rejected);
    }
    assert_eq!(access.permissions(&ana.id).await.unwrap(), Permission::ALL.into());
    assert_eq!(access.roles().await.unwrap(), [role]);
}

async fn no_token_is_kept(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let token = access.sign_in("ana", &secret(PASSWORD), "", None).await.unwrap();
    let kept: Vec<(String,)> = standing.db.all("SELECT digest FROM session", crate::values![]).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_ne!(kept[0].0, token.expose());
    assert!(access.caller(&secret(&kept[0].0), None).await.unwrap().is_none());
}

async fn of_two_who_disable_each_other_at_once_one_is_left(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let ana = everybody(&access).await.remove(0);
    let bia = access.add_person(BY, "bia", &secret(PASSWORD)).await.unwrap();
    let role = access.roles().await.unwrap().remove(0);
    access.assign(BY, &bia.id, &role.id, true).await.unwrap();
    let (one, other) =
        futures_util::join!(access.disable(BY, &ana.id, true), access.disable(BY, &bia.id, true));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(one.and(other).unwrap_err().kind(), Kind::Rejected);
}

async fn those_who_guess_at_once_learn_no_more_than_one_after_the_other(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    let guesses = (0..12).map(async |_| {
        let guessed = access.sign_in("ana", &secret("wrong"), "", None).await;
        guessed.unwrap_err().kind()
    });
    let answers = futures_util::future::join_all(guesses).await;
    let told = answers.iter().filter(|kind| **kind == Kind::SignInFailed).count();
    assert_eq!((told, answers.len()), (5, 12), "{answers:?}");
    let right = access.sign_in("ana", &secret(PASSWORD), "", None).await.unwrap_err();
    assert_eq!((right.kind(), right.wait().is_some()), (Kind::Throttled, true));
}

async fn whoever_gives_to_roles_knows_their_names_and_others_know_their_own(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    for (name, permission) in [
        ("connects", Permission::ManageConnections),
        ("keeps", Permission::ManageLockers),
        ("runs", Permission::RunAutomations),
    ] {
        let person = access.add_person(BY, name, &secret(PASSWORD)).await.unwrap();
        let role = access.add_role(BY, name, &[permission].into()).await.unwrap();
        access.assign(BY, &person.id, &role.id, true).await.unwrap();
    }
    let known = async |name: &str| {
        let names = access.role_names(&signed_in(&access, name).await).await.unwrap();
        names.into_iter().map(|role| role.name).collect::<Vec<_>>()
    };
    let all: Vec<String> = access.roles().await.unwrap().into_iter().map(|role| role.name).collect();
    assert_eq!(all.len(), 4);
    for name in ["Ana", "connects", "keeps"] {
        assert_eq!(known(name).await, all, "{name}");
    }
    assert_eq!(known("runs").await, ["runs"]);
}
