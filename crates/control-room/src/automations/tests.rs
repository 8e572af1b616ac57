use super::store::Text;
use super::{Automation, Automations, Bundle, Path, Taken};
use crate::access::Caller;
use crate::app::Asked;
use crate::audit::{Audit, Filter};
use crate::testing::{Hands, Standing, on_both};
use carteiro_mail::Kind;
use carteiro_world::{Clock, Language};
use std::collections::BTreeMap;

const EN: Language = Language::English;

fn path(text: &str) -> Path {
    text.parse().unwrap()
}

/// An automation that only writes a line.
fn line(name: &str) -> String {
    format!("name: {name}\nsteps:\n  - log: {{ text: Hello. }}\n")
}

/// One that runs the one in a file.
fn calling(name: &str, file: &str) -> String {
    format!("name: {name}\nsteps:\n  - run_automation: {{ file: {file} }}\n")
}

async fn standing_on(standing: &Standing) -> Automations {
    Automations::new(standing.ground(Clock::from(Hands::at("2026-11-23T12:00:00Z"))).await)
}

async fn added(automations: &Automations, at: &str, text: &str) -> Automation {
    let given = Text { text, note: "" };
    let saved = automations.add(&Caller::holder(), &path(at), given, EN).await.unwrap();
    saved.automation.unwrap_or_else(|| panic!("{:?}", saved.checkup))
}

on_both!(
    an_automation_keeps_every_text_that_it_had,
    a_text_with_mistakes_is_told_and_not_kept,
    of_two_who_save_at_once_the_second_is_told,
    an_automation_runs_others_by_their_paths,
    automations_are_found_by_path_and_name_page_by_page,
    a_bundle_goes_from_one_to_another_whatever_its_order,
    whoever_changes_an_automation_is_in_the_log,
);

async fn an_automation_keeps_every_text_that_it_had(standing: &Standing) {
    let automations = standing_on(standing).await;
    let one = added(&automations, "a.yaml", &line("One")).await;
    assert_eq!((one.name.as_str(), one.version), ("One", 1));
    let longer = line("Two") + "  - log: { text: Again. }\n";
    let given = Text { text: &longer, note: "says more" };
    let saved = automations.save(&Caller::holder(), &one.id, 1, given, EN).await.unwrap();
    assert_eq!(saved.automation.unwrap(), automations.get(&one.id).await.unwrap());
    assert_eq!(automations.text(&one.id, None).await.unwrap(), (longer.clone(), 2));
    assert_eq!(automations.text(&one.id, Some(1)).await.unwrap(), (line("One"), 1));
    assert_eq!(automations.text(&one.id, Some(3)).await.unwrap_err().kind(), Kind::NotFound);
    let versions = automations.versions(&one.id, &Asked::default()).await.unwrap().items;
    let told: Vec<_> = versions.iter().map(|one| (one.version, one.note.as_str())).collect();
    assert_eq!(told, [(2, "says more"), (1, "")]);
    let first = automations.versions(&one.id, &Asked::new(1, None)).await.unwrap();
    let second = automations.versions(&one.id, &Asked::new(1, first.next)).await.unwrap();
    assert_eq!((second.items[0].version, second.next), (1, None));
    let diff = automations.difference(&one.id, 1, None).await.unwrap();
    assert_eq!(
        diff,
        "--- a.yaml (version 1)\n+++ a.yaml (version 2)\n@@ -1,3 +1,4 @@\n-name: One\n+name: Two\n steps:\n   \
         - log: { text: Hello. }\n+  - log: { text: Again. }\n"
    );
    assert_eq!(automations.difference(&one.id, 2, Some(2)).await.unwrap(), "");
    automations.remove(&Caller::holder(), &one.id).await.unwrap();
    assert_eq!(automations.get(&one.id).await.unwrap_err().kind(), Kind::NotFound);
    assert_eq!(automations.text(&one.id, Some(1)).await.unwrap_err().kind(), Kind::NotFound);
}

async fn a_text_with_mistakes_is_told_and_not_kept(standing: &Standing) {
    let automations = standing_on(standing).await;
    let wrong = "name: One\nsteps:\n  - lgo: { text: Hello. }\n";
    let given = || Text { text: wrong, note: "" };
    let saved = automations.add(&Caller::holder(), &path("a.yaml"), given(), EN).await.unwrap();
    assert!(saved.automation.is_none() && !saved.checkup.ok);
    let mistake = &saved.checkup.mistakes[0];
    let place = mistake.place.as_ref().unwrap();
    assert_eq!((place.line, place.column, place.path.as_str()), (3, 5, "steps[0].lgo"));
    assert!(mistake.message.contains("log"), "{}", mistake.message);
    let told = automations.check(&path("a.yaml"), wrong, Language::Portuguese).await.unwrap();
    assert_ne!(told.mistakes[0].message, mistake.message);
    let one = added(&automations, "a.yaml", &line("One")).await;
    let saved = automations.save(&Caller::holder(), &one.id, 1, given(), EN).await.unwrap();
    assert!(saved.automation.is_none());
    assert_eq!(automations.get(&one.id).await.unwrap(), one);
    let huge = "a: ".to_owned() + &"x".repeat(2 << 20);
    let told = automations.check(&path("a.yaml"), &huge, EN).await.unwrap();
    assert_eq!(told.mistakes[0].code, "file-too-large");
    let note = Text { text: &line("One"), note: &"x".repeat(1001) };
    let long = automations.save(&Caller::holder(), &one.id, 1, note, EN).await.unwrap_err();
    assert_eq!(long.kind(), Kind::InvalidInput);
    let null = Text { text: &line("One"), note: "a\0b" };
    let null = automations.save(&Caller::holder(), &one.id, 1, null, EN).await.unwrap_err();
    assert_eq!(null.kind(), Kind::InvalidInput);
}

async fn of_two_who_save_at_once_the_second_is_told(standing: &Standing) {
    let automations = standing_on(standing).await;
    let one = added(&automations, "a.yaml", &line("One")).await;
    let by = Caller::holder();
    let (first, second) = (line("First"), line("Second"));
    let (one, other) = futures_util::join!(
        automations.save(&by, &one.id, 1, Text { text: &first, note: "" }, EN),
        automations.save(&by, &one.id, 1, Text { text: &second, note: "" }, EN),
    );
    assert!(one.is_ok() != other.is_ok());
    assert_eq!(one.and(other).unwrap_err().kind(), Kind::Changed);
}

async fn an_automation_runs_others_by_their_paths(standing: &Standing) {
    let automations = standing_on(standing).await;
    let text = calling("Outer", "shared/inner.yaml");
    let told = automations.check(&path("outer.yaml"), &text, EN).await.unwrap();
    assert_eq!(told.mistakes[0].place.as_ref().unwrap().path, "steps[0].run_automation.file");
    added(&automations, "shared/inner.yaml", &line("Inner")).await;
    let outer = added(&automations, "outer.yaml", &text).await;
    let loaded = automations.load(&path(&outer.path), &text).await.unwrap();
    assert_eq!(loaded.others, BTreeMap::from([("shared/inner.yaml".to_owned(), line("Inner"))]));
    assert!(loaded.checked().is_ok());
    let inner = automations.at(&path("shared/inner.yaml")).await.unwrap();
    let again = calling("Inner", "../outer.yaml");
    let given = Text { text: &again, note: "" };
    let saved = automations.save(&Caller::holder(), &inner.id, 1, given, EN).await.unwrap();
    assert!(saved.automation.is_none(), "{:?}", saved.checkup);
    automations.rename(&Caller::holder(), &inner.id, &path("shared/other.yaml")).await.unwrap();
    assert!(!automations.check(&path("outer.yaml"), &text, EN).await.unwrap().ok);
    let taken = automations.rename(&Caller::holder(), &inner.id, &path("outer.yaml")).await.unwrap_err();
    assert_eq!(taken.kind(), Kind::Exists);
}

async fn automations_are_found_by_path_and_name_page_by_page(standing: &Standing) {
    let automations = standing_on(standing).await;
    for number in 0..5 {
        added(&automations, &format!("invoices/a_{number}.yaml"), &line(&format!("Ação {number}"))).await;
    }
    added(&automations, "b.yaml", &line("News")).await;
    let found = async |text: Option<&str>, asked: &Asked| {
        let page = automations.list(text, asked).await.unwrap();
        (page.items.into_iter().map(|one| one.path).collect::<Vec<_>>(), page.next)
    };
    assert_eq!(found(Some("AÇÃO 3"), &Asked::default()).await.0, ["invoices/a_3.yaml"]);
    assert_eq!(found(Some("a_4"), &Asked::default()).await.0, ["invoices/a_4.yaml"]);
    assert_eq!(found(Some("%"), &Asked::default()).await.0, [""; 0]);
    let (first, next) = found(None, &Asked::new(4, None)).await;
    assert_eq!((first.len(), first[0].as_str()), (4, "b.yaml"));
    let (second, next) = found(None, &Asked::new(4, next)).await;
    assert_eq!((second, next), (vec!["invoices/a_3.yaml".into(), "invoices/a_4.yaml".into()], None));
    let twice =
        automations.add(&Caller::holder(), &path("b.yaml"), Text { text: &line("B"), note: "" }, EN).await;
    assert_eq!(twice.unwrap_err().kind(), Kind::Exists);
}

async fn a_bundle_goes_from_one_to_another_whatever_its_order(standing: &Standing) {
    let automations = standing_on(standing).await;
    let text = |text: String| text;
    let bundle = Bundle {
        automations: BTreeMap::from([
            ("a.yaml".to_owned(), calling("A", "b.yaml")),
            ("b.yaml".to_owned(), calling("B", "c.yaml")),
            ("c.yaml".to_owned(), text(line("C"))),
            ("d.yaml".to_owned(), "name: D\n".to_owned()),
        ]),
    };
    let took = automations.import(&Caller::holder(), &bundle, EN).await.unwrap().automations;
    assert!(
        ["a.yaml", "b.yaml", "c.yaml"].iter().all(|path| matches!(took[*path], Taken::Added)),
        "{took:?}"
    );
    assert!(matches!(&took["d.yaml"], Taken::Refused(checkup) if !checkup.mistakes.is_empty()));
    let mut whole = bundle.clone();
    whole.automations.remove("d.yaml");
    assert_eq!(automations.export(None).await.unwrap(), whole);
    let mut other = whole.clone();
    other.automations.insert("c.yaml".to_owned(), line("Other"));
    let took = automations.import(&Caller::holder(), &other, EN).await.unwrap().automations;
    assert!(matches!(took["a.yaml"], Taken::Same) && matches!(took["c.yaml"], Taken::Saved), "{took:?}");
    let id = automations.at(&path("c.yaml")).await.unwrap().id;
    let one = automations.export(Some(&[id])).await.unwrap();
    assert_eq!(one.automations, BTreeMap::from([("c.yaml".to_owned(), line("Other"))]));
    let out = Bundle { automations: BTreeMap::from([("../x.yaml".to_owned(), line("X"))]) };
    let out = automations.import(&Caller::holder(), &out, EN).await.unwrap_err();
    assert_eq!(out.kind(), Kind::InvalidInput);
}

async fn whoever_changes_an_automation_is_in_the_log(standing: &Standing) {
    let automations = standing_on(standing).await;
    let by = Caller::holder();
    let one = added(&automations, "a.yaml", &line("One")).await;
    automations.save(&by, &one.id, 1, Text { text: &line("Two"), note: "" }, EN).await.unwrap();
    automations.rename(&by, &one.id, &path("b.yaml")).await.unwrap();
    automations.remove(&by, &one.id).await.unwrap();
    let filter = Filter { about: Some(one.id), ..Filter::default() };
    let log = Audit::new(automations.ground.clone()).search(&filter, &Asked::default(), EN).await.unwrap();
    let said: Vec<_> = log.items.iter().map(|one| one.said.as_str()).collect();
    assert_eq!(
        said,
        [
            "The automation b.yaml was removed.",
            "The automation a.yaml is called b.yaml now.",
            "The automation a.yaml was given version 2.",
            "The automation a.yaml was made.",
        ]
    );
}
