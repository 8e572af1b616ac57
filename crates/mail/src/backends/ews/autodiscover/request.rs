//! What is asked.

use super::super::xml::Xml;
use carteiro_world::http::Url;

/// How a server is asked: what its address ends with decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `GetUserSettings` (learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap);
    /// since Exchange 2010.
    Soap,
    /// Plain XML (learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-request-for-exchange).
    Plain,
}

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const ADDRESSING: &str = "http://www.w3.org/2005/08/addressing";
const SERVICE: &str = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
const ACTION: &str = "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings";
const ASKED: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
const ANSWERED: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

impl Form {
    pub(super) fn of(url: &Url) -> Self {
        if url.path().to_ascii_lowercase().ends_with(".svc") { Self::Soap } else { Self::Plain }
    }

    /// A request for the settings of `address` at `url`.
    pub(super) fn body(self, url: &Url, address: &str) -> String {
        let mut xml = Xml::new();
        match self {
            Self::Soap => soap(&mut xml, url, address),
            Self::Plain => {
                xml.element("Autodiscover", &[("xmlns", ASKED)], |xml| {
                    xml.within("Request", |xml| {
                        xml.text("EMailAddress", address);
                        xml.text("AcceptableResponseSchema", ANSWERED);
                    });
                });
            }
        }
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>{}", xml.as_str())
    }
}

fn soap(xml: &mut Xml, url: &Url, address: &str) {
    let spaces = [("xmlns:s", SOAP), ("xmlns:w", ADDRESSING), ("xmlns:a", SERVICE)];
    xml.element("s:Envelope", &spaces, |xml| {
        xml.within("s:Header", |xml| {
            xml.text("a:RequestedServerVersion", "Exchange2010");
            xml.text("w:Action", ACTION);
            xml.text("w:To", url);
        });
        xml.within("s:Body", |xml| {
            xml.within("a:GetUserSettingsRequestMessage", |xml| {
                xml.within("a:Request", |xml| {
                    xml.within("a:Users", |xml| {
                        xml.within("a:User", |xml| {
                            xml.text("a:Mailbox", address);
                        });
                    });
                    xml.within("a:RequestedSettings", |xml| {
                        xml.text("a:Setting", "ExternalEwsUrl");
                        xml.text("a:Setting", "InternalEwsUrl");
                    });
                });
            });
        });
    });
}
