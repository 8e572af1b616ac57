mod sources;

use super::{Master, Seal};
use crate::testing::{Standing, on_both};
use crate::values;
use carteiro_mail::Kind;
use carteiro_world::{Clock, Random};

fn master(seed: u64) -> Master {
    Master::fresh(&Random::seeded(seed))
}

async fn sealed_by(standing: &Standing, seed: u64) -> crate::Result<Seal> {
    Seal::open(&standing.db, &master(seed), &Clock::system(), &Random::system()).await
}

async fn rows(standing: &Standing) -> Vec<(String, Vec<u8>)> {
    standing.db.all("SELECT id, sealed FROM data_key ORDER BY id", values![]).await.unwrap()
}

on_both!(
    what_is_sealed_opens_after_a_restart_and_under_its_name_only,
    a_wrong_master_key_is_refused_and_changes_nothing,
    a_new_data_key_opens_what_the_old_one_sealed,
    another_master_key_takes_the_place_of_the_first,
    processes_that_start_at_once_have_the_same_key,
);

async fn what_is_sealed_opens_after_a_restart_and_under_its_name_only(standing: &Standing) {
    let sealed = sealed_by(standing, 1).await.unwrap().seal("credential/a/password", b"canary").unwrap();
    assert!(!sealed.windows(6).any(|window| window == b"canary"));
    let again = sealed_by(standing, 1).await.unwrap();
    assert_eq!(again.unseal("credential/a/password", &sealed).unwrap().as_slice(), b"canary");
    let other = again.unseal("credential/b/password", &sealed).unwrap_err();
    assert_eq!(other.kind(), Kind::Internal);
    for at in 0..sealed.len() {
        let mut damaged = sealed.clone();
        damaged[at] ^= 1;
        again.unseal("credential/a/password", &damaged).unwrap_err();
        again.unseal("credential/a/password", &sealed[..at]).unwrap_err();
    }
}

async fn a_wrong_master_key_is_refused_and_changes_nothing(standing: &Standing) {
    let sealed = sealed_by(standing, 1).await.unwrap().seal("a", b"canary").unwrap();
    let before = rows(standing).await;
    assert_eq!(sealed_by(standing, 2).await.unwrap_err().kind(), Kind::Denied);
    let rotated = Seal::rotate(&standing.db, &master(2), &master(3), &Random::system()).await;
    assert_eq!(rotated.unwrap_err().kind(), Kind::Denied);
    assert_eq!(rows(standing).await, before);
    let right = sealed_by(standing, 1).await.unwrap();
    assert_eq!(right.unseal("a", &sealed).unwrap().as_slice(), b"canary");
}

async fn a_new_data_key_opens_what_the_old_one_sealed(standing: &Standing) {
    let seal = sealed_by(standing, 1).await.unwrap();
    let old = seal.seal("a", b"old").unwrap();
    seal.renew(&standing.db, &master(1), &Clock::system()).await.unwrap();
    let new = seal.seal("a", b"new").unwrap();
    assert_ne!(old[..16], new[..16]);
    for seal in [seal, sealed_by(standing, 1).await.unwrap()] {
        assert_eq!(seal.unseal("a", &old).unwrap().as_slice(), b"old");
        assert_eq!(seal.unseal("a", &new).unwrap().as_slice(), b"new");
    }
}

async fn another_master_key_takes_the_place_of_the_first(standing: &Standing) {
    let sealed = sealed_by(standing, 1).await.unwrap().seal("a", b"canary").unwrap();
    Seal::rotate(&standing.db, &master(1), &master(2), &Random::system()).await.unwrap();
    assert_eq!(sealed_by(standing, 1).await.unwrap_err().kind(), Kind::Denied);
    let seal = sealed_by(standing, 2).await.unwrap();
    assert_eq!(seal.unseal("a", &sealed).unwrap().as_slice(), b"canary");
}

async fn processes_that_start_at_once_have_the_same_key(standing: &Standing) {
    let opened = futures_util::future::join_all((0..8).map(|_| sealed_by(standing, 1))).await;
    let seals: Vec<Seal> = opened.into_iter().collect::<Result<_, _>>().unwrap();
    let sealed = seals[0].seal("a", b"canary").unwrap();
    assert!(seals.iter().all(|seal| seal.unseal("a", &sealed).is_ok()));
}
