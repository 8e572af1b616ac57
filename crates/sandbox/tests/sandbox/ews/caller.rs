use base64::{Engine, engine::general_purpose::STANDARD};
use carteiro_sandbox::Sandbox;

use super::judge::judge;
use crate::web::{Answer, send};

/// Asks in XML, as somebody of this version.
pub struct Caller<'s> {
    sandbox: &'s Sandbox,
    pub version: &'static str,
    pub header: String,
    pub authorization: String,
    replies: Vec<String>,
}

impl<'s> Caller<'s> {
    pub fn new(sandbox: &'s Sandbox) -> Self {
        let authorization = format!("Basic {}", STANDARD.encode("ana@sandbox.test:sandbox"));
        let (header, replies) = (String::new(), Vec::new());
        Self { sandbox, version: "Exchange2013_SP1", header, authorization, replies }
    }

    /// Sends what stands in the body of the envelope.
    pub async fn post(&self, operation: &str) -> Answer {
        self.send(&self.envelope(operation)).await
    }

    pub fn envelope(&self, operation: &str) -> String {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
             xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" \
             xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">\
             <s:Header><t:RequestServerVersion Version=\"{}\"/>{}</s:Header><s:Body>{operation}</s:Body></s:Envelope>",
            self.version, self.header
        )
    }

    pub async fn send(&self, envelope: &str) -> Answer {
        let fields = [("content-type", "text/xml; charset=utf-8"), ("authorization", &*self.authorization)];
        let fields = if self.authorization.is_empty() { &fields[..1] } else { &fields[..] };
        send(self.sandbox.http_addr(), "POST", "/EWS/Exchange.asmx", fields, envelope.as_bytes()).await
    }

    /// The same, of which the reply is expected, and kept to be judged.
    pub async fn ask(&mut self, operation: &str) -> String {
        let answer = self.post(operation).await;
        assert_eq!(answer.status, 200, "{operation}: {answer:?}");
        let body = unchunked(&answer);
        self.replies.push(body.clone());
        body
    }

    /// The code of the fault that is expected.
    pub async fn fault(&self, operation: &str) -> String {
        let answer = self.post(operation).await;
        assert_eq!(answer.status, 500, "{operation}: {answer:?}");
        code(&unchunked(&answer))
    }

    /// What the judge says of all replies.
    pub async fn judged(self) {
        judge(&self.replies).await;
    }
}

/// A body as it was before it was sent in chunks (RFC 9112 §7.1).
pub fn unchunked(answer: &Answer) -> String {
    if answer.header("transfer-encoding").is_none() {
        return answer.body.clone();
    }
    let (mut rest, mut out) = (answer.body.as_bytes(), Vec::new());
    while let Some(end) = rest.windows(2).position(|pair| pair == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        out.extend_from_slice(rest.get(end + 2..end + 2 + size).unwrap_or_default());
        rest = rest.get(end + 4 + size..).unwrap_or_default();
        if size == 0 {
            break;
        }
    }
    String::from_utf8(out).unwrap()
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split(after).next().unwrap()
}

/// The response code of a fault, or the first of a reply.
pub fn code(reply: &str) -> String {
    let (_, rest) = reply.split_once("ResponseCode").unwrap_or_else(|| panic!("no code in {reply}"));
    between(rest, ">", "<").to_owned()
}

/// All response codes of a reply.
pub fn codes(reply: &str) -> Vec<&str> {
    reply.split("<m:ResponseCode>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect()
}

pub const IDS: &str = "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>";
pub const ALL: &str = "<m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape>";

pub fn find(shape: &str, more: &str) -> String {
    format!(
        "<m:FindItem Traversal=\"Shallow\">{shape}{more}<m:ParentFolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:ParentFolderIds></m:FindItem>"
    )
}

pub fn get(shape: &str, id: &str) -> String {
    format!("<m:GetItem>{shape}<m:ItemIds><t:ItemId Id=\"{id}\"/></m:ItemIds></m:GetItem>")
}

/// The ids of the items in a reply.
pub fn item_ids(reply: &str) -> Vec<String> {
    reply.split("<t:ItemId Id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}
