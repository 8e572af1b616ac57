//! The whole story, with the program, a real browser, a real authorization server and a real mail server.

use crate::desk::{Desk, Ended};
use crate::lab::{fresh, port, server};
use crate::serving::Serving;
use carteiro_world::http::Method;
use serde_json::{Value, json};
use std::process::Command;

/// Everything around one Control Room.
struct Story {
    desk: Desk,
    room: Serving,
    oidc: Value,
    browser: Value,
    imap: u16,
    /// An application that nobody else is.
    client: String,
}

impl Story {
    fn begin(arguments: &[&str]) -> Option<Self> {
        let (dovecot, oidc, browser) = (server("dovecot")?, server("oidc")?, server("browser")?);
        let desk = Desk::new();
        std::fs::create_dir(desk.path().join("data")).unwrap();
        let room = Serving::start(&desk, arguments);
        Some(Self { desk, room, oidc, browser, imap: port(&dovecot, "imap"), client: fresh("web~") })
    }

    fn oidc(&self, name: &str) -> &str {
        self.oidc[name].as_str().unwrap()
    }

    /// Where somebody's browser ends that begins at this address.
    fn browses(&self, url: &str, session: &str, login: &str) -> Value {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/room_browser.mjs");
        let text = |name: &str| self.browser[name].as_str().unwrap();
        let done = Command::new("node")
            .args([script, url, &self.room.url, session, login, "pw-test"])
            .args([text("chromium"), text("node_modules")])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        serde_json::from_str(&said)
            .unwrap_or_else(|_| panic!("{said}{}", String::from_utf8_lossy(&done.stderr)))
    }

    /// The provider forgets all that it has given to somebody.
    fn revoke(&self, login: &str) {
        let fetch = "const [to, body] = process.argv.slice(1);
            console.log(await (await fetch(to, { method: 'POST', body })).text())";
        let asked = json!({ "client": self.client, "login": login }).to_string();
        let url = format!("{}/forget", self.oidc("control_url"));
        let done =
            Command::new("node").args(["--input-type=module", "-e", fetch, &url, &asked]).output().unwrap();
        let told: Value = serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{done:?}"));
        assert!(told["forgotten"].as_u64().unwrap() > 0, "{told}");
    }

    fn connection(&self, name: &str, token: &str, role: &str) -> String {
        let connection = json!({
            "name": name, "provider": "custom", "client_id": self.client, "secret": "web-secret",
            "authorization_url": self.oidc("authorize_url"), "token_url": self.oidc("token_url"),
            "services": ["imap"], "scopes": ["mail", "openid", "email", "offline_access"],
            "grant": "authorization_code", "token": token, "allowed_hosts": ["127.0.0.1"], "roles": [role],
        });
        self.room.root(Method::POST, "/api/connections", &connection).done().text("id")
    }

    /// Somebody signs in, in their browser: what its last page tells.
    fn signs_in(&self, path: &str, session: &str, login: &str) -> String {
        let begun = self.room.by(session, Method::POST, path, &Value::Null).done();
        let ended = self.browses(&begun.text("authorization_url"), session, login);
        assert_eq!(
            (&ended["at"], &ended["kind"]),
            (&json!("/api/oauth/callback"), &json!("text/html")),
            "{ended}"
        );
        ended["told"].as_str().unwrap().to_owned()
    }

    fn add(&self, path: &str, auth: &str) {
        let text = format!(
            "name: Count\nsteps:\n  - connect:\n      session: s\n      mail_server: {{ host: 127.0.0.1, port: {}, \
             security: none, auth: {{ {auth} }} }}\n  - count_mail: {{ session: s, as: count }}\n  - log: {{ text: \
             '{{{{ count }}}} here' }}\n",
            self.imap
        );
        self.room.root(Method::POST, "/api/automations", &json!({ "path": path, "text": text })).done();
    }

    fn runs(&self, path: &str, token: &str) -> Ended {
        let arguments = ["run", path, "--server", &self.room.url];
        Ended::of(self.desk.carteiro(&arguments).env("CARTEIRO_TOKEN", token))
    }

    fn state(&self, connection: &str) -> Value {
        let shown = self.room.root(Method::GET, &format!("/api/connections/{connection}"), &Value::Null);
        shown.done().body["status"]["state"].clone()
    }

    fn role(&self, name: &str) -> String {
        let role = json!({ "name": name, "permissions": ["run_automations"] });
        self.room.root(Method::POST, "/api/roles", &role).done().text("id")
    }
}

fn a_room_from_set_up_to_signing_in_again(story: &Story) {
    let room = &story.room;
    let (finance, others) = (story.role("finance"), story.role("others"));
    let (bia, by_bia) = room.somebody("bia", &finance);
    let (_, by_caio) = room.somebody("caio", &others);

    // A password of the vault, for whom the locker is.
    let mailbox = format!("{}@lab.test", fresh("test-"));
    let locker = room.root(Method::POST, "/api/lockers", &json!({ "name": "mail" })).done().text("id");
    let credential =
        json!({ "name": "box", "allowed_hosts": ["127.0.0.1"], "attributes": [{ "name": "password" }] });
    let credential =
        room.root(Method::POST, &format!("/api/lockers/{locker}/credentials"), &credential).done();
    let path = format!("/api/credentials/{}/attributes/password/value", credential.text("id"));
    let given = [("cookie", room.root.as_str()), ("if-match", &credential.tag)];
    room.ask(Method::PUT, &path, &given, &json!({ "value": "pw-test" })).done();
    room.root(Method::PUT, &format!("/api/lockers/{locker}/consumers/{finance}"), &Value::Null).done();
    story.add(
        "vault.yaml",
        &format!("basic: {{ username: {mailbox}, password: {{ credential: mail/box.password }} }}"),
    );
    story.runs("vault.yaml", &by_bia).expect(0, "0 here");
    story.runs("vault.yaml", &by_caio).expect(4, "mail/box");

    // One token for all whose role it is.
    let shared = story.connection("shared", "shared", &finance);
    story.add("shared.yaml", "managed: { connection: shared }");
    story.runs("shared.yaml", &by_bia).expect(4, "sign");
    let login = format!("{}@lab.test", fresh("test-"));
    let sign_in = format!("/api/connections/{shared}/sign-in");
    let told = story.signs_in(&sign_in, &room.root, &login);
    assert!(told.contains(&login), "{told}");
    assert_eq!(story.state(&shared), "active");
    story.runs("shared.yaml", &by_bia).expect(0, "0 here");
    let refused = story.runs("shared.yaml", &by_caio);
    assert!(refused.code != 0 && refused.stderr.contains("shared"), "{}", refused.stderr);

    // Each their own.
    let own = story.connection("own", "user_specific", &finance);
    story.add("own.yaml", "managed: { connection: own }");
    assert_ne!(story.runs("own.yaml", &by_bia).code, 0);
    let hers = format!("{}@lab.test", fresh("test-"));
    let told = story.signs_in(&format!("/api/me/connections/{own}/sign-in"), &bia, &hers);
    assert!(told.contains(&hers), "{told}");
    story.runs("own.yaml", &by_bia).expect(0, "0 here");
    assert_ne!(story.runs("own.yaml", &by_caio).code, 0);

    // What was given is taken back there: it is told here, and mended by signing in again.
    story.revoke(&login);
    assert_ne!(story.runs("shared.yaml", &by_bia).code, 0);
    assert_eq!(story.state(&shared), "needs_sign_in");
    let notices = room.root(Method::GET, "/api/me/notices", &Value::Null).done().body;
    assert!(notices["items"][0]["said"].as_str().unwrap().contains("shared"), "{notices}");
    story.runs("own.yaml", &by_bia).expect(0, "0 here");
    story.signs_in(&sign_in, &room.root, &login);
    assert_eq!(story.state(&shared), "active");
    story.runs("shared.yaml", &by_bia).expect(0, "0 here");
}

fn somebody_comes_in_by_their_provider(story: &Story) {
    let room = &story.room;
    let details = json!({
        "name": "The lab", "issuer": story.oidc("issuer"), "client_id": fresh("web~"), "secret_in_body": true,
        "scopes": ["email", "profile"], "name_claim": "email", "makes_people": true,
    });
    let given = json!({ "details": details, "secret": "web-secret" });
    let provider = room.root(Method::POST, "/api/sso-providers", &given).done().text("id");
    let login = format!("{}@lab.test", fresh("test-"));
    let begin = format!("{}/api/sso/{provider}/begin?to=/api/me", room.url);
    // A session that was there before is not the one after.
    let chosen = "carteiro_session=chosen";
    let first = story.browses(&begin, chosen, &login);
    assert_eq!((&first["at"], &first["kind"]), (&json!("/api/me"), &json!("application/json")), "{first}");
    let me: Value = serde_json::from_str(first["told"].as_str().unwrap()).unwrap();
    assert_eq!(me["name"], json!(login));
    let session = first["session"].as_str().unwrap();
    assert!(!session.is_empty() && session != chosen, "{first}");
    assert_eq!(room.by(session, Method::GET, "/api/me", &Value::Null).done().body["id"], me["id"]);
    // And nobody is led elsewhere, however a browser reads it.
    let begin = format!("{}/api/sso/{provider}/begin?to=/%5Cevil.test", room.url);
    assert_eq!(story.browses(&begin, "", &login)["at"], "/");
}

#[test]
fn the_story_on_sqlite() {
    let Some(story) = Story::begin(&[]) else { return };
    a_room_from_set_up_to_signing_in_again(&story);
    somebody_comes_in_by_their_provider(&story);
}

#[test]
fn the_story_on_postgresql() {
    let Some(postgres) = server("postgres") else { return };
    let (url, name) = (postgres["url"].as_str().unwrap(), fresh("story_"));
    let made =
        Command::new("psql").args([url, "-c", &format!("CREATE DATABASE \"{name}\"")]).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let url = url.replace("/postgres", &format!("/{name}"));
    let Some(story) = Story::begin(&["--database", &url]) else { return };
    a_room_from_set_up_to_signing_in_again(&story);
    somebody_comes_in_by_their_provider(&story);
}
