//! What a sandbox says of itself when it is there.

use carteiro_sandbox::{Sandbox, User};
use carteiro_world::phrase;
use carteiro_world::words::Language;

/// The first lines, one for each protocol, are for programs; the rest is for the person who started it.
pub fn greeting(sandbox: &Sandbox, users: &[User], language: Language) -> String {
    let count: usize = sandbox.account().folders().iter().map(|folder| folder.messages).sum();
    let first = users.first().map_or("", |user| &user.name);
    let password = users.first().map_or("", |user| &user.password);
    let say = |words| language.say(&words);
    let (imap, pop3, smtp) = (sandbox.imap_addr(), sandbox.pop3_addr(), sandbox.smtp_addr());
    let tokens = sandbox.oauth().map(carteiro_sandbox::oauth::Server::microsoft_issuer).unwrap_or_default();
    let basic = format!("basic: {{ username: {first}, password: {password} }}");
    let scopes = "openid, email, offline_access, 'https://outlook.office.com/IMAP.AccessAsUser.All', 'https://outlook.office.com/SMTP.Send'";
    let code = format!(
        "authorization_code: {{ provider: {{ custom: {{ issuer: '{tokens}' }} }}, client_id: desktop, username: {first}, scopes: [{scopes}] }}"
    );
    format!(
        "imap {imap}
pop3 {pop3}
smtp {smtp}
http http://{http}
ews {ews}
graph {graph}

{about}
{paste}

{by_imap}
{or_pop3}

{by_pop3}
{or_token}

{by_token}
{or_ews}

{by_ews}
{or_outlook}

{by_outlook}

{example}

  CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD={password} \\
    carteiro run examples/archive-invoices.yaml --var port={port}

{control}
{commands}
",
        http = sandbox.http_addr(),
        ews = sandbox.ews_url(),
        graph = sandbox.graph_url(),
        about = say(phrase!("ui-sandbox-about", count = count)),
        paste = say(phrase!("ui-sandbox-paste")),
        by_imap = connect("", imap.port(), &basic, smtp.port()),
        or_pop3 = say(phrase!("ui-sandbox-pop3")),
        by_pop3 = connect("        protocol: pop3\n", pop3.port(), &basic, smtp.port()),
        or_token = say(phrase!("ui-sandbox-token")),
        by_token = connect("", imap.port(), &code, smtp.port()),
        or_ews = say(phrase!("ui-sandbox-ews")),
        by_ews = exchange(&sandbox.ews_url(), &basic),
        or_outlook = say(phrase!("ui-sandbox-outlook")),
        by_outlook = outlook(&format!("http://{}", sandbox.http_addr())),
        example = say(phrase!("ui-sandbox-example")),
        port = imap.port(),
        control = say(phrase!("ui-sandbox-control", url = format!("http://{}/control", sandbox.http_addr()))),
        commands = say(phrase!("ui-sandbox-commands")),
    )
}

/// The beginning of the steps of an automation.
fn connect(protocol: &str, port: u16, auth: &str, smtp: u16) -> String {
    format!(
        "  - connect:
      session: sandbox
      mail_server:
{protocol}        host: 127.0.0.1
        port: {port}
        security: none
        auth: {{ {auth} }}
        outgoing: {{ host: 127.0.0.1, port: {smtp}, security: none }}
"
    )
}

/// The same by Exchange Web Services, which send by themselves.
fn exchange(endpoint: &str, auth: &str) -> String {
    format!(
        "  - connect:
      session: sandbox
      ews:
        endpoint: {endpoint}
        auth: {{ {auth} }}
"
    )
}

/// The same by Microsoft Graph, in a cloud of its own. Who signs in is asked for in the browser.
fn outlook(here: &str) -> String {
    format!(
        "  - connect:
      session: sandbox
      outlook:
        cloud: {{ custom: {{ login: '{here}', graph: '{here}', outlook: '{here}' }} }}
        auth: {{ authorization_code: {{ provider: microsoft, client_id: desktop }} }}
"
    )
}
