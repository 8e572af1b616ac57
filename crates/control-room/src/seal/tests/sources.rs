#![expect(clippy::disallowed_methods, reason = "what lies on the disk is looked at from outside")]

use crate::Problem;
use crate::seal::{Master, Seal, Source, Sources};
use crate::testing::{Hands, Standing, on_both};
use carteiro_mail::Kind;
use carteiro_world::{Clock, Random, Secret, phrase};
use std::path::Path;
use tempfile::TempDir;

on_both!(
    the_first_source_that_is_there_is_used,
    where_the_key_is_missing_or_another_nothing_is_made,
    a_rotated_key_opens_what_was_sealed_before,
    a_rotation_that_broke_off_is_brought_to_its_end,
    a_rotated_key_that_is_kept_elsewhere_is_told_before_it_is_used,
    a_key_is_exported_and_imported_where_it_opens_the_database,
);

fn clock() -> Clock {
    Clock::from(Hands::at("2026-11-23T12:00:00Z"))
}

async fn open(sources: &Sources, standing: &Standing) -> Result<Seal, Problem> {
    sources.open(&standing.db, &clock(), &Random::system()).await
}

async fn refused(sources: &Sources, standing: &Standing) -> Kind {
    open(sources, standing).await.unwrap_err().kind()
}

/// A folder, the file in it as the source, and something sealed with that.
async fn sealed(standing: &Standing) -> (TempDir, Sources, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let sources = Sources::file(&folder.path().join("master"));
    let sealed = open(&sources, standing).await.unwrap().seal("a", b"canary").unwrap();
    (folder, sources, sealed)
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn the_first_source_that_is_there_is_used(standing: &Standing) {
    let (_folder, mut sources, sealed) = sealed(standing).await;
    assert_eq!(sources.used(), Source::File);
    let text = sources.master(&standing.db).await.unwrap().text();
    let other = Master::fresh(&Random::seeded(1)).text();
    sources.passphrase = Some(Secret::new("x"));
    assert_eq!((sources.used(), refused(&sources, standing).await), (Source::Passphrase, Kind::Denied));
    sources.credential = Some(text.clone());
    assert_eq!(sources.used(), Source::Credential);
    assert!(open(&sources, standing).await.unwrap().unseal("a", &sealed).is_ok());
    sources.variable = Some(other);
    assert_eq!((sources.used(), refused(&sources, standing).await), (Source::Variable, Kind::Denied));
    sources.variable = Some(Secret::new("no key"));
    assert_eq!(refused(&sources, standing).await, Kind::InvalidInput);
    sources.variable = Some(Secret::new(format!("{}\n", text.expose())));
    assert!(open(&sources, standing).await.unwrap().unseal("a", &sealed).is_ok());
}

async fn where_the_key_is_missing_or_another_nothing_is_made(standing: &Standing) {
    let (_folder, sources, _) = sealed(standing).await;
    let before = standing.dump().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let missing = Sources::file(&elsewhere.path().join("master"));
    let mixed = Sources { passphrase: Some(Secret::new("correct horse")), ..missing.clone() };
    for sources in [&missing, &mixed] {
        assert_eq!(refused(sources, standing).await, Kind::NotFound);
        assert_eq!(names(elsewhere.path()), [""; 0]);
    }
    let fresh = standing.empty().await;
    open(&mixed, &fresh).await.unwrap();
    let left = names(&elsewhere.path().join("master"));
    assert_eq!(refused(&mixed, standing).await, Kind::Denied);
    let wrong = Sources { passphrase: Some(Secret::new("battery")), ..missing.clone() };
    assert_eq!(
        (refused(&wrong, standing).await, refused(&missing, standing).await),
        (Kind::Denied, Kind::Denied)
    );
    assert_eq!(names(&elsewhere.path().join("master")), left);
    std::fs::write(sources.records.folder().join("key"), "{}").unwrap();
    assert_eq!(refused(&sources, standing).await, Kind::Denied);
    assert_eq!(std::fs::read(sources.records.folder().join("key")).unwrap(), b"{}");
    assert_eq!(standing.dump().await, before);
}

async fn a_rotated_key_opens_what_was_sealed_before(standing: &Standing) {
    let (_folder, sources, sealed) = sealed(standing).await;
    let (old, random) = (sources.master(&standing.db).await.unwrap(), Random::system());
    let tell = |_: &Secret| -> Result<(), Problem> { panic!("it is in the file") };
    sources.rotate(&standing.db, &random, None, tell).await.unwrap();
    assert!(!Seal::is_of(&standing.db, &old).await.unwrap());
    assert!(open(&sources, standing).await.unwrap().unseal("a", &sealed).is_ok());
    assert_eq!(names(sources.records.folder()), ["key", "key.lock", "next.lock"]);
    let passphrase = Secret::new("correct horse");
    sources.rotate(&standing.db, &random, Some(passphrase.clone()), tell).await.unwrap();
    assert_eq!(refused(&sources, standing).await, Kind::Denied);
    let mixed = Sources { passphrase: Some(passphrase), ..sources };
    assert!(open(&mixed, standing).await.unwrap().unseal("a", &sealed).is_ok());
}

async fn a_rotation_that_broke_off_is_brought_to_its_end(standing: &Standing) {
    let (_folder, sources, sealed) = sealed(standing).await;
    let key = sources.records.folder().join("key");
    let (next, random) = (sources.records.folder().join("next"), Random::system());
    let before = std::fs::read(&key).unwrap();
    let tell = |_: &Secret| -> Result<(), Problem> { panic!("it is in the file") };
    sources.rotate(&standing.db, &random, None, tell).await.unwrap();
    let after = std::fs::read(&key).unwrap();
    // After the database was changed, and before the file was.
    std::fs::write(&next, &after).unwrap();
    std::fs::write(&key, &before).unwrap();
    assert!(open(&sources, standing).await.unwrap().unseal("a", &sealed).is_ok());
    assert_eq!((std::fs::read(&key).unwrap(), next.exists()), (after.clone(), false));
    // Before the database was changed.
    std::fs::write(&next, &before).unwrap();
    assert!(open(&sources, standing).await.unwrap().unseal("a", &sealed).is_ok());
    assert_eq!(std::fs::read(&key).unwrap(), after);
    sources.rotate(&standing.db, &random, None, tell).await.unwrap();
    assert!(open(&sources, standing).await.unwrap().unseal("a", &sealed).is_ok());
}

async fn a_rotated_key_that_is_kept_elsewhere_is_told_before_it_is_used(standing: &Standing) {
    let (_folder, mut sources, sealed) = sealed(standing).await;
    sources.variable = Some(sources.master(&standing.db).await.unwrap().text());
    let random = Random::system();
    let unheard = |_: &Secret| Err(Problem::new(Kind::Rejected, phrase!("backup-unwritten")));
    let problem = sources.rotate(&standing.db, &random, None, unheard).await.unwrap_err();
    assert_eq!(problem.kind(), Kind::Rejected);
    assert!(open(&sources, standing).await.is_ok());
    let mut told = None;
    let tell = |text: &Secret| {
        told = Some(text.clone());
        Ok(())
    };
    sources.rotate(&standing.db, &random, None, tell).await.unwrap();
    assert_eq!(refused(&sources, standing).await, Kind::Denied);
    sources.variable = told;
    assert!(open(&sources, standing).await.unwrap().unseal("a", &sealed).is_ok());
}

async fn a_key_is_exported_and_imported_where_it_opens_the_database(standing: &Standing) {
    let (_folder, sources, sealed) = sealed(standing).await;
    let text = sources.master(&standing.db).await.unwrap().text();
    assert!(!standing.dump().await.contains(text.expose()));
    let elsewhere = tempfile::tempdir().unwrap();
    let other = Sources::file(elsewhere.path());
    let import = async |text: &Secret| {
        other.import(&standing.db, &clock(), text).await.map_err(|problem| problem.kind()).err()
    };
    assert_eq!(import(&Master::fresh(&Random::seeded(1)).text()).await, Some(Kind::Denied));
    assert_eq!(import(&Secret::new("no key")).await, Some(Kind::InvalidInput));
    assert_eq!(names(elsewhere.path()), [""; 0]);
    assert_eq!(import(&text).await, None);
    assert!(open(&other, standing).await.unwrap().unseal("a", &sealed).is_ok());
    std::fs::write(elsewhere.path().join("key"), "another's").unwrap();
    assert_eq!(import(&text).await, None);
    assert_eq!(std::fs::read(elsewhere.path().join("key-before-1795435200")).unwrap(), b"another's");
    let fresh = standing.empty().await;
    let problem = other.import(&fresh.db, &clock(), &text).await.unwrap_err();
    assert_eq!(problem.kind(), Kind::Exists);
    assert_eq!(sources.master(&fresh.db).await.unwrap().text(), text);
}
