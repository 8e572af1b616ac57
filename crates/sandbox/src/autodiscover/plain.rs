//! Plain XML ([MS-OXDSCLI] §2.2.3, §2.2.4;
//! learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange).

use super::{
    about::{About, DEPLOYMENT, Found},
    xml::texts,
};
use crate::{
    http::{Reply, escape},
    outside,
};

const REQUEST: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
const OUTLOOK: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
const RESPONSE: &str = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";

/// Answers a question.
pub(super) fn answer(body: &[u8], find: impl Fn(&str) -> Found) -> Reply {
    let asked = texts(body).unwrap_or_default();
    let value = |name| {
        let found = asked.iter().find(|text| text.is_at(REQUEST, &["Autodiscover", "Request", name]));
        found.map(|text| text.text.as_str())
    };
    let (Some(address), Some(schema)) = (value("EMailAddress"), value("AcceptableResponseSchema")) else {
        return error(600, "Invalid Request");
    };
    // What phones ask for, for one (learn.microsoft.com/openspecs/exchange_server_protocols/ms-ascmd).
    if schema != OUTLOOK {
        return error(601, "Provider is not available");
    }
    match find(address) {
        Found::User(about) => reply(OUTLOOK, &settings(&about)),
        Found::OtherAddress(other) => reply(OUTLOOK, &redirect("redirectAddr", "RedirectAddr", &other)),
        Found::OtherUrl(url) => reply(OUTLOOK, &redirect("redirectUrl", "RedirectUrl", &url)),
        Found::Nobody => error(500, "The email address can't be found."),
    }
}

fn settings(about: &About) -> String {
    let (name, dn, address, ews) =
        (escape(&about.name), escape(&about.distinguished_name), escape(&about.address), escape(&about.ews));
    // Within the house and from outside it is the same address.
    let protocol = |kind| {
        format!(
            "<Protocol><Type>{kind}</Type><Server>mail.sandbox.test</Server><ASUrl>{ews}</ASUrl><OOFUrl>{ews}</OOFUrl><EwsUrl>{ews}</EwsUrl><AuthPackage>Ntlm</AuthPackage></Protocol>"
        )
    };
    let (inside, outside) = (protocol("EXCH"), protocol("EXPR"));
    format!(
        "<User><DisplayName>{name}</DisplayName><LegacyDN>{dn}</LegacyDN><AutoDiscoverSMTPAddress>{address}</AutoDiscoverSMTPAddress><DeploymentId>{DEPLOYMENT}</DeploymentId></User><Account><AccountType>email</AccountType><Action>settings</Action><MicrosoftOnline>False</MicrosoftOnline>{inside}{outside}</Account>"
    )
}

fn redirect(action: &str, element: &str, to: &str) -> String {
    format!("<Account><Action>{action}</Action><{element}>{}</{element}></Account>", escape(to))
}

fn error(code: u16, message: &str) -> Reply {
    let time = outside::now().strftime("%H:%M:%S.%6f");
    reply(
        RESPONSE,
        &format!(
            "<Error Time=\"{time}\" Id=\"2477272013\"><ErrorCode>{code}</ErrorCode><Message>{}</Message><DebugData /></Error>",
            escape(message)
        ),
    )
}

/// Whatever is said, it is said with 200.
fn reply(namespace: &str, response: &str) -> Reply {
    Reply::xml(
        200,
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Autodiscover xmlns=\"{RESPONSE}\"><Response xmlns=\"{namespace}\">{response}</Response></Autodiscover>"
        ),
    )
}
