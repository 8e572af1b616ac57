//! What a request may be, and what is said of those that are none.

use carteiro_sandbox::{Fault, Flags, Options, Protocol, Sample, Sandbox};

use super::caller::{ALL, Caller, IDS, between, code, codes, find, get, item_ids, unchunked};
use crate::client::{start, three_messages};

const INBOX: &str = "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:FolderIds></m:GetFolder>";

async fn sandbox_with(faults: Vec<Fault>) -> Sandbox {
    start(Options { faults, ..three_messages() }).await
}

#[tokio::test]
async fn every_kind_of_reply_is_as_the_schema_has_it() {
    let sandbox = sandbox_with(Vec::new()).await;
    let mut caller = Caller::new(&sandbox);
    let all = item_ids(&caller.ask(&find(ALL, "")).await);
    assert_eq!(all.len(), 3);
    for id in &all {
        caller.ask(&get(ALL, id)).await;
        let more = "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent><t:BodyType>Text</t:BodyType><t:AdditionalProperties><t:FieldURI FieldURI=\"item:Body\"/><t:FieldURI FieldURI=\"item:Preview\"/><t:FieldURI FieldURI=\"item:TextBody\"/><t:FieldURI FieldURI=\"item:UniqueBody\"/><t:FieldURI FieldURI=\"item:NormalizedBody\"/><t:ExtendedFieldURI PropertyTag=\"0x7d\" PropertyType=\"String\"/></t:AdditionalProperties></m:ItemShape>";
        caller.ask(&get(more, id)).await;
    }
    let batch = format!(
        "<m:GetItem>{IDS}<m:ItemIds><t:ItemId Id=\"{}\"/><t:ItemId Id=\"nonsense\"/><t:ItemId Id=\"AAMk\"/></m:ItemIds></m:GetItem>",
        all[0]
    );
    assert_eq!(
        codes(&caller.ask(&batch).await),
        ["NoError", "ErrorInvalidIdMalformed", "ErrorInvalidIdMalformed"]
    );
    caller.ask(INBOX).await;
    let missing = "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"calendar\"/><t:DistinguishedFolderId Id=\"root\"/></m:FolderIds></m:GetFolder>";
    assert_eq!(codes(&caller.ask(missing).await), ["ErrorFolderNotFound", "NoError"]);
    caller.judged().await;
}

#[tokio::test]
async fn a_version_the_server_does_not_know_is_refused() {
    let sandbox = sandbox_with(vec!["ews-version=Exchange2010_SP2".parse().unwrap()]).await;
    let mut caller = Caller::new(&sandbox);
    assert_eq!(caller.fault(INBOX).await, "ErrorInvalidServerVersion");
    caller.version = "Exchange2010_SP2";
    let told = caller.ask(INBOX).await;
    assert!(told.contains("MajorVersion=\"14\"") && told.contains("Version=\"Exchange2010_SP2\""), "{told}");
    let flag = "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"item:Flag\"/></t:AdditionalProperties></m:ItemShape>";
    assert_eq!(caller.fault(&find(flag, "")).await, "ErrorSchemaValidation");
    sandbox.set_faults([]);
    assert_eq!(caller.fault(&find(flag, "")).await, "ErrorIncorrectSchemaVersion");
    caller.version = "Exchange2099";
    assert_eq!(caller.fault(INBOX).await, "ErrorInvalidServerVersion");
}

#[tokio::test]
async fn what_is_not_in_the_schema_is_a_fault_that_says_where() {
    let sandbox = sandbox_with(Vec::new()).await;
    let caller = Caller::new(&sandbox);
    let id = INBOX.replace("\"inbox\"", "\"nonsense\"");
    let order = find(
        IDS,
        "<m:SortOrder><t:FieldOrder Order=\"Ascending\"><t:FieldURI FieldURI=\"item:Size\"/></t:FieldOrder></m:SortOrder><m:Restriction/>",
    );
    for wrong in
        [id.as_str(), &order, "<m:Nonsense/>", "<m:GetItem/>", &INBOX.replace("Default", "Everything")]
    {
        assert_eq!(caller.fault(wrong).await, "ErrorSchemaValidation", "{wrong}");
    }
    let broken = caller.envelope(INBOX).replace("</s:Body>", "&nonsense;</s:Body>");
    let told = unchunked(&caller.send(&broken).await);
    assert_eq!(code(&told), "ErrorSchemaValidation");
    assert_eq!(between(&told, "<t:LineNumber>", "<"), "1");
    assert_eq!(unchunked(&caller.send("nonsense").await).matches("ErrorSchemaValidation").count(), 2);
}

#[tokio::test]
async fn operations_are_noted_with_the_mailbox_they_are_sent_to() {
    let sandbox = sandbox_with(Vec::new()).await;
    Caller::new(&sandbox).ask(INBOX).await;
    assert_eq!(sandbox.commands_of(Protocol::Ews), ["GetFolder"]);
}

#[tokio::test]
async fn a_search_tells_less_than_a_look_at_an_item() {
    let sandbox = sandbox_with(Vec::new()).await;
    let caller = Caller::new(&sandbox);
    for field in ["item:Body", "item:MimeContent", "message:ToRecipients", "item:Attachments"] {
        let shape = format!(
            "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"{field}\"/></t:AdditionalProperties></m:ItemShape>"
        );
        let answer = caller.post(&find(&shape, "")).await;
        let told = unchunked(&answer);
        assert_eq!((answer.status, code(&told).as_str()), (500, "ErrorInvalidPropertyRequest"), "{told}");
        assert!(told.contains(&format!("<t:FieldURI FieldURI=\"{field}\"/>")), "{told}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_to_the_last() {
    let sandbox = sandbox_with(Vec::new()).await;
    let mut caller = Caller::new(&sandbox);
    let page = |offset| {
        format!(
            "<m:IndexedPageItemView MaxEntriesReturned=\"2\" Offset=\"{offset}\" BasePoint=\"Beginning\"/>"
        )
    };
    let first = caller.ask(&find(IDS, &page(0))).await;
    assert!(
        first.contains("IndexedPagingOffset=\"2\" TotalItemsInView=\"3\" IncludesLastItemInRange=\"false\""),
        "{first}"
    );
    let second = caller.ask(&find(IDS, &page(2))).await;
    assert!(
        second.contains("IndexedPagingOffset=\"3\" TotalItemsInView=\"3\" IncludesLastItemInRange=\"true\""),
        "{second}"
    );
    assert_eq!((item_ids(&first).len(), item_ids(&second).len()), (2, 1));
    caller.judged().await;
}

#[tokio::test]
async fn characters_that_xml_forbids_are_references_or_stand_as_they_are() {
    let raw = b"Subject: =?utf-8?Q?=01=0B=EF=BF=BF=ED=A0=80?=\r\nFrom: =?utf-8?Q?=02?= <x@else.test>\r\n\r\nbell \x07\r\n".to_vec();
    let received_at = "2026-01-05T09:30:00.123456789Z".parse().unwrap();
    let mail = vec![Sample { raw, flags: Flags::default(), received_at }];
    let sandbox = start(Options { mail, ..Options::default() }).await;
    let mut caller = Caller::new(&sandbox);
    let found = caller.ask(&find(ALL, "")).await;
    assert_eq!(between(&found, "<t:Subject>", "<"), "&#x1;&#xB;&#xFFFF;&#xD800;");
    assert!(found.contains("<t:Name>&#x2;</t:Name>"), "{found}");
    assert_eq!(between(&found, "<t:DateTimeReceived>", "<"), "2026-01-05T09:30:00Z");
    let id = item_ids(&found).remove(0);
    let text = caller.ask(&get(ALL, &id)).await;
    assert!(text.contains("bell &#x7;"), "{text}");
    sandbox.set_faults([Fault::EwsRawCharacters, Fault::EwsFractionDigits(9)]);
    let answer = caller.post(&find(ALL, "")).await;
    assert!(answer.body.contains("<t:Subject>\u{1}\u{b}\u{ffff}"), "{answer:?}");
    assert!(answer.body.contains("2026-01-05T09:30:00.123456789Z"), "{answer:?}");
}

#[tokio::test]
async fn a_large_message_goes_in_and_comes_out_as_it_was() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    const SIZE: usize = 4 * 1024 * 1024;
    let sandbox = sandbox_with(Vec::new()).await;
    let caller = Caller::new(&sandbox);
    let mut raw = b"Subject: large\r\n\r\n".to_vec();
    raw.extend((0..SIZE).map(|at| b'a' + u8::try_from(at % 23).unwrap()));
    let message = format!(
        "<m:CreateItem MessageDisposition=\"SaveOnly\"><m:Items><t:Message><t:MimeContent>{}</t:MimeContent></t:Message></m:Items></m:CreateItem>",
        STANDARD.encode(&raw)
    );
    let told = unchunked(&caller.post(&message).await);
    drop(message);
    let id = item_ids(&told).remove(0);
    let shape = "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent></m:ItemShape>";
    let answer = caller.post(&get(shape, &id)).await;
    assert_eq!(answer.header("transfer-encoding"), Some("chunked"));
    let told = unchunked(&answer);
    let content = between(&told, "CharacterSet=\"UTF-8\">", "<");
    assert!(STANDARD.decode(content).unwrap() == raw, "it came out otherwise");
}
