//! Automations that stop, try again and run others, as a person meets them.

use crate::desk::{CLEAR, Desk, automation};
use crate::server::Server;

#[test]
fn a_mistake_in_a_called_automation_is_shown_in_its_own_file() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("parts")).unwrap();
    desk.write("a.yaml", "name: x\nsteps:\n  - run_automation: { file: parts/b.yaml }\n");
    desk.write("parts/b.yaml", "name: y\nsteps:\n  - lgo: { text: hello }\n");
    for verb in ["run", "check"] {
        let ended = desk.end(&[verb, "a.yaml"]);
        ended.expect(2, "parts/b.yaml:3:5: The key \"lgo\" is not known here.");
        ended.expect(2, "3 |   - lgo: { text: hello }");
    }
    desk.write("parts/b.yaml", "name: y\nsteps:\n  - run_automation: { file: ../a.yaml }\n");
    desk.end(&["check", "a.yaml"]).expect(2, "without end: a.yaml → parts/b.yaml → a.yaml.");
    desk.end(&["check", "a.yaml", "--lang", "pt-BR"]).expect(2, "sem fim: a.yaml → parts/b.yaml → a.yaml.");
}

#[test]
fn a_failure_in_a_called_automation_is_shown_in_its_own_file() {
    let desk = Desk::new();
    desk.write("a.yaml", "name: x\nsteps:\n  - run_automation: { file: b.yaml }\n");
    desk.write("b.yaml", "name: y\nsteps:\n  - set: { name: n, value: x }\n  - wait: { for: '{{ n }}' }\n");
    let ended = desk.run(&[]);
    ended.expect(1, "running \"y\" (b.yaml)");
    ended.expect(1, "b.yaml:4:18: ");
    ended.expect(1, "4 |   - wait: { for: '{{ n }}' }");
}

#[test]
fn the_exit_code_is_what_the_automation_says() {
    let desk = Desk::new();
    for (how, code) in [("", 0), (", as: failed", 1), (", as: cancelled", 130)] {
        desk.write("a.yaml", format!("name: x\nsteps:\n  - stop: {{ reason: enough{how} }}\n"));
        desk.run(&[]).expect(code, "the automation ends the run: enough");
        desk.run(&["--lang", "pt-BR"]).expect(code, "a automação encerra a execução: enough");
    }
}

#[test]
fn what_is_caught_and_tried_again_is_told() {
    let server = Server::with_mail(&["one"]);
    let desk = Desk::new();
    let steps = "  - try:
      do:
        - retry:
            times: 1
            pause: 0s
            kinds: [not_found]
            do:
              - for_each_mail: { session: s, folder: Missing, do: [ { log: { text: never } } ] }
      catch:
        - kinds: [not_found]
          do: [ { log: { text: caught } } ]
      finally:
        - disconnect: { session: s }
";
    desk.write("a.yaml", automation(server.port(), CLEAR, steps));
    let ended = desk.run(&[]);
    ended.expect(0, "Trying again at once (1 of 1).");
    ended.expect(0, "caught: There is no folder \"Missing\"");
    assert_eq!(ended.stdout, "caught\n");
}
