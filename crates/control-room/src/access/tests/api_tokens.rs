use super::{BY, PASSWORD, secret, set_up, signed_in};
use crate::access::Permission;
use crate::audit::Way;
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use std::time::Duration;

on_both!(
    a_token_may_do_what_it_is_for_as_long_as_its_owner_may,
    a_token_ends_and_is_revoked_by_its_owner,
    a_token_for_more_than_one_may_or_for_too_long_is_refused,
);

const DAY: Duration = Duration::from_hours(24);

async fn a_token_may_do_what_it_is_for_as_long_as_its_owner_may(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let bia = access.add_person(BY, "bia", &secret(PASSWORD)).await.unwrap();
    let both = [Permission::ViewAudit, Permission::RunAutomations];
    let role = access.add_role(BY, "Runners", &both.into()).await.unwrap();
    access.assign(BY, &bia.id, &role.id, true).await.unwrap();
    let caller = signed_in(&access, "bia").await;
    let until = "2026-12-23T12:00:00Z".parse().unwrap();
    let scopes = [Permission::RunAutomations].into();
    let (about, token) = access.add_api_token(&caller, "ci", &scopes, until).await.unwrap();
    assert!(token.expose().starts_with("carteiro_") && token.expose().len() > 64);
    assert_eq!((&about.scopes, about.used_at), (&scopes, None));
    let came = access.bearer(&token, None).await.unwrap().unwrap();
    assert_eq!((came.person.name.as_str(), came.way), ("bia", Way::Token));
    assert_eq!(came.permissions, scopes);
    hands.pass(DAY);
    access.bearer(&token, None).await.unwrap().unwrap();
    let used = access.api_tokens(&bia.id).await.unwrap()[0].used_at.unwrap();
    assert_eq!(used.to_string(), "2026-11-24T12:00:00Z");
    access.change_role(BY, &role.id, 1, &[Permission::ViewAudit].into()).await.unwrap();
    assert!(access.bearer(&token, None).await.unwrap().unwrap().permissions.is_empty());
    access.disable(BY, &bia.id, true).await.unwrap();
    assert!(access.bearer(&token, None).await.unwrap().is_none());
    for other in ["", "carteiro_", "x", token.expose().strip_prefix("carteiro_").unwrap()] {
        assert!(access.bearer(&secret(other), None).await.unwrap().is_none());
    }
    assert!(access.caller(&token, None).await.unwrap().is_none());
}

async fn a_token_ends_and_is_revoked_by_its_owner(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let ana = signed_in(&access, "ana").await;
    let until = "2026-11-25T12:00:00Z".parse().unwrap();
    let (first, token) = access.add_api_token(&ana, "one", &[].into(), until).await.unwrap();
    let (second, other) = access.add_api_token(&ana, "two", &[].into(), until).await.unwrap();
    let theirs = access.revoke_api_token(BY, "somebody", &first.id).await.unwrap_err();
    assert_eq!(theirs.kind(), Kind::NotFound);
    access.revoke_api_token(BY, &ana.person.id, &first.id).await.unwrap();
    assert!(access.bearer(&token, None).await.unwrap().is_none());
    assert!(access.bearer(&other, None).await.unwrap().is_some());
    hands.pass(DAY * 2);
    assert!(access.bearer(&other, None).await.unwrap().is_none());
    let left = access.api_tokens(&ana.person.id).await.unwrap();
    assert_eq!(left.iter().map(|one| &one.id).collect::<Vec<_>>(), [&second.id]);
}

async fn a_token_for_more_than_one_may_or_for_too_long_is_refused(standing: &Standing) {
    let (access, _) = set_up(standing).await;
    access.add_person(BY, "bia", &secret(PASSWORD)).await.unwrap();
    let bia = signed_in(&access, "bia").await;
    let kind = async |name: &str, scopes: &[Permission], until: &str| {
        let scopes = scopes.iter().copied().collect();
        access.add_api_token(&bia, name, &scopes, until.parse().unwrap()).await.map_err(|e| e.kind()).err()
    };
    let soon = "2026-12-01T00:00:00Z";
    assert_eq!(kind("x", &[Permission::ViewAudit], soon).await, Some(Kind::Denied));
    assert_eq!(kind("", &[], soon).await, Some(Kind::InvalidInput));
    for until in
        ["2026-11-23T12:00:00Z", "1970-01-01T00:00:00Z", "2027-11-25T12:00:01Z", "9999-01-01T00:00:00Z"]
    {
        assert_eq!(kind("x", &[], until).await, Some(Kind::InvalidInput), "{until}");
    }
    for _ in 0..100 {
        assert_eq!(kind("x", &[], "2027-11-23T12:00:00Z").await, None);
    }
    assert_eq!(kind("x", &[], soon).await, Some(Kind::Quota));
}
