//! Every mistake that is not one of form, where it stands.

mod ews;
mod flow;
mod modes;
mod which;

use crate::Automation;

/// `line:column code` of each mistake, or of each warning.
fn found(text: &str) -> Vec<String> {
    let mistakes = match Automation::load("test.yaml", text.as_bytes()) {
        Ok(checked) => checked.warnings().to_vec(),
        Err(mistakes) => mistakes,
    };
    let shown = mistakes.iter().map(|mistake| {
        let place = mistake.place.clone().unwrap_or_default();
        format!("{place} {}", mistake.code())
    });
    shown.collect()
}

const SESSION: &str = "  - connect: { session: a, mail_server: { host: h.example, auth: { basic: { username: u, password: { credential: a/b.c } } } } }\n";

/// A session `a`, and these steps from line 4 on.
fn steps(steps: &str) -> Vec<String> {
    let steps: String = steps.lines().flat_map(|line| ["  ", line, "\n"]).collect();
    found(&format!("name: T\nsteps:\n{SESSION}{steps}"))
}

#[test]
fn a_session_is_opened_before_it_is_used_and_once() {
    assert_eq!(steps("- disconnect: { session: a }"), [""; 0]);
    assert_eq!(steps("- disconnect: { session: b }"), ["4:28 session-unknown-meant"]);
    assert_eq!(steps("- disconnect: { session: finance }"), ["4:28 session-unknown"]);
    assert_eq!(
        found(&format!("name: T\nsteps:\n  - disconnect: {{ session: a }}\n{SESSION}")),
        ["3:28 session-not-yet"]
    );
    assert_eq!(found(&format!("name: T\nsteps:\n{SESSION}{SESSION}")), ["4:25 session-twice"]);
    assert_eq!(
        found(&format!("name: T\nsteps:\n{SESSION}  - disconnect: {{ session: a }}\n{SESSION}")),
        [""; 0],
        "after its end the name is free"
    );
}

#[test]
fn an_ended_session_is_not_used_unless_it_may_still_be_open() {
    assert_eq!(
        steps("- disconnect: { session: a }\n- for_each_mail: { session: a, do: [log: { text: x }] }"),
        ["5:31 session-ended"]
    );
    assert_eq!(
        steps(
            "- if: { condition: true, then: [ { disconnect: { session: a } } ] }\n- for_each_mail: { session: a, do: [log: { text: x }] }"
        ),
        [""; 0]
    );
    assert_eq!(
        steps("- for_each_mail: { session: a, do: [ { disconnect: { session: a } } ] }"),
        ["4:40 session-closed-in-loop"]
    );
    let inside = SESSION.trim().trim_start_matches("- ");
    assert_eq!(
        steps(&format!(
            "- for_each_mail: {{ session: a, do: [ {{ {} }} ] }}",
            inside.replacen("session: a", "session: b", 1)
        )),
        ["4:62 connect-in-loop"]
    );
}

#[test]
fn what_is_inside_a_step_is_checked_whatever_is_wrong_with_the_step() {
    let body = "do: [ { log: { text: '{{ mail.sbject }}' } } ] } } ] }";
    for (wrong, code) in [
        ("for_each_mail: { sesion: a,", "file-unknown-key-meant"),
        ("for_each_mial: { session: a,", "file-unknown-key-meant"),
        ("for_each_mail: { limit: 3,", "file-missing-key"),
        ("for_each_mail: { session: [a],", "file-wrong-type"),
        ("for_each_mail: { session: A B,", "session-name-form"),
        ("for_each_mail: { session: a, limit: many,", "count-form"),
    ] {
        let found = steps(&format!("- if: {{ condition: true, then: [ {{ {wrong} {body}"));
        let codes: Vec<&str> = found.iter().filter_map(|one| one.split(' ').nth(1)).collect();
        assert_eq!(codes, [code, "variable-field-meant"], "{wrong}");
    }
    for condition in ["'{{ 1 + }}'", "maybe", "[a]"] {
        let found = steps(&format!(
            "- if: {{ condition: {condition}, then: [ {{ for_each_mail: {{ session: a, {body}"
        ));
        assert!(found.len() == 2 && found[1].ends_with("variable-field-meant"), "{condition}: {found:?}");
    }
    let listless = steps("- for_each_mail: { session: a, where: { subject: '{{ nonsense }}' } }");
    assert_eq!(listless, ["4:20 file-missing-key"], "a name may be missing because of what is wrong");
}

#[test]
fn what_a_session_does_not_allow_is_told_before_any_message() {
    let limited = SESSION.replace("session: a,", "session: a, allow: [read, move],");
    let text = format!(
        "name: T\nsteps:\n{limited}  - for_each_mail:\n      session: a\n      do:\n        - move: {{ to: X }}\n        - mark: {{ read: true }}\n        - create_folder: {{ folder: X }}\n        - delete: {{}}\n"
    );
    assert_eq!(found(&text), ["8:11 session-forbids", "9:11 session-forbids", "10:11 session-forbids"]);
}

#[test]
fn names_and_fields_in_expressions_are_known() {
    let log = |text: &str| {
        steps(&format!("- for_each_mail:\n    session: a\n    do:\n      - log: {{ text: '{text}' }}"))
    };
    for good in [
        "{{ mail.subject }} {{ mail.received_at.year }} {{ run.id }}",
        "{% for a in mail.attachments %}{{ a.name }}{{ loop.index }}{% endfor %}",
        "{{ mail.headers[\"X-A\"] }} {{ mail.headers.list_id }}",
        "{% set x = mail.size %}{{ x }} {% for n in range(3) %}{{ n }}{% endfor %}",
    ] {
        assert_eq!(log(good), [""; 0], "{good}");
    }
    for (bad, code) in [
        ("{{ mial.subject }}", "variable-unknown-meant"),
        ("{{ supplier }}", "variable-unknown"),
        ("{{ subject }}", "variable-unknown-meant"),
        ("{{ mail.subjet }}", "variable-field-meant"),
        ("{{ mail.body }}", "variable-field-unknown"),
        ("{{ mail.received_at.yaer }}", "variable-field-meant"),
        ("{{ mail.subject.length }}", "variable-no-fields"),
        ("{{ mail.match.number }}", "variable-no-group"),
        ("{{ mail.subject", "template-not-closed"),
        ("{{ mail.subject | upcase }}", "template-filter-unknown"),
        ("{% include \"/etc/passwd\" %}", "template-tag-unknown"),
    ] {
        let mistakes = log(bad);
        assert_eq!(mistakes.len(), 1, "{bad}: {mistakes:?}");
        assert!(mistakes[0].ends_with(code), "{bad}: {mistakes:?}");
        assert!(mistakes[0].starts_with("7:24 "), "{bad}: {mistakes:?}");
    }
}

#[test]
fn a_message_belongs_to_its_loop() {
    assert_eq!(steps("- move: { to: X }"), ["4:5 message-none"]);
    assert_eq!(steps("- create_folder: { folder: X }"), ["4:5 session-none"]);
    assert_eq!(
        steps(
            "- for_each_mail: { session: a, do: [log: { text: x }] }\n- log: { text: '{{ mail.subject }}' }"
        ),
        ["5:18 variable-unknown"]
    );
    assert_eq!(
        steps(
            "- set: { name: text, value: x }\n- for_each_mail: { session: a, do: [ { move: { to: X, message: text } } ] }"
        ),
        ["5:66 message-not"]
    );
}

#[test]
fn groups_of_regular_expressions_are_named_once_and_become_fields() {
    let filter = |filter: &str| {
        steps(&format!(
            "- for_each_mail:\n    session: a\n    where: {filter}\n    do:\n      - log: {{ text: '{{{{ mail.match.n }}}}' }}"
        ))
    };
    assert_eq!(filter("{ subject: { regex: '(?<n>.)' } }"), [""; 0]);
    assert_eq!(
        filter("{ subject: { regex: '(?<n>.)' }, from: { regex: '(?<n>.)' } }"),
        ["6:62 regex-group-twice"]
    );
    assert_eq!(filter("{ subject: { regex: '(?<n>' } }"), ["6:34 regex-invalid"]);
    assert_eq!(filter("{ subject: x }"), ["8:24 variable-no-group"]);
}

#[test]
fn outlook_needs_no_further_details_and_a_token_goes_to_graph_alone() {
    let outlook = |fields: &str| {
        found(&format!("name: T\nsteps:\n  - connect:\n      session: a\n      outlook: {fields}\n"))
    };
    let custom = |graph: &str, auth: &str| {
        outlook(&format!(
            "{{ cloud: {{ custom: {{ login: 'https://login.example', graph: '{graph}', outlook: 'https://o.example' }} }}{auth} }}"
        ))
    };
    assert_eq!(outlook("{}"), [""; 0]);
    assert_eq!(outlook("{ mailbox: sales@example.org, cloud: us_dod }"), [""; 0]);
    let auth = ", auth: { device_code: { provider: microsoft, client_id: c } }";
    assert_eq!(custom("https://graph.example", auth), [""; 0]);
    assert_eq!(custom("http://127.0.0.1:8025", auth), [""; 0]);
    assert_eq!(custom("http://graph.example", auth), ["5:25 outlook-graph-open"]);
    assert_eq!(custom("graph.example", ""), ["5:25 outlook-graph-form"]);
    // A token for the Graph of Microsoft is not shown to whoever calls himself so.
    let scopes =
        auth.replace("client_id: c", "client_id: c, scopes: ['https://graph.microsoft.com/Mail.Read']");
    assert_eq!(custom("https://graph.example", &scopes).len(), 1);
}

#[test]
fn what_pop3_cannot_do_is_a_mistake_with_its_reason() {
    for (step, code) in [
        ("move: { to: Done }", Some("mailbox-cannot-move")),
        ("copy: { to: Done }", Some("mailbox-cannot-move")),
        ("delete: {}", Some("pop3-no-trash")),
        ("delete: { permanently: true }", None),
        ("mark: { flagged: true }", Some("mailbox-cannot-flag")),
        ("mark: { read: true }", None),
        ("mark: { read: true, add_categories: Faturas }", Some("mailbox-cannot-categorize")),
        ("mark: { remove_categories: ['{{ mail.subject }}'] }", Some("mailbox-cannot-categorize")),
        ("create_folder: { folder: Done }", Some("mailbox-cannot-edit-folders")),
        ("append_mail: { folder: INBOX, file: a.eml }", Some("mailbox-cannot-append")),
        ("save_attachments: { to: files }", None),
        ("count_mail: { session: a, folder: Done, as: n }", Some("pop3-no-folder")),
        ("count_mail: { session: a, where: { flagged: true }, as: n }", Some("mailbox-cannot-flag")),
        ("count_mail: { session: a, where: { status: unread }, as: n }", None),
    ] {
        for protocol in ["pop3", "imap"] {
            let text = format!(
                "name: T
steps:
  - connect:
      session: a
      mail_server: {{ protocol: {protocol}, host: h, auth: {{ basic: {{ username: u, password: {{ credential: a/b.c }} }} }} }}
  - for_each_mail: {{ session: a, do: [{{ {step} }}] }}
"
            );
            let found = found(&text);
            let codes: Vec<&str> = found.iter().filter_map(|one| one.split(' ').nth(1)).collect();
            let expected: Vec<&str> = code.filter(|_| protocol == "pop3").into_iter().collect();
            assert_eq!(codes, expected, "{protocol}: {step}");
        }
    }
}

#[test]
fn a_category_that_no_keyword_can_be_is_a_mistake_by_imap_and_none_with_exchange() {
    let ews = "ews: { domain: h, auth: { ntlm: { username: u, password: { credential: a/b.c } } } }";
    let imap = "mail_server: { host: h, auth: { basic: { username: u, password: { credential: a/b.c } } } }";
    let steps = "{ mark: { add_categories: [Faturas, 'Red category', '{{ mail.subject }}'], remove_categories: Ação } }";
    for (server, expected) in
        [(imap, vec!["6:75 category-no-word", "6:133 category-no-word"]), (ews, Vec::new())]
    {
        let text = format!(
            "name: T\nsteps:\n  - connect:\n      session: a\n      {server}\n  - for_each_mail: {{ session: a, do: [{steps}] }}\n"
        );
        assert_eq!(found(&text), expected, "{server}");
    }
    for (name, code) in [("$Junk", "category-of-programs"), ("a;b", "category-illegal")] {
        let text = format!(
            "name: T\nsteps:\n  - connect:\n      session: a\n      {ews}\n  - for_each_mail: {{ session: a, do: [{{ mark: {{ read: true, add_categories: '{name}' }} }}] }}\n"
        );
        let found = found(&text);
        assert!(found.len() == 1 && found[0].ends_with(code), "{found:?}");
    }
}

#[test]
fn exactly_one_kind_of_connection_is_given() {
    assert_eq!(found("name: T\nsteps:\n  - connect: { session: a }\n").len(), 1);
    let two = SESSION.replace("mail_server:", "outlook: {}, mail_server:");
    assert_eq!(found(&format!("name: T\nsteps:\n{two}")), ["3:41 file-choice-two"]);
}

#[test]
fn what_others_could_read_is_a_warning() {
    let typed = SESSION.replace("{ credential: a/b.c }", "hunter2");
    assert_eq!(found(&format!("name: T\nsteps:\n{typed}")), ["3:100 secret-typed-in-place"]);
    let open = |host: &str| {
        let open = SESSION.replace("host: h.example", &format!("host: {host}, security: none"));
        found(&format!("name: T\nvariables: {{ v: 127.0.0.1 }}\nsteps:\n{open}"))
    };
    assert_eq!(open("mail.example"), ["4:73 security-none"]);
    for loopback in ["127.0.0.1", "localhost", "'::1'", "'{{ v }}'"] {
        assert_eq!(open(loopback), [""; 0], "{loopback}");
    }
}

#[test]
fn a_proxy_is_a_url_and_its_password_is_a_secret() {
    let proxy = |proxy: &str| {
        let session = SESSION.replace("host: h.example", &format!("host: h.example, proxy: {proxy}"));
        found(&format!("name: T\nsteps:\n{session}"))
    };
    for good in [
        "socks5://p.example",
        "{ url: 'https://p.example:8443' }",
        "{ url: 'http://p.example', username: u, password: { credential: a/b.c } }",
    ] {
        assert_eq!(proxy(good), [""; 0], "{good}");
    }
    for (bad, mistake) in [
        ("p.example:3128", "3:67 proxy-form"),
        ("ftp://p.example", "3:67 proxy-form"),
        ("'http://p.example/path'", "3:67 proxy-form"),
        ("socks5://u@p.example", "3:67 proxy-login-form"),
        ("{ url: 'http://p.example', username: u }", "3:67 proxy-login-half"),
        (
            "{ url: 'http://u:p@p.example', username: u, password: { credential: a/b.c } }",
            "3:67 proxy-login-twice",
        ),
        ("{ url: 'http://p.example', password: { variable: v }, username: u }", "3:104 variable-unknown"),
        ("{ username: u }", "3:67 file-missing-key"),
        ("http://u:hunter2@p.example", "3:67 secret-typed-in-place"),
        ("{ url: 'http://p.example', username: u, password: hunter2 }", "3:117 secret-typed-in-place"),
    ] {
        assert_eq!(proxy(bad), [mistake], "{bad}");
    }
    let open =
        SESSION.replace("host: h.example", "host: localhost, security: none, proxy: 'http://p.example'");
    assert_eq!(found(&format!("name: T\nsteps:\n{open}")), ["3:70 security-none"], "it leaves this machine");
}

#[test]
fn variables_have_names_kinds_and_zones_that_exist() {
    assert_eq!(
        found("name: T\ntime_zone: America/Sao_Polo\nsteps: [log: { text: x }]\n"),
        ["2:12 time-zone-unknown"]
    );
    assert_eq!(
        found("name: T\nvariables:\n  n: { type: number, default: many }\nsteps: [log: { text: x }]\n"),
        ["3:6 variable-misfit"]
    );
    assert_eq!(found("name: T\nvariables:\n  my-var: 1\nsteps: [log: { text: x }]\n"), ["3:3 file-key-form"]);
    assert_eq!(
        found("name: T\nvariables:\n  run: 1\nsteps: [log: { text: x }]\n"),
        ["3:3 variable-name-reserved"]
    );
    let secret = SESSION.replace("{ credential: a/b.c }", "{ variable: pasword }");
    assert_eq!(
        found(&format!(
            "name: T\nvariables: {{ password: {{ type: credential, default: a/b.c }} }}\nsteps:\n{secret}"
        )),
        ["4:100 variable-unknown-meant"]
    );
}

#[test]
fn what_is_wrong_in_form_does_not_hide_what_is_wrong_in_meaning() {
    let loops = "- for_each_mail:
    session: a
    where: { subjct: Invoice }
    do:
      - save_attachments: { to: '{{ mail.recieved_at }}', types: pdf }
      - log: { text: '{{ mail.match.number }}' }";
    assert_eq!(
        steps(loops),
        ["6:16 file-unknown-key-meant", "8:35 variable-field-meant", "8:68 file-wrong-type",],
        "whether there is a group cannot be said: the condition may have had it"
    );
}

#[test]
fn what_is_empty_where_something_must_stand_is_a_mistake() {
    let connect = |with: &str, secret: &str| {
        format!(
            "name: T\nsteps:\n- connect: {{ session: a, {with} mail_server: {{ host: h, auth: {{ basic: {{ username: {secret}, password: {{ credential: a/b.c }} }} }} }} }}\n"
        )
    };
    let looped = |with: &str| format!("{}- for_each_mail: {{ session: a, {with} }}\n", connect("", "u"));
    let body = |step: &str| looped(&format!("do: [{step}]"));
    for (text, codes) in [
        ("name: ''\nsteps: [log: { text: x }]\n".to_owned(), vec!["1:7 file-text-too-short"]),
        ("name: T\nsteps: []\n".to_owned(), vec!["2:8 file-list-too-short"]),
        (connect("timeout: 0s,", "u"), vec!["3:35 span-zero"]),
        (connect("allow: [],", "u"), vec!["3:33 file-list-too-short"]),
        (connect("", "''"), vec!["3:78 file-text-too-short"]),
        (looped("do: []"), vec!["4:36 file-list-too-short"]),
        (looped("limit: 0, do: [mark: { read: true }]"), vec!["4:39 file-too-small"]),
        (looped("where: {}, do: [mark: { read: true }]"), vec!["4:39 file-mapping-empty"]),
        (body("mark: {}"), vec!["4:37 mark-how"]),
        (body("save_attachments: { to: x, types: [] }"), vec!["4:71 file-list-too-short"]),
        (body("if: { condition: true, then: [] }"), vec!["4:66 file-list-too-short"]),
    ] {
        assert_eq!(found(&text), codes, "{text}");
    }
}

#[test]
fn a_group_of_what_must_not_hold_catches_nothing() {
    let loop_with = |field: &str| {
        steps(&format!(
            "- for_each_mail: {{ session: a, where: {{ body: {{ regex: '(?<total>x)' }}, not: {{ to: {{ regex: '(?<who>x)' }} }} }}, do: [log: {{ text: '{{{{ mail.match.{field} }}}}' }}] }}"
        ))
    };
    assert_eq!(loop_with("total"), [""; 0]);
    assert_eq!(loop_with("who").len(), 1);
}

#[test]
fn a_group_is_named_once_whichever_fields_it_stands_in() {
    for filter in [
        "{ subject: { regex: '(?<n>x)' }, body: { regex: '(?<n>y)' } }",
        "{ subject: [{ regex: '(?<n>x)' }, { regex: '(?<n>y)' }] }",
        "{ header: [{ name: A, regex: '(?<n>x)' }, { name: B, regex: '(?<n>y)' }] }",
        "{ cc: { regex: '(?<n>x)' }, not: { attachment_name: { regex: '(?<n>y)' } } }",
        "{ any: [{ from: { regex: '(?<n>x)' } }, { all: [{ to: { regex: '(?<n>y)' } }] }] }",
    ] {
        let codes = steps(&format!(
            "- for_each_mail: {{ session: a, where: {filter}, do: [mark: {{ read: true }}] }}"
        ));
        assert!(codes.len() == 1 && codes[0].ends_with(" regex-group-twice"), "{filter}: {codes:?}");
    }
}
