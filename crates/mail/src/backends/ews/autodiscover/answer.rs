//! What is answered.

use super::super::xml::{Element, Next, Reader};
use super::request::Form;

/// What a server says of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Where its service is.
    Endpoint(String),
    /// Another address is to be asked about.
    Address(String),
    /// Another server is to be asked.
    Url(String),
    /// It tells nothing, and why.
    No(String),
}

/// Reads an answer; `None`: it is none.
pub(super) async fn read(form: Form, mut reader: Reader) -> Option<Answer> {
    let Ok(Next::Into(begun)) = reader.next().await else { return None };
    let root = reader.whole(begun).await.ok()?;
    match form {
        Form::Soap if root.name == "Envelope" => Some(soap(&root)),
        Form::Plain if root.name == "Autodiscover" => plain(&root),
        _ => None,
    }
}

fn text<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.text(name).map(str::trim).filter(|text| !text.is_empty())
}

/// learn.microsoft.com/exchange/client-developer/web-service-reference/userresponse-soap.
fn soap(envelope: &Element) -> Answer {
    let Some(user) = envelope.find("UserResponse") else {
        let of_all = envelope.find("Response").or_else(|| envelope.find("Fault")).unwrap_or(envelope);
        return Answer::No(why(of_all));
    };
    let target = text(user, "RedirectTarget").map(str::to_owned);
    match (text(user, "ErrorCode").unwrap_or("NoError"), target) {
        ("NoError", _) => {}
        ("RedirectAddress", Some(target)) => return Answer::Address(target),
        ("RedirectUrl", Some(target)) => return Answer::Url(target),
        _ => return Answer::No(why(user)),
    }
    let settings =
        user.child("UserSettings").map(|settings| settings.children.as_slice()).unwrap_or_default();
    let named = |name: &str| {
        let one = settings.iter().find(|setting| text(setting, "Name") == Some(name))?;
        text(one, "Value").map(str::to_owned)
    };
    let endpoint = named("ExternalEwsUrl").or_else(|| named("InternalEwsUrl"));
    endpoint.map_or_else(|| Answer::No("no EwsUrl".to_owned()), Answer::Endpoint)
}

/// learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange.
fn plain(root: &Element) -> Option<Answer> {
    let response = root.child("Response")?;
    if let Some(error) = response.child("Error") {
        return Some(Answer::No(why(error)));
    }
    let account = response.child("Account")?;
    let value = |name: &str| text(account, name).map(str::to_owned);
    let action = text(account, "Action").unwrap_or("settings");
    if action.eq_ignore_ascii_case("redirectAddr") {
        return value("RedirectAddr").map(Answer::Address);
    }
    if action.eq_ignore_ascii_case("redirectUrl") {
        return value("RedirectUrl").map(Answer::Url);
    }
    let protocols = || account.children.iter().filter(|child| child.name == "Protocol");
    // From outside, from anywhere, from inside.
    let endpoint = ["EXPR", "EXHTTP", "EXCH"].into_iter().find_map(|kind| {
        let mut of_kind = protocols().filter(|protocol| text(protocol, "Type") == Some(kind));
        of_kind.find_map(|protocol| text(protocol, "EwsUrl"))
    });
    Some(match endpoint {
        Some(endpoint) => Answer::Endpoint(endpoint.to_owned()),
        None => Answer::No("no EwsUrl".to_owned()),
    })
}

/// What a server gives as its reason.
fn why(element: &Element) -> String {
    let told = ["ErrorCode", "ErrorMessage", "Message", "faultstring"];
    let told: Vec<&str> = told.into_iter().filter_map(|name| text(element, name)).collect();
    told.join(": ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use carteiro_world::spool::Spools;
    use futures_util::StreamExt as _;

    async fn of(form: Form, xml: &str) -> Option<Answer> {
        let pieces = futures_util::stream::iter([Ok(bytes::Bytes::from(xml.to_owned()))]).boxed();
        read(form, Reader::new(pieces, Spools::default())).await
    }

    fn by_soap(user: &str) -> String {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><GetUserSettingsResponseMessage><Response><ErrorCode>NoError</ErrorCode><ErrorMessage/><UserResponses><UserResponse>{user}</UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>"
        )
    }

    fn setting(name: &str, value: &str) -> String {
        format!("<UserSetting><Name>{name}</Name><Value>{value}</Value></UserSetting>")
    }

    fn plainly(response: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><Autodiscover xmlns=\"x\"><Response xmlns=\"y\">{response}</Response></Autodiscover>"
        )
    }

    #[tokio::test]
    async fn the_address_of_the_service_is_read_from_either_form() {
        let endpoint = |url: &str| Some(Answer::Endpoint(url.to_owned()));
        let (inner, outer) =
            (setting("InternalEwsUrl", "https://in/"), setting("ExternalEwsUrl", "https://out/"));
        let settings = |settings: &str| {
            by_soap(&format!("<ErrorCode>NoError</ErrorCode><UserSettings>{settings}</UserSettings>"))
        };
        assert_eq!(of(Form::Soap, &settings(&format!("{inner}{outer}"))).await, endpoint("https://out/"));
        assert_eq!(of(Form::Soap, &settings(&inner)).await, endpoint("https://in/"));
        assert_eq!(of(Form::Soap, &settings("")).await, Some(Answer::No("no EwsUrl".to_owned())));
        let protocol = |kind: &str, url: &str| {
            format!("<Protocol><Type>{kind}</Type><EwsUrl> {url} </EwsUrl></Protocol>")
        };
        let both = protocol("EXCH", "https://in/") + &protocol("EXPR", "https://out/?a&amp;b");
        let account = plainly(&format!("<Account><Action>settings</Action>{both}</Account>"));
        assert_eq!(of(Form::Plain, &account).await, endpoint("https://out/?a&b"));
        let web = plainly("<Account><Protocol><Type>WEB</Type></Protocol></Account>");
        assert_eq!(of(Form::Plain, &web).await, Some(Answer::No("no EwsUrl".to_owned())));
    }

    #[tokio::test]
    async fn who_points_elsewhere_and_who_refuses_is_understood() {
        let target = |code: &str, target: &str| {
            by_soap(&format!(
                "<ErrorCode>{code}</ErrorCode><ErrorMessage>m</ErrorMessage><RedirectTarget>{target}</RedirectTarget>"
            ))
        };
        let account = |inner: &str| plainly(&format!("<Account>{inner}</Account>"));
        let address = Some(Answer::Address("ana@mail.contoso.example".to_owned()));
        let url = Some(Answer::Url("https://other/autodiscover/autodiscover.xml".to_owned()));
        for (form, xml, expected) in [
            (Form::Soap, target("RedirectAddress", "ana@mail.contoso.example"), address.clone()),
            (Form::Soap, target("RedirectUrl", "https://other/autodiscover/autodiscover.xml"), url.clone()),
            (Form::Soap, target("InvalidUser", ""), Some(Answer::No("InvalidUser: m".to_owned()))),
            (
                Form::Plain,
                account("<Action>redirectAddr</Action><RedirectAddr>ana@mail.contoso.example</RedirectAddr>"),
                address,
            ),
            (
                Form::Plain,
                account(
                    "<Action>redirectUrl</Action><RedirectUrl>https://other/autodiscover/autodiscover.xml</RedirectUrl>",
                ),
                url,
            ),
            (
                Form::Plain,
                plainly(
                    "<Error Time=\"1\" Id=\"2\"><ErrorCode>600</ErrorCode><Message>Invalid Request</Message></Error>",
                ),
                Some(Answer::No("600: Invalid Request".to_owned())),
            ),
            (Form::Plain, account("<Action>redirectUrl</Action>"), None),
        ] {
            assert_eq!(of(form, &xml).await, expected, "{xml}");
        }
    }

    #[tokio::test]
    async fn a_page_is_no_answer() {
        for page in ["", "<html><body><p>Not found<br></body></html>", "plain", "<Autodiscover/>", "<a>"] {
            assert_eq!(of(Form::Soap, page).await, None, "{page}");
            assert_eq!(of(Form::Plain, page).await, None, "{page}");
        }
    }
}
