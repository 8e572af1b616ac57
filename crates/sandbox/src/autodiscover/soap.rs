//! SOAP ([MS-OXWSADISC] §3.1.4.4, `GetUserSettings`;
//! learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap).

use super::{
    about::{About, DEPLOYMENT, Found, SCHEMAS},
    xml::{Text, texts},
};
use crate::http::{Reply, escape};

const AUTODISCOVER: &str = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const ADDRESSING: &str = "http://www.w3.org/2005/08/addressing";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// Exchange 2016 CU23: major, minor and build number, and the revision.
const BUILD: [u16; 4] = [15, 1, 2507, 6];

/// So many users, and so many settings, are asked for at once. There are about 60 settings.
const MOST: usize = 100;

/// Answers a question about users.
pub(super) fn answer(body: &[u8], find: impl Fn(&str) -> Found) -> Reply {
    let Some(asked) = texts(body) else {
        return fault("s:Client", "The request is no XML, or has what nobody asks for.");
    };
    let values = |path: &[&str]| -> Vec<&str> {
        asked.iter().filter(|text| text.is_at(AUTODISCOVER, path)).map(|text| text.text.as_str()).collect()
    };
    let has = |text: &Text| text.is_below(AUTODISCOVER, "GetUserSettingsRequestMessage");
    if !asked.iter().any(has) {
        return fault("s:Client", "This server knows GetUserSettings alone.");
    }
    let users = values(&["GetUserSettingsRequestMessage", "Request", "Users", "User", "Mailbox"]);
    let settings = values(&["GetUserSettingsRequestMessage", "Request", "RequestedSettings", "Setting"]);
    if users.is_empty() || settings.is_empty() {
        let what = if users.is_empty() { "users" } else { "settings" };
        return reply(&said("InvalidRequest", &format!("The request names no {what}.")));
    }
    if users.len().max(settings.len()) > MOST {
        return reply(&said("InvalidRequest", &format!("A request may name {MOST} users and settings.")));
    }
    let responses: String = users.iter().map(|user| of_user(user, find(user), &settings)).collect();
    reply(&format!("{}<UserResponses>{responses}</UserResponses>", said("NoError", "")))
}

fn of_user(asked: &str, found: Found, settings: &[&str]) -> String {
    let redirected = |code, message, target: &str| {
        format!(
            "{}<RedirectTarget>{}</RedirectTarget><UserSettingErrors/><UserSettings/>",
            said(code, message),
            escape(target)
        )
    };
    let told = match found {
        Found::OtherAddress(other) => redirected("RedirectAddress", "Redirection address.", &other),
        Found::OtherUrl(url) => redirected("RedirectUrl", "Redirection Url.", &url),
        Found::Nobody => format!(
            "{}<RedirectTarget i:nil=\"true\"/><UserSettingErrors/><UserSettings/>",
            said("InvalidUser", &format!("Invalid user: '{asked}'"))
        ),
        Found::User(about) => {
            let known: String =
                settings.iter().filter_map(|name| Some(known(name, &value(&about, name)?))).collect();
            let missing = settings.iter().filter(|name| value(&about, name).is_none());
            let missing: String = missing.map(|name| missed(name)).collect();
            format!(
                "{}<RedirectTarget i:nil=\"true\"/><UserSettingErrors>{missing}</UserSettingErrors><UserSettings>{known}</UserSettings>",
                said("NoError", "No error.")
            )
        }
    };
    format!("<UserResponse>{told}</UserResponse>")
}

/// A setting, by its name (learn.microsoft.com/exchange/client-developer/web-service-reference/setting-soap).
fn value(about: &About, name: &str) -> Option<String> {
    let [major, minor, build, revision] = BUILD;
    Some(match name {
        "UserDisplayName" => about.name.clone(),
        "UserDN" => about.distinguished_name.clone(),
        "UserDeploymentId" => DEPLOYMENT.to_owned(),
        "AutoDiscoverSMTPAddress" => about.address.clone(),
        "InternalEwsUrl" | "ExternalEwsUrl" => about.ews.clone(),
        "ExternalEwsVersion" | "CasVersion" => format!("{major}.{minor:02}.{build:04}.{revision:03}"),
        "EwsSupportedSchemas" => SCHEMAS.to_owned(),
        "UserMSOnline" => "False".to_owned(),
        _ => return None,
    })
}

fn known(name: &str, value: &str) -> String {
    format!(
        "<UserSetting i:type=\"StringSetting\"><Name>{name}</Name><Value>{}</Value></UserSetting>",
        escape(value)
    )
}

fn missed(name: &str) -> String {
    format!(
        "<UserSettingError>{}<SettingName>{}</SettingName></UserSettingError>",
        said("SettingIsNotAvailable", "The setting is not available."),
        escape(name)
    )
}

fn said(code: &str, message: &str) -> String {
    format!("<ErrorCode>{code}</ErrorCode><ErrorMessage>{}</ErrorMessage>", escape(message))
}

fn reply(response: &str) -> Reply {
    let [major, minor, build, revision] = BUILD;
    Reply::xml(
        200,
        format!(
            "<s:Envelope xmlns:s=\"{ENVELOPE}\" xmlns:a=\"{ADDRESSING}\"><s:Header><a:Action s:mustUnderstand=\"1\">{AUTODISCOVER}/Autodiscover/GetUserSettingsResponse</a:Action><h:ServerVersionInfo xmlns:h=\"{AUTODISCOVER}\"><h:MajorVersion>{major}</h:MajorVersion><h:MinorVersion>{minor}</h:MinorVersion><h:MajorBuildNumber>{build}</h:MajorBuildNumber><h:MinorBuildNumber>{revision}</h:MinorBuildNumber><h:Version>Exchange2016</h:Version></h:ServerVersionInfo></s:Header><s:Body><GetUserSettingsResponseMessage xmlns=\"{AUTODISCOVER}\"><Response xmlns:i=\"{INSTANCE}\">{response}</Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>"
        ),
    )
}

fn fault(code: &str, why: &str) -> Reply {
    Reply::xml(
        500,
        format!(
            "<s:Envelope xmlns:s=\"{ENVELOPE}\"><s:Body><s:Fault><faultcode>{code}</faultcode><faultstring xml:lang=\"en-US\">{}</faultstring></s:Fault></s:Body></s:Envelope>",
            escape(why)
        ),
    )
}
