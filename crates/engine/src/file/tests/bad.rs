use super::{codes, shown, shown_in};
use carteiro_world::words::Language;
use insta::assert_snapshot;

/// A file whose one step is this, in one line.
fn step(step: &str) -> String {
    format!("name: x\nsteps:\n- {step}\n")
}

#[test]
fn everything_wrong_is_told_at_once_and_in_the_order_of_the_file() {
    assert_snapshot!(shown(
        "\
nam: Archive
steps:
  - connect:
      sesion: finance
      allow: [read, mvoe]
      timeout: soon
      outlok: { auth: { managed: { connection: Finance } } }
  - for_each_mail:
      session: finance
      where: { from: { contians: acme }, flagged: yes, size: 5, subject: }
      do:
        - mov: { to: Done }
        - move: { to: Done, form: x }
  - disconnect:
"
    ), @r#"
    a.yaml:1:1: The key "nam" is not known here. Did you mean "name"? Possible: name, variables, steps.
      1 | nam: Archive
        | ^ nam

    a.yaml:4:7: The key "sesion" is not known here. Did you mean "session"? Possible: session, allow, timeout, outlook, mail_server.
      4 |       sesion: finance
        |       ^ steps[0].connect.sesion

    a.yaml:5:21: "mvoe" is not possible here. Did you mean "move"? Possible: read, move, mark.
      5 |       allow: [read, mvoe]
        |                     ^ steps[0].connect.allow[1]

    a.yaml:6:16: Expected a whole number, found text.
      6 |       timeout: soon
        |                ^ steps[0].connect.timeout

    a.yaml:7:7: The key "outlok" is not known here. Did you mean "outlook"? Possible: session, allow, timeout, outlook, mail_server.
      7 |       outlok: { auth: { managed: { connection: Finance } } }
        |       ^ steps[0].connect.outlok

    a.yaml:7:48: name-form {"found": "Finance", "pattern": "^[a-z0-9_-]+$"}
      7 |       outlok: { auth: { managed: { connection: Finance } } }
        |                                                ^ steps[0].connect.outlok.auth.managed.connection

    a.yaml:10:24: The key "contians" is not known here. Did you mean "contains"? Possible: exact, contains.
      10 |       where: { from: { contians: acme }, flagged: yes, size: 5, subject: }
         |                        ^ steps[1].for_each_mail.where.from.contians

    a.yaml:10:51: Expected true or false, found "yes". Did you mean true?
      10 |       where: { from: { contians: acme }, flagged: yes, size: 5, subject: }
         |                                                   ^ steps[1].for_each_mail.where.flagged

    a.yaml:10:62: The key "5" is not written as names are here.
      10 |       where: { from: { contians: acme }, flagged: yes, size: 5, subject: }
         |                                                              ^ steps[1].for_each_mail.where.size

    a.yaml:12:11: The key "mov" is not known here. Did you mean "move"? Possible: connect, open, for_each_mail, move, disconnect, stop.
      12 |         - mov: { to: Done }
         |           ^ steps[1].for_each_mail.do[0].mov

    a.yaml:13:29: The key "form" is not known here. Possible: to.
      13 |         - move: { to: Done, form: x }
         |                             ^ steps[1].for_each_mail.do[1].move.form

    a.yaml:14:5: There is no value here. Expected: a mapping.
      14 |   - disconnect:
         |     ^ steps[2].disconnect
    "#);
}

#[test]
fn one_of_several_keys_must_be_given() {
    assert_snapshot!(shown(&step("connect: { session: s }")), @r#"
    a.yaml:3:12: One of these keys must be given: outlook, mail_server.
      3 | - connect: { session: s }
        |            ^ steps[0].connect
    "#);
    assert_snapshot!(shown(&step("connect:\n    session: s\n    outlook: { auth: { managed: { connection: c } } }\n    mail_server: { port: 99999 }")), @r#"
    a.yaml:6:5: "outlook" and "mail_server" are both given. Only one of these can be: outlook, mail_server.
      6 |     mail_server: { port: 99999 }
        |     ^ steps[0].connect.mail_server
    see also line 5:
      5 |     outlook: { auth: { managed: { connection: c } } }
        |     ^ steps[0].connect.outlook

    a.yaml:6:18: The key "host" is missing.
      6 |     mail_server: { port: 99999 }
        |                  ^ steps[0].connect.mail_server

    a.yaml:6:18: The key "auth" is missing.
      6 |     mail_server: { port: 99999 }
        |                  ^ steps[0].connect.mail_server

    a.yaml:6:26: The number must be at most 65535.
      6 |     mail_server: { port: 99999 }
        |                          ^ steps[0].connect.mail_server.port
    "#);
    assert_snapshot!(shown(&step("connect: { session: s, outlook: { auth: {} } }")), @r#"
    a.yaml:3:43: One of these keys must be given: basic, managed, ropc.
      3 | - connect: { session: s, outlook: { auth: {} } }
        |                                           ^ steps[0].connect.outlook.auth
    "#);
    assert_snapshot!(shown(&step("connect: { session: s, outlook: { auth: { oauth: 1 } } }")), @r#"
    a.yaml:3:45: The key "oauth" is not known here. Possible: basic, managed, ropc.
      3 | - connect: { session: s, outlook: { auth: { oauth: *** } } }
        |                                             ^ steps[0].connect.outlook.auth.oauth
    "#);
    assert_snapshot!(shown(&step("{ stop: , move: { to: x } }")), @r#"
    a.yaml:3:13: "stop" and "move" are both given. Only one of these can be: connect, open, for_each_mail, move, disconnect, stop.
      3 | - { stop: , move: { to: x } }
        |             ^ steps[0].move
    see also line 3:
      3 | - { stop: , move: { to: x } }
        |     ^ steps[0].stop
    "#);
}

#[test]
fn a_value_of_the_wrong_kind_is_told_with_the_forms_that_are_possible() {
    assert_snapshot!(shown(&step("for_each_mail: { session: s, where: { from: { exact: a, case: true }, subject: { contains: [a] } }, do: [stop] }")), @r#"
    a.yaml:3:59: The key "case" cannot stand beside "exact".
      3 | - for_each_mail: { session: s, where: { from: { exact: a, case: true }, subject: { contains: [a] } }…
        |                                                           ^ steps[0].for_each_mail.where.from.case

    a.yaml:3:94: Expected text, found a list.
      3 | …ere: { from: { exact: a, case: true }, subject: { contains: [a] } }, do: [stop] }
        |                                                              ^ steps[0].for_each_mail.where.subject.contains
    "#);
    assert_snapshot!(shown(&step("for_each_mail: { session: s, where: { any: { from: x } }, do: [] }")), @r#"
    a.yaml:3:46: Expected a list, found a mapping.
      3 | - for_each_mail: { session: s, where: { any: { from: x } }, do: [] }
        |                                              ^ steps[0].for_each_mail.where.any

    a.yaml:3:65: The list must have at least one item.
      3 | - for_each_mail: { session: s, where: { any: { from: x } }, do: [] }
        |                                                                 ^ steps[0].for_each_mail.do
    "#);
    assert_snapshot!(shown(&step("for_each_mail: { session: [s], limit: \"5\", where: x, do: stop }")), @r#"
    a.yaml:3:29: Expected text, found a list.
      3 | - for_each_mail: { session: [s], limit: "5", where: x, do: stop }
        |                             ^ steps[0].for_each_mail.session

    a.yaml:3:41: Expected a number, found text. Take off the quotes.
      3 | - for_each_mail: { session: [s], limit: "5", where: x, do: stop }
        |                                         ^ steps[0].for_each_mail.limit

    a.yaml:3:53: Expected a mapping, found text.
      3 | - for_each_mail: { session: [s], limit: "5", where: x, do: stop }
        |                                                     ^ steps[0].for_each_mail.where

    a.yaml:3:60: Expected a list, found text.
      3 | - for_each_mail: { session: [s], limit: "5", where: x, do: stop }
        |                                                            ^ steps[0].for_each_mail.do
    "#);
    assert_snapshot!(shown(&step("connect: { session: s, timeout: 601, outlook: { auth: { managed: c } } }")), @r#"
    a.yaml:3:35: The number must be at most 600.
      3 | - connect: { session: s, timeout: 601, outlook: { auth: { managed: c } } }
        |                                   ^ steps[0].connect.timeout

    a.yaml:3:68: Expected a mapping, found text.
      3 | - connect: { session: s, timeout: 601, outlook: { auth: { managed: c } } }
        |                                                                    ^ steps[0].connect.outlook.auth.managed
    "#);
    assert_snapshot!(shown(&step("disconnect")), @r#"
    a.yaml:3:3: "disconnect" needs a colon after it, and a value.
      3 | - disconnect
        |   ^ steps[0]
    "#);
    assert_snapshot!(shown(&step("stopp")), @r#"
    a.yaml:3:3: "stopp" is not possible here. Did you mean "stop"? Possible: stop.
      3 | - stopp
        |   ^ steps[0]
    "#);
    assert_snapshot!(shown(&step("move: { to: }")), @r#"
    a.yaml:3:11: There is no value here. Expected: text.
      3 | - move: { to: }
        |           ^ steps[0].move.to
    "#);
    assert_snapshot!(shown("just text"), @r#"
    a.yaml:1:1: Expected a mapping, found text.
      1 | just text
        | ^
    "#);
}

#[test]
fn what_only_a_type_can_refuse_is_told_beside_the_rest() {
    assert_eq!(
        codes(
            "\
name: x
steps:
- for_each_mail: { session: s, where: { size: 5, any: [{ size: 6 }, { flagged: maybe }] }, do: [{ move: {} }] }
- for_each_mail: { session: s, where: { size: 7 }, do: [stop] }
"
        ),
        [
            "3:47 file-key-form steps[0].for_each_mail.where.size",
            "3:64 file-key-form steps[0].for_each_mail.where.any[0].size",
            "3:80 file-wrong-type steps[0].for_each_mail.where.any[1].flagged",
            "3:105 file-missing-key steps[0].for_each_mail.do[0].move",
            "4:47 file-key-form steps[1].for_each_mail.where.size",
        ]
    );
}

#[test]
fn what_a_flattened_type_refuses_is_told_at_its_place_where_the_type_is_beside_the_fields() {
    let server = "mail_server: { host: h, largest: 5, auth: { managed: { connection: C } } }";
    assert_eq!(
        codes(&step(&format!("open: {{ session: s, {server} }}"))),
        [
            "3:56 file-key-form steps[0].open.mail_server.largest",
            "3:90 name-form steps[0].open.mail_server.auth.managed.connection"
        ]
    );
    assert_eq!(
        codes(&step(
            "connect: { session: s, mail_server: { host: h, largest: 5, auth: { managed: { connection: c } } } }"
        )),
        ["3:12 file-key-form steps[0].connect"]
    );
    assert_eq!(
        codes(&step("open: { session: s, timeout: x, outlok: {}, mailserver: {} }")),
        [
            "3:32 file-wrong-type steps[0].open.timeout",
            "3:35 file-unknown-key-meant steps[0].open.outlok",
            "3:43 file-missing-key steps[0].open.outlok",
            "3:47 file-unknown-key-meant steps[0].open.mailserver",
            "3:59 file-missing-key steps[0].open.mailserver",
            "3:59 file-missing-key steps[0].open.mailserver"
        ]
    );
}

#[test]
fn mistakes_in_the_writing_say_what_to_do() {
    for (text, expected) in [
        ("", "file-empty-file"),
        ("# nothing\n", "file-empty-file"),
        ("---\n", "file-empty-file"),
        ("name: x\nsteps:\n\t- stop", "3:1 file-tab "),
        ("name: x\n\tsteps: []", "2:1 file-tab "),
        ("name: x\nsteps:\n- move:\n  \tto: x", "4:3 file-tab "),
        ("name: @x", "1:7 file-special-character "),
        ("name: `x`", "1:7 file-special-character "),
        ("name: a: b", "1:8 file-colon-unexpected "),
        ("name: x\nsteps\n", "2:1 file-colon-missing "),
        ("name: x\nsteps: [a", "2:8 file-bracket-open "),
        ("name: x\nsteps: [a}", "2:8 file-bracket-other "),
        ("name: ]", "1:7 file-bracket-extra "),
        ("name: \"x", "1:7 file-quote-open "),
        ("name: 'it's'", "1:11 file-after-quote "),
        ("name: \"C:\\done\"", "1:7 file-escape "),
        ("name:\n  - a\n b: c", "3:2 file-indentation "),
        ("[a]: b", "1:1 file-key-not-text "),
    ] {
        assert_eq!(codes(text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn what_makes_files_hard_to_read_is_refused_and_the_rest_is_still_looked_at() {
    assert_snapshot!(shown(
        "\
name: !!str x
variables: &v { a: 1 }
name: y
steps:
- move: { <<: *v, to: {{ folder }} }
- mvoe: { to: x }
---
name: z
"
    ), @r#"
    a.yaml:1:13: The tag !!str is not supported. Text that begins with ! needs quotes.
      1 | name: !!str x
        |             ^ name

    a.yaml:3:1: The key "name" is given twice; the first is on line 1.
      3 | name: y
        | ^ name
    see also line 1:
      1 | name: !!str x
        | ^ name

    a.yaml:5:11: Merge keys (<<) are not supported. Write the keys out.
      5 | - move: { <<: *v, to: {{ folder }} }
        |           ^ steps[0].move["<<"]

    a.yaml:5:23: A value that begins with {{ needs quotes: "{{ … }}".
      5 | - move: { <<: *v, to: {{ folder }} }
        |                       ^ steps[0].move.to

    a.yaml:6:3: The key "mvoe" is not known here. Did you mean "move"? Possible: connect, open, for_each_mail, move, disconnect, stop.
      6 | - mvoe: { to: x }
        |   ^ steps[1].mvoe

    a.yaml:7:1: A second document begins here. A file holds one; everything from here on is left out.
      7 | ---
        | ^
    "#);
}

#[test]
fn in_portuguese_too() {
    assert_snapshot!(shown_in(
        "name:\nsteps:\n- mover: 1\n- for_each_mail: { session: Finanças, limit: -1, where: { flagged: sim, from: { exact: 1, contains: 2 } }, do: [] }\n",
        Language::Portuguese
    ), @r#"
    a.yaml:1:1: Não há valor aqui. Esperado: um texto.
      1 | name:
        | ^ name

    a.yaml:3:3: A chave "mover" não existe aqui. Você quis dizer "move"? Possíveis: connect, open, for_each_mail, move, disconnect, stop.
      3 | - mover: 1
        |   ^ steps[0].mover

    a.yaml:3:10: Esperado: um mapeamento (chave: valor); encontrado: um número inteiro.
      3 | - mover: 1
        |          ^ steps[0].mover

    a.yaml:4:29: name-form {"found": "Finanças", "pattern": "^[a-z0-9_-]+$"}
      4 | - for_each_mail: { session: Finanças, limit: -1, where: { flagged: sim, from: { exact: 1, contains: …
        |                             ^ steps[1].for_each_mail.session

    a.yaml:4:46: O número precisa ser no mínimo 0.
      4 | - for_each_mail: { session: Finanças, limit: -1, where: { flagged: sim, from: { exact: 1, contains: …
        |                                              ^ steps[1].for_each_mail.limit

    a.yaml:4:68: Esperado: true ou false; encontrado: "sim". Você quis dizer true?
      4 | …ach_mail: { session: Finanças, limit: -1, where: { flagged: sim, from: { exact: 1, contains: 2 } }, …
        |                                                              ^ steps[1].for_each_mail.where.flagged

    a.yaml:4:91: "exact" e "contains" aparecem juntas. Só pode haver uma destas: exact, contains.
      4 | …nanças, limit: -1, where: { flagged: sim, from: { exact: 1, contains: 2 } }, do: [] }
        |                                                              ^ steps[1].for_each_mail.where.from.contains
    veja também a linha 4:
      4 | …ession: Finanças, limit: -1, where: { flagged: sim, from: { exact: 1, contains: 2 } }, do: [] }
        |                                                              ^ steps[1].for_each_mail.where.from.exact

    a.yaml:4:112: A lista precisa ter no mínimo um item.
      4 | …ere: { flagged: sim, from: { exact: 1, contains: 2 } }, do: [] }
        |                                                              ^ steps[1].for_each_mail.do
    "#);
}
