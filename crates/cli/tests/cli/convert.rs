//! What was written for another program.

use crate::desk::Desk;

#[test]
fn filters_are_said_in_words_and_as_conditions() {
    let desk = Desk::new();
    let arguments =
        ["convert", "filter", "--subject", r#""Invoice 7"; {{reminder}}"#, "--from", "@acme.example"];
    let ended = desk.end(&arguments);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ended.stdout, @"");
    let ended = desk.end(&[&["--lang", "pt-BR"][..], &arguments].concat());
    insta::assert_snapshot!(ended.stdout, @"");
}

#[test]
fn what_is_printed_is_read_as_a_filter() {
    let desk = Desk::new();
    let written = desk.end(&["convert", "filter", "--subject", r#""a: ""b""";c"#]).stdout;
    let indented: String = written.lines().map(|line| format!("      {line}\n")).collect();
    let steps = format!("  - for_each_mail:\n      session: s\n{indented}      do: [log: {{ text: x }}]\n");
    desk.write("a.yaml", crate::desk::automation(1, crate::desk::CLEAR, &steps));
    desk.end(&["check", "a.yaml"]).expect(0, "a.yaml");
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
