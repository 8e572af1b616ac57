//! Help, and what is wrong with a command line: exit code 3.

use crate::desk::Desk;

#[test]
fn help_is_short_and_in_the_language_of_the_person() {
    let desk = Desk::new();
    let ended = desk.end(&["--help"]);
    insta::assert_snapshot!(ended.stdout, @r#"
An e-mail robot: does with your mail what you describe in a YAML file

Usage: carteiro [OPTIONS] <COMMAND>

Commands:
  new          Go from an address to an automation that works
  run          Run an automation
  check        Say everything that is wrong with automations
  explain      Tell what an automation will do, before it runs; connects to nothing
  doctor       Look at the connections of an automation, step by step, and change nothing
  login        Sign in for an automation or at a provider, once for all runs to come
  logins       List who has signed in
  logout       Forget a sign-in
  actions      List the actions, or explain one
  convert      Say in Carteiro's words what was written for another program
  schema       Write the JSON Schema of automations, for editors
  serve        Start the Control Room: people, credentials, connections and runs, over HTTP
  users        Say who may come into the Control Room
  credentials  Put credentials into the vault, and see which there are
  connections  Make OAuth connections, sign in to them, and see how they stand
  runs         Look at what the Control Room of this machine has run
  db           Look after the database of the Control Room
  key          Keep the master key, which opens what is sealed in the database
  sandbox      Start a mail server on this machine to try automations on
  completions  Write what a shell needs to complete carteiro's commands

Options:
      --lang <en|pt-BR>  The language to speak [default: that of your system]
  -h, --help             Tell what can be given here
  -V, --version          Tell the version

To try it without a mailbox of your own, start "carteiro sandbox".
"#);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    let mut command = desk.carteiro(&["run", "--help"]);
    let portuguese = crate::desk::Ended::of(command.env("LANG", "pt_BR.UTF-8"));
    portuguese.expect(0, "Códigos de saída:");
    desk.end(&["--version"]).expect(0, env!("CARGO_PKG_VERSION"));
}

#[test]
fn what_is_wrong_with_a_command_line_is_told_and_ends_with_3() {
    let desk = Desk::new();
    desk.write(
        "a.yaml",
        "name: x\nvariables: { n: 1, key: { type: credential } }\nsteps: [log: { text: x }]\n",
    );
    for (arguments, english, portuguese) in [
        (&[][..], "Usage: carteiro", "Uso: carteiro"),
        (&["sandbx"], "Did you mean \"sandbox\"?", "Você quis dizer \"sandbox\"?"),
        (&["run"], "This is missing: <FILE>", "Falta isto: <ARQUIVO>"),
        (&["run", "a.yaml", "--jsn"], "--jsn is not known here.", "--jsn não existe aqui."),
        (&["run", "a.yaml", "--var", "n"], "--var NAME=VALUE", "--var NOME=VALOR"),
        (
            &["run", "a.yaml", "--var", "m=1"],
            "no variable \"m\". It has: n, key.",
            "não tem a variável \"m\"",
        ),
        (&["run", "a.yaml", "--var", "n=x"], "must be a number", "precisa ser um número"),
        (&["run", "a.yaml", "--var", "key=canary"], "is a credential", "é uma credencial"),
        (&["run", "a.yaml", "--var", "n=1", "--var", "n=2"], "given twice", "duas vezes"),
        (&["run", "a.yaml", "--files", "a.yaml"], "as the folder of files", "como pasta de arquivos"),
        (&["run", "a.yaml", "--trace", "../t"], "beneath the current folder", "dentro da pasta atual"),
        (&["actions", "conect"], "Did you mean \"connect\"?", "Você quis dizer \"connect\"?"),
        (&["actions", "mov"], "Did you mean \"move\"?", "Você quis dizer \"move\"?"),
        (&["completions", "fishy"], "bash, elvish, fish", "bash, elvish, fish"),
    ] {
        let ended = desk.end(arguments);
        ended.expect(3, english);
        assert!(ended.stdout.is_empty() && !ended.stderr.contains("canary"), "{}", ended.stderr);
        desk.end(&[arguments, &["--lang", "pt-BR"]].concat()).expect(3, portuguese);
    }
}

#[test]
fn actions_schema_and_completions_are_written_to_stdout() {
    let desk = Desk::new();
    desk.end(&["actions"]).expect(0, "save_attachments");
    desk.end(&["actions", "move", "--lang", "pt-BR"]).expect(0, "Campos");
    let schema = desk.end(&["schema"]);
    assert!(serde_json::from_str::<serde_json::Value>(&schema.stdout).unwrap()["$defs"].is_object());
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = desk.end(&["completions", shell]);
        script.expect(0, "sandbox");
        assert!(!script.stdout.contains("generate"), "hidden commands stay hidden");
    }
}

#[test]
fn stale_pages_are_named_and_then_written() {
    let desk = Desk::new();
    let page = "docs/automation.schema.json";
    desk.end(&["generate", "--root", ".", "--check"]).expect(1, page);
    desk.end(&["generate", "--root", "."]).expect(0, page);
    assert_eq!(desk.end(&["generate", "--root", ".", "--check"]).code, 0);
    assert_eq!(desk.end(&["generate", "--root", "."]).stdout, "");
}

#[test]
fn the_page_of_an_action_names_the_fields_of_what_is_inside_it() {
    let desk = Desk::new();
    let told = desk.end(&["actions", "connect"]).stdout;
    for field in
        ["mail_server", "host (required)", "port", "security", "auth (required)", "basic", "password"]
    {
        assert!(told.contains(field), "{field}\n{told}");
    }
}
