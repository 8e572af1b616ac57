use carteiro_sandbox::{Capability, Fault, Namespaces, Options};

use crate::client::{Client, start, three_messages};

#[tokio::test]
async fn a_connection_is_cut_after_so_many_bytes_and_the_next_is_not_once_the_fault_is_gone() {
    let sandbox = start(Options { faults: vec![Fault::DropAfterBytes(400)], ..three_messages() }).await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    client.send("a LOGIN ana@sandbox.test sandbox\r\nb SELECT INBOX\r\nc FETCH 1:* BODY.PEEK[]\r\n").await;
    client.rest().await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    sandbox.set_faults([]);
    client.send("a LOGIN ana@sandbox.test sandbox\r\nb SELECT INBOX\r\n").await;
    let told = client.heard.len() + client.rest().await.len();
    assert_eq!(told, 400);
    Client::select(sandbox.imap_addr()).await;
}

#[tokio::test]
async fn the_server_falls_silent_after_so_many_commands() {
    let sandbox = start(Options { faults: vec![Fault::SilentAfterCommands(1)], ..three_messages() }).await;
    let mut client = Client::sign_in(sandbox.imap_addr()).await;
    client.send("a NOOP\r\n").await;
    let mut other = Client::sign_in(sandbox.imap_addr()).await;
    sandbox.set_faults([]);
    assert!(Client::sign_in(sandbox.imap_addr()).await.command("NOOP").await.contains("OK"));
    sandbox.stop().await;
    assert!(client.rest().await.is_empty());
    assert!(other.rest().await.is_empty());
}

#[tokio::test]
async fn a_body_is_announced_with_another_size_than_it_has() {
    let sandbox = start(Options { faults: vec![Fault::LiteralLie(-3)], ..three_messages() }).await;
    let mut client = Client::select(sandbox.imap_addr()).await;
    assert!(client.command("FETCH 1 BODY.PEEK[TEXT]").await.contains("BODY[TEXT] {32}\r\n"));
}

#[tokio::test]
async fn after_a_new_uid_validity_no_message_has_the_uid_it_had() {
    let sandbox = start(three_messages()).await;
    let mut before = Client::select(sandbox.imap_addr()).await;
    sandbox.set_faults([Fault::NewUidValidity]);
    let mut after = Client::sign_in(sandbox.imap_addr()).await;
    assert!(!after.command("SELECT INBOX").await.contains("UIDVALIDITY 1700000001"));
    assert_eq!(after.command("UID FETCH 1:3 FLAGS").await, "T OK Fetched\r\n");
    before.send("T NOOP\r\n").await;
    assert!(String::from_utf8(before.rest().await).unwrap().contains("* BYE "));
}

#[tokio::test]
async fn what_is_switched_off_is_neither_told_nor_understood() {
    let sandbox = start(Options { without: Capability::IMAP.into(), ..three_messages() }).await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    assert_eq!(
        client.command("CAPABILITY").await,
        "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN\r\nT OK That is all\r\n"
    );
    assert!(client.command("AUTHENTICATE PLAIN AGEAYg==").await.starts_with("T BAD"));
    client.command("LOGIN ana@sandbox.test sandbox").await;
    assert_eq!(client.command("CAPABILITY").await, "* CAPABILITY IMAP4rev1\r\nT OK That is all\r\n");
    for command in [
        "NAMESPACE",
        "ID NIL",
        "ENABLE X",
        "IDLE",
        "LIST (SUBSCRIBED) \"\" *",
        "LIST \"\" * RETURN (SPECIAL-USE)",
        "CREATE {1+}",
    ] {
        assert!(client.command(command).await.starts_with("T BAD"), "{command}");
    }
    assert!(!client.command("LIST \"\" *").await.contains("\\Sent"));
    client.command("SELECT INBOX").await;
    for command in ["MOVE 1 Sent", "UID MOVE 1 Sent", "UID EXPUNGE 1", "UNSELECT", "SEARCH RETURN (ALL) ALL"]
    {
        assert!(client.command(command).await.starts_with("T BAD"), "{command}");
    }
    assert_eq!(client.command("COPY 1 Sent").await, "T OK Copied\r\n");
}

#[test]
fn a_capability_is_named_as_it_is_advertised() {
    assert_eq!("literal+".parse(), Ok(Capability::LiteralPlus));
    assert_eq!(
        "QRESYNC".parse::<Capability>().unwrap_err(),
        "`QRESYNC` is no capability of the sandbox; it knows LITERAL+, SASL-IR, ID, ENABLE, IDLE, NAMESPACE, \
         CHILDREN, UNSELECT, UIDPLUS, MOVE, LIST-EXTENDED, SPECIAL-USE, ESEARCH, STARTTLS, AUTH=PLAIN, \
         AUTH=LOGIN, AUTH=CRAM-MD5, AUTH=XOAUTH2, AUTH=OAUTHBEARER, CAPA, USER, UIDL, TOP, RESP-CODES, UTF8, \
         PIPELINING, SIZE, 8BITMIME, SMTPUTF8, DSN, ENHANCEDSTATUSCODES, CHUNKING"
    );
}

/// What a search for a text answers on a server with this fault.
async fn searched(fault: Option<&Fault>, search: &str) -> String {
    let sandbox = start(Options { faults: fault.cloned().into_iter().collect(), ..three_messages() }).await;
    Client::select(sandbox.imap_addr()).await.command(search).await
}

#[tokio::test]
async fn searches_go_wrong_in_every_way_that_servers_know() {
    let beyond_ascii = "SEARCH CHARSET UTF-8 SUBJECT {8+}\r\nReunião";
    let found = "* SEARCH 1\r\nT OK Searched\r\n";
    let nothing = "* SEARCH\r\nT OK Searched\r\n";
    for (fault, search, answer) in [
        (None, beyond_ascii, found),
        (Some(Fault::NoCharset), beyond_ascii, "T BAD Unknown search key\r\n"),
        (Some(Fault::OnlyAscii), beyond_ascii, "T NO [BADCHARSET (US-ASCII)] Unknown charset\r\n"),
        (Some(Fault::OnlyAscii), "SEARCH CHARSET US-ASCII SUBJECT reuni", found),
        (Some(Fault::BlindBeyondAscii), beyond_ascii, nothing),
        (Some(Fault::BlindBeyondAscii), "SEARCH SUBJECT reuni", found),
        (None, "SEARCH SUBJECT reuni", found),
        (Some(Fault::WordsOnly), "SEARCH SUBJECT reuni", nothing),
        (Some(Fault::WordsOnly), beyond_ascii, found),
        (Some(Fault::BlindToText), "SEARCH SUBJECT reuni", nothing),
        (Some(Fault::BlindToText), "SEARCH SEEN", found),
    ] {
        assert_eq!(searched(fault.as_ref(), search).await, answer, "{fault:?} {search}");
    }
}

#[tokio::test]
async fn folders_of_others_are_told_and_only_ones_own_are_made() {
    let namespaces =
        Namespaces { personal: "INBOX/".into(), others: Some("user/".into()), shared: Some(String::new()) };
    let sandbox = start(Options { namespaces, ..three_messages() }).await;
    sandbox.account().create("user/bia/Sales").unwrap();
    let mut client = Client::sign_in(sandbox.imap_addr()).await;
    assert_eq!(
        client.command("NAMESPACE").await,
        "* NAMESPACE ((\"INBOX/\" \"/\")) ((\"user/\" \"/\")) ((\"\" \"/\"))\r\nT OK That is all\r\n"
    );
    assert!(client.command("LIST \"\" *").await.contains("INBOX/Drafts"));
    assert!(client.command("SELECT user/bia/Sales").await.contains("T OK"));
    assert!(client.command("CREATE INBOX/Mine").await.contains("T OK"));
    for theirs in ["CREATE Mine", "CREATE user/bia/Mine", "DELETE user/bia/Sales", "RENAME INBOX/Mine Mine"] {
        assert!(client.command(theirs).await.contains("T NO [NOPERM]"), "{theirs}");
    }
}

#[test]
fn every_fault_is_written_as_it_is_read() {
    for entry in Fault::LIST {
        let value = match entry.value {
            None => String::new(),
            Some("CAPABILITY") => "=MOVE".to_owned(),
            Some("ADDRESS") => "=ana@sandbox.test".to_owned(),
            Some("VERSION") => "=Exchange2010_SP2".to_owned(),
            Some(_) => "=17".to_owned(),
        };
        let text = format!("{}{value}", entry.name);
        assert_eq!(text.parse::<Fault>().map(|fault| fault.to_string()), Ok(text));
        assert!(entry.about.ends_with('.'), "{}", entry.about);
    }
    for capability in Capability::all() {
        assert_eq!(format!("without={capability}").parse(), Ok(Fault::Without(capability)));
    }
    assert_eq!("literal-lie=-3".parse(), Ok(Fault::LiteralLie(-3)));
    assert_eq!("without=move".parse(), Ok(Fault::Without(Capability::Move)));
}

#[test]
fn a_fault_that_makes_no_sense_is_refused_with_what_would() {
    for (text, refusal) in [
        ("drop-after-bytes", "`drop-after-bytes` needs a value: drop-after-bytes=BYTES"),
        ("drop-after-bytes=much", "`much` is no BYTES of `drop-after-bytes`: invalid digit found in string"),
        ("alert=1", "`alert` takes no value"),
    ] {
        assert_eq!(text.parse::<Fault>().unwrap_err(), refusal);
    }
    assert!("rain".parse::<Fault>().unwrap_err().contains("it knows drop-after-bytes=BYTES, silent-after"));
}

#[tokio::test]
async fn a_capability_can_be_taken_away_while_the_server_runs() {
    let sandbox = start(three_messages()).await;
    sandbox.set_faults([Fault::Without(Capability::Move)]);
    let mut client = Client::select(sandbox.imap_addr()).await;
    assert!(!client.command("CAPABILITY").await.contains("MOVE"));
    assert!(client.command("MOVE 1 Sent").await.starts_with("T BAD"));
}

#[tokio::test]
async fn answers_wait_as_long_as_they_are_told_to() {
    let sandbox = start(Options { faults: vec![Fault::DelayAnswers(1)], ..three_messages() }).await;
    let mut late = Client::select(sandbox.imap_addr()).await;
    late.send("a NOOP\r\nb NOOP\r\n").await;
    assert_eq!(late.until("b ").await, "a OK Nothing done\r\nb OK Nothing done\r\n");
    sandbox.set_faults(["delay-answers=3600000".parse().unwrap()]);
    let mut never = Client::dial(sandbox.imap_addr()).await;
    never.send("a NOOP\r\n").await;
    late.command("NOOP").await;
    sandbox.set_faults([]);
    Client::select(sandbox.imap_addr()).await;
    sandbox.stop().await;
    assert!(never.rest().await.is_empty());
}
