//! What was written for another program.

use crate::desk::Desk;

#[test]
fn filters_are_said_in_words_and_as_conditions() {
    let desk = Desk::new();
    let arguments =
        ["convert", "filter", "--subject", r#""Invoice 7"; {{reminder}}"#, "--from", "@acme.example"];
    let ended = desk.end(&arguments);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ended.stdout, @r##"
# The subject, any of these:
#   "Invoice 7" and nothing else, with its upper and lower case
#   "{{reminder}}" somewhere in it, in any case of letters
# The sender's name or address, any of these:
#   "@acme.example" somewhere in it, in any case of letters
where:
  subject: [{ exact: "Invoice 7" }, "{{ '{{' }}reminder}}"]
  from: "@acme.example"
"##);
    let ended = desk.end(&[&["--lang", "pt-BR"][..], &arguments].concat());
    insta::assert_snapshot!(ended.stdout, @r##"
# O assunto, qualquer um destes:
#   "Invoice 7" e nada mais, diferenciando maiúsculas
#   "{{reminder}}" em algum lugar dele, sem diferenciar maiúsculas
# O nome ou endereço de quem enviou, qualquer um destes:
#   "@acme.example" em algum lugar dele, sem diferenciar maiúsculas
where:
  subject: [{ exact: "Invoice 7" }, "{{ '{{' }}reminder}}"]
  from: "@acme.example"
"##);
}

#[test]
fn what_is_printed_is_read_as_a_filter() {
    let desk = Desk::new();
    let written = desk.end(&["convert", "filter", "--subject", r#""a: ""b""";c"#]).stdout;
    let indented: String = written.lines().flat_map(|line| ["      ", line, "\n"]).collect();
    let steps = format!("  - for_each_mail:\n      session: s\n{indented}      do: [log: {{ text: x }}]\n");
    desk.write("a.yaml", crate::desk::automation(1, crate::desk::CLEAR, &steps));
    desk.end(&["check", "a.yaml"]).expect(0, "a.yaml");
}

#[test]
fn the_command_of_the_guide_works() {
    let (subject, from) = (r#""Invoice 7"; reminder"#, "acme.example; Ana");
    let shown = format!("carteiro convert filter --subject '{subject}' --from '{from}'");
    assert!(include_str!("../../../../docs/guide/filters.md").contains(&shown));
    let ended = Desk::new().end(&["convert", "filter", "--subject", subject, "--from", from]);
    ended.expect(0, "  from: [\"acme.example\", \"Ana\"]");
}

#[test]
fn what_cannot_be_read_is_told() {
    let desk = Desk::new();
    desk.end(&["convert", "filter", "--subject", r#""open"#]).expect(3, "--subject cannot be read");
    desk.end(&["convert", "filter", "--from", ";"]).expect(3, "There is no text in it");
    desk.end(&["--lang", "pt-BR", "convert", "filter", "--from", ";"]).expect(3, "Não há nenhum texto");
    assert_eq!(desk.end(&["convert", "filter"]).code, 3);
    assert_eq!(desk.end(&["convert"]).code, 3);
}

const EWS: &str = "name: T
steps:
  # the team's
  - connect:
      session: team
      ews:
        domain: smtp.office365.com # the cloud
        mailbox: team@example.org
        auth:
          device_code: { provider: microsoft, client_id: 1b2c-3d, username: ana@example.org }
  - mark_junk: { session: team, folder: INBOX, where: { subject: Buy } }
";

#[test]
fn sessions_of_exchange_web_services_are_written_as_outlook() {
    let desk = Desk::new();
    desk.write("a.yaml", EWS);
    let ended = desk.end(&["convert", "ews-to-outlook", "a.yaml"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    insta::assert_snapshot!(ended.stdout, @r##"
name: T
steps:
  # the team's
  - connect:
      session: team
      outlook:
        # the cloud
        mailbox: team@example.org
        auth:
          device_code: { provider: microsoft, client_id: 1b2c-3d, username: ana@example.org }
  - mark_junk: { session: team, folder: INBOX, where: { subject: Buy } }
"##);
    let told = &ended.stderr;
    assert!(
        told.contains("a.yaml:6: Session \"team\" opens Outlook now") && told.contains("1b2c-3d"),
        "{told}"
    );
    assert!(
        told.contains("Mail.ReadWrite.Shared")
            && told.contains("a.yaml:6: Left out")
            && told.contains("domain"),
        "{told}"
    );
    assert!(told.contains("a.yaml:11: Exchange is told that a message is unwanted"), "{told}");

    desk.end(&["convert", "ews-to-outlook", "a.yaml", "--output", "b.yaml"]).expect(0, "b.yaml is written");
    desk.end(&["check", "b.yaml"]).expect(0, "b.yaml");
    desk.end(&["convert", "ews-to-outlook", "a.yaml", "--output", "b.yaml"])
        .expect(3, "b.yaml is there already");
    desk.end(&["convert", "ews-to-outlook", "b.yaml"]).expect(1, "there is nothing to convert");
    desk.end(&["--lang", "pt-BR", "convert", "ews-to-outlook", "a.yaml"]).expect(0, "agora abre o Outlook");
    desk.write("a.yaml", "name: T\nsteps: [{ no: such }]\n");
    desk.end(&["convert", "ews-to-outlook", "a.yaml"]).expect(2, "no");
}
