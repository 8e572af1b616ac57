use super::{About, restore, write};
use crate::access::{Access, Permission};
use crate::audit::Actor;
use crate::db::{Db, Location};
use crate::testing::{Hands, Standing, on_both};
use crate::{Problem, values};
use carteiro_mail::Kind;
use carteiro_world::{Clock, Secret};
use tempfile::TempDir;

const BY: &Actor = &Actor::TERMINAL;

fn clock() -> Clock {
    Clock::from(Hands::at("2026-11-23T12:00:00Z"))
}

/// With people, roles, sessions, a sealed secret, and names that are awkward to write down.
async fn filled(standing: &Standing) {
    let ground = standing.ground(clock()).await;
    let access = Access::new(ground);
    let password = Secret::new("correct horse");
    let ana = access.first(BY, "Ana", &password, carteiro_world::Language::English).await.unwrap();
    for name in
        ["\"quoted\", 'both' \\ [1]", "ação 🦜 \u{202e}x", "NULL", "{\"end\":{}}", "x; DROP TABLE person"]
    {
        let person = access.add_person(BY, name, &password).await.unwrap();
        let role = access.add_role(BY, name, &[Permission::ViewAudit].into()).await.unwrap();
        access.assign(BY, &person.id, &role.id, true).await.unwrap();
    }
    let token = access.sign_in("ana", &password, "a \"browser\"\t", None).await.unwrap();
    let caller = access.caller(&token, None).await.unwrap().unwrap();
    access.begin_second_factor(&caller).await.unwrap();
    access.disable(BY, &ana.id, true).await.unwrap_err();
    // More than go in at once.
    let mut change = standing.db.begin().await.unwrap();
    for number in 0..1234_i64 {
        let sql = "INSERT INTO once (what) VALUES ($1)";
        change.run(sql, values![format!("{number} é")]).await.unwrap();
    }
    change.commit().await.unwrap();
}

async fn backup(db: &Db) -> (About, String) {
    let mut bytes = Vec::new();
    let about = write(db, &clock(), &mut bytes).await.unwrap();
    (about, String::from_utf8(bytes).unwrap())
}

fn somewhere() -> (TempDir, Location) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.db");
    (folder, Location::Sqlite(file))
}

async fn kind_of(location: &Location, text: &str) -> Option<Kind> {
    let restored = restore(location, &mut text.as_bytes()).await;
    restored.map_err(|problem| problem.kind()).err()
}

on_both!(
    what_was_restored_is_what_was_backed_up_on_either_kind_of_database,
    nothing_goes_into_a_database_in_which_something_is,
    of_a_backup_that_was_changed_or_cut_off_nothing_is_left,
    a_backup_of_a_newer_version_or_no_backup_is_told,
    what_is_backed_up_is_of_one_moment,
);

async fn what_was_restored_is_what_was_backed_up_on_either_kind_of_database(standing: &Standing) {
    filled(standing).await;
    let (about, text) = backup(&standing.db).await;
    assert_eq!((about.tables["person"], about.tables["once"]), (6, 1235));
    assert_eq!(
        about.rows(),
        i64::try_from(text.lines().filter(|line| line.starts_with('[')).count()).unwrap()
    );
    let (_folder, sqlite) = somewhere();
    let mut places = vec![sqlite];
    places.extend(Standing::postgres().await.map(|standing| standing.location));
    let mut before = text;
    for place in places {
        assert_eq!(restore(&place, &mut before.as_bytes()).await.unwrap(), about, "{place}");
        let db = Db::open(&place).await.unwrap();
        let (_, again) = backup(&db).await;
        assert!(again == before, "{place} tells something else");
        // References are looked at row by row again.
        let sql = "INSERT INTO role_permission (role_id, permission) VALUES ('nothing', 'x')";
        let mut change = db.begin().await.unwrap();
        assert_eq!(change.run(sql, values![]).await.unwrap_err().kind(), Kind::NotFound);
        before = again;
    }
}

async fn nothing_goes_into_a_database_in_which_something_is(standing: &Standing) {
    filled(standing).await;
    let (_, text) = backup(&standing.db).await;
    let other = standing.empty().await;
    other.ground(clock()).await;
    let before = other.dump().await;
    assert_eq!(kind_of(&other.location, &text).await, Some(Kind::Exists));
    assert_eq!(other.dump().await, before);
    assert_eq!(kind_of(&standing.location, &text).await, Some(Kind::Exists));
    assert_eq!(backup(&standing.db).await.1, text);
}

async fn of_a_backup_that_was_changed_or_cut_off_nothing_is_left(standing: &Standing) {
    filled(standing).await;
    let (_, text) = backup(&standing.db).await;
    let lines: Vec<&str> = text.lines().collect();
    let (_, body) = text.split_once('\n').unwrap();
    let without = |number: usize| {
        let left = lines.iter().enumerate().filter(|(at, _)| *at != number);
        left.flat_map(|(_, line)| [line, "\n"]).collect::<String>()
    };
    let audited = lines.iter().position(|line| line.contains("audit-person-added")).unwrap();
    let person = lines.iter().position(|line| line.contains("\"person\",\"columns\"")).unwrap();
    let changed = [
        text.split_at(text.len() / 2).0.to_owned(),
        text.split_at(text.len() - 1).0.to_owned(),
        without(audited),
        without(person),
        without(lines.len() - 1),
        text.replacen("correct", "wrong", 1).replacen("DROP", "drop", 1),
        text.replacen("\"once\":1235", "\"once\":1236", 1),
        format!("{text}{{}}\n"),
        format!("{text}[]\n"),
        format!("{}\n{}", lines[0], body.replacen("[\"", "[[[[\"", 1)),
        format!("{}\n{{\"table\":{{\"name\":\"sqlite_schema\",\"columns\":[]}}}}\n{body}", lines[0]),
        format!("{}\n{}\n", lines[0], "[".repeat(100_000)),
        text.replacen("\",0,0,null", "\",0,\"0\",null", 1),
    ];
    let other = standing.empty().await;
    for (number, text) in changed.iter().enumerate() {
        assert_eq!(kind_of(&other.location, text).await, Some(Kind::InvalidInput), "{number}");
        assert_eq!(other.dump().await, "", "{number}");
    }
    assert_eq!(kind_of(&other.location, &text).await, None);
}

async fn a_backup_of_a_newer_version_or_no_backup_is_told(standing: &Standing) {
    let (about, text) = backup(&standing.db).await;
    let (_folder, place) = somewhere();
    let newer = text.replacen(&format!("\"schema\":{}", about.schema), "\"schema\":999", 1);
    let other_form = text.replacen("\"carteiro_backup\":1", "\"carteiro_backup\":2", 1);
    for text in [newer, other_form] {
        assert_eq!(kind_of(&place, &text).await, Some(Kind::Changed));
    }
    for text in ["", "\n", "{}\n", "SQLite format 3\0", "[1]\n", &"x".repeat(100_000)] {
        assert_eq!(kind_of(&place, text).await, Some(Kind::InvalidInput));
    }
    assert!(place.is_missing());
    let nothing: Problem =
        write(&Db::connect(&place).await.unwrap(), &clock(), &mut Vec::new()).await.unwrap_err();
    assert_eq!(nothing.kind(), Kind::NotFound);
}

async fn what_is_backed_up_is_of_one_moment(standing: &Standing) {
    filled(standing).await;
    let mut reading = standing.db.snapshot().await.unwrap();
    let tables = reading.tables().await.unwrap();
    let once = tables.iter().find(|table| table.name == "once").unwrap();
    assert_eq!(reading.count(once).await.unwrap(), 1235);
    standing.db.run("INSERT INTO once (what) VALUES ('later')", values![]).await.unwrap();
    let mut rows = 0;
    let counted = reading.each(once, async |_| {
        rows += 1;
        Ok(())
    });
    counted.await.unwrap();
    assert_eq!((rows, reading.count(once).await.unwrap()), (1235, 1235));
}
