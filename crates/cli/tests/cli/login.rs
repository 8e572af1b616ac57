//! Signing in: a person, a real browser, a real authorization server, and runs that use what was brought.

use crate::desk::{Desk, Ended};
use crate::lab::{fresh, port, server};
use carteiro_auth::logins::{Kept, Name, OnDisk};
use carteiro_world::{Random, Records, Secret};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};

pub struct Lab {
    pub desk: Desk,
    pub oidc: Value,
    browser: Value,
    pub user: String,
    imap: u16,
}

impl Lab {
    pub fn stand() -> Option<Self> {
        let (dovecot, oidc, browser) = (server("dovecot")?, server("oidc")?, server("browser")?);
        let user = format!("{}@lab.test", fresh("test-"));
        Some(Self { desk: Desk::new(), oidc, browser, user, imap: port(&dovecot, "imap") })
    }

    pub fn automation(&self, mode: &str) {
        let issuer = self.oidc["issuer"].as_str().unwrap();
        let mode = mode.replace("PROVIDER", &format!("provider: {{ custom: {{ issuer: '{issuer}' }} }}"));
        let text = format!(
            "name: Sign in
steps:
  - connect:
      session: finance
      mail_server: {{ host: 127.0.0.1, port: {}, security: none, auth: {{ {mode} }} }}
  - count_mail: {{ session: finance, as: count }}
  - log: {{ text: '{{{{ count }}}} here' }}
",
            self.imap
        );
        self.desk.write("a.yaml", text);
    }

    /// `carteiro` with a folder of data, under way.
    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("carteiro"));
        command.args(arguments).args(["--data", "data"]).current_dir(self.desk.path()).env_clear();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    pub fn end(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.desk.carteiro(arguments).args(["--data", "data"]))
    }

    /// What the browser shows in the end.
    pub fn person_signs_in(&self, url: &str) -> Value {
        self.person_signs_in_with(url, "pw-test")
    }

    pub fn person_signs_in_with(&self, url: &str, password: &str) -> Value {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/browser.mjs");
        let text = |name: &str| self.browser[name].as_str().unwrap().to_owned();
        let done = Command::new("node")
            .args([script, url, &self.user, password, &text("chromium"), &text("node_modules")])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        serde_json::from_str(&said)
            .unwrap_or_else(|_| panic!("{said}{}", String::from_utf8_lossy(&done.stderr)))
    }

    /// What the control of the authorization server answers.
    pub fn control(&self, what: &str, body: Option<Value>) -> Value {
        let url = format!("{}/{what}", self.oidc["control_url"].as_str().unwrap());
        let fetch = "const [to, body] = process.argv.slice(1);
            const asked = body === 'null' ? {} : { method: 'POST', body };
            console.log(await (await fetch(to, asked)).text())";
        let body = body.unwrap_or_default().to_string();
        let done =
            Command::new("node").args(["--input-type=module", "-e", fetch, &url, &body]).output().unwrap();
        serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{done:?}"))
    }

    /// Nothing of what was brought can be read in any file, and nothing was said that is secret.
    pub fn assert_hidden(&self, client: &str, told: &str) {
        let secrets = self.control(&format!("secrets?client={client}"), None);
        let secrets = secrets.as_object().unwrap();
        assert!(secrets.values().any(|name| name == "access_token"), "{:?}", secrets.values());
        let files = self.desk.files("data").into_iter().map(|file| std::fs::read(file).unwrap());
        let files: Vec<String> = files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
        assert!(!files.iter().any(|text| text.contains(&self.user)));
        for (secret, name) in secrets {
            assert!(
                !told.contains(secret) && !files.iter().any(|text| text.contains(secret)),
                "{name}: {told}"
            );
        }
    }
}

/// The address that a person is told to open, and all that was said until then.
pub fn address(child: &mut Child) -> (String, String) {
    let mut said = String::new();
    let mut lines = BufReader::new(child.stderr.as_mut().unwrap());
    loop {
        let mut line = String::new();
        assert!(lines.read_line(&mut line).unwrap() > 0, "it ended: {said}");
        said.push_str(&line);
        if let Some(url) = line.trim().strip_prefix("http") {
            return (format!("http{url}"), said);
        }
    }
}

pub fn ended(mut child: Child) -> (i32, String) {
    drop(child.stdin.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code().unwrap_or(-1), said)
}

/// Where somebody who signs in is sent, and what was said before; nobody goes there.
fn asked_to_open(desk: &Desk, arguments: &[&str]) -> (String, String) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("carteiro"));
    command.arg("login").args(arguments).args(["--no-browser", "--data", "data"]);
    command.current_dir(desk.path()).env_clear();
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let told = address(&mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    told
}

#[test]
fn at_a_provider_the_application_is_named_and_what_for_may_be() {
    let desk = Desk::new();
    let signing_in = |arguments: &[&str]| {
        let named = ["--client-id", "c", "--redirect-uri", "http://localhost:9998/callback"];
        asked_to_open(&desk, &[arguments, &named].concat()).0
    };
    for (arguments, host, scope) in [
        (&["microsoft"][..], "login.microsoftonline.com/common", "graph.microsoft.com%2FMail.Send"),
        (&["microsoft", "--tenant-id", "t"], "login.microsoftonline.com/t/", "graph.microsoft.com"),
        (
            &["microsoft", "--cloud", "china"],
            "login.partner.microsoftonline.cn",
            "microsoftgraph.chinacloudapi.cn",
        ),
        (&["microsoft", "--protocol", "imap"], "login.microsoftonline.com", "outlook.office.com%2FIMAP"),
        (&["microsoft", "--protocol", "pop3"], "login.microsoftonline.com", "outlook.office.com%2FPOP"),
        (&["microsoft", "--protocol", "ews"], "login.microsoftonline.com", "outlook.office365.com%2FEWS"),
    ] {
        let url = signing_in(arguments);
        assert!(url.contains(host) && url.contains(scope), "{arguments:?}: {url}");
    }
    desk.end(&["login", "microsoft", "--data", "data"]).expect(3, "--client-id ID");
    desk.end(&["login", "google", "--client-id", "c", "--protocol", "ews", "--data", "data"])
        .expect(3, "--protocol is imap or pop3 there");
    for elsewhere in ["google", "yahoo", "https://id.example.org", "a.yaml"] {
        let arguments = ["login", elsewhere, "--client-id", "c", "--cloud", "china", "--data", "data"];
        desk.end(&arguments).expect(3, "Only \"carteiro login microsoft\" takes --cloud");
    }
}

#[test]
fn the_application_of_the_last_sign_in_is_taken_where_none_is_named() {
    let desk = Desk::new();
    let records = |name: &str| Records::beneath(&desk.path().join("data").join(name));
    let logins = OnDisk::new(records("logins"), records("keys"), None, Random::system());
    let at = "2026-11-22T12:00:00Z".parse().unwrap();
    let name = Name {
        provider: "microsoft".into(),
        tenant: Some("contoso.example".into()),
        client: "desktop".into(),
        scopes: vec!["https://graph.microsoft.com/Mail.ReadWrite".into()],
        user: None,
        token_endpoint: None,
    };
    let kept = Kept {
        access_token: Secret::new("canary-7f3a"),
        obtained_at: at,
        expires_at: Some(at),
        refresh_token: Some(Secret::new("canary-7f3a")),
        user: None,
        signed_in_at: at,
        renewing_since: None,
        needs_proof: false,
    };
    tokio::runtime::Runtime::new().unwrap().block_on(logins.keep(name, kept)).unwrap();
    let (asked, told) = asked_to_open(&desk, &["microsoft"]);
    assert!(told.contains("With the application of the last sign-in there: desktop"), "{told}");
    assert!(!told.contains("canary"), "{told}");
    let url = "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/authorize?";
    assert!(asked.starts_with(url) && asked.contains("client_id=desktop"), "{asked}");
    let elsewhere = ["login", "microsoft", "--cloud", "china", "--no-browser", "--data", "data"];
    desk.end(&elsewhere).expect(3, "--client-id ID");
}

#[test]
fn where_no_application_is_named_the_command_that_signs_in_is_one_that_helps() {
    let desk = Desk::new();
    let own = "{ custom: { login: 'https://l.example', graph: 'https://g.example', outlook: 'https://o.example' } }";
    for (cloud, command) in [
        ("global", "carteiro login microsoft\n"),
        ("us_gcc_high", "carteiro login microsoft --cloud us_gcc_high\n"),
        (own, "carteiro login FILE, where FILE says"),
    ] {
        desk.write(
            "a.yaml",
            format!("name: A\nsteps:\n  - connect: {{ session: a, outlook: {{ cloud: {cloud} }} }}\n"),
        );
        for verb in ["run", "doctor", "login"] {
            desk.end(&[verb, "a.yaml", "--data", "data"]).expect(4, &format!("Run: {command}"));
        }
    }
}

#[test]
fn a_person_signs_in_in_a_browser_and_runs_go_on_by_themselves() {
    let Some(lab) = Lab::stand() else { return };
    lab.automation(
        "authorization_code: { PROVIDER, client_id: exact, redirect_uri: 'http://localhost:8888/Callback' }",
    );
    let before = lab.end(&["run", "a.yaml"]);
    before.expect(4, "Nobody has signed in");
    before.expect(4, "Run: carteiro login a.yaml\n");
    let mut login = lab.start(&["login", "a.yaml", "--no-browser", "--lang", "pt-BR"]);
    let (url, _) = address(&mut login);
    assert!(
        url.contains("code_challenge_method=S256") && url.contains("localhost%3A8888%2FCallback"),
        "{url}"
    );
    let shown = lab.person_signs_in(&url);
    assert_eq!(
        (shown["at"].as_str(), shown["lang"].as_str()),
        (Some("http://localhost:8888/Callback"), Some("pt-BR"))
    );
    assert!(shown["told"].as_str().unwrap().contains("fechar esta janela"), "{shown}");
    let (code, said) = ended(login);
    assert!(code == 0 && said.contains(&lab.user), "{said}");
    let mut told = said;
    for _ in 0..2 {
        let run = lab.end(&["run", "a.yaml", "--log", "debug"]);
        run.expect(0, "0 here");
        told.extend([run.stdout, run.stderr]);
    }
    let listed = lab.end(&["logins", "--json"]);
    let login: Value = serde_json::from_str(&listed.stdout).unwrap();
    assert_eq!((login["user"].as_str(), login["renewable"].as_bool()), (Some(lab.user.as_str()), Some(true)));
    let looked = lab.end(&["doctor", "a.yaml"]);
    looked.expect(0, &lab.user);
    told.extend([looked.stdout, looked.stderr, listed.stdout]);
    lab.assert_hidden("exact", &told);
    lab.end(&["logout", &lab.user]).expect(0, "");
    lab.end(&["run", "a.yaml"]).expect(4, "Nobody has signed in");
    lab.end(&["logout", &lab.user]).expect(3, "Nobody has signed in as");
}

#[test]
fn the_page_of_an_implicit_sign_in_sends_on_what_only_it_can_see() {
    let Some(lab) = Lab::stand() else { return };
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    lab.automation(&format!(
        "implicit: {{ PROVIDER, client_id: page, redirect_uri: 'http://127.0.0.1:{port}/callback', scopes: [openid, email, 'https://outlook.office.com/IMAP.AccessAsUser.All'] }}"
    ));
    let mut login = lab.start(&["login", "a.yaml", "--no-browser"]);
    let (url, _) = address(&mut login);
    let shown = lab.person_signs_in(&url);
    assert!(shown["told"].as_str().unwrap().contains("close this window"), "{shown}");
    let (code, said) = ended(login);
    assert!(code == 0 && said.contains("cannot be renewed without you"), "{said}");
    lab.end(&["run", "a.yaml"]).expect(0, "");
    lab.assert_hidden("page", &said);
}

#[test]
fn where_nobody_can_listen_the_address_is_pasted() {
    let Some(lab) = Lab::stand() else { return };
    lab.automation("authorization_code: { PROVIDER, client_id: web, client_secret: { credential: mail/app.secret }, redirect_uri: 'https://app.lab.test/callback' }");
    lab.desk.write("c.yaml", "mail: { app: { secret: web-secret } }\n");
    own(&lab.desk.path().join("c.yaml"));
    let mut login = lab.start(&["login", "a.yaml", "--no-browser", "--credentials", "c.yaml"]);
    let (url, _) = address(&mut login);
    let control = format!("{}/sign_in", lab.oidc["control_url"].as_str().unwrap());
    let asked = serde_json::json!({ "url": url, "login": lab.user, "password": "pw-test" }).to_string();
    let fetch = "const [to, body] = process.argv.slice(1); console.log((await (await fetch(to, { method: 'POST', body })).json()).location)";
    let done =
        Command::new("node").args(["--input-type=module", "-e", fetch, &control, &asked]).output().unwrap();
    let location = String::from_utf8_lossy(&done.stdout).trim().to_owned();
    assert!(location.starts_with("https://app.lab.test/callback?"), "{location}");
    writeln!(login.stdin.as_mut().unwrap(), "what is this\n{location}").unwrap();
    let (code, said) = ended(login);
    assert!(code == 0 && !said.contains("web-secret"), "{said}");
    assert!(said.contains("That is not where a browser ends"), "{said}");
    lab.end(&["run", "a.yaml", "--credentials", "c.yaml"]).expect(0, "");
}

#[test]
fn a_port_that_another_program_has_is_named() {
    let Some(lab) = Lab::stand() else { return };
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    lab.automation(&format!(
        "authorization_code: {{ PROVIDER, client_id: desktop, redirect_uri: 'http://127.0.0.1:{port}/callback' }}"
    ));
    let ended = lab.end(&["login", "a.yaml", "--no-browser"]);
    ended.expect(4, &format!("Another program listens on port {port}"));
}

#[test]
fn whoever_is_not_who_was_asked_is_not_kept() {
    let Some(lab) = Lab::stand() else { return };
    lab.automation("authorization_code: { PROVIDER, client_id: desktop, username: other@lab.test }");
    let mut login = lab.start(&["login", "a.yaml", "--no-browser"]);
    let (url, _) = address(&mut login);
    lab.person_signs_in(&url);
    let (code, said) = ended(login);
    assert!(code == 4 && said.contains("other@lab.test") && said.contains(&lab.user), "{said}");
    assert!(lab.end(&["logins", "--json"]).stdout.is_empty());
}

#[test]
fn what_a_person_does_not_allow_is_told_when_they_sign_in() {
    let Some(lab) = Lab::stand() else { return };
    let client = fresh("desktop~");
    lab.automation(&format!(
        "authorization_code: {{ PROVIDER, client_id: '{client}', scopes: [openid, mail] }}"
    ));
    let body = serde_json::json!({ "access_token": "a", "token_type": "Bearer", "scope": "openid" });
    lab.control("fail", Some(serde_json::json!({ "client": client, "mode": "answer", "body": body })));
    let mut login = lab.start(&["login", "a.yaml", "--no-browser"]);
    let (url, _) = address(&mut login);
    lab.person_signs_in(&url);
    let (code, said) = ended(login);
    assert!(code == 0 && said.contains("this is missing: mail."), "{said}");
}

#[test]
fn an_automation_without_people_needs_nobody() {
    let desk = Desk::new();
    desk.write(
        "a.yaml",
        "name: A\nsteps:\n  - connect: { session: a, mail_server: { host: h, auth: { basic: { username: u, password: { credential: a/b.c } } } } }\n",
    );
    desk.end(&["login", "a.yaml", "--data", "data"]).expect(4, "needs anybody to sign in");
    desk.end(&["login", "microsoft", "--data", "data"]).expect(3, "--client-id");
    let google = desk.end(&["login", "google", "--client-id", "x", "--data", "data"]);
    google.expect(3, "--client-secret");
    assert!(!google.stderr.contains("mail_server"), "nobody wrote a file: {}", google.stderr);
    let nobody = desk.end(&["logout"]);
    nobody.expect(3, "PROVIDER|USER");
    desk.end(&["logout", "x", "--all"]).expect(3, "--all");
    assert!(!desk.path().join("data").exists());
}

#[cfg(unix)]
fn own(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn own(_: &std::path::Path) {}

/// A session that a person signs in to, and whose server nobody reaches.
const OF_A_PERSON: &str = "name: Sign in
steps:
  - connect:
      session: finance
      mail_server:
        host: 127.0.0.1
        port: 1
        auth: { authorization_code: { provider: microsoft, tenant_id: consumers, client_id: c, username: ana@outlook.com } }
";

#[test]
fn the_file_for_which_somebody_must_sign_in_is_named() {
    let desk = Desk::new();
    desk.write("b.yaml", OF_A_PERSON);
    desk.write("a.yaml", "name: Runs it\nsteps: [ run_automation: { file: b.yaml } ]\n");
    let end = |arguments: &[&str]| Ended::of(desk.carteiro(arguments).args(["--data", "data"]));
    end(&["run", "b.yaml"]).expect(4, "Run: carteiro login b.yaml\n");
    end(&["run", "b.yaml", "--lang", "pt-BR"]).expect(4, "Execute: carteiro login b.yaml\n");
    end(&["doctor", "b.yaml"]).expect(4, "Run: carteiro login b.yaml\n");
    let ended = end(&["run", "a.yaml"]);
    assert!(ended.stderr.contains("Run: carteiro login b.yaml\n"), "{}", ended.stderr);
}

#[test]
fn a_login_that_is_damaged_is_told_by_its_file_and_can_be_removed() {
    let desk = Desk::new();
    desk.write("a.yaml", OF_A_PERSON);
    std::fs::create_dir_all(desk.path().join("data/logins")).unwrap();
    desk.write("data/logins/0123abcd", "no longer what it was");
    let end = |arguments: &[&str]| Ended::of(desk.carteiro(arguments).args(["--data", "data"]));
    let run = end(&["run", "a.yaml"]);
    run.expect(4, "data/logins/0123abcd, which cannot be opened");
    run.expect(4, "Run: carteiro login a.yaml\n");
    let listed = end(&["logins"]);
    listed.expect(1, "data/logins/0123abcd cannot be opened: it is damaged");
    assert!(!listed.stderr.contains("Nobody has signed in"), "{}", listed.stderr);
    end(&["logout", "--all"]).expect(0, "data/logins/0123abcd, which could not be opened");
    end(&["run", "a.yaml"]).expect(4, "Nobody has signed in");
    end(&["logins"]).expect(0, "Nobody has signed in");
}
