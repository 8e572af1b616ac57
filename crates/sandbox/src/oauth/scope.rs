//! Scopes, and what they say about resources.

use crate::Protocol;

/// A longer text is no list of scopes, and would be kept with each token.
const LONGEST: usize = 2_000;
/// Of OpenID Connect Core §5.4 and §11: they belong to no resource.
const OF_OPENID: [&str; 4] = ["openid", "profile", "email", "offline_access"];
/// What is meant by a scope without a resource (learn.microsoft.com/entra/identity-platform/scopes-oidc).
const GRAPH: &str = "https://graph.microsoft.com";

/// Whether a resource is this sandbox, as the cloud of its own that it is: Graph and Exchange in one.
fn is_here(resource: &str) -> bool {
    ["http://127.0.0.1:", "http://localhost:"].iter().any(|here| resource.starts_with(here))
}

/// RFC 6749 §3.3: words apart by spaces, in printable ASCII without `"` and `\`. `None` for another text.
pub(super) fn read(text: &str) -> Option<Vec<String>> {
    let fits = |c: char| c == ' ' || (c.is_ascii_graphic() && c != '"' && c != '\\');
    if text.len() > LONGEST || !text.chars().all(fits) {
        return None;
    }
    let mut scopes: Vec<String> = Vec::new();
    for scope in text.split(' ').filter(|scope| !scope.is_empty()) {
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    Some(scopes)
}

pub(super) fn has(scopes: &[String], scope: &str) -> bool {
    scopes.iter().any(|other| other == scope)
}

/// The resources of Microsoft's scopes: what stands before the last `/`.
pub(super) fn resources(scopes: &[String]) -> Vec<&str> {
    let mut resources: Vec<&str> = Vec::new();
    for scope in scopes.iter().filter(|scope| !OF_OPENID.contains(&scope.as_str())) {
        let resource = scope.rsplit_once('/').map_or(GRAPH, |(resource, _)| resource);
        if !resources.contains(&resource) {
            resources.push(resource);
        }
    }
    resources
}

/// What a Microsoft token is for.
pub(super) fn audience(scopes: &[String]) -> &str {
    resources(scopes).first().copied().unwrap_or(GRAPH)
}

/// The permissions in a Microsoft token, without their resource. `.default` stands for all that were granted before.
pub(super) fn permissions(scopes: &[String], app_only: bool) -> Vec<&str> {
    const USER: [&str; 4] =
        ["IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "SMTP.Send", "EWS.AccessAsUser.All"];
    const APP: [&str; 4] = ["IMAP.AccessAsApp", "POP.AccessAsApp", "SMTP.SendAsApp", "full_access_as_app"];
    const GRAPH_USER: [&str; 5] =
        ["Mail.ReadWrite", "Mail.ReadWrite.Shared", "Mail.Send", "Mail.Send.Shared", "User.Read"];
    const GRAPH_APP: [&str; 3] = ["Mail.ReadWrite", "Mail.Send", "User.Read.All"];
    let of_graph = is_for_graph(scopes);
    let of_both = is_here(audience(scopes));
    let mut permissions = Vec::new();
    for scope in scopes.iter().filter(|scope| *scope != "offline_access") {
        match scope.rsplit_once('/').map_or(scope.as_str(), |(_, permission)| permission) {
            ".default" if of_both && app_only => permissions.extend(GRAPH_APP.into_iter().chain(APP)),
            ".default" if of_both => permissions.extend(GRAPH_USER.into_iter().chain(USER)),
            ".default" if of_graph && app_only => permissions.extend(GRAPH_APP),
            ".default" if of_graph => permissions.extend(GRAPH_USER),
            ".default" if app_only => permissions.extend(APP),
            ".default" => permissions.extend(USER),
            permission => permissions.push(permission),
        }
    }
    permissions
}

/// Whether a token is for Graph.
pub(super) fn is_for_graph(scopes: &[String]) -> bool {
    audience(scopes) == GRAPH || is_here(audience(scopes))
}

/// Whether a mail protocol is among what was granted: a permission of Exchange Online for it
/// (learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth,
/// learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth),
/// or Google's one scope for all of them (developers.google.com/workspace/gmail/imap/xoauth2-protocol).
pub(super) fn opens(scopes: &[String], app_only: bool, protocol: Protocol) -> bool {
    const EXCHANGE: [&str; 2] = ["https://outlook.office.com", "https://outlook.office365.com"];
    let wanted = match protocol {
        Protocol::Imap => "IMAP.",
        Protocol::Pop3 => "POP.",
        Protocol::Smtp => "SMTP.",
        Protocol::Ews if app_only => "full_access_as_app",
        Protocol::Ews => "EWS.AccessAsUser.All",
        // It says itself what each of its permissions opens.
        Protocol::Graph => return is_for_graph(scopes),
    };
    let audience = audience(scopes);
    let of_exchange = (EXCHANGE.contains(&audience) || is_here(audience))
        && permissions(scopes, app_only).iter().any(|permission| permission.starts_with(wanted));
    of_exchange || (protocol != Protocol::Ews && has(scopes, "https://mail.google.com/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_names_its_resource_before_the_last_slash() {
        let scopes = read("openid https://outlook.office.com/IMAP.AccessAsUser.All offline_access").unwrap();
        assert_eq!(resources(&scopes), ["https://outlook.office.com"]);
        assert_eq!(permissions(&scopes, false), ["openid", "IMAP.AccessAsUser.All"]);
        assert_eq!(audience(&["Mail.Read".to_owned()]), GRAPH);
    }

    #[test]
    fn a_protocol_has_a_permission_of_its_own_and_graph_opens_none() {
        let opens = |scope: &str, protocol| opens(&[scope.to_owned()], false, protocol);
        assert!(opens("https://outlook.office.com/IMAP.AccessAsUser.All", Protocol::Imap));
        assert!(!opens("https://outlook.office.com/IMAP.AccessAsUser.All", Protocol::Smtp));
        assert!(!opens("IMAP.AccessAsUser.All", Protocol::Imap));
        assert!(!opens("openid", Protocol::Imap));
        for protocol in [Protocol::Imap, Protocol::Pop3, Protocol::Smtp] {
            assert!(opens("https://mail.google.com/", protocol));
            assert!(opens("https://outlook.office365.com/.default", protocol));
        }
    }

    #[test]
    fn the_sandbox_is_a_cloud_of_its_own() {
        let opens = |scope: &str, app_only, protocol| {
            opens(&[format!("http://127.0.0.1:8025/{scope}")], app_only, protocol)
        };
        assert!(opens("Mail.ReadWrite", false, Protocol::Graph) && opens(".default", true, Protocol::Graph));
        assert!(
            opens("EWS.AccessAsUser.All", false, Protocol::Ews) && opens(".default", true, Protocol::Ews)
        );
        assert!(!opens("Mail.ReadWrite", false, Protocol::Ews));
    }

    #[test]
    fn quotes_controls_and_endless_lists_are_no_scopes() {
        assert_eq!(read("a\"b"), None);
        assert_eq!(read("a\nb"), None);
        assert_eq!(read(&"a ".repeat(2_000)), None);
        assert_eq!(read("a  a b"), Some(vec!["a".to_owned(), "b".to_owned()]));
    }
}
