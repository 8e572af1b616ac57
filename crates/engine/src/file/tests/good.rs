use super::types::*;
use crate::file::{Beside, Document, Place, load, phrase_in};

pub const GOOD: &str = "\
name: Archive invoices
variables:
  supplier: acme.example
  postal: 01310
  amount: 12
  ratio: 0.5
  open: true
steps:
  - connect:
      session: finance
      allow: [read, move]
      mail_server:
        host: imap.example
        port: 993
        auth: { basic: { username: 0123, password: no } }
  - for_each_mail:
      session: finance
      where: { from: \"@acme\", subject: { contains: Invoice, case: true }, flagged: false, size: 5MB, any: [{ from: [a, b] }] }
      limit: ~
      do:
        - move: { to: Done }
        - stop
  - disconnect: { session: finance }
";

fn load_good() -> Automation {
    load("good.yaml", GOOD.as_bytes()).expect("good")
}

#[test]
fn a_good_file_is_read_and_steps_know_their_place() {
    let automation = load_good();
    let places: Vec<String> =
        automation.steps.iter().map(|step| format!("{} {}", step.place, step.place.path)).collect();
    assert_eq!(places, ["9:5 steps[0]", "16:5 steps[1]", "23:5 steps[2]"]);
    let Step::ForEachMail(each) = &automation.steps[1].value else { panic!("{automation:?}") };
    let stop = &each.body[1];
    assert!(matches!(stop.value, Step::Stop));
    assert_eq!(stop.place.to_string(), "22:11");
    assert_eq!(stop.place.path, "steps[1].for_each_mail.do[1]");
    let filter = each.filter.as_ref().expect("where");
    assert_eq!(filter.size, Some(Size(5)));
    assert_eq!(each.limit, None);
    let any = filter.any.as_ref().expect("any");
    assert_eq!(any[0].from, Some(Text::Any(vec!["a".into(), "b".into()])));
}

#[test]
fn text_survives_as_written_also_inside_flattened_and_untagged_types() {
    let Step::Connect(connect) = load_good().steps.remove(0).value else { panic!("connect") };
    let Server::MailServer(server) = connect.server else { panic!("mail server") };
    assert_eq!(server.port, Some(993));
    let Auth::Basic { username, password } = server.auth else { panic!("basic") };
    assert_eq!(username, "0123");
    assert_eq!(password, Secret::Literal("no".into()));
    for raw in ["0123", "no", "1e3", "0x1F", "true", "~", "null", "1_0", "12:30", "+5", ".5"] {
        let text = format!("name: {raw}\nsteps: []\n");
        let automation: Automation = load("a.yaml", text.as_bytes()).expect(raw);
        assert_eq!(automation.name, raw);
        let text = format!(
            "name: x\nsteps:\n- connect:\n    session: s\n    outlook: {{ auth: {{ basic: {{ username: u, password: {raw} }} }} }}\n"
        );
        let automation: Automation = load("a.yaml", text.as_bytes()).expect(raw);
        assert!(format!("{automation:?}").contains(&format!("Literal({raw:?})")), "{automation:?}");
    }
}

#[test]
fn where_anything_goes_types_are_inferred_as_in_yaml_1_2() {
    let automation = load_good();
    let json = serde_json::to_value(&automation.variables).expect("json");
    assert_eq!(
        json,
        serde_json::json!({
            "supplier": "acme.example", "postal": "01310", "amount": 12, "ratio": 0.5, "open": true
        })
    );
}

#[test]
fn an_alias_is_read_as_what_it_stands_for() {
    let text = "name: &n x\nsteps:\n  - move: &m { to: *n }\n  - move: *m\n";
    let automation: Automation = load("a.yaml", text.as_bytes()).expect("good");
    let Step::Move(second) = &automation.steps[1].value else { panic!("{automation:?}") };
    assert_eq!(second.to, "x");
}

#[test]
fn a_type_beside_the_fields_of_another_keeps_its_places() {
    let text = "name: x\nsteps:\n- open: { session: s, mail_server: { host: h, folder: no, auth: { silent: { client_id: c } } } }\n";
    let automation: Automation = load("a.yaml", text.as_bytes()).expect("good");
    let Step::Open(open) = &automation.steps[0].value else { panic!("{automation:?}") };
    assert_eq!(open.fields.session.place.path, "steps[0].open.session");
    let Server::MailServer(server) = &open.choice else { panic!("{automation:?}") };
    let folder = server.folder.as_ref().expect("folder");
    assert_eq!((folder.as_str(), folder.place.to_string().as_str()), ("no", "3:55"));
}

#[test]
fn types_are_read_from_json_too_and_then_come_from_nowhere() {
    let json =
        serde_json::json!({ "session": "s", "outlook": { "auth": { "managed": { "connection": "c" } } } });
    let open: Beside<Opening, Server> = serde_json::from_value(json).expect("good");
    assert_eq!(open.fields.session.place, Place::default());
    let wrong = serde_json::from_str::<Where>("{\"size\": \"5\"}").expect_err("a size");
    let phrase = phrase_in(&wrong.to_string()).expect("a phrase");
    assert_eq!(phrase.code, "file-key-form");
}

#[test]
fn a_second_name_of_a_variant_is_accepted() {
    let text =
        "name: x\nsteps:\n- connect: { session: s, outlook: { auth: { silent: { client_id: c } } } }\n";
    load::<Automation>("a.yaml", text.as_bytes()).expect("good");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let text = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    let automation: Automation = load("a.yaml", text.as_bytes()).expect("good");
    assert_eq!(automation.steps[2].place.to_string(), "23:5");
}

#[test]
fn a_variant_without_content_may_be_written_as_a_key() {
    let automation: Automation = load("a.yaml", b"name: x\nsteps:\n- stop:\n").expect("good");
    assert!(matches!(automation.steps[0].value, Step::Stop));
}

#[test]
fn a_document_knows_where_everything_stands() {
    let document = Document::parse("good.yaml", GOOD.as_bytes()).expect("good");
    let place = |line, column, path: &str| Place { line, column, path: path.to_owned() };
    let path = "steps[1].for_each_mail.do[0].move.to";
    assert_eq!(document.place(path), Some(place(21, 23, path)));
    assert_eq!(document.place("steps[1].for_each_mail.order"), None);
    assert_eq!(document.nearest("steps[0].connect.timeout"), place(10, 7, "steps[0].connect"));
    assert_eq!(document.nearest("nowhere"), place(1, 1, ""));
}
