//! What is found, in which order, and what is asked too much.

use carteiro_sandbox::{Flags, Options, Sample, Sandbox};
use serde_json::{Value, json};

use super::caller::{Caller, options, sandbox as sandbox_of_letters, sandbox_with, text};
use crate::client::start;

/// So many messages, a minute apart.
async fn many(number: usize) -> Sandbox {
    let sample = |at: usize| {
        Sample {
        raw: format!(
            "From: {} <p{}@x.test>\r\nTo: ana@sandbox.test\r\nMessage-ID: <{at}@x.test>\r\nSubject: letter {at}\r\n\r\nboleto number{at}\r\n",
            ["Bob", "Zé"][at % 2],
            at % 2
        )
        .into_bytes(),
        flags: Flags::default(),
        received_at: format!("2026-01-01T{:02}:{:02}:00Z", at / 60, at % 60).parse().unwrap(),
    }
    };
    start(Options { mail: (0..number).map(sample).collect(), ..options() }).await
}

async fn subjects(caller: &Caller<'_>, query: &str) -> Vec<String> {
    let all = caller.list(&format!("/me/messages?$select=subject&{query}")).await;
    all.iter().map(|message| text(&message["subject"])).collect()
}

#[tokio::test]
async fn pages_of_ten_lead_through_all_messages_the_latest_first() {
    let sandbox = many(25).await;
    let caller = Caller::new(&sandbox).await;
    let mut address = "/me/mailFolders/inbox/messages?$select=subject&$count=true".to_owned();
    let (mut sizes, mut all) = (Vec::new(), Vec::new());
    loop {
        let page = caller.get(&address).await;
        assert_eq!(page["@odata.count"], 25);
        let value = page["value"].as_array().unwrap();
        sizes.push(value.len());
        all.extend(value.iter().map(|message| text(&message["subject"])));
        let Some(next) = page["@odata.nextLink"].as_str() else { break };
        address = next.to_owned();
    }
    assert_eq!(sizes, [10, 10, 5]);
    let expected: Vec<String> = (0..25).rev().map(|at| format!("letter {at}")).collect();
    assert_eq!(all, expected);
    assert_eq!(subjects(&caller, "$top=2&$skip=3").await, ["letter 21", "letter 20"]);
    for wrong in ["$top=0", "$top=1001", "$top=x", "$skip=-1"] {
        assert_eq!(
            caller.refused("GET", &format!("/me/messages?{wrong}"), Value::Null).await.0,
            400,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn a_filter_finds_by_what_a_message_has() {
    let sandbox = many(4).await;
    let caller = Caller::new(&sandbox).await;
    let ids = caller.inbox().await;
    caller
        .patch(&format!("/me/messages/{}", ids[0]), json!({ "categories": ["Paid"], "isRead": true }))
        .await;
    caller
        .patch(
            &format!("/me/messages/{}", ids[1]),
            json!({ "singleValueExtendedProperties": [
                { "id": "String {00020329-0000-0000-C000-000000000046} Name Carteiro", "value": "done" },
            ]}),
        )
        .await;
    for (filter, expected) in [
        ("isRead eq true", vec!["letter 3"]),
        ("categories/any(c:c eq 'paid')", vec!["letter 3"]),
        ("from/emailAddress/address eq 'p1@x.test'", vec!["letter 3", "letter 1"]),
        (
            "receivedDateTime ge 2026-01-01T00:01:00Z and receivedDateTime lt 2026-01-01T00:03:00Z",
            vec!["letter 2", "letter 1"],
        ),
        ("startswith(subject,'letter 1') or contains(subject,'R 0')", vec!["letter 1", "letter 0"]),
        ("internetMessageId eq '<2@x.test>'", vec!["letter 2"]),
        (
            "toRecipients/any(r: r/emailAddress/address eq 'ana@sandbox.test') and not (isRead eq false)",
            vec!["letter 3"],
        ),
        (
            "singleValueExtendedProperties/any(ep: ep/id eq 'String {00020329-0000-0000-C000-000000000046} Name Carteiro' and ep/value eq 'done')",
            vec!["letter 2"],
        ),
    ] {
        assert_eq!(subjects(&caller, &format!("$filter={filter}")).await, expected, "{filter}");
    }
    let expand = "$expand=singleValueExtendedProperties($filter=id eq 'String {00020329-0000-0000-C000-000000000046} Name Carteiro')";
    let told = caller.get(&format!("/me/messages/{}?{expand}", ids[1])).await;
    assert_eq!(told["singleValueExtendedProperties"][0]["value"], "done");
}

#[tokio::test]
async fn an_order_has_to_stand_in_the_filter_first() {
    let sandbox = many(4).await;
    let caller = Caller::new(&sandbox).await;
    assert_eq!(
        subjects(&caller, "$filter=receivedDateTime ge 2026-01-01T00:01:00Z and from/emailAddress/name eq 'Bob'&$orderby=receivedDateTime").await,
        ["letter 2"]
    );
    assert_eq!(
        subjects(&caller, "$orderby=from/emailAddress/name desc,receivedDateTime&$top=2").await,
        ["letter 1", "letter 3"]
    );
    for query in [
        "$filter=from/emailAddress/name eq 'Bob'&$orderby=receivedDateTime desc",
        "$filter=from/emailAddress/name eq 'Bob' and receivedDateTime ge 2026-01-01&$orderby=receivedDateTime desc",
        "$filter=receivedDateTime ge 2026-01-01 and subject ne ''&$orderby=subject,receivedDateTime",
    ] {
        let refused = caller.refused("GET", &format!("/me/messages?{query}"), Value::Null).await;
        assert_eq!(refused, (400, "InefficientFilter".to_owned()), "{query}");
    }
    for query in ["$orderby=body", "$orderby=nonsense", "$orderby=subject down", "$filter=nonsense eq 1"] {
        let refused = caller.refused("GET", &format!("/me/messages?{query}"), Value::Null).await;
        assert_eq!(refused, (400, "BadRequest".to_owned()), "{query}");
    }
}

#[tokio::test]
async fn a_search_finds_words_and_stands_alone() {
    let sandbox = many(12).await;
    let caller = Caller::new(&sandbox).await;
    assert_eq!(subjects(&caller, "$search=\"number7\"").await, ["letter 7"]);
    assert_eq!(subjects(&caller, "$search=\"number\"").await, Vec::<String>::new());
    assert_eq!(
        subjects(&caller, "$search=\"subject:letter AND body:number1*\"").await,
        ["letter 11", "letter 10", "letter 1"]
    );
    assert_eq!(subjects(&caller, "$search=\"from:p1@x.test\"&$top=1").await, ["letter 11"]);
    let page = caller.get("/me/messages?$search=\"boleto\"&$top=5").await;
    assert!(text(&page["@odata.nextLink"]).contains("skiptoken=5"));
    for (query, code) in [
        ("$search=\"x\"&$filter=isRead eq true", "SearchWithFilter"),
        ("$search=\"x\"&$orderby=subject", "SearchWithOrderBy"),
    ] {
        let refused = caller.refused("GET", &format!("/me/messages?{query}"), Value::Null).await;
        assert_eq!(refused, (400, code.to_owned()));
    }
}

#[tokio::test]
async fn a_server_may_find_any_filter_too_complex() {
    let sandbox = sandbox_with("graph-inefficient-filter").await;
    let caller = Caller::new(&sandbox).await;
    caller.list("/me/messages?$filter=isRead eq false").await;
    let refused = caller
        .refused("GET", "/me/messages?$filter=isRead eq false and hasAttachments eq true", Value::Null)
        .await;
    assert_eq!(refused, (400, "InefficientFilter".to_owned()));
}

#[tokio::test]
async fn an_invitation_says_what_it_is() {
    let raw = b"From: b@x.test\r\nTo: ana@sandbox.test\r\nSubject: Meet\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
    let sample = Sample {
        raw: raw.to_vec(),
        flags: Flags::default(),
        received_at: "2026-01-01T00:00:00Z".parse().unwrap(),
    };
    let sandbox = start(Options { mail: vec![sample], ..options() }).await;
    let caller = Caller::new(&sandbox).await;
    let message = caller.list("/me/messages").await.remove(0);
    assert_eq!(message["@odata.type"], "#microsoft.graph.eventMessageRequest");
    assert_eq!(message["meetingMessageType"], "meetingRequest");
    let plain = sandbox_of_letters().await;
    let caller = Caller::new(&plain).await;
    assert_eq!(caller.list("/me/messages").await[0]["@odata.type"], Value::Null);
}
