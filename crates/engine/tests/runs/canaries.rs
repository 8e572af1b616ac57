//! No secret leaves by any door.

use crate::world::{World, checked, shown};
use carteiro_engine::{Automation, Status};
use carteiro_mail::backends::memory::{SignIn, Verb};

const CANARY: &str = "canary-7f3a";

const AUTOMATION: &str = "name: Canary
variables:
  vault: { type: credential, default: box/vault.password }
  typed: canary-7f3a-variable
steps:
  - connect:
      session: vault
      mail_server:
        host: imap.example.org
        auth: { basic: { username: { credential: box/vault.user }, password: { variable: vault } } }
  - connect:
      session: typed
      mail_server:
        host: imap.example.org
        auth: { basic: { username: me, password: canary-7f3a-in-place } }
  - connect:
      session: variable
      mail_server:
        host: imap.example.org
        auth: { basic: { username: me, password: { variable: typed } } }
  - for_each_mail:
      session: vault
      do:
        - save_attachments: { to: files }
        - save_mail: { to: mail }
        - set: { name: all, value: ['{{ mail }}', '{{ run }}'] }
        - copy: { to: Done }
        - log: { text: '{{ run.id }} {{ mail.subject }}' }
";

fn world() -> World {
    let mut world = World::with_mail();
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_BOX__VAULT__PASSWORD", "canary-7f3a-vault");
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_BOX__VAULT__USER", "canary-7f3a-user");
    world
}

fn assert_silent(world: &World, outcome: &carteiro_engine::Outcome) {
    let events = world.events.lock().unwrap();
    let said: Vec<String> = events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    let all = format!(
        "{}{events:?}{outcome:?}{:?}{:?}",
        said.join("\n"),
        world.host().secrets.type_name(),
        world.secrets
    );
    assert!(!all.contains(CANARY), "{all}");
    for file in walk(world.folder.path()) {
        let bytes = crate::world::bytes(&file);
        assert!(!bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()), "{}", file.display());
    }
}

trait TypeName {
    fn type_name(&self) -> &'static str;
}

impl<T: ?Sized> TypeName for std::sync::Arc<T> {
    fn type_name(&self) -> &'static str {
        std::any::type_name::<T>()
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn a_run_that_goes_well_says_no_secret() {
    let world = world();
    let outcome = world.run(AUTOMATION).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_silent(&world, &outcome);
    let checked = checked(AUTOMATION);
    let debug = format!("{checked:?}");
    assert!(!debug.contains("canary-7f3a-in-place"), "{debug}");
    assert_eq!(checked.warnings().len(), 2, "{}", shown(checked.warnings()));
    assert!(!shown(checked.warnings()).contains(CANARY));
}

#[tokio::test]
async fn a_run_that_fails_says_none_either() {
    let world = world();
    world.server.set_sign_in(SignIn::Refused);
    let outcome = world.run(AUTOMATION).await;
    assert!(outcome.could_not_connect(), "{}", world.told());
    assert_silent(&world, &outcome);
    world.server.set_sign_in(SignIn::Accepted);
    let error =
        carteiro_mail::Error::new(carteiro_mail::Kind::Rejected, carteiro_world::phrase!("server-refused"));
    world.server.fail(Verb::Copy, 9, error);
    let outcome = world.run(AUTOMATION).await;
    assert_eq!(outcome.status(), Status::WithFailures, "{}", world.told());
    assert_silent(&world, &outcome);
}

#[test]
fn credentials_are_refused_in_expressions_and_mistakes_show_no_secret() {
    let text = AUTOMATION.replace("{{ run.id }}", "{{ vault }} {{ typo }}");
    let mistakes = Automation::load("canary.yaml", text.as_bytes()).unwrap_err();
    let codes: Vec<&str> = mistakes.iter().map(carteiro_engine::file::Mistake::code).collect();
    let warned = "secret-typed-in-place";
    assert_eq!(codes, [warned, warned, "credential-in-template", "variable-unknown"]);
    assert!(!shown(&mistakes).contains(CANARY));
}
